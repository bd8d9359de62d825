import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import * as tvm from "./index.ts";

const thirds = new Decimal("0.0525").div(12);

// By the formulas, in Python's decimal with 60 digits and more.
describe("values to 34 digits", () => {
  test.each<[string, Decimal, string]>([
    [
      "pmt",
      tvm.pmt({ ratePerPeriod: thirds, periods: 36, presentValue: 250_000 }),
      "-7520.817628660301869310405051",
    ],
    [
      "pmt at the beginning",
      tvm.pmt({ ratePerPeriod: thirds, periods: 36, presentValue: 250_000, due: "begin" }),
      "-7488.057377633156808274205402",
    ],
    ["pmt without interest", tvm.pmt({ ratePerPeriod: 0, periods: 24, presentValue: 12 }), "-0.5"],
    ["effect", tvm.effect("0.12", 12), "0.126825030131969720661201"],
    ["nominal", tvm.nominal("0.126825030131969720661201", 12), "0.12"],
    ["fvschedule", tvm.fvschedule(100, ["0.09", "0.1", "0.11"]), "133.089"],
    ["npv", tvm.npv("0.1", [-10_000, 2000, 4000, 8000]), "1031.3503176012567447578717301"],
    [
      "mirr",
      tvm.mirr([-120_000, 39_000, 30_000, 21_000, 37_000, 46_000], {
        finance: "0.1",
        reinvest: "0.12",
      }),
      "0.1260941303659051458284218800503",
    ],
  ])("%s", (_, found, expected) => {
    const places = new Decimal(expected).decimalPlaces();
    expect(found.toDecimalPlaces(places).toFixed()).toBe(new Decimal(expected).toFixed());
  });

  test("a rate next to nothing costs no digits: 1000/12 and 1e-30 · 1000 · 13/24 more", () => {
    const ratePerPeriod = "1e-30";
    const found = tvm.pmt({ ratePerPeriod, periods: 12, presentValue: 1000 }).neg();
    const more = new Decimal(1000).times("1e-30").times(13).div(24);
    expect(found.toFixed(34)).toBe(new Decimal(1000).div(12).plus(more).toFixed(34));
  });

  test("xnpv counts years of 365 days from the first flow", () => {
    const on = (
      date: string,
      amount: number,
    ): { on: ReturnType<typeof plainDate>; amount: number } => ({
      on: plainDate(date),
      amount,
    });
    const flows = [
      on("2008-01-01", -10_000),
      on("2008-03-01", 2750),
      on("2008-10-30", 4250),
      on("2009-02-15", 3250),
      on("2009-04-01", 2750),
    ];
    expect(tvm.xnpv("0.09", flows).toFixed(25)).toBe("2086.6476020315366216636100943");
  });
});

describe("dates as spreadsheets have them", () => {
  const date = plainDate;
  test.each([
    // Within a year the divisor is 366 only if a 29 February lies in the time.
    ["2023-12-28", "2024-02-28", 62 / 365],
    ["2024-01-01", "2025-01-01", 1],
    ["1904-01-01", "1904-01-02", 1 / 366],
    // Over several years the average of 2023, 2024 and 2025 is 1096 / 3 days.
    ["2023-06-30", "2025-07-31", 762 / (1096 / 3)],
  ])("yearfrac of basis 1 from %s to %s", (start, end, expected) => {
    expect(tvm.yearfrac(date(start), date(end), 1).toNumber()).toBeCloseTo(expected, 14);
    expect(tvm.yearfrac(date(end), date(start), 1).toNumber()).toBeCloseTo(expected, 14);
  });

  test("days360, days, edate and eomonth", () => {
    expect(tvm.days360(date("2024-02-29"), date("2025-02-28"))).toBe(358);
    expect(tvm.days360(date("2023-01-31"), date("2023-02-28"), "european")).toBe(28);
    expect(tvm.days(date("2024-03-01"), date("2024-02-01"))).toBe(29);
    expect(tvm.edate(date("2024-01-31"), 1)).toBe("2024-02-29");
    expect(tvm.edate(date("2024-03-31"), -1.9)).toBe("2024-02-29");
    expect(tvm.eomonth(date("2024-01-15"), 1)).toBe("2024-02-29");
  });
});

test.each<[spreadsheetError: string, () => unknown]>([
  ["#NUM!", () => tvm.pmt({ ratePerPeriod: -1, periods: 12, presentValue: 1 })],
  ["#DIV/0!", () => tvm.pmt({ ratePerPeriod: 0, periods: 0, presentValue: 1 })],
  ["#NUM!", () => tvm.nper({ ratePerPeriod: "0.1", payment: -10, presentValue: 1000 })],
  ["#DIV/0!", () => tvm.nper({ ratePerPeriod: 0, payment: 0, presentValue: 1000 })],
  ["#NUM!", () => tvm.ipmt({ ratePerPeriod: 0, period: 13, periods: 12, presentValue: 1 })],
  ["#NUM!", () => tvm.ppmt({ ratePerPeriod: 0, period: 0, periods: 12, presentValue: 1 })],
  ["#DIV/0!", () => tvm.ispmt({ ratePerPeriod: 0, period: 1, periods: 0, presentValue: 1 })],
  [
    "#NUM!",
    () =>
      tvm.cumipmt({
        ratePerPeriod: 0,
        periods: 12,
        presentValue: 1,
        firstPeriod: 1,
        lastPeriod: 2,
      }),
  ],
  ["#DIV/0!", () => tvm.npv(-1, [1])],
  ["#NUM!", () => tvm.xnpv(-1, [])],
  ["#DIV/0!", () => tvm.mirr([1, 2], { finance: 0, reinvest: 0 })],
  ["#NUM!", () => tvm.effect("0.1", "0.5")],
  ["#NUM!", () => tvm.nominal(0, 12)],
  ["#NUM!", () => tvm.rri({ periods: 0, presentValue: 1, futureValue: 2 })],
  ["#NUM!", () => tvm.pduration({ ratePerPeriod: 0, presentValue: 1, futureValue: 2 })],
])("%s", (spreadsheetError, compute) => {
  expect(compute).toThrow(
    expect.objectContaining({
      code: "TVM_NO_VALUE",
      details: expect.objectContaining({ spreadsheetError }),
    }),
  );
});

const anyLoan = fc.record({
  ratePerPeriod: fc.integer({ min: 1, max: 3000 }).map((size) => `${size}e-5`),
  periods: fc.integer({ min: 1, max: 120 }),
  presentValue: fc.integer({ min: 1, max: 10 ** 8 }).map((cents) => `${cents}e-2`),
  due: fc.constantFrom("end", "begin"),
});

const near = (a: Decimal, b: Decimal | string | number, digits = 30): boolean =>
  a
    .minus(b)
    .abs()
    .lte(Decimal.max(1, a.abs()).times(`1e-${digits}`));

describe("laws", () => {
  test("pv, fv, nper and rate undo pmt", () => {
    fc.assert(
      fc.property(anyLoan, (loan) => {
        const payment = tvm.pmt(loan);
        const { ratePerPeriod, periods, presentValue, due } = loan;
        expect(near(tvm.pv({ ratePerPeriod, periods, payment, due }), presentValue, 28)).toBe(true);
        expect(near(tvm.fv({ ...loan, payment }), 0, 24)).toBe(true);
        const left = tvm.nper({ ratePerPeriod, payment, presentValue, due });
        expect(due === "begin" && periods === 1 ? true : near(left, periods, 20)).toBe(true);
        const found = tvm.rate({ periods, payment, presentValue, due });
        const oneAtOnce = due === "begin" && periods === 1;
        if (oneAtOnce) return;
        expect(found.outcome === "found" && near(found.rate, ratePerPeriod, 25)).toBe(true);
      }),
    );
  });

  test("principal and interest parts make the payment, and sum to the loan", () => {
    fc.assert(
      fc.property(anyLoan, (loan) => {
        const payment = tvm.pmt(loan);
        let principal = new Decimal(0);
        let interest = new Decimal(0);
        for (let period = 1; period <= loan.periods; period += 1) {
          const parts = [tvm.ppmt({ ...loan, period }), tvm.ipmt({ ...loan, period })] as const;
          expect(near(parts[0].plus(parts[1]), payment)).toBe(true);
          principal = principal.plus(parts[0]);
          interest = interest.plus(parts[1]);
        }
        expect(near(principal.neg(), loan.presentValue, 25)).toBe(true);
        const all = { ...loan, firstPeriod: 1, lastPeriod: loan.periods };
        expect(near(tvm.cumprinc(all), principal, 25)).toBe(true);
        expect(near(tvm.cumipmt(all), interest, 25)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test("the irr of a loan's flows is its rate, and npv at it is zero", () => {
    fc.assert(
      fc.property(anyLoan, (loan) => {
        const payment = tvm.pmt({ ...loan, due: "end" });
        const flows = [loan.presentValue, ...Array.from({ length: loan.periods }, () => payment)];
        const found = tvm.irr(flows);
        expect(found.outcome === "found" && near(found.rate, loan.ratePerPeriod, 25)).toBe(true);
        expect(near(tvm.npv(loan.ratePerPeriod, flows), 0, 22)).toBe(true);
      }),
    );
  });

  test("nominal undoes effect, and pduration and rri each other", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 1, max: 365 }),
        (size, m) => {
          const rate = `${size}e-4`;
          expect(near(tvm.nominal(tvm.effect(rate, m), m), rate)).toBe(true);
          const futureValue = new Decimal(rate).plus(1).pow(m);
          const found = tvm.pduration({ ratePerPeriod: rate, presentValue: 1, futureValue });
          expect(near(found, m, 25)).toBe(true);
          expect(near(tvm.rri({ periods: m, presentValue: 1, futureValue }), rate, 30)).toBe(true);
        },
      ),
    );
  });
});
