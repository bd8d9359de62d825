/**
 * A loan as a borrower reads it: what was paid, what is owed, and what is to come.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import { addAmounts, type DueAmounts, nothing, subtractAmounts, totalOf } from "../due/due.ts";
import { fromMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import type { LoanFact } from "./facts.ts";
import type { JournalEntry } from "./journal.ts";
import type { LoanState } from "./loanState.ts";
import { rowOf, scheduleOf } from "./repaymentPlan.ts";
import { replayEntries } from "./replay.ts";

/** In the loan's currency. */
export type StatementAmounts = { readonly [Kind in keyof DueAmounts]: Decimal };

/** What is asked for on a day. */
export interface StatementDue {
  /** Null for an installment that is still only planned. */
  readonly dueId: string | null;
  /** Null for a charge of its own. */
  readonly installment: number | null;
  readonly dueOn: PlainDate;
  /** What was asked for, less what was waived. */
  readonly charged: StatementAmounts;
  readonly paid: StatementAmounts;
  readonly unpaid: Decimal;
  /** The day on which the last of it was paid; null while something is unpaid. */
  readonly paidOn: PlainDate | null;
  /** Overdue: the due date is before the statement's day, and something is unpaid. */
  readonly status: "pending" | "paid" | "overdue";
}

/** A payment, and what it has paid since. */
export interface StatementPayment {
  /** The fact that recorded it. */
  readonly sequence: number;
  readonly on: PlainDate;
  readonly amount: Decimal;
  /** What was paid on receiving it, prepaid principal with it. */
  readonly paid: StatementAmounts;
}

export interface Statement {
  readonly asOf: PlainDate;
  readonly payments: readonly StatementPayment[];
  /** By due date: all that was asked for, and every installment to come. */
  readonly dues: readonly StatementDue[];
}

/**
 * @param facts all facts of one loan, by sequence
 * @param asOf not before the day of the last fact
 * @throws LendkitError `NO_FACTS`; `DATES_OUT_OF_ORDER`
 */
export function statement(facts: readonly LoanFact[], asOf: PlainDate): Statement {
  const { state, entries } = replayEntries(facts, asOf);
  const places = currencyPlaces(state.currency);
  const amounts = (minor: DueAmounts): StatementAmounts => ({
    penalty: fromMinorUnits(minor.penalty, places),
    fee: fromMinorUnits(minor.fee, places),
    interest: fromMinorUnits(minor.interest, places),
    principal: fromMinorUnits(minor.principal, places),
  });
  const known = knownDues(entries);
  const dues = [...known, ...plannedDues(state, known)]
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
    .map(({ charged, paid, paidOn, ...due }): StatementDue => {
      const unpaid = totalOf(charged) - totalOf(paid);
      const late = due.dueOn < asOf ? "overdue" : "pending";
      return {
        ...due,
        charged: amounts(charged),
        paid: amounts(paid),
        unpaid: fromMinorUnits(unpaid, places),
        paidOn: unpaid === 0 ? paidOn : null,
        status: unpaid === 0 && due.dueId !== null ? "paid" : late,
      };
    });
  const payments = paymentsOf(entries).map(({ sequence, on, amount, paid }) => ({
    sequence,
    on,
    amount: fromMinorUnits(amount, places),
    paid: amounts(paid),
  }));
  return { asOf, payments, dues };
}

export interface MinorDue {
  readonly dueId: string | null;
  readonly installment: number | null;
  readonly dueOn: PlainDate;
  readonly charged: DueAmounts;
  readonly paid: DueAmounts;
  readonly paidOn: PlainDate | null;
}

/** Dues that came about, with what changed them since; those that are gone again left out. */
export function knownDues(entries: readonly JournalEntry[]): readonly MinorDue[] {
  const dues = new Map<string, MinorDue>();
  const change = (dueId: string, to: (due: MinorDue) => Partial<MinorDue>): void => {
    const due = dues.get(dueId);
    if (due !== undefined) dues.set(dueId, { ...due, ...to(due) });
  };
  for (const entry of entries) {
    if (entry.kind === "charged") {
      const { dueId, dueOn, installment, amounts } = entry;
      const before = dues.get(dueId);
      const due = before ?? { dueId, installment, paid: nothing, charged: nothing, paidOn: null };
      dues.set(dueId, { ...due, dueOn, charged: addAmounts(due.charged, amounts) });
    } else if (entry.kind === "waived" || entry.kind === "arrearsCapitalized") {
      change(entry.dueId, ({ charged }) => ({ charged: subtractAmounts(charged, entry.amounts) }));
    } else if (entry.kind === "released") {
      change(entry.dueId, ({ paid }) => ({ paid: subtractAmounts(paid, entry.amounts) }));
    } else if (entry.kind === "applied") {
      for (const { dueId, amounts } of entry.parts) {
        change(dueId, ({ paid }) => ({ paid: addAmounts(paid, amounts), paidOn: entry.on }));
      }
    } else if (entry.kind === "voided") {
      dues.clear();
    }
  }
  return [...dues.values()].filter(({ charged }) => totalOf(charged) > 0);
}

/** Installments of the plan that are not among the known dues. */
function plannedDues({ servicing }: LoanState, known: readonly MinorDue[]): readonly MinorDue[] {
  if (servicing === null || servicing.plan === null || servicing.status !== "active") return [];
  const { plan, rowsDue } = servicing;
  const there = new Set(known.map(({ installment }) => installment));
  return Array.from({ length: scheduleOf(plan).length - rowsDue }, (_, index) => {
    const { dueOn, fees: fee, interest, principal } = rowOf(plan, rowsDue + index);
    return {
      dueId: null,
      installment: plan.numbersBefore + rowsDue + index + 1,
      dueOn,
      charged: { penalty: 0, fee, interest, principal },
      paid: nothing,
      paidOn: null,
    };
  }).filter(({ installment, charged }) => !there.has(installment) && totalOf(charged) > 0);
}

export interface MinorPayment {
  readonly sequence: number;
  readonly on: PlainDate;
  readonly amount: number;
  readonly paid: DueAmounts;
}

export function paymentsOf(entries: readonly JournalEntry[]): readonly MinorPayment[] {
  const payments = new Map<number, MinorPayment>();
  for (const entry of entries) {
    const { sequence, on } = entry;
    if (sequence === null) continue;
    if (entry.kind === "received") {
      payments.set(sequence, { sequence, on, amount: entry.amount, paid: nothing });
    }
    const payment = payments.get(sequence);
    if (payment === undefined) continue;
    payments.set(sequence, { ...payment, paid: addAmounts(payment.paid, paidBy(entry)) });
  }
  return [...payments.values()];
}

function paidBy(entry: JournalEntry): DueAmounts {
  if (entry.kind === "prepaid") return { ...nothing, principal: entry.amount };
  if (entry.kind === "released") return subtractAmounts(nothing, entry.amounts);
  if (entry.kind !== "applied") return nothing;
  return entry.parts.reduce((sum, { amounts }) => addAmounts(sum, amounts), nothing);
}
