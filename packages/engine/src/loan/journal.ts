/**
 * What happened to a loan, in the order in which it did: written while facts are folded, for
 * statements and books. The state does not depend on it.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import type { DueAmounts } from "../due/due.ts";
import type { PaidPart, PaidStep } from "../repayment/waterfall.ts";

/**
 * Became owed; arrears of a taken-over loan were owed before. Amounts below zero where an
 * installment that was paid in advance became smaller.
 */
export interface ChargedEvent {
  readonly kind: "charged";
  readonly dueId: string;
  readonly dueOn: PlainDate;
  readonly installment: number | null;
  readonly amounts: DueAmounts;
  readonly takenOver: boolean;
}

/** Amounts are whole minor units. */
export type JournalEvent =
  | { readonly kind: "disbursed"; readonly amount: number }
  /** Principal of a taken-over loan that is not due yet. */
  | { readonly kind: "takenOver"; readonly amount: number }
  | ChargedEvent
  /** Interest of earlier bills that was given back. */
  | { readonly kind: "interestCredited"; readonly amount: number }
  /** Interest that was added to the principal. */
  | { readonly kind: "capitalized"; readonly amount: number }
  /** Arrears whose interest became principal. */
  | { readonly kind: "arrearsCapitalized"; readonly dueId: string; readonly amounts: DueAmounts }
  | { readonly kind: "received"; readonly amount: number }
  /** Money that had been received paid these dues. */
  | {
      readonly kind: "applied";
      readonly parts: readonly PaidPart[];
      readonly steps: readonly PaidStep[];
    }
  /** The same, of principal before it was due. */
  | { readonly kind: "prepaid"; readonly amount: number }
  /** An installment that was paid in advance became smaller or is gone. */
  | { readonly kind: "released"; readonly dueId: string; readonly amounts: DueAmounts }
  | { readonly kind: "waived"; readonly dueId: string; readonly amounts: DueAmounts }
  | { readonly kind: "writtenOff"; readonly amounts: DueAmounts }
  | { readonly kind: "recovered"; readonly amount: number }
  | { readonly kind: "refunded"; readonly amount: number }
  | { readonly kind: "voided"; readonly lent: number };

export type JournalEntry = JournalEvent & {
  readonly on: PlainDate;
  /** The fact that it follows from; null for what follows from the day alone. */
  readonly sequence: number | null;
};

/** Takes what happened on a day. */
export type Journal = (on: PlainDate, event: JournalEvent) => void;
