/** What a caller is told: each code, whose turn it is, and the sentence with all that it names. */
import { expect, test } from "vitest";
import type { LendkitError } from "../errors.ts";
import { invalidRoll, periodsOutOfRange, rollMismatch, rollNeedsMonths } from "./dateGrid.ts";
import { notARegularPeriod, outsidePeriod } from "./dayCount/byPeriod.ts";
import { dayCountContextMissing } from "./dayCount.ts";
import { invalidFrequency } from "./frequency.ts";
import { invalidWeekday, noBusinessDay } from "./holidayCalendar.ts";
import { datesCollide } from "./periodicSchedule.ts";
import { datesOutOfOrder, invalidDate, notWholeNumber, plainDate } from "./plainDate.ts";
import { scheduleDatesOutOfOrder, stubNotAllowed } from "./scheduleDates.ts";
import { stubContradicted } from "./stubConvention.ts";
import { unknownConvention } from "./unknownConvention.ts";

const january = { start: plainDate("2026-01-01"), end: plainDate("2026-02-01") };

test.each<[code: string, error: LendkitError, message: string]>([
  [
    "INVALID_ROLL",
    invalidRoll({ found: "32" }),
    'roll is "32", expected a day of the month from 1 to 31, or "EOM".',
  ],
  [
    "ROLL_NEEDS_MONTHS",
    rollNeedsMonths({ frequency: "P2W" }),
    "A roll is a day of the month, but P2W counts days. Leave the roll out, or take a frequency " +
      "of months.",
  ],
  [
    "ROLL_MISMATCH",
    rollMismatch({ date: "2026-01-30", roll: 31 }),
    "Dates are counted from 2026-01-30, which is not a day of roll 31. Change the roll or the " +
      "date, or name the first or last regular date that it starts from.",
  ],
  [
    "PERIODS_OUT_OF_RANGE",
    periodsOutOfRange({ found: "0", field: "periods", least: 1 }),
    "periods is 0, expected a whole number from 1 to 36600.",
  ],
  [
    "OUTSIDE_PERIOD",
    outsidePeriod({ start: plainDate("2025-12-31"), end: january.end, period: january }),
    "2025-12-31 to 2026-02-01 does not lie in the period 2026-01-01 to 2026-02-01, by which it is " +
      "counted. Count each period's part on its own.",
  ],
  [
    "NOT_A_REGULAR_PERIOD",
    notARegularPeriod({ regularPeriod: january, frequency: "P3M", expectedEnd: "2026-04-01" }),
    "2026-01-01 to 2026-02-01 is no regular period of P3M, which would end on 2026-04-01. Take a " +
      "full period before business days are applied; for a stub, the one beside it.",
  ],
  [
    "DAY_COUNT_CONTEXT_MISSING",
    dayCountContextMissing({ dayCount: "ACT/ACT.ICMA", missing: ["frequency", "regularPeriod"] }),
    "ACT/ACT.ICMA cannot be counted by two dates alone: pass frequency, regularPeriod as context.",
  ],
  [
    "INVALID_FREQUENCY",
    invalidFrequency({ found: "monthly", field: "frequency" }),
    'frequency is "monthly", expected an ISO 8601 duration of one unit, up to 100 years, such as ' +
      '"P1M", "P2W" or "P30D", or "SEMI_MONTHLY".',
  ],
  [
    "INVALID_WEEKDAY",
    invalidWeekday({ found: "8", calendar: "IN" }),
    "The weekend of calendar IN has 8, expected ISO weekdays from 1 (Monday) to 7 (Sunday).",
  ],
  [
    "NO_BUSINESS_DAY",
    noBusinessDay({ calendar: "IN", from: "2026-01-01" }),
    "Calendar IN has no business day within 366 days of 2026-01-01. Check its weekend and its " +
      "holidays.",
  ],
  [
    "DATES_COLLIDE",
    datesCollide({
      dates: ["2026-01-03", "2026-01-04"],
      adjusted: ["2026-01-05", "2026-01-05"],
    }),
    "The period from 2026-01-03 to 2026-01-04 would run from 2026-01-05 to 2026-01-05 after " +
      "business day adjustment. Take a longer frequency, another convention or another calendar.",
  ],
  [
    "INVALID_DATE",
    invalidDate({ found: "31/01/2026", field: "dueOn" }),
    'dueOn is "31/01/2026", expected a calendar date as YYYY-MM-DD from 1900-01-01 to 9999-12-31.',
  ],
  [
    "DATES_OUT_OF_ORDER",
    datesOutOfOrder({ start: "2026-02-01", end: "2026-01-01" }),
    "The end 2026-01-01 is not after the start 2026-02-01.",
  ],
  [
    "NOT_A_WHOLE_NUMBER",
    notWholeNumber({ found: 1.5, field: "days" }),
    "days is 1.5, expected a whole number.",
  ],
  [
    "SCHEDULE_DATES_OUT_OF_ORDER",
    scheduleDatesOutOfOrder({ dates: ["2026-01-01", "2025-01-01"] }),
    "Expected start <= firstRegularStart <= lastRegularEnd <= end, and start before end, found " +
      "2026-01-01, 2025-01-01.",
  ],
  [
    "STUB_NOT_ALLOWED",
    stubNotAllowed({
      start: "2026-01-01",
      end: "2026-02-10",
      frequency: "P1M",
      lastDate: "2026-02-01",
    }),
    "2026-01-01 to 2026-02-10 is no whole number of P1M periods: the days from 2026-02-01 to " +
      "2026-02-10 are left over. Choose a stub convention, or give the regular dates.",
  ],
  [
    "STUB_CONTRADICTED",
    stubContradicted({ stub: "none", end: "initial", given: true }),
    "firstRegularStart sets an initial stub apart, which stub none rules out. Leave one of them out.",
  ],
  [
    "STUB_CONTRADICTED",
    stubContradicted({ stub: "both", end: "initial", given: false }),
    "stub both needs an initial stub, but firstRegularStart is absent or sets none apart. Give it.",
  ],
  [
    "UNKNOWN_CONVENTION",
    unknownConvention({ field: "stub", found: "SHORT", expected: ["none", "both"] }),
    'stub is "SHORT", expected one of none, both.',
  ],
])("%s", (code, error, message) => {
  expect(error).toMatchObject({ code, kind: "invalid", retryable: false, message });
});

test("a final stub is set apart by the last regular end", () => {
  const given = stubContradicted({ stub: "none", end: "final", given: true });
  const missing = stubContradicted({ stub: "both", end: "final", given: false });
  expect(given.message).toMatch(/^lastRegularEnd sets .* final stub apart/);
  expect(missing.message).toContain("lastRegularEnd is absent");
});
