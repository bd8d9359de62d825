/**
 * Day count conventions: what part of a year lies between two dates.
 *
 * A convention is one row of a table in `dayCount/`. Add a row, what it needs to
 * `DayCountNeeds`, and its published examples; the shared properties in the tests then apply to it
 * without further work.
 *
 * Every convention counts from the start, included, to the end, excluded, so that periods that
 * touch never count a day twice. (Where a convention asks which day is a leap day, it says how.)
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import type { Decimal } from "../money/decimal.ts";
import { type Ratio, ratioToDecimal } from "../money/ratio.ts";
import { actualRules } from "./dayCount/actual.ts";
import { actualActualRules } from "./dayCount/actualActual.ts";
import { byPeriodRules } from "./dayCount/byPeriod.ts";
import type {
  DayCount,
  DayCountContext,
  DayCountNeeds,
  DayCountRule,
  DayCountRules,
} from "./dayCount/rule.ts";
import { thirty360Rules } from "./dayCount/thirty360.ts";
import { datesOutOfOrder, type PlainDate, toEpochDay } from "./plainDate.ts";
import { unknownConvention } from "./unknownConvention.ts";

/**
 * Every convention's row, by name. Columns take `days` and `dayFraction` from here, over epoch
 * days and unchecked; everything else calls the functions below.
 */
export const dayCountRules: DayCountRules = {
  ...actualRules,
  ...actualActualRules,
  ...thirty360Rules,
  ...byPeriodRules,
};

/** Every convention, in the order shown to users. */
export const dayCounts = Object.keys(dayCountRules) as readonly DayCount[];

export const dayCountContextMissing: ErrorType<{
  readonly dayCount: string;
  readonly missing: readonly string[];
}> = errorType("DAY_COUNT_CONTEXT_MISSING", {
  kind: "invalid",
  message: ({ dayCount, missing }) =>
    `${dayCount} cannot be counted by two dates alone: pass ${missing.join(", ")} as context.`,
});

/** The context that a convention needs, as the last argument; none for most of them. */
export type ContextArguments<Name extends DayCount> = [DayCountNeeds[Name]] extends [never]
  ? []
  : [context: Pick<DayCountContext, DayCountNeeds[Name]>];

/**
 * The exact part of a year from `start`, included, to `end`, excluded. Nothing is rounded.
 *
 * Some conventions need to know more than two dates, and the compiler asks for it: where the
 * convention is only known to be some `DayCount`, it asks for all that any of them needs.
 *
 * @throws LendkitError `UNKNOWN_CONVENTION`; `DATES_OUT_OF_ORDER` if `end` is before `start`;
 *   `DAY_COUNT_CONTEXT_MISSING` from callers without types; `OUTSIDE_PERIOD`,
 *   `NOT_A_REGULAR_PERIOD`, `INVALID_FREQUENCY` for a context that does not fit;
 *   `RATIO_TOO_LARGE`.
 *
 * @example
 * const [start, end] = [plainDate("2024-01-15"), plainDate("2024-02-15")];
 * dayCountFraction("ACT/365.FIXED", start, end); //=> 31/365
 * dayCountFraction("PLAIN_PERIOD", start, end, { period: { start, end }, frequency: "P1M" });
 * //=> 1/12
 */
export function dayCountFraction<Name extends DayCount>(
  dayCount: Name,
  start: PlainDate,
  end: PlainDate,
  ...context: ContextArguments<Name>
): Ratio;
export function dayCountFraction(
  dayCount: DayCount,
  start: PlainDate,
  end: PlainDate,
  context: Partial<DayCountContext> = {},
): Ratio {
  const rule = checkedRule(dayCount, start, end);
  checkContext(dayCount, rule, context);
  return rule.fraction(toEpochDay(start), toEpochDay(end), context);
}

/**
 * `dayCountFraction` as a decimal of 40 significant digits, ties to even.
 *
 * @throws LendkitError as `dayCountFraction`
 *
 * @example
 * yearFraction("ACT/360", plainDate("2024-01-15"), plainDate("2024-02-15")).toFixed(4);
 * //=> "0.0861"
 */
export function yearFraction<Name extends DayCount>(
  dayCount: Name,
  start: PlainDate,
  end: PlainDate,
  ...context: ContextArguments<Name>
): Decimal;
export function yearFraction(
  dayCount: DayCount,
  start: PlainDate,
  end: PlainDate,
  context: Partial<DayCountContext> = {},
): Decimal {
  const rule = checkedRule(dayCount, start, end);
  checkContext(dayCount, rule, context);
  return ratioToDecimal(rule.fraction(toEpochDay(start), toEpochDay(end), context));
}

/**
 * The days that a convention counts between two dates: the calendar's for the ACT conventions,
 * those of 30-day months for the 30 ones, and 1 for 1/1.
 *
 * @throws LendkitError as `dayCountFraction`
 *
 * @example
 * dayCountDays("30E/360", plainDate("2024-01-15"), plainDate("2024-02-15")); //=> 30
 */
export function dayCountDays<Name extends DayCount>(
  dayCount: Name,
  start: PlainDate,
  end: PlainDate,
  ...context: ContextArguments<Name>
): number;
export function dayCountDays(
  dayCount: DayCount,
  start: PlainDate,
  end: PlainDate,
  context: Partial<DayCountContext> = {},
): number {
  const rule = checkedRule(dayCount, start, end);
  checkContext(dayCount, rule, context);
  return rule.days(toEpochDay(start), toEpochDay(end), context);
}

function checkedRule(dayCount: DayCount, start: PlainDate, end: PlainDate): DayCountRule {
  if (!Object.hasOwn(dayCountRules, dayCount)) {
    throw unknownConvention({ field: "dayCount", found: String(dayCount), expected: dayCounts });
  }
  if (end < start) throw datesOutOfOrder({ start, end });
  return dayCountRules[dayCount];
}

/** After this, a rule finds all that it reads; no rule reads what it does not name as a need. */
function checkContext(
  dayCount: DayCount,
  rule: DayCountRule,
  context: Partial<DayCountContext>,
): asserts context is DayCountContext {
  const missing = rule.needs.filter((need) => context[need] === undefined);
  if (missing.length > 0) throw dayCountContextMissing({ dayCount, missing });
}
