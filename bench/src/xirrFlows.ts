import { XIRR } from "@formulajs/formulajs";
import { type DatedFlow, type PlainDate, plainDate, xirr } from "@lendkit/engine";
import peerXirr from "xirr";
import type { BenchLoan } from "./benchLoans.ts";

/** The same flows as each library takes them. */
export interface BenchFlows {
  readonly ours: readonly DatedFlow[];
  readonly peer: readonly { readonly amount: number; readonly when: Date }[];
  readonly amounts: readonly number[];
  readonly dates: readonly Date[];
}

/** A loan paid out, and a level payment on the same day of each month after. */
export function loanFlows({
  principalCents,
  annualRatePercent,
  installments,
  terms,
}: BenchLoan): BenchFlows {
  const rate = annualRatePercent / 1200;
  const growth = (1 + rate) ** installments;
  const payment = (principalCents / 100) * ((rate * growth) / (growth - 1));
  const amounts = [-principalCents / 100, ...Array.from({ length: installments }, () => payment)];
  return flowsOf(
    amounts,
    amounts.map((_, month) => monthsAfter(terms.disbursedOn, month)),
  );
}

export function flowsOf(amounts: readonly number[], days: readonly PlainDate[]): BenchFlows {
  const dates = days.map((day) => new Date(`${day}T00:00:00Z`));
  return {
    ours: amounts.map((amount, index) => ({ on: days[index] ?? plainDate("2000-01-01"), amount })),
    peer: amounts.map((amount, index) => ({ when: dates[index] ?? new Date(0), amount })),
    amounts,
    dates,
  };
}

export function oursFound({ ours }: BenchFlows): number {
  const solution = xirr(ours);
  return solution.outcome === "found" ? solution.ratePercent / 100 : Number.NaN;
}

export function peerFound({ peer }: BenchFlows): number {
  try {
    return peerXirr(peer);
  } catch {
    return Number.NaN;
  }
}

export function formulajsFound({ amounts, dates }: BenchFlows): number {
  const found: unknown = XIRR(amounts, dates);
  return typeof found === "number" ? found : Number.NaN;
}

function monthsAfter(start: PlainDate, months: number): PlainDate {
  const day = new Date(`${start}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() + months);
  return plainDate(day.toISOString().slice(0, 10));
}
