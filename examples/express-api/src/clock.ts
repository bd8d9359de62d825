import { type Clock, type PlainDate, plainDate } from "@lendkit/engine";

/**
 * The lender's clock: its calendar day, wherever the machine stands.
 *
 * @param settings.asOf a day that stands for today, for tests and demonstrations
 * @param settings.instant the present instant; the machine's if not given
 */
export function lenderClock(settings: {
  readonly timeZone: string;
  readonly asOf: PlainDate | undefined;
  readonly instant?: () => Date;
}): Clock {
  const { timeZone, asOf, instant = () => new Date() } = settings;
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const dayOf = (date: Date): PlainDate => {
    const parts = new Map(format.formatToParts(date).map(({ type, value }) => [type, value]));
    return plainDate(`${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`, "today");
  };
  return {
    today: () => asOf ?? dayOf(instant()),
    now: () => instant().toISOString(),
  };
}
