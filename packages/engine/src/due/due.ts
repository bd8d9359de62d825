/**
 * What a borrower owes on a day: the value that delinquency, charges, allocation and a loan's
 * state share. Amounts are whole minor units of the loan's currency.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";

/** What an amount is owed for. */
export type DueKind = "penalty" | "fee" | "interest" | "principal";

/** Every kind, in the order in which most lenders are paid. */
export const dueKinds: readonly DueKind[] = ["penalty", "fee", "interest", "principal"];

/** Whole minor units by kind, each zero or more. */
export type DueAmounts = Readonly<Record<DueKind, number>>;

/** What is owed together on one day: an installment, or a charge of its own. */
export interface Due {
  /** Unique within the loan, and the same whenever it is derived: "installment 3". */
  readonly id: string;
  readonly dueOn: PlainDate;
  /** What was asked for, less what was waived. */
  readonly charged: DueAmounts;
  /** At most what was charged, kind by kind. */
  readonly paid: DueAmounts;
}

export const nothing: DueAmounts = { fee: 0, interest: 0, penalty: 0, principal: 0 };

/** The same function of each kind's amounts; the fields in the order in which they are stored. */
export function byKind(amount: (kind: DueKind) => number): DueAmounts {
  return {
    fee: amount("fee"),
    interest: amount("interest"),
    penalty: amount("penalty"),
    principal: amount("principal"),
  };
}

export function addAmounts(a: DueAmounts, b: DueAmounts): DueAmounts {
  return byKind((kind) => a[kind] + b[kind]);
}

export function subtractAmounts(from: DueAmounts, less: DueAmounts): DueAmounts {
  return byKind((kind) => from[kind] - less[kind]);
}

export function totalOf({ penalty, fee, interest, principal }: DueAmounts): number {
  return penalty + fee + interest + principal;
}

export function unpaidOf({ charged, paid }: Pick<Due, "charged" | "paid">): DueAmounts {
  return subtractAmounts(charged, paid);
}

/** True while something of it is owed. */
export function isUnpaid(due: Pick<Due, "charged" | "paid">): boolean {
  return totalOf(due.charged) > totalOf(due.paid);
}

/** Oldest first; dues of one day keep the order in which they came about. */
export function inOrder<D extends Pick<Due, "dueOn">>(dues: readonly D[]): readonly D[] {
  return [...dues].sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}
