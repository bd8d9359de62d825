/**
 * What a loan's state holds of a billed credit between two bills: what was drawn, what interest has
 * accrued, and what the next bill is to correct.
 *
 * @module
 */
import type { ExactInterest } from "../billing/exactInterest.ts";
import type { PlainDate } from "../calendar/plainDate.ts";
import type { Bill } from "./facts.ts";

/** Plain data. Amounts are whole minor units. */
export interface BilledCredit {
  /** Decimal text, percent a year: the rate in force. */
  readonly annualRatePercent: string;
  readonly limitMinor: number;
  /** The cycle that ends the term; null for a line that has no end. */
  readonly lastCycle: number | null;
  /** The day from which cycles are counted; null before the first drawing. */
  readonly startedOn: PlainDate | null;
  /** Principal that no bill has asked for yet. */
  readonly unbilledMinor: number;
  /** Charges that the next bill asks for. */
  readonly feesMinor: number;
  /** The installment by the rule `level`; zero by others. */
  readonly levelMinor: number;
  /** Interest since the last bill, to the day that the loan was carried forward to. */
  readonly accrued: ExactInterest;
  /** Interest of the cycle before that is forgone if its bill is paid whole in time. */
  readonly deferred: ExactInterest;
  /** Whether the running cycle is free of interest, if its bill is paid whole in time. */
  readonly isFree: boolean;
  readonly lastBill: LastBill | null;
  /** Interest that earlier bills charged too little, by what is known since. */
  readonly correctionMinor: number;
  /** Interest that bills and payoffs have given back so far. */
  readonly creditedMinor: number;
  /** Interest and charges that payoffs have asked for so far, less interest that they gave back. */
  readonly payoffsMinor: number;
  /** Sequences of facts that were recorded after bills and count before them. */
  readonly causes: readonly number[];
  /** Sequences of the facts since the last bill, rising. */
  readonly sinceBill: readonly number[];
  /** The last day on which anything was recorded: no bill is dated back to it. */
  readonly bookedTo: PlainDate;
  /** Bills that follow from the days passed, and are still to be recorded as facts. */
  readonly toIssue: readonly Bill[];
}

/** What is remembered of a bill until the next one. */
export interface LastBill {
  readonly cycle: number;
  readonly billedOn: PlainDate;
  readonly payBy: PlainDate;
  readonly isBalloon: boolean;
  /** The first balloon: what it asks for bears no interest while it can be paid in time. */
  readonly endsTerm: boolean;
  /** As the bill says. */
  readonly closingMinor: number;
  /** What it would say by what is known since. */
  readonly accountMinor: number;
  readonly flows: Flows;
}

/** What has moved a credit's account since it began. */
export interface Flows {
  readonly lent: number;
  /** Interest and charges that payoffs asked for, less interest that they gave back. */
  readonly payoffs: number;
  readonly received: number;
  readonly refunded: number;
  readonly penalties: number;
  readonly waived: number;
}
