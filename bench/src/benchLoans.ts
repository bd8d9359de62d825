/**
 * Loans to measure with, the same in every run. They differ in principal, rate, length and date,
 * so that no branch predictor and no compiler learns one loan by heart.
 *
 * @module
 */
import { type LoanTerms, plainDate } from "@lendkit/engine";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** One loan in the forms that the measured libraries take. */
export interface BenchLoan {
  readonly terms: LoanTerms;
  readonly principalCents: number;
  readonly annualRatePercent: number;
  readonly installments: number;
}

export interface LoanRange {
  readonly seed: number;
  readonly count: number;
  /** Whole cents, both included. */
  readonly principalCents: readonly [number, number];
  /** Hundredths of a percent a year, both included. */
  readonly rateHundredths: readonly [number, number];
  readonly installments: readonly [number, number];
}

/** Loans spread evenly over a range. */
export function benchLoans(range: LoanRange): readonly BenchLoan[] {
  const random = xoroshiro128plus(range.seed);
  const draw = ([from, to]: readonly [number, number]): number => uniformInt(random, from, to);
  return Array.from({ length: range.count }, () => {
    const principalCents = draw(range.principalCents);
    const annualRatePercent = draw(range.rateHundredths) / 100;
    const installments = draw(range.installments);
    const day = `${draw([2000, 2040])}-${twoDigits(draw([1, 12]))}-${twoDigits(draw([1, 28]))}`;
    const terms: LoanTerms = {
      currency: "USD",
      principal: principalCents / 100,
      annualRatePercent,
      installments,
      frequency: "P1M",
      disbursedOn: plainDate(day),
      method: "annuity",
      dayCount: "PLAIN_PERIOD",
      rounding: { mode: "halfEven" },
    };
    return { terms, principalCents, annualRatePercent, installments };
  });
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
