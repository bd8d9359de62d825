import { Decimal as HostDecimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  type Amount,
  amountTooPrecise,
  exactDecimal,
  fromMinorUnits,
  minorUnitsText,
  notANumber,
  toMinorUnits,
} from "./amount.ts";
import { Decimal } from "./decimal.ts";
import { amountTooLarge } from "./minorUnits.ts";

const MAX = Number.MAX_SAFE_INTEGER; // 9007199254740991

/** As untyped callers send it. */
function untyped(value: unknown): Amount {
  return JSON.parse(JSON.stringify(value));
}

test.each<[Amount, places: number, minorUnits: number]>([
  ["1234.5", 2, 123450],
  ["1234.56", 2, 123456],
  ["+1.25", 2, 125],
  ["-1.25", 2, -125],
  [".5", 2, 50],
  ["5.", 2, 500],
  ["000012.30", 2, 1230],
  ["1.10000000", 2, 110],
  ["1e3", 2, 100_000],
  ["1.5E+2", 2, 15_000],
  ["12345e-2", 2, 12345],
  ["100e-4", 2, 1],
  ["0", 2, 0],
  ["-0", 2, 0],
  ["-0.00", 2, 0],
  ["1234", 0, 1234],
  ["1234.000", 0, 1234],
  ["1.234", 3, 1234],
  ["0.0001", 4, 1],
  [0, 2, 0],
  [-0, 2, 0],
  [0.1, 2, 10],
  [0.07, 2, 7],
  [1.15, 2, 115],
  [-19.99, 2, -1999],
  [500_000, 2, 50_000_000],
  [1e15, 0, 1e15],
  [25n, 3, 25_000],
  [new Decimal("3.14"), 2, 314],
  [new HostDecimal("1e15"), 0, 1e15],
  // The largest amount, in every form.
  ["90071992547409.91", 2, MAX],
  [90071992547409.9, 2, MAX - 1], // a double of this size holds tenths, no hundredths
  [9007199254740991n, 0, MAX],
  [-MAX, 0, -MAX],
  ["900719925474.0991", 4, MAX],
])("%s with %i places", (amount, places, minorUnits) => {
  expect(toMinorUnits(amount, places)).toBe(minorUnits);
});

describe("what is not a plain finite decimal is refused", () => {
  const texts = [
    ..."| |1 | 1|1,000|1_000|1 000|0x10|0b11|0o7|1e|e5|.|+|-|.e1|--1|+-1|1.2.3|1e1.5|1e+|1n|'1'".split(
      "|",
    ),
    ..."NaN|Infinity|-Infinity|null|undefined|true|₹5|$5|5 INR|5%|1/2|=1+1|∞|１２|١٢|½|1e12345".split(
      "|",
    ),
    "1\n",
    "1\u0000",
    "\u00a01",
    "1\u200b",
  ];
  test.each(texts)("text %j", (text) => {
    expect(() => toMinorUnits(text, 2, "fee")).toThrow(notANumber({ found: text, field: "fee" }));
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("%d", (number) => {
    const found = String(number);
    expect(() => toMinorUnits(number, 2)).toThrow(notANumber({ found, field: "amount" }));
  });

  test.each([null, true, {}, []])("%j from an untyped caller", (value) => {
    const found = String(value);
    expect(() => toMinorUnits(untyped(value), 2)).toThrow(notANumber({ found, field: "amount" }));
  });

  test("text of more than 400 characters, showing only its beginning", () => {
    expect(toMinorUnits("1".padStart(400, "0"), 2)).toBe(100);
    const long = "1".padStart(401, "0");
    const refusal = notANumber({ found: "0".repeat(60), field: "amount" });
    expect(() => toMinorUnits(long, 2)).toThrow(refusal);
    const huge = notANumber({ found: "9".repeat(60), field: "amount" });
    expect(() => toMinorUnits("9".repeat(5_000_000), 2)).toThrow(huge);
  });

  test("an exponent that would ask for more than 400 digits", () => {
    const refused = (text: string): void =>
      expect(() => toMinorUnits(text, 2)).toThrow(notANumber({ found: text, field: "amount" }));
    refused("1e401");
    refused("1e-401");
    refused("1.5e-400");
    const longText = `${"1".repeat(70)}e999`;
    const cut = notANumber({ found: "1".repeat(60), field: "amount" });
    expect(() => toMinorUnits(longText, 2)).toThrow(cut);
    expect(exactDecimal("1e400", "amount").coefficient).toBe(10n ** 400n);
    expect(exactDecimal("1e-400", "amount").places).toBe(400);
  });
});

test.each<[text: string, coefficient: bigint, places: number]>([
  ["12.50", 125n, 1],
  ["10.0", 10n, 0],
  ["0.00", 0n, 0],
  ["100", 100n, 0],
  ["-1.20e1", -12n, 0],
])("%s keeps no zero behind the point", (text, coefficient, places) => {
  expect(exactDecimal(text, "amount")).toEqual({ coefficient, places });
});

describe("nothing is rounded in silence", () => {
  test.each<[Amount, places: number]>([
    ["1.005", 2],
    ["0.001", 2],
    ["1e-3", 2],
    ["0.5", 0],
    [1.005, 2],
    [0.1 + 0.2, 2], // 0.30000000000000004
    [1e-300, 2],
    [new Decimal(1).div(3), 2],
    ["1.2345", 3],
  ])("%s has more than %i decimals", (amount, places) => {
    const refusal = amountTooPrecise({ found: String(amount), field: "amount", places });
    expect(() => toMinorUnits(amount, places)).toThrow(refusal);
  });
});

describe("beyond 2^53 - 1 minor units is refused", () => {
  test.each<[Amount, places: number, minorUnits: string]>([
    ["90071992547409.92", 2, "9007199254740992"],
    ["-90071992547409.92", 2, "-9007199254740992"],
    // These two are the same double as 2^53 once they are numbers.
    ["9007199254740993", 0, "9007199254740993"],
    [9007199254740993n, 0, "9007199254740993"],
    [2 ** 53, 0, "9007199254740992"],
    [MAX, 2, "900719925474099100"],
    [-MAX, 1, "-90071992547409910"],
    [1e21, 0, "1000000000000000000000"],
    ["1e30", 2, `1${"0".repeat(32)}`],
    [new HostDecimal("1e21"), 0, `1${"0".repeat(21)}`],
  ])("%s with %i places", (amount, places, minorUnits) => {
    expect(() => toMinorUnits(amount, places)).toThrow(
      amountTooLarge({ minorUnits, field: "amount" }),
    );
  });
});

test.each<[minorUnits: number, places: number, text: string]>([
  [123450, 2, "1234.50"],
  [5, 2, "0.05"],
  [-5, 2, "-0.05"],
  [-123456, 2, "-1234.56"],
  [0, 2, "0.00"],
  [-0, 2, "0.00"],
  [0, 0, "0"],
  [42, 0, "42"],
  [-42, 0, "-42"],
  [1, 4, "0.0001"],
  [1234, 3, "1.234"],
  [MAX, 2, "90071992547409.91"],
  [-MAX, 3, "-9007199254740.991"],
])("%d minor units of %i places as text", (minorUnits, places, text) => {
  expect(minorUnitsText(minorUnits, places)).toBe(text);
  expect(fromMinorUnits(minorUnits, places).toFixed(places)).toBe(text);
});

const anyPlaces = fc.integer({ min: 0, max: 4 });

test.each([1e3, 1e6, 1e9, 1e12])("text about %d minor units, where its groups change", (edge) => {
  for (const minorUnits of [edge - 1, edge, edge + 1, 2 * edge, 10 * edge - 1]) {
    for (const places of [0, 2, 3]) {
      const text = fromMinorUnits(minorUnits, places).toFixed(places);
      expect(minorUnitsText(minorUnits, places)).toBe(text);
    }
  }
});

test("text is what Decimal writes, for amounts of any size", () => {
  const anySize = fc
    .tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 15 }))
    .map(([amount, digitsLess]) => Math.trunc(amount / 10 ** digitsLess) || 0);
  fc.assert(
    fc.property(anySize, anyPlaces, (minorUnits, places) => {
      const text = fromMinorUnits(minorUnits, places).toFixed(places);
      expect(minorUnitsText(minorUnits, places)).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

test("out and in again gives the same minor units", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), anyPlaces, (minorUnits, places) => {
      expect(toMinorUnits(minorUnitsText(minorUnits, places), places)).toBe(minorUnits);
      expect(toMinorUnits(fromMinorUnits(minorUnits, places), places)).toBe(minorUnits);
    }),
  );
});

test("a number of 15 significant digits is taken by its decimal text", () => {
  const fifteenDigits = fc.integer({ min: -(10 ** 15) + 1, max: 10 ** 15 - 1 });
  fc.assert(
    fc.property(fifteenDigits, anyPlaces, (minorUnits, places) => {
      expect(toMinorUnits(minorUnits / 10 ** places, places)).toBe(minorUnits);
    }),
  );
});

test("decimal text of any shape has the value that decimal.js reads", () => {
  const Exact = HostDecimal.clone({ precision: 1000 });
  const digits = fc.stringMatching(/^\d{0,20}$/);
  const text = fc
    .tuple(fc.constantFrom("", "+", "-"), digits, digits, fc.integer({ min: -300, max: 300 }))
    .filter(([, whole, decimals]) => whole + decimals !== "")
    .map(([sign, whole, decimals, exponent]) => `${sign}${whole}.${decimals}e${exponent}`);
  fc.assert(
    fc.property(text, (amount) => {
      const { coefficient, places } = exactDecimal(amount, "amount");
      const value = new Exact(`${coefficient}e-${places}`);
      expect(value.equals(new Exact(amount.replace(".e", "e")))).toBe(true);
      if (places > 0) expect(coefficient % 10n).not.toBe(0n);
    }),
  );
});
