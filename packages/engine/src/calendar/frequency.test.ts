import { describe, expect, test } from "vitest";

import { ratio } from "../money/ratio.ts";
import {
  type Frequency,
  type FrequencyStep,
  invalidFrequency,
  parseFrequency,
  plainPeriodsPerYear,
} from "./frequency.ts";

/** As untyped callers send it. */
function untyped(text: unknown): Frequency {
  return JSON.parse(JSON.stringify(text));
}

test.each<[frequency: Frequency, unit: FrequencyStep["unit"], count: number, perYear: string]>([
  ["P1D", "day", 1, "365/1"],
  ["P7D", "day", 7, "365/7"],
  ["P14D", "day", 14, "365/14"],
  ["P30D", "day", 30, "73/6"],
  ["P1W", "day", 7, "52/1"],
  ["P2W", "day", 14, "26/1"],
  ["P4W", "day", 28, "13/1"],
  ["P1M", "month", 1, "12/1"],
  ["P2M", "month", 2, "6/1"],
  ["P3M", "month", 3, "4/1"],
  ["P5M", "month", 5, "12/5"],
  ["P6M", "month", 6, "2/1"],
  ["P12M", "month", 12, "1/1"],
  ["P1Y", "month", 12, "1/1"],
  ["P2Y", "month", 24, "1/2"],
  ["SEMI_MONTHLY", "halfMonth", 1, "24/1"],
  // The longest of each unit: 100 years.
  ["P36500D", "day", 36_500, "1/100"],
  ["P5200W", "day", 36_400, "1/100"],
  ["P1200M", "month", 1200, "1/100"],
  ["P100Y", "month", 1200, "1/100"],
])("%s is %s, %d of them, %s a year", (frequency, unit, count, perYear) => {
  const [periods = 0, years = 0] = perYear.split("/").map(Number);
  const periodsPerYear = ratio(periods, years);
  expect(parseFrequency(frequency)).toEqual({ unit, count, periodsPerYear });
  expect(plainPeriodsPerYear(frequency)).toEqual(periodsPerYear);
});

describe("refused, naming the field", () => {
  test.each<Frequency>([
    "P0M",
    "P-1M",
    "P1.5M",
    "P01M",
    "P1e2D",
    "P36501D",
    "P5201W",
    "P1201M",
    "P101Y",
    "P123456D",
  ])("%s", (found) => {
    const refused = invalidFrequency({ found, field: "terms.frequency" });
    expect(() => parseFrequency(found, "terms.frequency")).toThrow(refused);
  });

  test.each([
    "",
    "p1m",
    "P1H",
    "1M",
    "PM",
    "P1M ",
    " P1M",
    "P1M\n",
    "P1MX",
    "XP1M",
    "monthly",
    "TERM",
    "PT1M",
  ])("%j, which no compiler saw", (text) => {
    const refused = invalidFrequency({ found: text, field: "frequency" });
    expect(() => parseFrequency(untyped(text))).toThrow(refused);
    expect(() => plainPeriodsPerYear(untyped(text))).toThrow(refused);
  });

  test.each([null, 12, { days: 30 }])("%j, which is no text", (value) => {
    expect(() => parseFrequency(untyped(value))).toThrow(
      invalidFrequency({ found: String(value), field: "frequency" }),
    );
  });

  test("a long text is cut in the message", () => {
    const refused = invalidFrequency({ found: "P".repeat(40), field: "frequency" });
    expect(() => parseFrequency(untyped("P".repeat(1000)))).toThrow(refused);
  });
});
