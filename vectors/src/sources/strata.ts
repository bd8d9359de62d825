import {
  addDays,
  type Frequency,
  type PeriodicScheduleTerms,
  periodicSchedule,
  type StubConvention,
  satSun,
} from "@lendkit/engine";
import { z } from "zod";
import { type CaseResult, equal, type RunFile, runCase, within } from "../caseResult.ts";
import { type DayCountNames, daysOf, fractionOf, named } from "../namedDayCount.ts";
import { date } from "../schemas.ts";

const dayCountCase = z.object({
  dayCount: z.string(),
  start: date,
  end: date,
  expected: z.number(),
});

const scheduleCase = z.object({
  comment: z.string(),
  start: date,
  end: date,
  frequency: z.custom<Frequency>((text) => typeof text === "string"),
  stub: z.string().nullable(),
  roll: z.string().nullable(),
  firstRegular: date.nullable(),
  lastRegular: date.nullable(),
  expectedUnadjusted: z.array(z.string()),
  expectedAdjusted: z.array(z.string()),
  expectedRoll: z.string(),
});

const strataFile = z.object({
  yearFraction: z.array(dayCountCase),
  days: z.array(dayCountCase),
  schedules: z.array(scheduleCase),
});

const names: DayCountNames = {
  ONE_ONE: { dayCount: "1/1" },
  ACT_ACT_ISDA: { dayCount: "ACT/ACT.ISDA" },
  ACT_ACT_AFB: { dayCount: "ACT/ACT.AFB" },
  ACT_ACT_YEAR: { dayCount: "ACT/ACT.YEAR" },
  ACT_365_ACTUAL: { dayCount: "ACT/365.ACTUAL" },
  ACT_360: { dayCount: "ACT/360" },
  ACT_364: { dayCount: "ACT/364" },
  ACT_365F: { dayCount: "ACT/365.FIXED" },
  ACT_365_25: { dayCount: "ACT/365.25" },
  NL_360: { dayCount: "NL/360" },
  NL_365: { dayCount: "NL/365" },
  THIRTY_360_ISDA: { dayCount: "30/360" },
  THIRTY_360_PSA: { dayCount: "30/360.PSA" },
  THIRTY_E_360: { dayCount: "30E/360" },
  THIRTY_EPLUS_360: { dayCount: "30E+/360" },
  THIRTY_E_365: { dayCount: "30E/365" },
  "THIRTY_U_360 (eom=false)": { dayCount: "30U/360", endOfMonth: false },
  "THIRTY_U_360 (eom=true)": { dayCount: "30U/360", endOfMonth: true },
  "THIRTY_E_360_ISDA (end is maturity)": {
    dayCount: "30E/360.ISDA",
    terminationDate: (end) => end,
  },
  "THIRTY_E_360_ISDA (end is not maturity)": {
    dayCount: "30E/360.ISDA",
    terminationDate: (end) => addDays(end, 400),
  },
};

const stubs: Readonly<Record<string, StubConvention>> = {
  NONE: "none",
  SHORT_INITIAL: "shortInitial",
  LONG_INITIAL: "longInitial",
  SMART_INITIAL: "smartInitial",
  SHORT_FINAL: "shortFinal",
  LONG_FINAL: "longFinal",
  SMART_FINAL: "smartFinal",
  BOTH: "both",
};

/** Day counts to the last digit of a double, and schedules date by date. */
export const runStrata: RunFile = (file) => {
  const { yearFraction, days, schedules } = strataFile.parse(file);
  return [
    ...yearFraction.map(({ dayCount, start, end, expected }) =>
      runCase(
        `yearFraction ${dayCount} ${start} ${end}`,
        expected,
        () => fractionOf(named(names, dayCount), start, end),
        within(1e-15),
      ),
    ),
    ...days.map(({ dayCount, start, end, expected }) =>
      runCase(
        `days ${dayCount} ${start} ${end}`,
        expected,
        () => daysOf(named(names, dayCount), start, end),
        equal,
      ),
    ),
    ...schedules.map(runSchedule),
  ];
};

function runSchedule(schedule: z.infer<typeof scheduleCase>, index: number): CaseResult {
  const { comment, start, end, expectedUnadjusted, expectedAdjusted, expectedRoll } = schedule;
  return runCase(
    `schedule ${index + 1}: ${comment}, ${start} ${end}`,
    { unadjusted: expectedUnadjusted, adjusted: expectedAdjusted, roll: expectedRoll },
    () => {
      const { unadjusted, adjusted, rollDay } = periodicSchedule(termsOf(schedule));
      const roll = rollDay === 31 ? "EOM" : `DAY_${rollDay}`;
      return { unadjusted: [...unadjusted], adjusted: [...adjusted], roll };
    },
    equal,
  );
}

function termsOf(schedule: z.infer<typeof scheduleCase>): PeriodicScheduleTerms {
  const { start, end, frequency, stub, roll, firstRegular, lastRegular } = schedule;
  const convention = stub === null ? undefined : stubs[stub];
  return {
    start,
    end,
    frequency,
    businessDay: { convention: "modifiedFollowing", calendar: satSun },
    ...(convention && { stub: convention }),
    ...(roll !== null && { roll: roll === "EOM" ? "EOM" : Number(roll.replace("DAY_", "")) }),
    ...(firstRegular && { firstRegularStart: firstRegular }),
    ...(lastRegular && { lastRegularEnd: lastRegular }),
  };
}
