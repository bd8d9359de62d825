/** What a caller is told: each code, whose turn it is, and the sentence with all that it names. */
import { expect, test } from "vitest";
import type { LendkitError } from "../errors.ts";
import { amountTooPrecise, notANumber } from "./amount.ts";
import { cannotApportion } from "./apportion.ts";
import { unknownCurrency } from "./currency.ts";
import { amountTooLarge, notMinorUnits } from "./minorUnits.ts";
import { notARatio, ratioPlacesOutOfRange, ratioTooLarge } from "./ratio.ts";
import { unknownOption } from "./unknownOption.ts";

test.each<[code: string, error: LendkitError, message: string]>([
  [
    "NOT_A_NUMBER",
    notANumber({ found: "1,000", field: "principal" }),
    'principal is "1,000", expected a plain decimal such as "1234.56", without separators, ' +
      "symbols or spaces.",
  ],
  [
    "AMOUNT_TOO_PRECISE",
    amountTooPrecise({ found: "1.005", field: "fee", places: 2 }),
    "fee is 1.005, expected at most 2 decimal places. Round it first, with a mode you choose; it " +
      "is not rounded in silence.",
  ],
  [
    "AMOUNT_TOO_LARGE",
    amountTooLarge({ minorUnits: "9007199254740992", field: "payment" }),
    "payment comes to 9007199254740992 minor units, beyond the largest that is computed exactly, " +
      "9007199254740991 (2^53 - 1). Split it, or use a larger currency unit.",
  ],
  [
    "NOT_MINOR_UNITS",
    notMinorUnits({ amount: 0.5, numerator: 1, denominator: 0 }),
    "Expected safe integers and a denominator above zero, found 0.5 * 1 / 0. Convert amounts with " +
      "toMinorUnits first.",
  ],
  [
    "CANNOT_APPORTION",
    cannotApportion({ amount: 100, weights: [2, -1] }),
    "Expected whole minor units, and weights that are whole numbers of zero or more with at least " +
      "one above zero, found 100 by [2, -1].",
  ],
  [
    "UNKNOWN_CURRENCY",
    unknownCurrency({ found: "inr" }),
    '"inr" is not an ISO 4217 currency code, expected one such as "INR".',
  ],
  [
    "NOT_A_RATIO",
    notARatio({ numerator: 1, denominator: 0 }),
    "1 / 0 is not a ratio that is computed with: expected whole numbers of at most 2^53 - 1 in " +
      "size and a denominator above zero.",
  ],
  [
    "RATIO_TOO_LARGE",
    ratioTooLarge({ numerator: "1", denominator: "9007199254740993" }),
    "1 / 9007199254740993, in lowest terms, has a part beyond 2^53 - 1 and cannot be kept exactly. " +
      "Compute over fewer periods at a time, or with decimals.",
  ],
  [
    "RATIO_PLACES_OUT_OF_RANGE",
    ratioPlacesOutOfRange({ found: 101 }),
    "places is 101, expected a whole number from 0 to 100.",
  ],
  [
    "UNKNOWN_OPTION",
    unknownOption({ field: "mode", found: "HALF_UP", expected: ["halfUp", "halfEven"] }),
    'mode is "HALF_UP", expected one of halfUp, halfEven.',
  ],
])("%s", (code, error, message) => {
  expect(error).toMatchObject({ code, kind: "invalid", retryable: false, message });
});

test("of many weights a message tells the first twenty", () => {
  const weights = Array.from({ length: 21 }, (_, index) => index - 5);
  const told = "[-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].";
  expect(cannotApportion({ amount: 1, weights }).message).toContain(told);
});
