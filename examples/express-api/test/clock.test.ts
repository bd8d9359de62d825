import { plainDate } from "@lendkit/engine";
import { expect, test } from "vitest";
import { lenderClock } from "../src/clock.ts";

// Kolkata is 5:30 ahead of UTC, New York 5:00 behind in winter and 4:00 in summer.
test.each([
  ["Asia/Kolkata", "2024-02-28T18:29:59.999Z", "2024-02-28"],
  ["Asia/Kolkata", "2024-02-28T18:30:00.000Z", "2024-02-29"],
  ["America/New_York", "2024-03-01T04:59:59.999Z", "2024-02-29"],
  ["America/New_York", "2024-03-01T05:00:00.000Z", "2024-03-01"],
  ["America/New_York", "2024-07-01T03:59:59.999Z", "2024-06-30"],
  ["UTC", "2026-12-31T23:59:59.999Z", "2026-12-31"],
])("in %s it is at %s the day %s", (timeZone, instant, day) => {
  const clock = lenderClock({ timeZone, asOf: undefined, instant: () => new Date(instant) });
  expect(clock.today()).toBe(day);
  expect(clock.now()).toBe(instant);
});

test("a given day stands for today; the instant stays true", () => {
  const clock = lenderClock({
    timeZone: "UTC",
    asOf: plainDate("2026-11-20"),
    instant: () => new Date("2030-01-01T00:00:00.000Z"),
  });
  expect(clock.today()).toBe("2026-11-20");
  expect(clock.now()).toBe("2030-01-01T00:00:00.000Z");
});
