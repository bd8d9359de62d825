import { expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { effectiveFromNominal, nominalFromEffective, periodicFromNominal } from "./conversions.ts";
import { rateOn, rateSegments } from "./rateSchedule.ts";

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

// (1 + 0.01)^12 − 1 = 0.126825030131969720661201; 12 · (1.12^(1/12) − 1) = 0.113865515…
test("nominal, effective and periodic rates", () => {
  expect(effectiveFromNominal("12", "P1M").toFixed()).toBe("12.6825030131969720661201");
  expect(nominalFromEffective("12", "P1M").toFixed(6)).toBe("11.386552");
  expect(nominalFromEffective("12.6825030131969720661201", "P1M").toFixed()).toBe("12");
  expect(periodicFromNominal("12", "P3M").toFixed()).toBe("3");
  expect(effectiveFromNominal("7", "P1Y").toFixed()).toBe("7");
});
