/**
 * LendKit's storage in memory.
 *
 * @packageDocumentation
 */
export { createMemoryStore } from "./createMemoryStore.ts";
