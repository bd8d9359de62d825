import { expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { amountTooLarge } from "../money/minorUnits.ts";
import { amortize } from "./amortize.ts";
import type { LoanTerms } from "./loanTerms.ts";
import { negativeAmortization } from "./runs.ts";

/** Whole yen at 10 % a month of 30 days: 10 each time on 100, 40 in all. */
const base: LoanTerms = {
  currency: "JPY",
  principal: 100,
  annualRatePercent: 120,
  installments: 4,
  frequency: "P1M",
  disbursedOn: plainDate("2024-01-01"),
  method: "flat",
  dayCount: "30E/360",
  rounding: { mode: "halfEven" },
};

function rows(changes: Partial<LoanTerms>): string[] {
  return [...amortize({ ...base, ...changes })].map(({ principal, interest, closingBalance }) =>
    [principal, interest, closingBalance].map((amount) => amount.toFixed()).join(" "),
  );
}

const up = (installmentUnit: number): LoanTerms["rounding"] => ({ mode: "up", installmentUnit });

test.each<[what: string, changes: Partial<LoanTerms>, expected: readonly string[]]>([
  ["(100 + 40) / 4", {}, ["25 10 75", "25 10 50", "25 10 25", "25 10 0"]],
  [
    "35 to the next ten: the last row pays the 20 that are left",
    { rounding: up(10) },
    ["30 10 70", "30 10 40", "30 10 10", "10 10 0"],
  ],
  [
    // After two rows of 60, 20 is owed of the principal, and 20 of the interest.
    "and to the next sixty: the third row pays the interest of the fourth too",
    { rounding: up(60) },
    ["50 10 50", "50 10 0", "0 20 0"],
  ],
  [
    // 100 over 3: 50 twice, and nothing is left for a third row.
    "without interest, what an installment just covers ends the loan",
    { annualRatePercent: 0, installments: 3, rounding: up(50) },
    ["50 0 50", "50 0 0"],
  ],
  [
    // 7 % a year of 100, 7/12 each: 1 three times, rounded up, of the 2.33 → 3 in all.
    "rounded rows never come to more interest than there is in all",
    { annualRatePercent: 7, rounding: { mode: "up", installmentMode: "halfEven" } },
    ["25 1 75", "25 1 50", "25 1 25", "25 0 0"],
  ],
  [
    // 21 months: 1200 · 21 % = 252, and 12 for each of the others: (1200 + 312) / 6 = 252.
    "a first period whose interest is the installment repays nothing",
    {
      principal: 1200,
      annualRatePercent: 12,
      installments: 6,
      firstDueOn: plainDate("2025-10-01"),
    },
    ["0 252 1200", "240 12 960", "240 12 720", "240 12 480", "240 12 240", "240 12 0"],
  ],
])("%s", (_, changes, expected) => {
  expect(rows(changes)).toEqual(expected);
});

test("after a down payment the installment is what the rest comes to, and is not moved", () => {
  // 100 − 20 of it, and 8 four times: (80 + 32) / 4
  const schedule = amortize({ ...base, downPaymentPercent: 20 });
  expect([...schedule].map((row) => row.payment.toNumber())).toEqual([20, 28, 28, 28, 28]);
  expect(schedule.ending.smoothed).toBe(false);
});

test("a first period whose interest is more is refused", () => {
  // 27 months: 1200 · 27 % = 324; (1200 + 324 + 60) / 6 = 264.
  const long: LoanTerms = {
    ...base,
    principal: 1200,
    annualRatePercent: 12,
    installments: 6,
    firstDueOn: plainDate("2026-04-01"),
  };
  const refusal = negativeAmortization({
    installment: "264",
    interest: "324",
    dueOn: "2026-04-01",
  });
  expect(() => amortize(long)).toThrow(refusal);
});

test.each([
  // 1000 % of 10^15; then of 10^14, of which the principal and its interest are one installment.
  [10 ** 15, 1000, "10000000000000000", "The interest"],
  [5 * 10 ** 15, 100, "10000000000000000", "The installment"],
])("%d at %d % a year is beyond what is computed exactly", (principal, rate, minorUnits, field) => {
  const year = { frequency: "P1Y", installments: 1, annualRatePercent: rate } as const;
  expect(() => amortize({ ...base, ...year, principal })).toThrow(
    amountTooLarge({ minorUnits, field }),
  );
});
