import { amortize, checkLoanTerms, plainDate } from "@lendkit/engine";
import { type Measurement, measurement } from "./measurement.ts";
import { sideBySide } from "./sideBySide.ts";

const lengths = [12, 120, 1200, 12_000];

/** What a row costs in ever longer schedules, beside a row of one of 1,200. */
export function linearCost(): readonly Measurement[] {
  const side = (installments: number): { run: () => number; check: (last: number) => number } => {
    const terms = checkLoanTerms({
      currency: "USD",
      principal: 40_000_000,
      annualRatePercent: "0.5",
      installments,
      frequency: "P1W",
      disbursedOn: plainDate("2000-01-03"),
      method: "annuity",
      dayCount: "ACT/365.FIXED",
      rounding: { mode: "halfEven" },
    });
    return { run: () => amortize(terms).length, check: (length) => length };
  };
  return lengths.map((length) => {
    const runs = Array.from({ length: Math.max(5, Math.round(200_000 / length)) }, () => 0);
    const time = sideBySide(runs, side(length), side(1200));
    const perRow = { ours: time.ours / length, other: time.other / 1200 };
    return measurement(`a row of ${length}, ns, beside a row of 1200`, perRow, 10);
  });
}
