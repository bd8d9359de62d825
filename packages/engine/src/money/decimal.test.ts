import { Decimal as HostDecimal } from "decimal.js";
import { expect, test } from "vitest";

import { Decimal } from "./decimal.ts";

test("a host that configures its own decimal.js changes nothing here", () => {
  const before = { precision: HostDecimal.precision, toExpNeg: HostDecimal.toExpNeg };
  HostDecimal.set({ precision: 3, toExpNeg: -1 });
  try {
    expect(new Decimal(1).div(3).toString()).toBe(`0.${"3".repeat(40)}`);
    expect(new Decimal("0.001").toString()).toBe("0.001");
  } finally {
    HostDecimal.set(before);
  }
});

test("text never falls into exponent notation", () => {
  expect(new Decimal("1e-30").toString()).toBe(`0.${"0".repeat(29)}1`);
  expect(new Decimal("1e30").toString()).toBe(`1${"0".repeat(30)}`);
});

test("ties go to even", () => {
  const toUnits = (text: string): string => new Decimal(text).toDecimalPlaces(0).toString();
  expect(["0.5", "1.5", "2.5", "-2.5"].map(toUnits)).toEqual(["0", "2", "2", "-2"]);
});
