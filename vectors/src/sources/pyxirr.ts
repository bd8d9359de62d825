import { daysBetween } from "@lendkit/engine";
import { z } from "zod";
import { equal, notApplicable, type RunFile, runCase, within } from "../caseResult.ts";
import { type DayCountNames, daysOf, fractionOf, named } from "../namedDayCount.ts";
import { date } from "../schemas.ts";

const pyxirrFile = z.object({
  xirr: z.array(z.object({ id: z.string() })),
  xnpv: z.array(z.object({ id: z.string() })),
  xirrDayCount: z.array(z.object({ dayCount: z.string() })),
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
    ...suite.xirr.map(({ id }) => notApplicable(`xirr ${id}`, "xirr")),
    ...suite.xnpv.map(({ id }) => notApplicable(`xnpv ${id}`, "xirr")),
    ...suite.xirrDayCount.map(({ dayCount }) => notApplicable(`xirr ${dayCount}`, "xirr")),
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
