import type { Amount } from "../money/amount.ts";
import type { Rounding } from "../schedule/emi.ts";
import type { CurrentLoans } from "./creditRecord.ts";
import type { HardRule } from "./hardRule.ts";
import type { Scorecard } from "./scorecard.ts";
import type { Slab } from "./slabs.ts";

/**
 * The rules by which a loan is approved or refused, as plain data that does not change. Checked by
 * `checkPolicy`.
 */
export interface CreditPolicy {
  /** For people; not empty. */
  readonly name: string;
  /** Changes with every change of the rules, so that an old decision can be told from a new one. */
  readonly version: string;
  readonly scorecard: Scorecard;
  /** From the score to the lowest rate; they cover 0 to 100 without gap or overlap. */
  readonly slabs: readonly Slab[];
  readonly installmentCap: {
    /** Installments above this part of the monthly income are refused; exactly it passes. */
    readonly percentOfIncome: Amount;
    /** Whether the proposed loan's installment counts, or only those of current loans. */
    readonly countsProposed: boolean;
  };
  /**
   * Which past loans are current, and so count towards the cap, the limit and the score's volume:
   * `byDate` those between their start and their end, `byBalance` those of which something is owed.
   * Default: `byDate`. See `isCurrent`.
   */
  readonly currentLoans?: CurrentLoans;
  readonly limit: {
    /** Whether a proposed loan that would pass the approved limit is refused. */
    readonly countsProposed: boolean;
  };
  /** A rate below the slab's lowest: approve at the slab's lowest, or refuse. */
  readonly rateBelowSlab: "correct" | "refuse";
  /** How the installment of the proposed loan is rounded. */
  readonly installmentRounding: Rounding;
  /** Further bounds, tried in this order after all the rules above. Default: none. */
  readonly hardRules?: readonly HardRule[];
  /**
   * What the largest amount is a multiple of: above 0, at most 4 decimals. Default: the
   * installments' rounding unit.
   */
  readonly amountStep?: Amount;
  /** In percent a year, above 0: the grid of a lowest rate that has to be searched. Default: 0.01. */
  readonly rateStep?: Amount;
}
