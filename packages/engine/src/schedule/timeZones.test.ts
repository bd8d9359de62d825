import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

/** Run by a process of its own, since a process keeps the zone that it was started in. */
const program = `
  const folder = ${JSON.stringify(new URL("..", import.meta.url).href)};
  const { addMonths } = await import(folder + "calendar/addMonths.ts");
  const { addDays, daysBetween, fromEpochDay, plainDate, toEpochDay } =
    await import(folder + "calendar/plainDate.ts");
  const { amortize } = await import(folder + "schedule/amortize.ts");
  // Samoa skipped 30 December 2011; clocks change in New York in March and in November; India
  // moved its clocks in 1941 and 1945, and has a half hour in its offset.
  const dates = ["1900-01-01", "1941-10-01", "2011-12-29", "2011-12-30", "2024-02-29", "2024-03-10",
    "2024-11-03", "2024-12-31"].map((text) => plainDate(text));
  const schedule = amortize({
    currency: "INR", principal: 500000, annualRatePercent: "8.5", installments: 24,
    frequency: "P1M", disbursedOn: plainDate("2023-12-31"), method: "annuity",
    dayCount: "PLAIN_PERIOD", rounding: { mode: "halfEven" },
  });
  console.log(JSON.stringify({
    zone: new Date(2024, 6, 1).getTimezoneOffset(),
    dates: dates.map((date) => [date, addDays(date, 1), addDays(date, 45), addMonths(date, 1),
      addMonths(date, 13), toEpochDay(date), fromEpochDay(toEpochDay(date)),
      daysBetween(date, dates[4])]),
    schedule,
  }));
`;

function runIn(zone: string): { zone: number; dates: unknown; schedule: unknown } {
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
    env: { ...process.env, TZ: zone, NODE_OPTIONS: "" },
    encoding: "utf8",
  });
  return JSON.parse(output);
}

test("dates and schedules are the same in every zone", { timeout: 120_000 }, () => {
  const utc = runIn("UTC");
  expect(utc.zone).toBe(0);
  expect(JSON.stringify(utc)).toContain("2024-02-29");
  // Minutes behind UTC in July show that the zone took effect.
  const zones: ReadonlyArray<readonly [string, number]> = [
    ["Asia/Kolkata", -330],
    ["America/New_York", 240],
    ["Pacific/Apia", -780],
  ];
  for (const [zone, offset] of zones) {
    expect(runIn(zone)).toEqual({ ...utc, zone: offset });
  }
});
