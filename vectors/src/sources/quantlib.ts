import {
  addBusinessDays,
  addDays,
  addMonths,
  adjustDate,
  type BusinessDayConvention,
  emi,
  holidayCalendar,
  lastBusinessDayOfMonth,
  noHolidays,
  type PlainDate,
  plainDate,
} from "@lendkit/engine";
import { z } from "zod";
import { type CaseResult, equal, type RunFile, runCase, within } from "../caseResult.ts";
import { type DayCountNames, daysOf, fractionOf, named } from "../namedDayCount.ts";
import { date } from "../schemas.ts";

const businessDayCase = z.object({
  convention: z.string(),
  start: date,
  period: z.string(),
  eom: z.boolean(),
  expected: z.string(),
});

const quantlibFile = z.object({
  actualActual: z.array(
    z.object({ start: date, end: date, expected: z.number(), tol: z.number() }),
  ),
  thirty360: z.array(
    z.object({
      convention: z.string(),
      start: date,
      end: date,
      terminationDate: date.nullish(),
      expectedDays: z.number(),
    }),
  ),
  chain: z.array(
    z.object({ convention: z.string(), start: date, end: date, expected: z.number() }),
  ),
  pmt30y: z.array(
    z.object({
      rateAnnual: z.number(),
      n: z.number(),
      pv: z.number(),
      expectedMonthlyPayment: z.number(),
    }),
  ),
  businessDay: z.array(businessDayCase),
});

const names: DayCountNames = {
  "30/360 BondBasis (ISDA 30/360)": { dayCount: "30/360" },
  "30E/360": { dayCount: "30E/360" },
  "30/360 US": { dayCount: "30U/360", endOfMonth: true },
  "30E/360 ISDA": { dayCount: "30E/360.ISDA" },
  "Act/366": { dayCount: "ACT/366" },
  "Act/365.25": { dayCount: "ACT/365.25" },
};

const conventions: Readonly<Record<string, BusinessDayConvention>> = {
  Following: "following",
  ModifiedFollowing: "modifiedFollowing",
  Preceding: "preceding",
  ModifiedPreceding: "modifiedPreceding",
  Unadjusted: "noAdjust",
  HalfMonthModifiedFollowing: "halfMonthModifiedFollowing",
  Nearest: "nearest",
};

/** The holidays of early 2015 that the suite's calendar has. */
const southAfrica = holidayCalendar({
  name: "ZA 2015",
  weekend: [6, 7],
  holidays: ["2015-03-21", "2015-04-03", "2015-04-06", "2015-04-27", "2015-05-01"].map((day) =>
    plainDate(day),
  ),
});

export const runQuantlib: RunFile = (file) => {
  const suite = quantlibFile.parse(file);
  return [
    ...suite.actualActual.map(({ start, end, expected, tol }) =>
      runCase(
        `actualActual ${start} ${end}`,
        expected,
        () => fractionOf({ dayCount: "ACT/ACT.ISDA" }, start, end),
        within(tol),
      ),
    ),
    ...suite.thirty360.map(({ convention, start, end, terminationDate, expectedDays }) =>
      runCase(
        `thirty360 ${convention} ${start} ${end}`,
        expectedDays,
        () => {
          const last = terminationDate && { terminationDate: () => terminationDate };
          return daysOf({ ...named(names, convention), ...last }, start, end);
        },
        equal,
      ),
    ),
    ...suite.chain.map(({ convention, start, end, expected }) =>
      runCase(
        `chain ${convention} ${start} ${end}`,
        expected,
        () => signedFraction(convention, start, end),
        within(5e-14),
      ),
    ),
    ...suite.pmt30y.map(({ rateAnnual, n, pv, expectedMonthlyPayment }) =>
      runCase(
        `pmt30y ${rateAnnual}`,
        expectedMonthlyPayment,
        () =>
          emi({
            principal: pv,
            annualRatePercent: Number((rateAnnual * 100).toFixed(10)),
            tenorMonths: n,
            rounding: { mode: "halfEven", unit: "0.000000001" },
          }).toNumber(),
        equal,
      ),
    ),
    ...suite.businessDay.map(runBusinessDay),
  ];
};

/** The suite counts backwards too: a year fraction from the later date is negative. */
function signedFraction(convention: string, start: PlainDate, end: PlainDate): number {
  const dayCount = named(names, convention);
  return end < start ? -fractionOf(dayCount, end, start) : fractionOf(dayCount, start, end);
}

function runBusinessDay(given: z.infer<typeof businessDayCase>): CaseResult {
  const { convention, start, period, eom, expected } = given;
  const id = `businessDay ${convention} ${start} ${period}${eom ? " eom" : ""}`;
  return runCase(id, expected, () => advance(given), equal);
}

/** Days are counted in business days; a month end stays one where the case says so. */
function advance({ convention, start, period, eom }: z.infer<typeof businessDayCase>): string {
  const [size = "", unit = ""] = period.split(" ");
  const count = Number(size);
  if (unit === "Days") return addBusinessDays(start, count, southAfrica);

  const moved = unit === "Weeks" ? addDays(start, 7 * count) : addMonths(start, count);
  const calendar = convention === "Unadjusted" ? noHolidays : southAfrica;
  if (eom && unit !== "Weeks" && lastBusinessDayOfMonth(start, calendar) <= start) {
    return lastBusinessDayOfMonth(moved, calendar);
  }
  const rule = conventions[convention];
  if (rule === undefined) throw new Error(`No convention is known by the name ${convention}.`);
  return adjustDate(moved, { convention: rule, calendar: southAfrica });
}
