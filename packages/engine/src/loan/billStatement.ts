/**
 * A billed credit as a borrower reads it: what was billed, what was paid, and what is to come.
 *
 * @module
 */
import { daysBetween, type PlainDate } from "../calendar/plainDate.ts";
import { agingBuckets, bucket } from "../delinquency/bucket.ts";
import { type DueAmounts, totalOf, unpaidOf } from "../due/due.ts";
import { fromMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { Decimal } from "../money/decimal.ts";
import { interestToBill, principalOwed } from "./billedCredit.ts";
import type { Bill, BillAdjustment, LoanFact } from "./facts.ts";
import { issueBills } from "./issueBills.ts";
import type { JournalEntry } from "./journal.ts";
import type { LoanState } from "./loanState.ts";
import { type ProjectBillsOptions, type ProjectedBill, projectBills } from "./projectBills.ts";
import { replayEntries } from "./replay.ts";
import { knownDues, type MinorDue, paymentsOf, type StatementAmounts } from "./statement.ts";

/** A bill as it was issued, with what was paid of it since. In the loan's currency. */
export interface StatementBill {
  readonly cycle: number;
  readonly periodStart: PlainDate;
  readonly billedOn: PlainDate;
  /** The last day on which it is paid in time. */
  readonly payBy: PlainDate;
  readonly opening: Decimal;
  readonly drawn: Decimal;
  readonly received: Decimal;
  readonly refunded: Decimal;
  readonly interest: Decimal;
  readonly interestCredited: Decimal;
  readonly fees: Decimal;
  readonly payoffs: Decimal;
  readonly penalties: Decimal;
  readonly waived: Decimal;
  readonly adjustments: readonly BillAdjustment[];
  readonly closing: Decimal;
  readonly principalDue: Decimal;
  readonly cycleDue: Decimal;
  readonly pastDue: Decimal;
  readonly minimumDue: Decimal;
  readonly isBalloon: boolean;
  /** Of what the bill itself asks for, which is all but its past dues. */
  readonly paid: StatementAmounts;
  readonly payments: readonly BillPayment[];
  /** Of what the bill itself asks for, penalties with it. */
  readonly unpaid: Decimal;
  /** Overdue: its last day is before the statement's, and something of it is unpaid. */
  readonly status: "open" | "paid" | "overdue";
}

/** What was paid of a bill on a day. */
export interface BillPayment {
  readonly on: PlainDate;
  /** The fact that paid it; null for money that was held. */
  readonly sequence: number | null;
  readonly amount: Decimal;
  readonly principal: Decimal;
  readonly interest: Decimal;
}

/** A payment, whatever it paid. */
export interface ReceivedPayment {
  readonly sequence: number;
  readonly on: PlainDate;
  readonly amount: Decimal;
  readonly principal: Decimal;
  readonly interest: Decimal;
}

export interface BillStatement {
  readonly asOf: PlainDate;
  /** The oldest first. Their own figures are those of the day on which they were issued. */
  readonly bills: readonly StatementBill[];
  /** The bill issued last; null before the first. */
  readonly lastBill: StatementBill | null;
  readonly payments: readonly ReceivedPayment[];
  /** What is unpaid past its last day, in each row of `agingBuckets`, none left out. */
  readonly pastDue: readonly { readonly days: string; readonly amount: Decimal }[];
  /** All principal that is owed, billed or not. */
  readonly principalOwed: Decimal;
  /** Of the running cycle, rounded as if it were billed today. */
  readonly interestSoFar: Decimal;
  readonly upcoming: readonly ProjectedBill[];
}

/**
 * @param facts all facts of one loan, by sequence. A bill whose day has come counts as issued,
 *   though it is not recorded yet.
 * @param asOf not before the day of the last fact
 * @param upcoming how far `projectBills` looks
 * @throws LendkitError `NO_FACTS`; `DATES_OUT_OF_ORDER`
 *
 * @example
 * const { lastBill, pastDue, upcoming } = billStatement(facts, plainDate("2024-03-05"));
 * lastBill?.minimumDue; //=> 296.69, of it 75.97 past due
 */
export function billStatement(
  facts: readonly LoanFact[],
  asOf: PlainDate,
  upcoming: ProjectBillsOptions = {},
): BillStatement {
  const { state, entries } = replayEntries(facts, asOf);
  const places = currencyPlaces(state.currency);
  const decimal = (minorUnits: number): Decimal => fromMinorUnits(minorUnits, places);
  const dues = new Map(knownDues(entries).map((due) => [due.dueId, due]));
  const bills = issuedBills(facts, state).map((bill) => {
    const dueId = `bill ${bill.cycle}`;
    return statementBill(bill, dues.get(dueId), paymentsOfDue(entries, dueId, decimal), {
      asOf,
      decimal,
    });
  });
  const { credit = null } = state.servicing ?? {};
  const owed = credit === null ? 0 : principalOwed(credit, state.servicing?.dues ?? []);
  return {
    asOf,
    bills,
    lastBill: bills.at(-1) ?? null,
    payments: paymentsOf(entries).map(({ sequence, on, amount, paid }) => ({
      sequence,
      on,
      amount: decimal(amount),
      principal: decimal(paid.principal),
      interest: decimal(paid.interest),
    })),
    pastDue: pastDueByAge(state, asOf, decimal),
    principalOwed: decimal(owed),
    interestSoFar: decimal(state.servicing === null ? 0 : interestToBill(state.servicing)),
    upcoming: projectBills(state, asOf, upcoming),
  };
}

/** Those that facts record, and those whose day has come since. */
function issuedBills(facts: readonly LoanFact[], state: LoanState): readonly Bill[] {
  const unrecorded = issueBills(state, { recordedAt: "" }).facts;
  return [...facts, ...unrecorded].flatMap((fact) =>
    fact.kind === "billIssued" ? [fact.bill] : [],
  );
}

function statementBill(
  bill: Bill,
  due: MinorDue | undefined,
  payments: readonly BillPayment[],
  { asOf, decimal }: { readonly asOf: PlainDate; readonly decimal: (minor: number) => Decimal },
): StatementBill {
  const { cycle, periodStart, billedOn, payBy, adjustments, isBalloon } = bill;
  const unpaid = due === undefined ? 0 : totalOf(unpaidOf(due));
  const paid = (kind: keyof DueAmounts): Decimal => decimal(due?.paid[kind] ?? 0);
  const late = payBy < asOf ? "overdue" : "open";
  return {
    cycle,
    periodStart,
    billedOn,
    payBy,
    opening: new Decimal(bill.opening),
    drawn: new Decimal(bill.drawn),
    received: new Decimal(bill.received),
    refunded: new Decimal(bill.refunded),
    interest: new Decimal(bill.interest),
    interestCredited: new Decimal(bill.interestCredited),
    fees: new Decimal(bill.fees),
    payoffs: new Decimal(bill.payoffs),
    penalties: new Decimal(bill.penalties),
    waived: new Decimal(bill.waived),
    adjustments,
    closing: new Decimal(bill.closing),
    principalDue: new Decimal(bill.principalDue),
    cycleDue: new Decimal(bill.cycleDue),
    pastDue: new Decimal(bill.pastDue),
    minimumDue: new Decimal(bill.minimumDue),
    isBalloon,
    paid: {
      penalty: paid("penalty"),
      fee: paid("fee"),
      interest: paid("interest"),
      principal: paid("principal"),
    },
    payments,
    unpaid: decimal(unpaid),
    status: unpaid === 0 ? "paid" : late,
  };
}

function paymentsOfDue(
  entries: readonly JournalEntry[],
  of: string,
  decimal: (minor: number) => Decimal,
): readonly BillPayment[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== "applied") return [];
    return entry.parts
      .filter(({ dueId }) => dueId === of)
      .map(({ amounts }) => ({
        on: entry.on,
        sequence: entry.sequence,
        amount: decimal(totalOf(amounts)),
        principal: decimal(amounts.principal),
        interest: decimal(amounts.interest),
      }));
  });
}

function pastDueByAge(
  { servicing }: LoanState,
  asOf: PlainDate,
  decimal: (minor: number) => Decimal,
): BillStatement["pastDue"] {
  return agingBuckets.buckets.map(({ name }) => {
    const late = (servicing?.dues ?? []).filter(
      ({ dueOn }) => dueOn < asOf && bucket(agingBuckets, daysBetween(dueOn, asOf)) === name,
    );
    const amount = late.reduce((sum, due) => sum + totalOf(unpaidOf(due)), 0);
    return { days: name, amount: decimal(amount) };
  });
}
