import type { Fault, FaultPlan, PlannedFault } from "./faultPlan.ts";
import { seededRandom } from "./seededRandom.ts";

/** How many faults there are. */
export interface RandomFaults {
  /** A whole number from 0 to 2^32 - 1. */
  readonly seed: number;
  /** Calls of the store up to which faults are planned. */
  readonly calls: number;
  /** Percent of the calls at which one is planned. Default: 2. */
  readonly percentOfCalls?: number;
  /** Percent of the commits at which one is planned besides. Default: 8. */
  readonly percentOfCommits?: number;
}

const faults: readonly Fault[] = [
  { kind: "fail", when: "before" },
  { kind: "fail", when: "after" },
  { kind: "crash", when: "before" },
  { kind: "crash", when: "after" },
];

/**
 * Faults of all kinds at random calls and commits; the same plan for each run of one seed.
 *
 * @example
 * randomFaultPlan({ seed: 7, calls: 1000 });
 * // such as [{ at: { storeCall: 31 }, fault: { kind: "delay", turns: 12 } }, …]
 */
export function randomFaultPlan({
  seed,
  calls,
  percentOfCalls = 2,
  percentOfCommits = 8,
}: RandomFaults): FaultPlan {
  const random = seededRandom(seed);
  const happens = (percent: number): boolean => random() * 100 < percent;
  const oneOf = (from: readonly Fault[]): Fault =>
    from[Math.floor(random() * from.length)] ?? { kind: "reorder" };
  const plan: PlannedFault[] = [];
  for (let number = 1; number <= calls; number += 1) {
    if (happens(percentOfCommits)) {
      plan.push({ at: { verb: "commit", transaction: number }, fault: oneOf(faults) });
    }
    if (happens(percentOfCalls)) {
      const delay = { kind: "delay", turns: 1 + Math.floor(random() * 40) } as const;
      plan.push({
        at: { storeCall: number },
        fault: oneOf([...faults, { kind: "reorder" }, delay, delay]),
      });
    }
  }
  return plan;
}
