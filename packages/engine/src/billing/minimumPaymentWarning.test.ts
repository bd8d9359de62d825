import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { minorUnitsText } from "../money/amount.ts";
import type { BilledInstallment, BillingTerms } from "./billingTerms.ts";
import { minimumPaymentWarning } from "./minimumPaymentWarning.ts";

const termsWith = (installment: BilledInstallment): BillingTerms => ({
  method: "billed",
  cycle: { kind: "days", days: 30 },
  payWithinDays: 15,
  installment,
  interest: { dayCount: "ACT/365.FIXED", dailyRatePlaces: 3, rounding: "halfEven" },
  interestFree: "never",
  revolving: true,
  overlimitPercent: "0",
});
const atLeast = (least: string): BillingTerms =>
  termsWith({ kind: "percentOfBalance", percent: "3", least });

type Options = Parameters<typeof minimumPaymentWarning>[0];

const options: Options = {
  currency: "INR",
  terms: atLeast("100"),
  balance: 5000,
  annualRatePercent: 18,
  from: plainDate("2024-01-01"),
};

describe("paying the minimum each time", () => {
  // Worked out by a program of its own, cycle by cycle in exact fractions: interest at 0.049 % a
  // day is rounded half even, and the greater of 3 % and what 100 leaves of it is repaid.
  test("5000 at 18 % with at least 100", () => {
    // 54 cycles of 30 days end on 8 June 2028, 53 months and 7 days later.
    expect(text(minimumPaymentWarning(options))).toEqual({
      minimum: { ends: true, cycles: 54, months: 54, endsOn: "2028-06-08", interest: "1849.3" },
      inCycles: { cycles: 36, payment: "179.87", interest: "1474.89" },
    });
  });

  test("1000 without interest: ten times 100, and 27.78 in 36 cycles", () => {
    // 36 · 27.77 = 999.72 is too little; day 300 is 27 October, in the tenth month.
    const free = { ...options, balance: 1000, annualRatePercent: 0 };
    expect(text(minimumPaymentWarning(free))).toEqual({
      minimum: { ends: true, cycles: 10, months: 10, endsOn: "2024-10-27", interest: "0" },
      inCycles: { cycles: 36, payment: "27.78", interest: "0" },
    });
  });

  test("without a least installment it never ends", () => {
    // 3 % of 0.16 is 0.0048, which rounds to nothing: 0.16 is left for ever.
    const { minimum } = minimumPaymentWarning({ ...options, terms: atLeast("0") });
    expect(text(minimum)).toEqual({
      ends: false,
      cycles: 1200,
      interest: "2449.92",
      balance: "0.16",
    });
  });

  test("one cycle takes all at once", () => {
    const { inCycles } = minimumPaymentWarning({ ...options, inCycles: 1 });
    expect(text(inCycles)).toEqual({ cycles: 1, payment: "5073.5", interest: "73.5" });
  });
});

test.each<[code: string, field: string, Partial<Options>]>([
  ["CANNOT_BILL", "balance", { balance: 0 }],
  ["CANNOT_BILL", "inCycles", { inCycles: 0 }],
  ["CANNOT_BILL", "inCycles", { inCycles: 1.5 }],
  ["CANNOT_BILL", "inCycles", { inCycles: 1201 }],
  ["RATE_OUT_OF_RANGE", "annualRatePercent", { annualRatePercent: 1001 }],
  ["INVALID_BILLING_TERMS", "installment.kind", { terms: termsWith({ kind: "level" }) }],
])("%s of %s", (code, field, changes) => {
  const details = expect.objectContaining({ field });
  expect(() => minimumPaymentWarning({ ...options, ...changes })).toThrow(
    expect.objectContaining({ code, details }),
  );
});

test("the level payment is the least that is enough, and paying more ends no later", () => {
  const anyCase = fc.record({
    balance: fc.integer({ min: 1, max: 5_000_000 }),
    rate: fc.integer({ min: 0, max: 48 }),
    inCycles: fc.integer({ min: 1, max: 40 }),
  });
  fc.assert(
    fc.property(anyCase, ({ balance, rate, inCycles }) => {
      const of = { ...options, balance: minorUnitsText(balance, 2), annualRatePercent: rate };
      const level = minimumPaymentWarning({ ...of, inCycles }).inCycles;
      const paidBy = (payment: number): number => {
        let left = balance;
        for (let cycle = 1; cycle <= inCycles; cycle += 1) {
          const daily = Math.round((rate / 365) * 1000);
          left += halfEven(BigInt(left) * BigInt(daily) * 30n, 100_000n);
          left = Math.max(0, left - payment);
        }
        return left;
      };
      const payment = level.payment.times(100).toNumber();
      expect(paidBy(payment)).toBe(0);
      expect(paidBy(payment - 1)).toBeGreaterThan(0);
    }),
    { numRuns: 40 },
  );
});

function halfEven(top: bigint, bottom: bigint): number {
  const down = top / bottom;
  const twice = 2n * (top % bottom);
  return Number(twice > bottom || (twice === bottom && down % 2n === 1n) ? down + 1n : down);
}

/** Amounts as text. */
function text(of: object): unknown {
  return JSON.parse(JSON.stringify(of));
}
