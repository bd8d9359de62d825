/**
 * The unadjusted dates of a periodic schedule, as epoch days.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { noAdjustment } from "./businessDay.ts";
import {
  checkPeriods,
  type DateGrid,
  dateGrid,
  gridColumn,
  gridDay,
  MAX_PERIODS,
  periodsOutOfRange,
} from "./dateGrid.ts";
import { civil } from "./epochDay.ts";
import { parseFrequency } from "./frequency.ts";
import { fromEpochDay, type PlainDate, toEpochDay } from "./plainDate.ts";
import { beforeAdjustment, scheduleRollDay } from "./scheduleRoll.ts";
import type { PeriodicScheduleTerms, ScheduleOfCount, ScheduleToEnd } from "./scheduleTerms.ts";
import { ruleBesideGiven, type StubRule, stubRule } from "./stubConvention.ts";

export const scheduleDatesOutOfOrder: ErrorType<{ readonly dates: readonly string[] }> = errorType(
  "SCHEDULE_DATES_OUT_OF_ORDER",
  {
    kind: "invalid",
    message: ({ dates }) =>
      "Expected start <= firstRegularStart <= lastRegularEnd <= end, and start before end, found " +
      `${dates.join(", ")}.`,
  },
);

export const stubNotAllowed: ErrorType<{
  readonly start: string;
  readonly end: string;
  readonly frequency: string;
  readonly lastDate: string;
}> = errorType("STUB_NOT_ALLOWED", {
  kind: "invalid",
  message: ({ start, end, frequency, lastDate }) =>
    `${start} to ${end} is no whole number of ${frequency} periods: the days from ${lastDate} to ` +
    `${end} are left over. Choose a stub convention, or give the regular dates.`,
});

export interface ScheduleDates {
  /** The start, the dates between, the end. */
  readonly days: Int32Array;
  /** The day of the month they fall on, 31 for month ends; absent where days are counted. */
  readonly rollDay: number | undefined;
  /** The first period is not a full one. */
  readonly initialStub: boolean;
  /** The last period is not a full one. */
  readonly finalStub: boolean;
}

/** Epoch days of a schedule's corners, as given or as they were before somebody adjusted them. */
interface Corners {
  readonly start: number;
  readonly regularStart: number;
  readonly regularEnd: number;
  readonly end: number;
}

/** @throws LendkitError as `periodicSchedule`, but for what concerns adjusted dates. */
export function scheduleDates(terms: PeriodicScheduleTerms): ScheduleDates {
  return "count" in terms ? datesOfCount(terms) : datesToEnd(terms);
}

function datesOfCount(terms: ScheduleOfCount): ScheduleDates {
  const { count, roll } = terms;
  checkPeriods(count, "count", 1);
  const step = parseFrequency(terms.frequency);
  checkOrder([terms.start, terms.firstRegularStart]);
  const { start, regularStart } = firstCorners(terms);
  const grid = dateGrid(step, regularStart, roll);
  const initialStub = start !== regularStart;
  const regular = gridColumn(grid, 0, initialStub ? count : count + 1);
  return {
    days: initialStub ? Int32Array.of(start, ...regular) : regular,
    rollDay: step.unit === "day" ? undefined : grid.rollDay,
    initialStub,
    finalStub: false,
  };
}

function datesToEnd(terms: ScheduleToEnd): ScheduleDates {
  const step = terms.frequency === "TERM" ? undefined : parseFrequency(terms.frequency);
  checkOrder([terms.start, terms.firstRegularStart, terms.lastRegularEnd, terms.end]);
  if (terms.start === terms.end) throw scheduleDatesOutOfOrder({ dates: [terms.start, terms.end] });
  const corners = { ...firstCorners(terms), ...lastCorners(terms) };
  const { start, regularStart, regularEnd, end } = corners;
  const initial = start !== regularStart;
  const final = end !== regularEnd;
  const months = step === undefined || step.unit === "month";
  const roll = months ? monthRoll(terms, corners) : terms.roll;
  const rollDay = typeof roll === "number" ? roll : undefined;
  if (step === undefined || regularStart === regularEnd) {
    const days = Int32Array.from(new Set([start, regularStart, regularEnd, end]));
    return { days, rollDay, initialStub: initial, finalStub: final };
  }
  const rule = stubRuleOf(terms, corners);
  const grid = dateGrid(step, rule.countedFrom === "start" ? regularStart : regularEnd, roll);
  const between = regularDays(terms, corners, grid, rule);
  const leftAtStart = between.leftOver && rule.countedFrom === "end";
  return {
    days: Int32Array.of(...(initial ? [start] : []), ...between.days, ...(final ? [end] : [])),
    rollDay: step.unit === "day" ? undefined : grid.rollDay,
    initialStub: initial || leftAtStart,
    finalStub: final || (between.leftOver && !leftAtStart),
  };
}

function checkOrder(given: readonly (PlainDate | undefined)[]): void {
  const dates = given.filter((date) => date !== undefined);
  if (dates.some((date, index) => date < (dates[index - 1] ?? date))) {
    throw scheduleDatesOutOfOrder({ dates });
  }
}

function firstCorners(terms: PeriodicScheduleTerms): Pick<Corners, "start" | "regularStart"> {
  const { roll, businessDay = noAdjustment, startBusinessDay, firstRegularStart } = terms;
  const given = toEpochDay(terms.start);
  const wasAdjusted = roll === "EOM" || startBusinessDay?.convention === "noAdjust";
  const start = wasAdjusted ? beforeAdjustment(given, roll, businessDay) : given;
  if (firstRegularStart === undefined) return { start, regularStart: start };
  return {
    start,
    regularStart: beforeAdjustment(toEpochDay(firstRegularStart), roll, businessDay),
  };
}

function lastCorners(terms: ScheduleToEnd): Pick<Corners, "regularEnd" | "end"> {
  const { roll, businessDay = noAdjustment, endBusinessDay = businessDay, lastRegularEnd } = terms;
  const end = beforeAdjustment(toEpochDay(terms.end), roll, endBusinessDay);
  if (lastRegularEnd === undefined) return { regularEnd: end, end };
  return { regularEnd: beforeAdjustment(toEpochDay(lastRegularEnd), roll, businessDay), end };
}

function monthRoll(terms: ScheduleToEnd, { regularStart, regularEnd }: Corners): number {
  const stub = terms.stub ?? "none";
  return scheduleRollDay({ start: regularStart, end: regularEnd }, terms.roll, {
    countedFrom: stubRule(stub).countedFrom,
    none: stub === "none",
  });
}

function stubRuleOf({ stub, roll }: ScheduleToEnd, corners: Corners): StubRule {
  const initial = corners.start !== corners.regularStart;
  const final = corners.end !== corners.regularEnd;
  if (stub !== undefined) return ruleBesideGiven(stub, { initial, final });
  const asked = roll === "EOM" ? 31 : roll;
  if (asked !== undefined && !initial && !final) {
    if (civil(corners.end).day === asked) return stubRule("smartInitial");
    if (civil(corners.start).day === asked) return stubRule("smartFinal");
  }
  return stubRule("none");
}

/** The dates from the first regular one to the last, and whether days were left over. */
function regularDays(
  terms: ScheduleToEnd,
  corners: Corners,
  grid: DateGrid,
  rule: StubRule,
): { days: number[]; leftOver: boolean } {
  const { regularStart, regularEnd } = corners;
  const [direction, to] = rule.countedFrom === "start" ? [1, regularEnd] : [-1, regularStart];
  const days = [grid.anchorDay];
  let last = grid.anchorDay;
  let next = gridDay(grid, direction);
  while (direction * (to - next) > 0) {
    days.push(next);
    if (days.length > MAX_PERIODS) {
      throw periodsOutOfRange({ found: `${days.length} or more`, field: "count", least: 1 });
    }
    last = next;
    next = gridDay(grid, direction * days.length);
  }
  const leftOver = next !== to;
  if (leftOver && (days.length > 1 || corners.start !== regularStart)) {
    const joins = rule.joins ?? excused(corners, grid, next)?.joins;
    if (joins === undefined) {
      throw stubNotAllowed({
        start: fromEpochDay(regularStart),
        end: fromEpochDay(regularEnd),
        frequency: terms.frequency,
        lastDate: fromEpochDay(last),
      });
    }
    if (joins(Math.abs(to - last))) days.pop();
  }
  days.push(to);
  return { days: direction === 1 ? days : days.reverse(), leftOver };
}

/**
 * Month ends from 30 April do not lead to 30 October, but somebody who asks for that end means it:
 * the last period is then allowed to be a day short.
 */
function excused(
  { regularStart, regularEnd, end }: Corners,
  grid: DateGrid,
  next: number,
): StubRule | undefined {
  const monthEnds = grid.step.unit === "month" && grid.rollDay === 31;
  const [asked, regular] = [civil(regularEnd), civil(next)];
  const sameDay = civil(regularStart).day === asked.day;
  const sameMonth = asked.year === regular.year && asked.month === regular.month;
  return monthEnds && sameDay && sameMonth && end === regularEnd
    ? stubRule("smartFinal")
    : undefined;
}
