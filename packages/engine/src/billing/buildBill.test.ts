import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { billingCycle } from "./billingCycle.ts";
import type { BillingTerms } from "./billingTerms.ts";
import { type BillInput, type BuiltBill, buildBill } from "./buildBill.ts";

const terms: BillingTerms = {
  method: "billed",
  cycle: { kind: "days", days: 30 },
  payWithinDays: 15,
  installment: { kind: "percentOfBalance", percent: "3", least: "100" },
  interest: { dayCount: "ACT/365.FIXED", dailyRatePlaces: 3, rounding: "halfEven" },
  interestFree: "never",
  revolving: false,
  overlimitPercent: "0",
};
const cycle = billingCycle(terms, plainDate("2024-01-01"), 1);
const balances = [{ from: cycle.start, balance: 5000 }];
const first: BillInput = { currency: "INR", terms, cycle, annualRatePercent: 18, balances };

/** The figures of a bill as text, by name. */
function figures(bill: BuiltBill): Readonly<Record<string, string>> {
  const { interestByDay: _, ...rest } = bill;
  return Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [
      name,
      typeof value === "object" ? value.toFixed(2) : String(value),
    ]),
  );
}

describe("a bill from a host's own books", () => {
  test("the first, of what was lent", () => {
    // 5000 · 0.049 % · 30 = 73.50; 3 % of 5000 = 150
    expect(figures(buildBill({ ...first, drawn: 5000 }))).toEqual({
      number: "1",
      start: "2024-01-01",
      billedOn: "2024-01-31",
      payBy: "2024-02-15",
      opening: "0.00",
      drawn: "5000.00",
      payments: "0.00",
      refunded: "0.00",
      interest: "73.50",
      fees: "0.00",
      penalties: "0.00",
      waived: "0.00",
      closing: "5073.50",
      principalDue: "150.00",
      cycleDue: "223.50",
      pastDue: "0.00",
      minimumDue: "223.50",
      isBalloon: "false",
    });
  });

  test("one with all that can happen", () => {
    // Second cycle, 31 January to 1 March: 5000 for 10 days (24.50), from 10 February 4900 after a
    // payment of 173.50 for 19 days (45.619), from 29 February 5400 at 24 % after drawing 500: one
    // day at round(24 / 365, 3) = 0.066 % (3.564). 24.50 + 45.619 + 3.564 = 73.683.
    const second = billingCycle(terms, plainDate("2024-01-01"), 2);
    const bill = buildBill({
      ...first,
      cycle: second,
      balances: [
        { from: plainDate("2024-01-31"), balance: 5000 },
        { from: plainDate("2024-02-10"), balance: 4900 },
        { from: plainDate("2024-02-29"), balance: 5400, annualRatePercent: 24 },
      ],
      opening: "5073.50",
      drawn: 500,
      payments: "173.50",
      refunded: 5,
      fees: 59,
      penalties: "4.47",
      waived: 9,
      pastDue: "54.47",
      pastDuePrincipal: 50,
    });
    // 3 % of 5400 = 162; 162 + 73.68 + 59 + 54.47 = 349.15
    // 5073.50 + 500 + 5 + 59 + 4.47 + 73.68 − 173.50 − 9 = 5533.15
    expect(figures(bill)).toMatchObject({
      interest: "73.68",
      principalDue: "162.00",
      cycleDue: "235.68",
      pastDue: "54.47",
      minimumDue: "349.15",
      closing: "5533.15",
    });
    expect(bill.interestByDay.days).toHaveLength(30);
    expect(bill.interestByDay.interest.eq(bill.interest)).toBe(true);
  });

  test("of the last cycle asks for all", () => {
    const bill = buildBill({ ...first, isLast: true });
    expect(figures(bill)).toMatchObject({ principalDue: "5000.00", isBalloon: "true" });
  });

  test("asks at once for what is beyond the limit", () => {
    // 5000 − 4600 = 400, above 3 %
    expect(buildBill({ ...first, limit: 4600 }).principalDue.toFixed(2)).toBe("400.00");
    expect(buildBill({ ...first, limit: 9000 }).principalDue.toFixed(2)).toBe("150.00");
  });

  test("of a level installment", () => {
    const level: BillingTerms = { ...terms, installment: { kind: "level" } };
    expect(buildBill({ ...first, terms: level, level: "458.40" }).principalDue.toFixed(2)).toBe(
      "384.90",
    );
  });

  test("of held money begins below zero", () => {
    // −20 + 100 drawn + 0 % interest
    const bill = buildBill({ ...first, annualRatePercent: 0, opening: -20, drawn: 100 });
    expect(bill.closing.toFixed(2)).toBe("80.00");
  });
});

test.each<[code: string, field: string, input: Partial<BillInput>]>([
  ["CANNOT_BILL", "balances[0].from", { balances: [] }],
  [
    "CANNOT_BILL",
    "balances[0].from",
    { balances: [{ from: plainDate("2024-01-02"), balance: 1 }] },
  ],
  [
    "CANNOT_BILL",
    "balances[1].from",
    { balances: [...balances, { from: cycle.billedOn, balance: 1 }] },
  ],
  ["CANNOT_BILL", "balances[0].from", { balances: [...balances, ...balances] }],
  ["CANNOT_BILL", "payments", { payments: -1 }],
  ["CANNOT_BILL", "limit", { limit: -1 }],
  ["INVALID_BILLING_TERMS", "payWithinDays", { terms: { ...terms, payWithinDays: 0 } }],
])("%s of %s", (code, field, input) => {
  const details = expect.objectContaining({ field });
  expect(() => buildBill({ ...first, ...input })).toThrow(
    expect.objectContaining({ code, details }),
  );
});
