/**
 * Random loans for the comparison of two engines of the language, the same in every run.
 *
 * @module
 */
import {
  type AmortizationMethod,
  dayCounts,
  type LoanTerms,
  type PlainDate,
  plainDate,
  roundingModes,
} from "@lendkit/engine";
import fc from "fast-check";

const methods: readonly AmortizationMethod[] = [
  "annuity",
  "annuity",
  "annuity",
  "equalPrincipal",
  "flat",
  "interestOnly",
  "bullet",
  { name: "balloon", balloon: 500 },
  {
    name: "stepped",
    steps: [
      { fromInstallment: 1, times: 1 },
      { fromInstallment: 7, times: "1.1" },
    ],
  },
  { name: "minimumDue", percentOfBalance: 5, least: 20 },
];

const hundredths = (from: number, to: number): fc.Arbitrary<string> =>
  fc.integer({ min: from, max: to }).map((value) => `${value}e-2`);

const firstDays: fc.Arbitrary<PlainDate> = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => plainDate(new Date(days * 86_400_000).toISOString().slice(0, 10)));

const terms: fc.Arbitrary<LoanTerms> = fc.record({
  currency: fc.constantFrom("USD", "JPY", "KWD"),
  principal: fc.integer({ min: 1000, max: 1_000_000 }),
  annualRatePercent: hundredths(0, 4800),
  installments: fc.integer({ min: 1, max: 120 }),
  frequency: fc.constantFrom("P1M", "P2W", "P30D", "SEMI_MONTHLY", "P3M", "P1Y"),
  disbursedOn: firstDays,
  method: fc.constantFrom(...methods),
  dayCount: fc.constantFrom(...dayCounts),
  rounding: fc.record({ mode: fc.constantFrom(...roundingModes) }),
  lastInstallment: fc.constantFrom("absorb", "smooth", "lower", "higher"),
  negativeAmortization: fc.constantFrom("refuse", "capitalize"),
});

/** Terms as JSON carries them. Some are refused: that, too, must be the same everywhere. */
export function browserLoans(count: number): readonly LoanTerms[] {
  return fc.sample(terms, { seed: 20261121, numRuns: count });
}
