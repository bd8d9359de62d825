import type { BusinessDayAdjustment } from "./businessDay.ts";
import type { Roll } from "./dateGrid.ts";
import type { Frequency } from "./frequency.ts";
import type { PlainDate } from "./plainDate.ts";
import type { StubConvention } from "./stubConvention.ts";

interface AnySchedule {
  /** The first period starts on this day. */
  readonly start: PlainDate;
  /** The first full period starts on this day; the days before it are an initial stub. */
  readonly firstRegularStart?: PlainDate;
  /** Default: the day of the month of the date that is counted from. */
  readonly roll?: Roll;
  /** What becomes of dates that are no business days. Default: they stay. */
  readonly businessDay?: BusinessDayAdjustment;
  /** The same for `start` alone. Default: `businessDay`. */
  readonly startBusinessDay?: BusinessDayAdjustment;
  /** The same for the end alone. Default: `businessDay`. */
  readonly endBusinessDay?: BusinessDayAdjustment;
}

/** A schedule between two dates. */
export interface ScheduleToEnd extends AnySchedule {
  /** `TERM` is one period over the whole term (FpML's period T). */
  readonly frequency: Frequency | "TERM";
  /** The last period ends on this day, after `start`. */
  readonly end: PlainDate;
  /** The last full period ends on this day; the days after it are a final stub. */
  readonly lastRegularEnd?: PlainDate;
  /**
   * Default: stubs only where the regular dates set them apart. Without such a date but with a
   * roll, `smartInitial` if the end falls on it, else `smartFinal` if the start does.
   */
  readonly stub?: StubConvention;
}

/** A schedule of so many periods. */
export interface ScheduleOfCount extends AnySchedule {
  readonly frequency: Frequency;
  /** How many periods, 1 to 36600, an initial stub included. */
  readonly count: number;
}

/** What a periodic schedule is made of. */
export type PeriodicScheduleTerms = ScheduleToEnd | ScheduleOfCount;
