import { describe, expect, test } from "vitest";
import { amountTooLarge } from "../money/minorUnits.ts";
import { type RoundingMode, roundingModes } from "../money/rounding.ts";
import { annuityInstallment, relativeError, settleRounding } from "./annuity.ts";

test.each<[what: string, principal: number, rate: readonly [number, number], n: number, x: number]>(
  [
    // 70 · 2^3 = 80 · (4 + 2 + 1)
    ["100 % three times", 70, [1, 1], 3, 80],
    // 76 · 1.5^3 = 54 · (1.5^2 + 1.5 + 1)
    ["50 % three times", 76, [1, 2], 3, 54],
    ["nothing", 300, [0, 1], 3, 100],
  ],
)("%s", (_, principal, [numerator, denominator], installments, expected) => {
  // A whole result is the same in every mode, and settled by exact arithmetic alone.
  for (const mode of roundingModes) {
    const periodRate = { numerator, denominator };
    const annuity = { principal, periodRate, installments, unit: 1, mode };
    expect([mode, annuityInstallment(annuity)]).toEqual([mode, expected]);
  }
});

test("an installment beyond 2^53 - 1 is refused by its name", () => {
  const largest = { principal: Number.MAX_SAFE_INTEGER, installments: 1, unit: 4 } as const;
  // 2^53 − 1 and half as much; without interest, 2^53 − 1 up to the next multiple of 4
  expect(() =>
    annuityInstallment({ ...largest, periodRate: { numerator: 1, denominator: 2 }, mode: "down" }),
  ).toThrow(amountTooLarge({ minorUnits: "13510798882111484", field: "The installment" }));
  expect(() =>
    annuityInstallment({ ...largest, periodRate: { numerator: 0, denominator: 1 }, mode: "up" }),
  ).toThrow(amountTooLarge({ minorUnits: "9007199254740992", field: "The installment" }));
  // Twice 2^52 + 64 is 2^53 + 128, down to a multiple of 256.
  const periodRate = { numerator: 1, denominator: 1 };
  const settled = { principal: 2 ** 52 + 64, installments: 1, unit: 256, periodRate } as const;
  expect(() => annuityInstallment({ ...settled, mode: "down" })).toThrow(
    amountTooLarge({ minorUnits: "9007199254740992", field: "The installment" }),
  );
});

test("the error's bound is (8n + 64) units of 2^-53", () => {
  expect(relativeError(1)).toBe(72 / 2 ** 53);
  expect(relativeError(12)).toBe(160 / 2 ** 53);
});

describe("a guess settles where nothing within the margin would round otherwise", () => {
  test.each<[guess: number, margin: number, mode: RoundingMode, settled: number | undefined]>([
    [10.25, 0.125, "halfEven", 10],
    [10.75, 0.125, "halfEven", 11],
    [10.75, 0.125, "halfDown", 11],
    [10.5, 0, "halfEven", undefined],
    [10.375, 0.125, "halfUp", undefined], // up to 10.5
    [10.625, 0.125, "halfUp", undefined],
    [10.25, 0.125, "up", 11],
    [10.75, 0.125, "ceiling", 11],
    [10.25, 0.125, "down", 10],
    [10.75, 0.125, "floor", 10],
    [10.125, 0.125, "up", undefined], // down to 10
    [10.875, 0.125, "down", undefined], // up to 11
    [10, 0, "down", undefined],
  ])("%f by %f, rounded %s: %s", (guess, margin, mode, settled) => {
    expect(settleRounding(guess, margin, mode)).toBe(settled);
  });
});
