/**
 * The tables that a case expects, as a ledger makes them.
 *
 * @module
 */
import { daysBetween, minorUnitsText, type PlainDate } from "@lendkit/engine";
import { type Lent, places } from "./account.ts";
import { total } from "./amounts.ts";
import { type Ledger, type Row, unpaid } from "./ledger.ts";
import type { Line } from "./steps.ts";

export const text = (minorUnits: number): string => minorUnitsText(minorUnits, places);
const sum = (amounts: readonly number[]): number => amounts.reduce((all, each) => all + each, 0);

/**
 * Money that is lent on a due date stands before the installment.
 *
 * @param isDisbursed whether the table is of a running loan, or of one that is only planned
 * @param lentCountsFirst whether it counts in the balance after the installment too
 */
export function scheduleLines(
  { rows, lent }: Ledger,
  feesAtLending: number,
  isDisbursed: boolean,
  lentCountsFirst: boolean,
): readonly Line[] {
  const lendings = lent.map(({ part }, index) => ({
    on: part.on,
    rank: 0,
    line: lendingLine(part, index === 0 ? feesAtLending : 0, isDisbursed),
  }));
  const repaid = (last: number): number =>
    sum(rows.slice(0, last + 1).map(({ principal }) => principal));
  const installments = rows.map((row, index) => {
    const countsFirst = lentCountsFirst || row.from === row.dueOn;
    const counted = lent.filter(({ part: { on } }) =>
      countsFirst ? on <= row.dueOn : on < row.dueOn,
    );
    const balance = sum(counted.map(({ part }) => part.amount)) - repaid(index);
    return { on: row.dueOn, rank: 1, line: rowLine(row, index + 1, balance) };
  });
  return [...lendings, ...installments]
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.rank - b.rank))
    .map(({ line }) => line);
}

function lendingLine({ on, amount }: Lent, fees: number, isDisbursed: boolean): Line {
  return {
    Nr: null,
    Days: null,
    Date: on,
    "Paid date": null,
    "Balance of loan": text(amount),
    "Principal due": null,
    Interest: null,
    Fees: text(fees),
    Penalties: null,
    Due: text(fees),
    Paid: isDisbursed ? text(fees) : null,
    "In advance": null,
    Late: null,
    Outstanding: isDisbursed ? null : text(fees),
  };
}

function rowLine(row: Row, number: number, balance: number): Line {
  return {
    Nr: String(number),
    Days: String(daysBetween(row.from, row.dueOn)),
    Date: row.dueOn,
    "Paid date": unpaid(row) === 0 ? (row.paidOn.at(-1)?.on ?? null) : null,
    "Balance of loan": text(balance),
    "Principal due": text(row.principal),
    Interest: text(row.interest),
    Fees: text(row.fee),
    Penalties: text(row.penalty),
    Due: text(total(row)),
    Paid: text(total(row.paid)),
    "In advance": text(paidWhen(row, (on) => on < row.dueOn)),
    Late: text(paidWhen(row, (on) => on > row.dueOn)),
    Outstanding: text(unpaid(row)),
  };
}

function paidWhen({ paidOn }: Row, when: (on: PlainDate) => boolean): number {
  return sum(paidOn.filter(({ on }) => when(on)).map(({ amount }) => amount));
}

export function totalsLine({ rows }: Ledger, feesAtLending: number, isDisbursed: boolean): Line {
  const of = (amount: (row: Row) => number): number => sum(rows.map(amount));
  return {
    "Principal due": text(of(({ principal }) => principal)),
    Interest: text(of(({ interest }) => interest)),
    Fees: text(of(({ fee }) => fee) + feesAtLending),
    Penalties: text(of(({ penalty }) => penalty)),
    Due: text(of(total) + feesAtLending),
    Paid: text(of(({ paid }) => total(paid)) + (isDisbursed ? feesAtLending : 0)),
    "In advance": text(of((row) => paidWhen(row, (on) => on < row.dueOn))),
    Late: text(of((row) => paidWhen(row, (on) => on > row.dueOn))),
    Outstanding: text(of(unpaid) + (isDisbursed ? 0 : feesAtLending)),
  };
}
