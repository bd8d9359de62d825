/**
 * Interest and charges as the suite books them day by day: what has accrued, less what was booked.
 *
 * @module
 */
import {
  addDays,
  amortize,
  minorUnitsText,
  type PlainDate,
  reschedule,
  type Schedule,
  toMinorUnits,
} from "@lendkit/engine";
import { Absent, type Lent, places, type RateChanged, type SuiteLoan } from "./account.ts";
import { nothing } from "./amounts.ts";
import { scheduleOf } from "./installments.ts";
import { type Ledger, unpaid } from "./ledger.ts";
import { termsOf } from "./loan.ts";
import type { Transaction } from "./transactions.ts";

type Income = Pick<Transaction["parts"], "interest" | "fee" | "penalty">;

export class Accruals {
  readonly #booked: Transaction[] = [];
  #done: PlainDate | undefined;

  get booked(): readonly Transaction[] {
    return this.#booked;
  }

  /** The days since the last time, or the day before; a day's work is done on the next. */
  endOfDay(
    loan: SuiteLoan,
    ledger: Ledger,
    rates: readonly RateChanged[],
    businessDate: PlainDate,
    nextId: () => number,
  ): void {
    const last = addDays(businessDate, -1);
    for (let day = this.#done ?? last; day <= last; day = addDays(day, 1)) {
      this.#book(accruedTo(loan, ledger, rates, day), day, nextId);
    }
    this.#done = businessDate;
  }

  /** A loan that is paid off has earned all that it asked for. */
  paidOff({ rows }: Ledger, on: PlainDate, nextId: () => number): void {
    const all = rows.reduce(addIncome, nothing);
    this.#book(all, on, nextId);
  }

  #book(accrued: Income, on: PlainDate, nextId: () => number): void {
    const before = this.#booked.reduce((sum, { parts }) => addIncome(sum, parts), nothing);
    const parts = {
      principal: 0,
      interest: accrued.interest - before.interest,
      fee: accrued.fee - before.fee,
      penalty: accrued.penalty - before.penalty,
    };
    const amount = parts.interest + parts.fee + parts.penalty;
    if (amount === 0) return;
    const stands = { reverted: false, replayed: false, balance: 0 };
    this.#booked.push({ id: nextId(), name: "Accrual", on, amount, parts, ...stands });
  }
}

function addIncome(sum: typeof nothing, { interest, fee, penalty }: Income): typeof nothing {
  return {
    principal: 0,
    interest: sum.interest + interest,
    fee: sum.fee + fee,
    penalty: sum.penalty + penalty,
  };
}

/** Of the installments that are due, and of the one whose period the day is in. */
function accruedTo(
  loan: SuiteLoan,
  ledger: Ledger,
  rates: readonly RateChanged[],
  day: PlainDate,
): Income {
  const { rows, lent } = ledger;
  const charges = rows.flatMap((row) => row.charges).filter(({ dueOn }) => dueOn <= day);
  const due = rows.filter(({ dueOn }) => dueOn <= day);
  const planned = due.map(({ interest, fee, penalty, charges: own }) => {
    const of = (kind: "fee" | "penalty"): number =>
      own.reduce((sum, charge) => sum + (charge.of === kind ? charge.amount : 0), 0);
    return { interest, fee: fee - of("fee"), penalty: penalty - of("penalty") };
  });
  const charged = charges.map(({ of, amount }) => ({ ...nothing, [of]: amount }));
  const parts = lent.map(({ part }) => part).filter(({ on }) => on < day);
  const changes = rates.filter(({ from }) => from < day);
  const running = bearsInterestOnArrears(loan, ledger, day)
    ? interestOfAllOwed(loan, ledger, changes, day)
    : interestTo(loan, parts, changes, day);
  return [...planned, ...charged, { ...nothing, interest: running }].reduce(addIncome, nothing);
}

function bearsInterestOnArrears(
  { product, terms }: SuiteLoan,
  { rows }: Ledger,
  day: PlainDate,
): boolean {
  const overdue = rows.some((row) => row.dueOn < day && unpaid(row) > 0);
  const recalculates =
    product.isInterestRecalculationEnabled && product.disallowInterestCalculationOnPastDue !== true;
  return overdue && recalculates && Number(terms.rate) > 0;
}

/** Within a period, what the planned principal has borne since its start. */
function interestTo(
  loan: SuiteLoan,
  lent: readonly Lent[],
  rates: readonly RateChanged[],
  day: PlainDate,
): number {
  if (lent.length === 0 || Number(loan.terms.rate) === 0) return 0;
  return interestWithin(scheduleOf(loan, { lent, fees: [], rates }), day);
}

/** The same of all principal that is owed, as if it were lent for that period alone. */
function interestOfAllOwed(
  loan: SuiteLoan,
  { rows, lent }: Ledger,
  rates: readonly RateChanged[],
  day: PlainDate,
): number {
  const row = rows.find(({ from, dueOn }) => from < day && day < dueOn);
  if (row === undefined) return 0;
  const isPaidWithin = rows.some(({ paidOn }) => paidOn.some(({ on }) => on > row.from));
  const isLentWithin = lent.some(({ part: { on } }) => on > row.from);
  if (isPaidWithin || isLentWithin || rates.length > 0) throw new Absent("interestOnActualBalance");
  const owed = lent.reduce((sum, { part }) => sum + part.amount, 0);
  const repaid = rows.reduce((sum, { paid }) => sum + paid.principal, 0);
  const principal = minorUnitsText(owed - repaid, places);
  const terms = termsOf({ ...loan.terms, disbursed: principal, disbursedOn: row.from, n: 1 });
  return interestWithin(amortize({ ...terms, firstDueOn: row.dueOn }), day);
}

/** It is as if all were repaid on the day. */
function interestWithin(schedule: Schedule, day: PlainDate): number {
  const row = [...schedule].find(({ periodStart, dueOn }) => periodStart < day && day < dueOn);
  if (row === undefined) return 0;
  const amount = row.openingBalance.plus(row.disbursed);
  const change = { kind: "prepayment", on: day, amount } as const;
  const repaid = reschedule(schedule, change, "reduceTenor").schedule;
  return toMinorUnits(repaid.row(row.number).interest, places);
}
