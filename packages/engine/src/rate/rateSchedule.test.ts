import { expect, test } from "vitest";
import { invalidDate, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { effectiveFromNominal, nominalFromEffective, periodicFromNominal } from "./conversions.ts";
import {
  checkRateSchedule,
  invalidRateSchedule,
  noRateYet,
  rateOn,
  rateSegments,
} from "./rateSchedule.ts";

const promotion = [
  { from: plainDate("2024-01-01"), annualRatePercent: "0" },
  { from: plainDate("2024-04-01"), annualRatePercent: "18" },
];

test("the rate of a day counts from that day on", () => {
  expect(rateOn(promotion, plainDate("2024-01-01"))).toBe("0");
  expect(rateOn(promotion, plainDate("2024-03-31"))).toBe("0");
  expect(rateOn(promotion, plainDate("2024-04-01"))).toBe("18");
});

test("segments touch, and are cut to the time asked for", () => {
  const segments = rateSegments(promotion, plainDate("2024-03-15"), plainDate("2024-04-15"));
  expect(segments).toEqual([
    { from: "2024-03-15", to: "2024-04-01", annualRatePercent: "0" },
    { from: "2024-04-01", to: "2024-04-15", annualRatePercent: "18" },
  ]);
  const from = plainDate("2024-04-01");
  expect(rateSegments(promotion, from, from)).toEqual([]);
  expect(rateSegments(promotion, from, plainDate("2024-04-02"))).toHaveLength(1);
});

test("no rate before the first, and none out of order", () => {
  const before = plainDate("2023-12-31");
  expect(() => rateOn(promotion, before)).toThrow(/no rate on 2023-12-31.*2024-01-01/);
  const reversed = [...promotion].reverse();
  const refused = expect.objectContaining({ code: "INVALID_RATE_SCHEDULE" });
  expect(() => rateOn(reversed, before)).toThrow(refused);
  expect(() => rateOn([], before)).toThrow(refused);
});

test("a rate from the end on, or later, is no segment", () => {
  const [from, to] = [plainDate("2024-01-10"), plainDate("2024-04-01")];
  const segment = { from, to, annualRatePercent: "0" };
  expect(rateSegments(promotion, from, to)).toEqual([segment]);
  const earlier = plainDate("2024-03-31");
  expect(rateSegments(promotion, from, earlier)).toEqual([{ ...segment, to: earlier }]);
});

test("a rate before the start is no segment, and one on the start is one", () => {
  const [from, to] = [plainDate("2024-04-01"), plainDate("2024-05-01")];
  expect(rateSegments(promotion, from, to)).toEqual([{ from, to, annualRatePercent: "18" }]);
});

test("refused, by its place", () => {
  const [first, second] = [plainDate("2024-01-01"), plainDate("2024-01-02")];
  const rates = (...days: readonly PlainDate[]) =>
    days.map((from) => ({ from, annualRatePercent: "12" }));
  expect(() => checkRateSchedule([])).toThrow(
    invalidRateSchedule({ field: "rates", found: "empty" }),
  );
  expect(() => checkRateSchedule(rates(first, second, second))).toThrow(
    invalidRateSchedule({ field: "rates.2.from", found: second }),
  );
  expect(() => checkRateSchedule(rates(second, first))).toThrow(
    invalidRateSchedule({ field: "rates.1.from", found: first }),
  );
  expect(() => rateOn(rates(second), first)).toThrow(noRateYet({ on: first, first: second }));
  // As callers without types send it.
  const found = "2024-02-30";
  const bad = found as PlainDate;
  const noDate = (field: string): Error => invalidDate({ found, field });
  expect(() => checkRateSchedule(rates(first, bad))).toThrow(noDate("rates.1.from"));
  expect(() => rateOn(promotion, bad)).toThrow(noDate("date"));
  expect(() => rateSegments(promotion, bad, second)).toThrow(noDate("from"));
  expect(() => rateSegments(promotion, first, bad)).toThrow(noDate("to"));
});

// (1 + 0.01)^12 − 1 = 0.126825030131969720661201; 12 · (1.12^(1/12) − 1) = 0.113865515…
test("nominal, effective and periodic rates", () => {
  expect(effectiveFromNominal("12", "P1M").toFixed()).toBe("12.6825030131969720661201");
  expect(nominalFromEffective("12", "P1M").toFixed(6)).toBe("11.386552");
  expect(nominalFromEffective("12.6825030131969720661201", "P1M").toFixed()).toBe("12");
  expect(periodicFromNominal("12", "P3M").toFixed()).toBe("3");
  expect(effectiveFromNominal("7", "P1Y").toFixed()).toBe("7");
});
