import { daysBetween, type TwoDateDayCount, tvm, xirr } from "@lendkit/engine";
import { z } from "zod";
import { type CaseResult, equal, type RunFile, runCase, within } from "../caseResult.ts";
import { type DayCountNames, daysOf, fractionOf, named } from "../namedDayCount.ts";
import { date } from "../schemas.ts";

const flow = z.tuple([date, z.number()]).transform(([on, amount]) => ({ on, amount }));

const xirrCase = z.object({
  id: z.string(),
  flows: z.array(flow),
  expected: z.union([z.number(), z.literal("NaN")]),
  /** Another rate that balances the same flows. */
  otherRoot: z.number().optional(),
});

const pyxirrFile = z.object({
  xirr: z.array(xirrCase),
  xnpv: z.array(
    z.object({ id: z.string(), flows: z.array(flow), rate: z.number(), expected: z.number() }),
  ),
  xirrDayCount: z.array(
    z.object({ dayCount: z.string(), flows: z.array(flow), expected: z.number() }),
  ),
  yearFraction: z.array(
    z.object({ dayCount: z.string(), start: date, end: date, expected: z.number() }),
  ),
  days: z.array(
    z.object({
      start: date,
      end: date,
      "30/360 US": z.number(),
      "30E/360": z.number(),
      "30E/360 ISDA": z.number(),
      Actual: z.number(),
    }),
  ),
});

const names: DayCountNames = {
  "Act/Act": { dayCount: "ACT/ACT.ISDA" },
  "Act/365F": { dayCount: "ACT/365.FIXED" },
  "Act/360": { dayCount: "ACT/360" },
  "NL/365": { dayCount: "NL/365" },
  "30/360 ISDA": { dayCount: "30/360" },
  "30E/360": { dayCount: "30E/360" },
  "30E+/360": { dayCount: "30E+/360" },
  "30E/360 German": { dayCount: "30E/360.ISDA" },
  "30/360 US": { dayCount: "30U/360", endOfMonth: true },
};

export const runPyxirr: RunFile = (file) => {
  const suite = pyxirrFile.parse(file);
  return [
    ...suite.xirr.map(runXirr),
    ...suite.xnpv.map(({ id, flows, rate, expected }) =>
      runCase(`xnpv ${id}`, expected, () => tvm.xnpv(rate, flows).toNumber(), within(1e-9)),
    ),
    ...suite.xirrDayCount.map(({ dayCount, flows, expected }) =>
      runCase(
        `xirr ${dayCount}`,
        expected,
        () => rateOf(xirr(flows, { dayCount: xirrDayCount(dayCount) })),
        within(1e-9),
      ),
    ),
    ...suite.yearFraction.map(({ dayCount, start, end, expected }) =>
      runCase(
        `yearFraction ${dayCount} ${start} ${end}`,
        expected,
        () => fractionOf(named(names, dayCount), start, end),
        within(1e-15),
      ),
    ),
    ...suite.days.map(({ start, end, ...expected }) =>
      runCase(
        `days ${start} ${end}`,
        expected,
        () => ({
          "30/360 US": daysOf({ dayCount: "30U/360", endOfMonth: true }, start, end),
          "30E/360": daysOf({ dayCount: "30E/360" }, start, end),
          "30E/360 ISDA": daysOf({ dayCount: "30E/360.ISDA" }, start, end),
          Actual: daysBetween(start, end),
        }),
        equal,
      ),
    ),
  ];
};

/** The suite's NaN is our `impossible`. */
function runXirr({ id, flows, expected, otherRoot }: z.infer<typeof xirrCase>): CaseResult {
  return runCase(
    `xirr ${id}`,
    Number(expected),
    () => rateOf(xirr(flows)),
    (got, wanted) =>
      Object.is(got, wanted) ||
      isNear(got, wanted) ||
      (otherRoot !== undefined && isNear(got, otherRoot)),
  );
}

const isNear = within(1e-9);

/** As a fraction, the suite's unit. */
function rateOf(solution: ReturnType<typeof xirr>): number {
  return solution.outcome === "found" ? solution.ratePercent / 100 : Number.NaN;
}

const xirrDayCounts: Readonly<Record<string, TwoDateDayCount>> = {
  "act/360": "ACT/360",
  "act/365F": "ACT/365.FIXED",
  "30/360 ISDA": "30/360",
  "30E/360": "30E/360",
  "act/act ISDA": "ACT/ACT.ISDA",
  // Its month-end rule and PSA's part only where a period starts in February.
  "30/360 SIA": "30/360.PSA",
};

function xirrDayCount(name: string): TwoDateDayCount {
  const dayCount = xirrDayCounts[name];
  if (dayCount === undefined) throw new Error(`No day count is known by the name ${name}.`);
  return dayCount;
}
