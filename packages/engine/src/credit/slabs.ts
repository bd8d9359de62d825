/**
 * Slabs: from a score to the lowest rate at which a loan is given.
 *
 * @module
 */
import type { Amount } from "../money/amount.ts";

/** An end of a slab. */
export interface SlabBound {
  /** Whole number. */
  readonly score: number;
  /** Whether that very score belongs to the slab. */
  readonly inclusive: boolean;
}

/** What holds for a run of scores. */
export type Slab = {
  readonly from: SlabBound;
  readonly to: SlabBound;
} & (
  | {
      readonly decision: "accept";
      /** Percent a year, 0 to 100; exactly it is accepted. "0" takes any rate. */
      readonly minimumRatePercent: Amount;
    }
  | { readonly decision: "refuse" }
);

/** The lowest whole score of a slab. */
export function firstScore({ from }: Slab): number {
  return from.inclusive ? from.score : from.score + 1;
}

/** The highest whole score of a slab; below the lowest if it covers none. */
export function lastScore({ to }: Slab): number {
  return to.inclusive ? to.score : to.score - 1;
}
