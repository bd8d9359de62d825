import {
  amortize,
  apr,
  aprInterval,
  Decimal,
  plainDate,
  type TimeInterval,
  tvm,
} from "@lendkit/engine";
import { z } from "zod";
import { type CaseResult, type RunFile, runCase, within } from "../caseResult.ts";
import { type DayCountNames, fractionOf, named } from "../namedDayCount.ts";
import { date } from "../schemas.ts";

const flow = z
  .object({ date, amount: z.number() })
  .transform(({ date: on, amount }) => ({ on, amount }));

const aprCase = z.object({
  id: z.string(),
  drawdown: flow,
  payments: z.array(flow),
  /** A fraction. */
  expectedApr: z.number(),
  tol: z.number(),
  origin: z.string(),
});

const solveCase = z.object({
  kind: z.enum(["solvePayment", "solveRate"]),
  advance: z.number(),
  n: z.number().int(),
  mode: z.string(),
  annualRate: z.number().optional(),
  payment: z.number().optional(),
  expected: z.number(),
});

const suiteFile = z.object({
  intervals: z.array(
    z.object({
      timePeriod: z.enum(["month", "week", "year"]),
      start: date,
      end: date,
      expectedYears: z.number(),
    }),
  ),
  dayCounts: z.array(
    z.object({ dayCount: z.string(), start: date, end: date, expected: z.number() }),
  ),
  apr: z.array(aprCase),
  solve: z.array(solveCase),
});

/** Its Act/Act splits a year at 31 December, not at 1 January as ISDA's. */
const names: DayCountNames = {
  "Act/365F": { dayCount: "ACT/365.FIXED" },
  "Act/360": { dayCount: "ACT/360" },
  "Act/Act ISDA": { dayCount: "ACT/ACT.END_INCLUDED" },
  "30E/360": { dayCount: "30E/360" },
  "30/360 US": { dayCount: "30U/360", endOfMonth: true },
};

const intervals: Readonly<Record<"month" | "week" | "year", TimeInterval>> = {
  month: "months",
  week: "weeks",
  year: "years",
};

export const runEuCcd: RunFile = (file) => {
  const suite = suiteFile.parse(file);
  return [
    ...suite.intervals.map(({ timePeriod, start, end, expectedYears }) =>
      runCase(
        `interval ${timePeriod} ${start} ${end}`,
        expectedYears,
        () => aprInterval(start, end, intervals[timePeriod]),
        within(1e-12),
      ),
    ),
    ...suite.dayCounts.map(({ dayCount, start, end, expected }) =>
      runCase(
        `dayCount ${dayCount} ${start} ${end}`,
        expected,
        () => fractionOf(named(names, dayCount), start, end),
        within(1e-12),
      ),
    ),
    ...suite.apr.map(runApr),
    ...suite.solve.map(runSolve),
  ];
};

/** Cases that are the United Kingdom's too count every day as 1/365 of a year. */
function runApr({
  id,
  drawdown,
  payments,
  expectedApr,
  tol,
  origin,
}: z.infer<typeof aprCase>): CaseResult {
  const days = origin.includes("UK");
  return runCase(
    `apr ${id}`,
    expectedApr,
    () => {
      const flows = { advances: [drawdown], payments };
      const found = apr({ method: "eu.ccd", intervals: days ? "days" : "months", ...flows });
      return found.outcome === "found" ? found.unroundedPercent / 100 : Number.NaN;
    },
    (got, expected) => Math.abs(got - expected) <= tol,
  );
}

function runSolve(each: z.infer<typeof solveCase>, index: number): CaseResult {
  const { kind, advance, n, annualRate = 0, payment = 0, expected } = each;
  const due = each.mode.startsWith("advance") ? "begin" : "end";
  const twelfth = new Decimal(annualRate).div(12);
  return runCase(
    `solve ${index + 1} ${kind}`,
    expected,
    () => {
      if (kind === "solveRate") {
        const found = tvm.rate({ periods: n, payment: -payment, presentValue: advance, due });
        return found.outcome === "found" ? found.rate.times(12).toNumber() : Number.NaN;
      }
      if (due === "end") return emiOf(advance, annualRate, n);
      const paid = tvm.pmt({ ratePerPeriod: twelfth, periods: n, presentValue: advance, due });
      return paid.neg().toDecimalPlaces(2).toNumber();
    },
    within(1e-9),
  );
}

function emiOf(principal: number, annualRate: number, installments: number): number {
  return amortize({
    currency: "EUR",
    principal,
    annualRatePercent: new Decimal(annualRate).times(100),
    installments,
    frequency: "P1M",
    disbursedOn: plainDate("2020-01-01"),
    method: "annuity",
    dayCount: "30/360",
    rounding: { mode: "halfEven" },
  }).emi.toNumber();
}
