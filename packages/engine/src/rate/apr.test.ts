import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMonths } from "../calendar/addMonths.ts";
import { type Frequency, invalidFrequency } from "../calendar/frequency.ts";
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import { unknownOption } from "../money/unknownOption.ts";
import { aprInterval, timeIntervals } from "./apr/years.ts";
import { type AprTerms, apr } from "./apr.ts";
import { effectiveFromNominal } from "./conversions.ts";
import type { DatedFlow } from "./xirr.ts";

const monthly = (first: string, count: number, amount: number | Decimal): DatedFlow[] =>
  Array.from({ length: count }, (_, index) => ({ on: addMonths(plainDate(first), index), amount }));

const every = (first: string, days: number, count: number, amount: number): DatedFlow[] =>
  Array.from({ length: count }, (_, index) => ({
    on: plainDate(
      new Date(Date.parse(first) + index * days * 86_400_000).toISOString().slice(0, 10),
    ),
    amount,
  }));

const on = (date: string, amount: number): DatedFlow[] => [{ on: plainDate(date), amount }];

// 12 CFR 1026, Appendix J, (c)(1) to (c)(5): the examples of the regulation.
test.each<[example: string, advances: DatedFlow[], payments: DatedFlow[], percent: string]>([
  ["(c)(1)(i)", on("1978-01-10", 5000), monthly("1978-02-10", 24, 230), "9.69"],
  ["(c)(1)(ii)", on("1978-02-10", 6000), monthly("1978-04-01", 36, 200), "11.82"],
  ["(c)(1)(v)", on("1978-03-20", 500), every("1978-04-21", 7, 30, 17.6), "14.96"],
  [
    "(c)(2)(ii)",
    on("1978-03-18", 400),
    [...on("1978-04-20", 39.5), ...every("1978-05-18", 28, 11, 38.31)],
    "28.50",
  ],
  ["(c)(5)(i)", on("1978-01-10", 1000), on("1978-09-22", 1080), "11.45"],
  ["(c)(5)(ii)", on("1978-01-10", 1000), on("1978-07-10", 1044), "8.80"],
  ["(c)(5)(iii)", on("1978-01-10", 1000), on("1979-07-10", 1135.19), "8.76"],
  ["(c)(5)(iv)", on("1978-01-10", 1000), on("1980-01-10", 1240), "11.36"],
])("Regulation Z %s", (_, advances, payments, percent) => {
  const found = apr({ method: "us.regZ", advances, payments });
  expect(found.outcome === "found" && found.ratePercent.toFixed(2)).toBe(percent);
});

test("Regulation Z (c)(1)(iii) and (iv), with the unit period named", () => {
  const halves = Array.from({ length: 12 }, (_, month) => [
    { on: addMonths(plainDate("1978-03-01"), month), amount: 219.17 },
    { on: addMonths(plainDate("1978-03-16"), month), amount: 219.17 },
  ]).flat();
  const semi: AprTerms = {
    method: "us.regZ",
    unitPeriod: "SEMI_MONTHLY",
    advances: on("1978-02-23", 5000),
    payments: halves,
  };
  expect(apr(semi)).toMatchObject({ ratePercent: new Decimal("10.34") });
  const quarters = Array.from({ length: 40 }, (_, index) => ({
    on: addMonths(plainDate("1978-10-01"), 3 * index),
    amount: 385,
  }));
  const quarterly = { advances: on("1978-05-23", 10_000), payments: quarters };
  expect(apr({ method: "us.regZ", ...quarterly })).toMatchObject({
    ratePercent: new Decimal("8.97"),
  });
});

// Directive 2008/48/EC, Annex I, remarks (c): months are equal, days are of 365, or 366.
test.each([
  ["2012-01-12", "2012-02-15", "months", 1 / 12 + 3 / 365],
  ["2013-01-12", "2013-02-15", "months", 1 / 12 + 3 / 366],
  ["2012-01-12", "2012-01-30", "weeks", 2 / 52 + 4 / 365],
  ["2020-01-01", "2021-03-15", "years", 1 + 74 / 366],
  ["2020-01-01", "2021-03-15", "days", 439 / 365],
] as const)("from %s to %s in %s", (start, end, interval, years) => {
  expect(aprInterval(plainDate(start), plainDate(end), interval)).toBeCloseTo(years, 14);
});

test("uk.cca and eu.ccd: 6 payments of 172.55 for 1,000", () => {
  const flows = { advances: on("2019-01-01", 1000), payments: monthly("2019-02-01", 6, 172.55) };
  // By months of a twelfth: 12.6862 %, as the European Commission's simulator has it.
  const european = apr({ method: "eu.ccd", ...flows });
  expect(european).toMatchObject({ outcome: "found", ratePercent: new Decimal("12.7") });
  expect(european.outcome === "found" && european.unroundedPercent).toBeCloseTo(12.6862, 4);
  // 500 for 510 five days later: 1.02^73 − 1 = 3.2443…
  const short = { advances: on("2012-10-10", 500), payments: on("2012-10-15", 510) };
  expect(apr({ method: "uk.cca", ...short })).toMatchObject({ ratePercent: new Decimal("324.4") });
});

test("eu.ccd: a month and three days, of a year that has a 29 February", () => {
  const flows = { advances: on("2013-01-12", 500), payments: on("2013-02-15", 510) };
  const found = apr({ method: "eu.ccd", ...flows });
  const wanted = (1.02 ** (1 / (1 / 12 + 3 / 366)) - 1) * 100;
  expect(found.outcome === "found" && found.unroundedPercent).toBeCloseTo(wanted, 9);
});

// 1,000 for 1,020 after two months and, from 15 to 30 January, 15 days of 30.
test.each<[unitPeriod: Frequency, wanted: number]>([
  // In India the half month compounds too: 12·(1.02^(1/2.5) − 1).
  ["P1M", 12 * (1.02 ** 0.4 - 1)],
  // 75 days of 30 to a month are 75/90 of a quarter.
  ["P3M", 4 * (1.02 ** (90 / 75) - 1)],
  // 75 days by the calendar are three weeks three times, and 12 days of 21.
  ["P3W", (52 / 3) * (1.02 ** (21 / 75) - 1)],
])("in.kfs by a unit period of %s", (unitPeriod, wanted) => {
  const flows = { advances: on("2024-01-15", 1000), payments: on("2024-03-30", 1020) };
  const found = apr({ method: "in.kfs", unitPeriod, ...flows });
  expect(found.outcome === "found" && found.unroundedPercent).toBeCloseTo(wanted * 100, 9);
});

test("in.kfs: what cannot be repaid has no rate", () => {
  const flows = { advances: on("2024-01-15", 1000), payments: on("2024-03-30", 0) };
  const none = { outcome: "impossible", reason: "NO_SIGN_CHANGE" };
  expect(apr({ method: "in.kfs", ...flows })).toStrictEqual(none);
});

test("in.kfs: a fee that is kept back raises the rate", () => {
  // 88.85 a month for 1,000 is 1 %; at a twelfth of the rate for 980 they are worth 980.
  const flows = { advances: on("2024-01-15", 1000), payments: monthly("2024-02-15", 12, 88.85) };
  const net = apr({ method: "in.kfs", ...flows, chargesKeptBack: 20 });
  expect(net).toMatchObject({ outcome: "found" });
  const value = (rate: number): number =>
    flows.payments.reduce((sum, _, index) => sum + 88.85 / (1 + rate) ** (index + 1), 0);
  expect(net.outcome === "found" && value(net.unroundedPercent / 1200)).toBeCloseTo(980, 8);
});

test("what costs nothing has a rate of zero, and what cannot be repaid none", () => {
  const flows = { advances: on("2012-10-10", 500), payments: on("2012-10-10", 500) };
  expect(apr({ method: "uk.cca", ...flows })).toMatchObject({
    outcome: "found",
    unroundedPercent: 0,
  });
  const unpaid = { advances: on("2012-10-10", 500), payments: on("2012-11-10", 0) };
  expect(apr({ method: "uk.cca", ...unpaid })).toMatchObject({ outcome: "impossible" });
});

test.each([
  ["NO_CREDIT_FLOW", { advances: [] }],
  ["NO_CREDIT_FLOW", { payments: [] }],
  ["CREDIT_FLOW_OUT_OF_RANGE", { payments: on("2023-12-31", 5) }],
  ["CREDIT_FLOW_OUT_OF_RANGE", { advances: on("2024-01-01", -5) }],
  ["UNKNOWN_OPTION", { method: "eu" as "eu.ccd" }],
] as const)("%s", (code, changes) => {
  const terms = {
    method: "uk.cca",
    advances: on("2024-01-01", 5),
    payments: on("2024-02-01", 6),
  } as const;
  expect(() => apr({ ...terms, ...changes } as AprTerms)).toThrow(
    expect.objectContaining({ code }),
  );
});

// As callers without types send them.
test.each<[field: string, changes: object, error: Error]>([
  [
    "method",
    { method: "eu" },
    unknownOption({
      field: "method",
      found: "eu",
      expected: ["us.regZ", "in.kfs", "eu.ccd", "uk.cca"],
    }),
  ],
  [
    "intervals",
    { method: "eu.ccd", intervals: "decades" },
    unknownOption({ field: "intervals", found: "decades", expected: timeIntervals }),
  ],
  [
    "unitPeriod",
    { method: "us.regZ", unitPeriod: "P0M" },
    invalidFrequency({ field: "unitPeriod", found: "P0M" }),
  ],
])("%s is refused by its name", (_, changes, error) => {
  const flows = { advances: on("2024-01-01", 5), payments: on("2024-02-01", 6) };
  const terms: AprTerms = Object.assign({ method: "us.regZ" as const, ...flows }, changes);
  expect(() => apr(terms)).toThrow(error);
});

describe("on unrounded level payments without fees", () => {
  const anyLoan = fc.record({
    percent: fc.integer({ min: 1, max: 6000 }).map((size) => new Decimal(size).div(100)),
    months: fc.integer({ min: 2, max: 240 }),
    start: fc
      .integer({ min: 0, max: 300 })
      .map((index) => addMonths(plainDate("2000-01-15"), index)),
  });
  const flowsOf = (
    percent: Decimal,
    months: number,
    start: PlainDate,
  ): Pick<AprTerms, "advances" | "payments"> => {
    const rate = percent.div(1200);
    const growth = rate.plus(1).pow(months);
    const payment = rate.times(10_000).times(growth).div(growth.minus(1));
    return {
      advances: [{ on: start, amount: 10_000 }],
      payments: monthly(addMonths(start, 1), months, payment),
    };
  };

  test("the rate is the nominal one in the US and India, and the effective one in the EU", () => {
    fc.assert(
      fc.property(anyLoan, ({ percent, months, start }) => {
        const flows = flowsOf(percent, months, start);
        const nominal = percent.toNumber();
        const effective = effectiveFromNominal(percent, "P1M").toNumber();
        const rates = [
          [apr({ method: "us.regZ", ...flows }), nominal],
          [apr({ method: "in.kfs", ...flows }), nominal],
          [apr({ method: "eu.ccd", ...flows }), effective],
        ] as const;
        for (const [found, wanted] of rates) {
          expect(found.outcome).toBe("found");
          const got = found.outcome === "found" ? found.unroundedPercent : Number.NaN;
          expect(Math.abs(got - wanted)).toBeLessThan(1e-9 * Math.max(1, wanted));
        }
      }),
    );
  });

  test("uk.cca has the effective rate where periods are of 365 days", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 1, max: 30 }),
        (size, years) => {
          const rate = size / 10_000;
          const growth = (1 + rate) ** years;
          const payments = every("2001-01-01", 365, years, (1000 * rate * growth) / (growth - 1));
          // 2000-01-02 is 365 days before 2001-01-01.
          const found = apr({ method: "uk.cca", advances: on("2000-01-02", 1000), payments });
          const got = found.outcome === "found" ? found.unroundedPercent : Number.NaN;
          expect(Math.abs(got - rate * 100)).toBeLessThan(1e-8 * Math.max(1, rate * 100));
        },
      ),
    );
  });

  test("a fee never lowers the rate, and the size of the money changes nothing", () => {
    fc.assert(
      fc.property(
        anyLoan,
        fc.constantFrom("us.regZ", "in.kfs", "eu.ccd", "uk.cca"),
        fc.integer({ min: 1, max: 900 }),
        ({ percent, months, start }, method, fee) => {
          const flows = flowsOf(percent, months, start);
          const rate = (terms: AprTerms): number => {
            const found = apr(terms);
            return found.outcome === "found" ? found.unroundedPercent : Number.NaN;
          };
          const free = rate({ method, ...flows });
          expect(rate({ method, ...flows, chargesKeptBack: fee })).toBeGreaterThan(free);
          const times = ({ on, amount }: DatedFlow): DatedFlow => ({
            on,
            amount: new Decimal(String(amount)).times(1000),
          });
          const large = {
            advances: flows.advances.map(times),
            payments: flows.payments.map(times),
          };
          expect(rate({ method, ...large })).toBeCloseTo(free, 8);
        },
      ),
    );
  });
});

test("months from last day to last day are whole months", () => {
  // 1 % a month: 1000 repaid in 12 payments of 88.8487887… at the end of each month.
  const ends = [28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31];
  const payments = ends.map((day, index) => {
    const [year, month] = index < 11 ? [2023, index + 2] : [2024, 1];
    const date = `${year}-${String(month).padStart(2, "0")}-${day}`;
    return { on: plainDate(date), amount: "88.8487886783" };
  });
  const advances = [{ on: plainDate("2023-01-31"), amount: 1000 }];
  const found = apr({ method: "us.regZ", advances, payments });
  expect(found).toMatchObject({ outcome: "found" });
  expect(found.outcome === "found" ? found.ratePercent : 0).toBeCloseTo(12, 2);
});
