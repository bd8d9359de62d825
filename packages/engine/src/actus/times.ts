/**
 * Times and cycles of contracts.
 *
 * @module
 */
import { adjustEpochDay, type BusinessDayConvention } from "../calendar/businessDay.ts";
import { civil, daysInMonth, epochDay } from "../calendar/epochDay.ts";
import { noHolidays } from "../calendar/holidayCalendar.ts";
import { fromEpochDay, plainDate, toEpochDay } from "../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../errors.ts";
import type { ActusContract, ContractCycle, ContractTime } from "./contract.ts";

/** A moment of a contract. */
export interface Moment {
  /** Epoch day, and nearly a day more at the end of one. */
  readonly at: number;
  /** Epoch day that interest is counted to: the end of a day is the next. */
  readonly counted: number;
  readonly time: ContractTime;
}

export const invalidCycle: ErrorType<{ readonly found: string }> = errorType("INVALID_CYCLE", {
  kind: "invalid",
  message: ({ found }) =>
    `A cycle is ${JSON.stringify(found)}, expected P<n>D, W, M, Q or Y with L0 or L1, such as "P1ML0".`,
});

const END_OF_DAY = 0.99999;

/** @throws LendkitError `INVALID_DATE` */
export function moment(time: ContractTime, field: string): Moment {
  const [date = "", clock = "00:00:00"] = time.split("T");
  const day = toEpochDay(plainDate(date, field));
  if (!clock.startsWith("23:59:59")) return momentOfDay(day);
  return { at: day + END_OF_DAY, counted: day + 1, time };
}

export function momentOfDay(day: number): Moment {
  return { at: day, counted: day, time: fromEpochDay(day) };
}

interface Step {
  readonly unit: "day" | "month";
  readonly count: number;
  readonly longStub: boolean;
}

const units = {
  D: ["day", 1],
  W: ["day", 7],
  M: ["month", 1],
  Q: ["month", 3],
  Y: ["month", 12],
} as const;

/** @throws LendkitError `INVALID_CYCLE` */
function stepOf(cycle: ContractCycle): Step {
  const match = /^P([1-9]\d{0,4})([DWMQY])(?:L([01]))?$/.exec(cycle);
  const unit = units[(match?.[2] ?? "") as keyof typeof units];
  if (match === null || unit === undefined) throw invalidCycle({ found: String(cycle) });
  return { unit: unit[0], count: Number(match[1]) * unit[1], longStub: match[3] !== "1" };
}

/**
 * The days of a cycle from its start to an end, which is one of them if it is asked for. Where the
 * end is no day of the cycle, a long stub drops the day before it.
 */
export function cycleMoments(
  contract: ActusContract,
  cycle: ContractCycle | undefined,
  start: Moment,
  end: Moment,
  withEnd: boolean,
): readonly Moment[] {
  if (start.at > end.at) return [];
  if (cycle === undefined) {
    return withEnd && start.at !== end.at ? [start, end] : [start];
  }
  const step = stepOf(cycle);
  const days: Moment[] = [];
  let next = start;
  for (let index = 1; next.at < end.at; index += 1) {
    days.push(next);
    next = nthMoment(contract, step, start, index);
  }
  const stub = next.at !== end.at;
  const all = withEnd ? [...days, end] : days;
  if (stub && step.longStub && all.length > 2) all.splice(days.length - 1, 1);
  return all;
}

/** So many periods after a start. */
export function cycleMoment(
  contract: ActusContract,
  cycle: ContractCycle,
  start: Moment,
  index: number,
): Moment {
  return nthMoment(contract, stepOf(cycle), start, index);
}

function nthMoment(contract: ActusContract, step: Step, start: Moment, index: number): Moment {
  const day = Math.floor(start.at);
  if (step.unit === "day") return momentOfDay(day + index * step.count);
  const { year, month, day: dayOfMonth } = civil(day);
  const count = 12 * year + month - 1 + index * step.count;
  const [inYear, inMonth] = [Math.floor(count / 12), (count % 12) + 1];
  const length = daysInMonth(inYear, inMonth);
  const endOfMonth =
    contract.endOfMonthConvention === "EOM" && dayOfMonth === daysInMonth(year, month);
  return momentOfDay(epochDay(inYear, inMonth, endOfMonth ? length : Math.min(dayOfMonth, length)));
}

const conventions: Readonly<Record<string, BusinessDayConvention>> = {
  F: "following",
  MF: "modifiedFollowing",
  P: "preceding",
  MP: "modifiedPreceding",
};

/** Moved to a business day; interest is counted to the day as it was where the convention says so. */
export function shifted(contract: ActusContract, moment: Moment): Moment {
  const { businessDayConvention = "NOS", calendar = noHolidays } = contract;
  const convention = conventions[businessDayConvention.slice(2)];
  if (convention === undefined) return moment;
  const day = Math.floor(moment.at);
  const moved = adjustEpochDay(day, { convention, calendar });
  if (moved === day) return moment;
  const target = momentOfDay(moved);
  return businessDayConvention.startsWith("CS") ? { ...target, counted: moment.counted } : target;
}
