import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { minorUnitsText } from "../money/amount.ts";
import { recompute } from "../money/explanation.ts";
import type { Expression } from "../money/expression.ts";
import { type RoundingMode, roundingModes } from "../money/rounding.ts";
import { runs } from "../testing/runs.ts";
import {
  assessPenalty,
  checkPenaltyRule,
  type Exposure,
  type Overdue,
  type PenaltyRule,
  penaltyExpression,
  penaltyOf,
} from "./penalty.ts";

const frame = {
  graceDays: 0,
  graceDaysCount: true,
  on: "principalAndInterest",
  rounding: "halfEven",
} as const;

const flat: PenaltyRule = { ...frame, kind: "flat", amount: 500 };
const once: PenaltyRule = { ...frame, kind: "percentOnce", percent: 2 };
const monthly: PenaltyRule = { ...frame, kind: "percentMonthly", percent: 3 };
const daily: PenaltyRule = { ...frame, kind: "annualDaily", annualRatePercent: 10 };

const january = plainDate("2024-01-31");

/** What each of some amounts is charged, all due on 31 January 2024 unless they say otherwise. */
function penalties(
  rule: PenaltyRule,
  amounts: readonly (string | number)[],
  asOf: string,
  currency: "INR" | "JPY" | "KWD" = "INR",
): readonly string[] {
  const overdue = amounts.map((amount, index) => ({ id: `${index + 1}`, dueOn: january, amount }));
  const assessed = assessPenalty({ currency, rule, overdue, asOf: plainDate(asOf) });
  expect(assessed.map(({ id }) => id)).toEqual(overdue.map(({ id }) => id));
  return assessed.map(({ penalty }) => penalty.toFixed());
}

describe("every kind, worked out by hand", () => {
  test.each<[what: string, PenaltyRule, amount: string | number, asOf: string, penalty: string]>([
    ["flat, on the due date", flat, 100, "2024-01-31", "0"],
    ["flat, before it", flat, 100, "2023-12-31", "0"],
    ["flat, whatever is overdue", flat, "0.01", "2024-02-01", "500"],
    ["flat, once", flat, 100, "2026-02-01", "500"],
    ["flat, of nothing", flat, 0, "2024-02-01", "0"],
    ["once, on the due date", once, "22727.84", "2024-01-31", "0"],
    ["once, the day after", once, "22727.84", "2024-02-01", "454.56"], // 454.5568
    ["once, a year after", once, "22727.84", "2025-02-01", "454.56"],
    // 10000 · 3 % = 300 a month of 30 days, 10 a day
    ["monthly, a day", monthly, 10_000, "2024-02-01", "10"],
    ["monthly, 30 days", monthly, 10_000, "2024-03-01", "300"],
    ["monthly, the 31 days of March too", monthly, 10_000, "2024-04-01", "610"], // 29 + 31 + 1
    // 36500 · 10 % / 365 = 10 a day
    ["annual, a day", daily, 36_500, "2024-02-01", "10"],
    ["annual, a leap year's 366", daily, 36_500, "2025-01-31", "3660"],
    // 11095.89 · 25 % / 365 = 7.59992…, 26 times 197.598…
    ["annual, 26 days", { ...daily, annualRatePercent: 25 }, "11095.89", "2024-02-26", "197.6"],
    ["annual, of nothing", daily, 0, "2025-01-31", "0"],
    ["annual, at no rate", { ...daily, annualRatePercent: 0 }, 36_500, "2025-01-31", "0"],
    ["a flat amount of zero", { ...flat, amount: 0 }, 36_500, "2025-01-31", "0"],
  ])("%s", (_, rule, amount, asOf, expected) => {
    expect(penalties(rule, [amount], asOf)).toEqual([expected]);
  });

  test("no dues, no penalties", () => {
    expect(penalties(daily, [], "2024-02-01")).toEqual([]);
  });

  test.each<["JPY" | "KWD", amount: string, penalty: string]>([
    ["JPY", "12345", "247"], // 246.9
    ["KWD", "1.234", "0.025"], // 0.02468
  ])("in %s, to its minor unit", (currency, amount, expected) => {
    expect(penalties(once, [amount], "2024-02-01", currency)).toEqual([expected]);
  });

  test("dues have days of their own", () => {
    const overdue: readonly Overdue[] = [
      { id: "installment 1", dueOn: january, amount: 36_500 },
      { id: "installment 2", dueOn: plainDate("2024-02-29"), amount: 73_000 },
      { id: "installment 3", dueOn: plainDate("2024-03-31"), amount: 73_000 },
    ];
    // 29 + 3 days at 10, 3 days at 20, and none
    expect(
      assessPenalty({ currency: "INR", rule: daily, overdue, asOf: plainDate("2024-03-03") }).map(
        ({ id, penalty }) => `${id}: ${penalty}`,
      ),
    ).toEqual(["installment 1: 320", "installment 2: 60", "installment 3: 0"]);
  });
});

describe("days of grace", () => {
  const grace = (rule: PenaltyRule, graceDaysCount: boolean): PenaltyRule => ({
    ...rule,
    graceDays: 5,
    graceDaysCount,
  });

  test.each<[asOf: string, PenaltyRule, counted: string, notCounted: string]>([
    ["2024-02-05", daily, "0", "0"],
    ["2024-02-06", daily, "60", "10"], // 6 days and 1 day at 10
    ["2024-02-10", daily, "100", "50"],
    ["2024-02-05", monthly, "0", "0"],
    ["2024-02-06", monthly, "219", "36.5"], // 36500 · 3 % / 30 = 36.50 a day
    ["2024-02-05", once, "0", "0"],
    ["2024-02-06", once, "730", "730"],
    ["2024-02-05", flat, "0", "0"],
    ["2024-02-06", flat, "500", "500"],
  ])("five of them, on %s", (asOf, rule, counted, notCounted) => {
    expect(penalties(grace(rule, true), [36_500], asOf)).toEqual([counted]);
    expect(penalties(grace(rule, false), [36_500], asOf)).toEqual([notCounted]);
  });

  // 11095.89 · 25 % / 365 = 7.59992…: ten days after the due date, 5 of them penal
  test("interest of a month, paid ten days late with five of grace", () => {
    const rule = { ...grace(daily, false), annualRatePercent: 25 };
    expect(penalties(rule, ["11095.89"], "2024-02-10")).toEqual(["38"]);
  });
});

describe("limits", () => {
  test.each<[what: string, PenaltyRule, asOf: string, penalties: readonly string[]]>([
    [
      "for a due, of a flat amount",
      { ...flat, mostPerDue: 300 },
      "2024-02-01",
      ["300", "300", "300"],
    ],
    ["for a due, not yet", { ...daily, mostPerDue: 55 }, "2024-02-05", ["50", "50", "50"]],
    ["for a due, from then on", { ...daily, mostPerDue: 55 }, "2024-02-06", ["55", "55", "55"]],
    ["for a due, met exactly", { ...daily, mostPerDue: 50 }, "2024-02-05", ["50", "50", "50"]],
    [
      "for the loan, first come first",
      { ...flat, mostPerLoan: 1200 },
      "2024-02-01",
      ["500", "500", "200"],
    ],
    ["for the loan, used up", { ...flat, mostPerLoan: 500 }, "2024-02-01", ["500", "0", "0"]],
    [
      "for both",
      { ...flat, mostPerDue: 400, mostPerLoan: 1000 },
      "2024-02-01",
      ["400", "400", "200"],
    ],
    ["of zero for a due", { ...flat, mostPerDue: 0 }, "2024-02-01", ["0", "0", "0"]],
    ["of zero for the loan", { ...once, mostPerLoan: 0 }, "2024-02-01", ["0", "0", "0"]],
  ])("%s", (_, rule, asOf, expected) => {
    expect(penalties(rule, [36_500, 36_500, 36_500], asOf)).toEqual(expected);
  });
});

// 1 % of 0.50 is 0.005 and of 1.50 is 0.015, ties; 1 % of 0.51 is 0.0051.
test.each<[RoundingMode, readonly string[]]>([
  ["halfEven", ["0", "0.02", "0.01"]],
  ["halfUp", ["0.01", "0.02", "0.01"]],
  ["halfDown", ["0", "0.01", "0.01"]],
  ["up", ["0.01", "0.02", "0.01"]],
  ["down", ["0", "0.01", "0"]],
  ["ceiling", ["0.01", "0.02", "0.01"]],
  ["floor", ["0", "0.01", "0"]],
])("rounded %s", (rounding, expected) => {
  const rule: PenaltyRule = { ...once, percent: 1, rounding };
  expect(penalties(rule, ["0.50", "1.50", "0.51"], "2024-02-01")).toEqual(expected);
});

describe("of what was overdue from day to day", () => {
  // 36500 for ten days, then half of it for ten more: 547,500 days of one rupee.
  const exposure: Exposure = { once: 36_500_00, amountDays: 547_500_00 };
  const of = (rule: PenaltyRule, left = Number.MAX_SAFE_INTEGER): number =>
    penaltyOf(checkPenaltyRule(rule, 2), exposure, left);

  test.each<[what: string, PenaltyRule, minorUnits: number]>([
    ["annual", daily, 150_00], // 10 · 10 + 10 · 5
    ["monthly", monthly, 547_50], // 10 · 36.50 + 10 · 18.25
    ["once", once, 730_00], // of what was overdue when it became so
    ["flat", flat, 500_00],
  ])("%s", (_, rule, expected) => {
    expect(of(rule)).toBe(expected);
  });

  test("what is left for the loan bounds it", () => {
    expect(of(daily, 149_99)).toBe(149_99);
    expect(of(daily, 150_01)).toBe(150_00);
    expect(of(flat, 0)).toBe(0);
  });

  test("a loan that was charged more than its limit is not paid back", () => {
    expect(of(flat, -1)).toBe(0);
  });

  test("a rule is checked into minor units and one exact rate", () => {
    const rule: PenaltyRule = { ...daily, mostPerDue: "12.5", mostPerLoan: 99 };
    const { numerator, denominator } = checkPenaltyRule(rule, 2).rate;
    expect(numerator * 3650n).toBe(denominator); // a tenth a year, 1/3650 a day
    expect(checkPenaltyRule(rule, 2)).toMatchObject({
      rule,
      places: 2,
      flat: 0,
      mostPerDue: 12_50,
      mostPerLoan: 99_00,
    });
    expect(checkPenaltyRule(flat, 0)).toMatchObject({ flat: 500, rate: { numerator: 0n } });
  });
});

describe("as an expression", () => {
  const value = (name: string, text: string): Expression => ({
    kind: "value",
    name,
    value: text,
    unit: "",
  });
  const rounded = (...of: readonly Expression[]): Expression => ({
    kind: "rounded",
    of: { kind: "product", of },
    mode: "halfEven",
    unit: "0.01",
  });
  const exposure: Exposure = { once: 36_500_00, amountDays: 547_500_00 };

  test.each<[what: string, PenaltyRule, Expression]>([
    ["flat", flat, value("amount for each due", "500.00")],
    ["once", once, rounded(value("overdue", "36500.00"), value("rate", "1/50"))],
    [
      "monthly", // 3 % / 30
      monthly,
      rounded(value("overdue, summed over days", "547500.00"), value("rate of one day", "3/3000")),
    ],
    [
      "annual", // 10 % / 365
      daily,
      rounded(value("overdue, summed over days", "547500.00"), value("rate of one day", "1/3650")),
    ],
    [
      "with the lesser of two limits",
      { ...flat, mostPerDue: 400, mostPerLoan: 1000 },
      { kind: "least", of: [value("amount for each due", "500.00"), value("limit", "400.00")] },
    ],
    [
      "with a limit for the loan alone",
      { ...flat, mostPerLoan: "1000.5" },
      { kind: "least", of: [value("amount for each due", "500.00"), value("limit", "1000.50")] },
    ],
  ])("%s", (_, rule, expected) => {
    expect(penaltyExpression(checkPenaltyRule(rule, 2), exposure)).toEqual(expected);
  });

  test("of nothing overdue it is zero", () => {
    const none: Exposure = { once: 0, amountDays: 0 };
    expect(recompute(penaltyExpression(checkPenaltyRule(flat, 2), none)).toFixed()).toBe("0");
  });
});

const cents = (most: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: most }).map((minorUnits) => minorUnitsText(minorUnits, 2));

const anyFrame = fc.record({
  graceDays: fc.integer({ min: 0, max: 10 }),
  graceDaysCount: fc.boolean(),
  on: fc.constantFrom("principal" as const, "principalAndInterest" as const),
  rounding: fc.constantFrom(...roundingModes),
});

const anyRule: fc.Arbitrary<PenaltyRule> = fc
  .tuple(
    anyFrame,
    fc.constantFrom(
      "flat" as const,
      "percentOnce" as const,
      "percentMonthly" as const,
      "annualDaily" as const,
    ),
    cents(100_00),
    fc.record({ mostPerDue: cents(2_000_00), mostPerLoan: cents(4_000_00) }, { requiredKeys: [] }),
  )
  .map(([common, kind, size, limits]): PenaltyRule => {
    const all = { ...common, ...limits };
    if (kind === "flat") return { ...all, kind, amount: size };
    if (kind === "annualDaily") return { ...all, kind, annualRatePercent: size };
    return { ...all, kind, percent: size };
  });

const anyOverdue: fc.Arbitrary<readonly Overdue[]> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 90 }), cents(50_000_00)), { maxLength: 6 })
  .map((dues) =>
    dues.map(([after, amount], index) => ({
      id: `${index}`,
      dueOn: addDays(january, after),
      amount,
    })),
  );

const anyDay = fc.integer({ min: -5, max: 400 }).map((after) => addDays(january, after));

/** In minor units. */
function assessed(rule: PenaltyRule, overdue: readonly Overdue[], asOf: PlainDate): number[] {
  return assessPenalty({ currency: "INR", rule, overdue, asOf }).map(({ penalty }) =>
    penalty.times(100).toNumber(),
  );
}

const minorUnitsOf = (text: PenaltyRule["mostPerDue"]): number =>
  text === undefined ? Number.POSITIVE_INFINITY : Math.round(Number(text) * 100);

const sumOf = (penalties: readonly number[]): number => penalties.reduce((a, b) => a + b, 0);

describe("laws", () => {
  test("it is the same however often it is asked for", () => {
    fc.assert(
      fc.property(anyRule, anyOverdue, anyDay, anyDay, (rule, overdue, asOf, meanwhile) => {
        const first = assessed(rule, overdue, asOf);
        assessed(rule, overdue, meanwhile);
        expect(assessed(rule, overdue, asOf)).toEqual(first);
      }),
      { numRuns: runs(200, 2_000) },
    );
  });

  test("it is never above a limit, and never below zero", () => {
    fc.assert(
      fc.property(anyRule, anyOverdue, anyDay, (rule, overdue, asOf) => {
        const found = assessed(rule, overdue, asOf);
        for (const penalty of found) {
          expect(penalty).toBeGreaterThanOrEqual(0);
          expect(penalty).toBeLessThanOrEqual(minorUnitsOf(rule.mostPerDue));
        }
        expect(sumOf(found)).toBeLessThanOrEqual(minorUnitsOf(rule.mostPerLoan));
      }),
      { numRuns: runs(300, 3_000) },
    );
  });

  test("a limit for the loan takes off no more than it must", () => {
    fc.assert(
      fc.property(anyRule, anyOverdue, anyDay, (rule, overdue, asOf) => {
        const { mostPerLoan, ...unlimited } = rule;
        const without = sumOf(assessed(unlimited, overdue, asOf));
        const limit = Math.min(without, minorUnitsOf(mostPerLoan));
        expect(sumOf(assessed(rule, overdue, asOf))).toBe(limit);
      }),
      { numRuns: runs(300, 3_000) },
    );
  });

  test("it never falls from a day to the next", () => {
    fc.assert(
      fc.property(anyRule, anyOverdue, anyDay, (rule, overdue, today) => {
        const { mostPerLoan: _, ...unlimited } = rule;
        const tomorrow = addDays(today, 1);
        const after = assessed(unlimited, overdue, tomorrow);
        for (const [index, penalty] of assessed(unlimited, overdue, today).entries()) {
          expect(after[index]).toBeGreaterThanOrEqual(penalty);
        }
        const [sum, next] = [today, tomorrow].map((day) => sumOf(assessed(rule, overdue, day)));
        expect(next).toBeGreaterThanOrEqual(sum ?? 0);
      }),
      { numRuns: runs(300, 3_000) },
    );
  });

  test("nothing is charged within the days of grace", () => {
    fc.assert(
      fc.property(anyRule, anyOverdue, anyDay, (rule, overdue, asOf) => {
        for (const [index, penalty] of assessed(rule, overdue, asOf).entries()) {
          const dueOn = overdue[index]?.dueOn ?? asOf;
          if (daysBetween(dueOn, asOf) <= rule.graceDays) expect(penalty).toBe(0);
        }
      }),
    );
  });

  // 36500 at r % a year and 3000 at r % a month are r a day, whole rupees without rounding.
  test("it is so much a day", () => {
    const anyDays = fc.integer({ min: 1, max: 5_000 });
    fc.assert(
      fc.property(anyDays, fc.integer({ min: 0, max: 1000 }), (count, percent) => {
        const asOf = addDays(january, count);
        const due = (amount: number): readonly Overdue[] => [{ id: "1", dueOn: january, amount }];
        const year: PenaltyRule = { ...daily, annualRatePercent: percent };
        const month: PenaltyRule = { ...monthly, percent };
        expect(assessed(year, due(36_500), asOf)).toEqual([count * percent * 100]);
        expect(assessed(month, due(3_000), asOf)).toEqual([count * percent * 100]);
      }),
    );
  });

  test("its expression computes it again", () => {
    const anyExposure = fc
      .tuple(fc.nat(50_000_00), fc.integer({ min: 1, max: 400 }))
      .map(([overdue, count]): Exposure => ({ once: overdue, amountDays: overdue * count }));
    fc.assert(
      fc.property(anyRule, anyExposure, (rule, exposure) => {
        const checked = checkPenaltyRule(rule, 2);
        // With one due the limit for the loan is a limit for the due.
        const penalty = penaltyOf(checked, exposure, checked.mostPerLoan);
        const again = recompute(penaltyExpression(checked, exposure));
        expect(again.toFixed(2)).toBe(minorUnitsText(penalty, 2));
      }),
      { numRuns: runs(500, 5_000) },
    );
  });
});
