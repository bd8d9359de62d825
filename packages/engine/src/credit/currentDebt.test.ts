import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import type { CreditRecord } from "./creditRecord.ts";
import { currentDebt } from "./currentDebt.ts";

const asOf = plainDate("2026-11-20");

/** A loan that is current on `asOf`, if the changes do not say otherwise. */
function loan(
  principal: string,
  tenorMonths: number,
  paidOnTime: number,
  changes: Partial<CreditRecord> = {},
): CreditRecord {
  return {
    principal: new Decimal(principal),
    installment: new Decimal(1),
    tenorMonths,
    paidOnTime,
    startedOn: plainDate("2021-11-08"),
    endsOn: plainDate("2033-05-08"),
    closed: false,
    ...changes,
  };
}

// Worked by hand: what is not paid of each loan is summed as a fraction and rounded once.
test.each<[string, CreditRecord[], CreditRecord[], string]>([
  ["no loans", [], [], "0.00"],
  ["900000 × 52/138 = 339130.4347…", [loan("900000", 138, 86)], [], "339130.43"],
  ["nothing paid: all of it", [loan("500.10", 24, 0)], [], "500.10"],
  ["all paid: 0", [loan("500.10", 24, 24)], [], "0.00"],
  ["more than all paid is no credit", [loan("500", 24, 30)], [], "0.00"],
  // 100/3 + 100/3 = 66.666…; each rounded by itself would be 66.66.
  ["100 × 1/3, twice", [loan("100", 3, 2), loan("100", 3, 2)], [], "66.67"],
  // 0.01 × (1/3 + 1/6 + 1/2) = 0.01
  [
    "thirds, sixths and halves",
    [loan("0.01", 3, 2), loan("0.01", 6, 5), loan("0.01", 2, 1)],
    [],
    "0.01",
  ],
  ["0.01 × 1/2 is a tie, to the even 0.00", [loan("0.01", 2, 1)], [], "0.00"],
  ["0.03 × 1/2 is a tie, to the even 0.02", [loan("0.03", 2, 1)], [], "0.02"],
  ["an opened loan counts whole", [], [loan("250000.25", 12, 6)], "250000.25"],
  // 339130.4347… + 0.0050… : 1/100 × 70/138 = 0.00507…
  [
    "both kinds, rounded once",
    [loan("900000", 138, 86), loan("0.01", 138, 68)],
    [loan("10", 3, 0)],
    "339140.44",
  ],
])("%s", (_name, imported, opened, expected) => {
  expect(currentDebt({ imported, opened }, asOf, 2).toFixed(2)).toBe(expected);
});

test.each<[string, PlainDate, PlainDate, string]>([
  ["starts today", asOf, plainDate("2027-11-20"), "120"],
  ["starts tomorrow", plainDate("2026-11-21"), plainDate("2027-11-21"), "0"],
  ["ends today", plainDate("2025-11-20"), asOf, "120"],
  ["ended yesterday", plainDate("2025-11-19"), plainDate("2026-11-19"), "0"],
])("an imported loan that %s", (_name, startedOn, endsOn, expected) => {
  const imported = [loan("120", 12, 0, { startedOn, endsOn })];
  expect(currentDebt({ imported, opened: [] }, asOf, 2).toString()).toBe(expected);
});

test("a closed imported loan is not owed; an opened one counts whatever its dates", () => {
  const over = { startedOn: plainDate("2020-01-01"), endsOn: plainDate("2021-01-01") };
  expect(
    currentDebt({ imported: [loan("120", 12, 0, { closed: true })], opened: [] }, asOf, 2).eq(0),
  ).toBe(true);
  expect(currentDebt({ imported: [], opened: [loan("120", 12, 0, over)] }, asOf, 2).eq(120)).toBe(
    true,
  );
});

test("the currency's places decide: 1000 yen × 1/3 is 333, 1 dinar × 1/3 is 0.333", () => {
  expect(currentDebt({ imported: [loan("1000", 3, 2)], opened: [] }, asOf, 0).toString()).toBe(
    "333",
  );
  expect(currentDebt({ imported: [loan("1", 3, 2)], opened: [] }, asOf, 3).toString()).toBe(
    "0.333",
  );
});

test("beyond 2^53 - 1 minor units it is refused", () => {
  const largest = loan("90071992547409.91", 1, 0);
  expect(currentDebt({ imported: [], opened: [largest] }, asOf, 2).toString()).toBe(
    "90071992547409.91",
  );
  expect(() =>
    currentDebt({ imported: [], opened: [largest, loan("0.01", 1, 0)] }, asOf, 2),
  ).toThrow(expect.objectContaining({ code: "AMOUNT_TOO_LARGE" }));
});

const anyLoan = fc
  .record({
    minorUnits: fc.integer({ min: 1, max: 10 ** 10 }),
    tenorMonths: fc.integer({ min: 1, max: 600 }),
    paid: fc.integer({ min: 0, max: 620 }),
    days: fc.integer({ min: -10, max: 10 }),
  })
  .map(({ minorUnits, tenorMonths, paid, days }) =>
    loan(`${minorUnits}e-2`, tenorMonths, paid, { endsOn: addDays(asOf, days) }),
  );

test("it is the sum at sixty digits, to the nearest cent, in whatever order", () => {
  const Precise = Decimal.clone({ precision: 60 });
  fc.assert(
    fc.property(fc.array(anyLoan, { maxLength: 8 }), (imported) => {
      const debt = currentDebt({ imported, opened: [] }, asOf, 2);
      const exact = imported
        .filter(({ endsOn }) => endsOn >= asOf)
        .reduce((sum, { principal, tenorMonths, paidOnTime }) => {
          const left = Math.max(0, tenorMonths - paidOnTime);
          return sum.plus(new Precise(principal).times(left).div(tenorMonths));
        }, new Precise(0));
      expect(exact.minus(debt.toString()).abs().lte("0.005000000000000000000000000001")).toBe(true);
      expect(debt.eq(currentDebt({ imported: [...imported].reverse(), opened: [] }, asOf, 2))).toBe(
        true,
      );
    }),
  );
});
