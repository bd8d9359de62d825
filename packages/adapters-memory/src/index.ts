/**
 * LendKit's storage in memory.
 *
 * @packageDocumentation
 */
export { createMemoryStore } from "./createMemoryStore.ts";
export { importRunNotFound, transactionEnded } from "./errors.ts";
