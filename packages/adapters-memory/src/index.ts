/**
 * LendKit's storage in memory, and faults for any storage.
 *
 * @packageDocumentation
 */
export { createMemoryStore } from "./createMemoryStore.ts";
export type { Fault, FaultPlan, HappenedFault, PlannedFault, StorageCall } from "./faultPlan.ts";
export { type RandomFaults, randomFaultPlan } from "./randomFaultPlan.ts";
export { createScheduler, type Scheduler, type TurnWhen } from "./scheduler.ts";
export { type Connection, type FaultyStore, withFaults } from "./withFaults.ts";
