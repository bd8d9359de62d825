import { describe, expect, test } from "vitest";
import { invalidFrequency } from "../calendar/frequency.ts";
import { notANumber } from "../money/amount.ts";
import { effectiveFromNominal, nominalFromEffective, periodicFromNominal } from "./conversions.ts";

test("a root has all of its 40 digits", () => {
  // Twice a year: 2·(√1.12 − 1), and √1.12 is 0.4·√7: 80·√7 − 200 percent, with
  // √7 = 2.6457513110645905905016157536392604257102591830824… (OEIS A010465).
  expect(nominalFromEffective("12", "P6M").toFixed()).toBe(
    "11.66010488516724724012926029114083405682",
  );
});

// 5 % twice: 1.05² − 1 = 10.25 %; 21 % is 10 % twice. In a period of two years there is half a one.
test.each([
  [effectiveFromNominal("10", "P6M"), "10.25"],
  [effectiveFromNominal(-10, "P6M"), "-9.75"],
  [nominalFromEffective("10.25", "P6M"), "10"],
  [nominalFromEffective("21", "P6M"), "20"],
  [periodicFromNominal("7.3", "P1D"), "0.02"],
  [periodicFromNominal("5.2", "P2W"), "0.2"],
  [periodicFromNominal("0.12", "P1M"), "0.01"],
  [periodicFromNominal(6, "P2Y"), "12"],
  [periodicFromNominal("1", "P4M"), "0.3333333333333333333333333333333333333333"],
])("%d is %d", (found, wanted) => {
  expect(found.toFixed()).toBe(wanted);
});

describe("refused", () => {
  test("what is no rate, by its name", () => {
    const [found, nominal] = ["ten", "nominalPercent"];
    const noNominal = notANumber({ found, field: nominal });
    expect(() => effectiveFromNominal(found, "P1M")).toThrow(noNominal);
    expect(() => periodicFromNominal(found, "P1M")).toThrow(noNominal);
    const noEffective = notANumber({ found, field: "effectivePercent" });
    expect(() => nominalFromEffective(found, "P1M")).toThrow(noEffective);
  });

  test("what is no frequency", () => {
    const refusal = invalidFrequency({ found: "P0M", field: "frequency" });
    for (const convert of [effectiveFromNominal, nominalFromEffective, periodicFromNominal]) {
      expect(() => convert("12", "P0M")).toThrow(refusal);
    }
  });
});
