import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minorUnitsText } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import type { BilledInstallment } from "./billingTerms.ts";
import { type MinimumDueInput, minimumDue } from "./minimumDue.ts";

const percent = (of: string, least: string): BilledInstallment => ({
  kind: "percentOfBalance",
  percent: of,
  least,
});

const texts = (input: Partial<MinimumDueInput>): readonly string[] => {
  const due = minimumDue({
    currency: "INR",
    installment: percent("3", "100"),
    principal: 5000,
    interest: "73.50",
    ...input,
  });
  return [due.principal, due.interest, due.cycleDue, due.minimumDue].map((each) => each.toFixed(2));
};

describe("principal, interest, cycle due, minimum due", () => {
  test.each<[name: string, input: Partial<MinimumDueInput>, expected: readonly string[]]>([
    ["3 % of 5000 and the interest", {}, ["150.00", "73.50", "223.50", "223.50"]],
    // 3 % of 1000 is 30, and 30 + 14.70 lies below 100
    [
      "at least 100 with the interest",
      { principal: 1000, interest: "14.70" },
      ["85.30", "14.70", "100.00", "100.00"],
    ],
    [
      "all, where less is owed",
      { principal: 60, interest: "0.88" },
      ["60.00", "0.88", "60.88", "60.88"],
    ],
    // 223.50 + 59 + 410.20
    [
      "fees and past dues beside it",
      { fees: 59, pastDue: "410.20" },
      ["150.00", "73.50", "223.50", "692.70"],
    ],
    ["what is held pays of it", { held: "200.50" }, ["150.00", "73.50", "223.50", "23.00"]],
    ["more held than asked for", { held: 300 }, ["150.00", "73.50", "223.50", "0.00"]],
    // The least of 100 takes 98 of principal beside 2 of interest, and only 50 is left to ask for.
    [
      "no principal twice",
      { principal: 200, interest: 2, pastDue: 180, pastDuePrincipal: 150 },
      ["50.00", "2.00", "52.00", "232.00"],
    ],
    ["all at the end", { isLast: true }, ["5000.00", "73.50", "5073.50", "5073.50"]],
    [
      "all at the end but what was asked for",
      { isLast: true, pastDue: 150, pastDuePrincipal: 150 },
      ["4850.00", "73.50", "4923.50", "5073.50"],
    ],
    ["what is beyond the limit", { overlimit: 700 }, ["700.00", "73.50", "773.50", "773.50"]],
    [
      "the level installment less the interest",
      { installment: { kind: "level" }, level: "458.40" },
      ["384.90", "73.50", "458.40", "458.40"],
    ],
    // The interest alone is more than 100, and no principal is given back.
    [
      "interest above the least installment",
      { installment: percent("0", "100"), interest: "120" },
      ["0.00", "120.00", "120.00", "120.00"],
    ],
    // 3 % of 0.50 is 0.015: a tie, to the even cent
    [
      "a tie to even",
      { installment: percent("3", "0"), principal: "0.50" },
      ["0.02", "73.50", "73.52", "73.52"],
    ],
    [
      "a tie down",
      { installment: percent("3", "0"), principal: "0.50", rounding: "halfDown" },
      ["0.01", "73.50", "73.51", "73.51"],
    ],
  ])("%s", (_, input, expected) => {
    expect(texts(input)).toEqual(expected);
  });
});

test.each<[code: string, field: string, input: Partial<MinimumDueInput>]>([
  ["CANNOT_BILL", "principal", { principal: -1 }],
  ["CANNOT_BILL", "fees", { fees: "-0.01" }],
  ["CANNOT_BILL", "pastDuePrincipal", { pastDuePrincipal: 1 }],
  ["CANNOT_BILL", "pastDuePrincipal", { principal: 1, pastDue: 9, pastDuePrincipal: 2 }],
  ["CANNOT_BILL", "level", { installment: { kind: "level" } }],
  ["INVALID_BILLING_TERMS", "installment.percent", { installment: percent("101", "0") }],
  ["INVALID_BILLING_TERMS", "installment.least", { installment: percent("3", "-1") }],
  ["AMOUNT_TOO_PRECISE", "interest", { interest: "1.005" }],
])("%s of %s", (code, field, input) => {
  const details = expect.objectContaining({ field });
  expect(() => texts(input)).toThrow(expect.objectContaining({ code, details }));
});

test("an unknown rounding is refused", () => {
  const rounding = "nearest" as "halfEven";
  expect(() => texts({ rounding })).toThrow(expect.objectContaining({ code: "UNKNOWN_OPTION" }));
});

const anyMoney = fc.integer({ min: 0, max: 10_000_000 }).map((minor) => minorUnitsText(minor, 2));

test("asks for no more than is owed, for the least or all, and adds up", () => {
  const inputs = fc.record({
    principal: anyMoney,
    interest: anyMoney,
    fees: anyMoney,
    pastDue: anyMoney,
    held: anyMoney,
    overlimit: anyMoney,
    isLast: fc.boolean(),
    percent: fc.integer({ min: 0, max: 100 }),
    least: anyMoney,
  });
  fc.assert(
    fc.property(inputs, ({ percent: of, least, ...input }) => {
      const due = minimumDue({
        currency: "INR",
        installment: percent(String(of), least),
        ...input,
      });
      expect(due.principal.lte(input.principal)).toBe(true);
      expect(due.cycleDue.eq(due.principal.plus(input.interest))).toBe(true);
      const asked = due.cycleDue.plus(input.fees).plus(input.pastDue).minus(input.held);
      expect(due.minimumDue.eq(Decimal.max(0, asked))).toBe(true);
      const all = new Decimal(input.principal).plus(input.interest);
      expect(due.cycleDue.gte(Decimal.min(all, input.isLast ? all : least))).toBe(true);
      expect(due.principal.gte(Decimal.min(input.overlimit, input.principal))).toBe(true);
    }),
  );
});
