import { Decimal, MAX_MINOR_UNITS } from "@lendkit/engine";
import { fields } from "@lendkit/engine/schemas";
import type { z } from "zod";
import type { CellValue } from "../read/sheetRow.ts";
import { type CellFault, cellField, type FilledCell } from "./cellField.ts";

/** As in contracts: the interest of every period is then still exact. */
const RATE_PLACES = 12;

/**
 * A whole number.
 *
 * @param range decides which are taken
 * @param expected the range in words
 */
export function wholeField(
  range: z.ZodType<number, number>,
  expected: string,
): z.ZodType<number, CellValue> {
  return cellField(expected, (cell) => {
    const number = decimalIn(cell, expected);
    if (!("value" in number)) return number;
    if (!number.value.isInteger()) return { code: "NOT_WHOLE", reason: `Expected ${expected}.` };
    const whole = range.safeParse(number.value.toNumber());
    if (whole.success) return { value: whole.data };
    return { code: "OUT_OF_RANGE", reason: `Expected ${expected}.` };
  });
}

/**
 * An amount of money above zero, or of zero or more.
 *
 * @param places decimals of the currency; an amount with more is refused, never rounded
 */
export function moneyField(
  least: "aboveZero" | "zeroOrMore",
  places: number,
): z.ZodType<Decimal, CellValue> {
  const range = least === "aboveZero" ? fields.positiveAmount : fields.amountOrZero;
  const words = least === "aboveZero" ? "an amount above 0" : "an amount of 0 or more";
  const most = new Decimal(MAX_MINOR_UNITS).div(new Decimal(10).pow(places));
  return decimalField(
    (value) => range.safeParse(value).success && value.lte(most),
    places,
    `${words}, at most ${most}, with up to ${places} decimals`,
  );
}

/** Percent a year. The double 8.1999999999999993 is the 8.2 that somebody typed. */
export const rateField: z.ZodType<Decimal, CellValue> = decimalField(
  (value) => fields.annualRatePercent.safeParse(value).success,
  RATE_PLACES,
  `percent a year from 0 to 100, with up to ${RATE_PLACES} decimals`,
);

function decimalField(
  inRange: (value: Decimal) => boolean,
  places: number,
  expected: string,
): z.ZodType<Decimal, CellValue> {
  return cellField(expected, (cell) => {
    const number = decimalIn(cell, expected);
    if (!("value" in number)) return number;
    if (!inRange(number.value)) return { code: "OUT_OF_RANGE", reason: `Expected ${expected}.` };
    if (number.value.decimalPlaces() <= places) return number;
    const reason = `Expected ${expected}. Round it in the file; it is not rounded in silence.`;
    return { code: "TOO_PRECISE", reason };
  });
}

/** Plain decimal text: a separator would be a guess, since "1,234" is two numbers in two places. */
const plainDecimal = /^[+-]?\d{1,40}(\.\d{1,40})?$/;

function decimalIn(cell: FilledCell, expected: string): { readonly value: Decimal } | CellFault {
  const isNumber =
    cell.kind === "number" || (cell.kind === "text" && plainDecimal.test(cell.text.trim()));
  if (isNumber) return { value: new Decimal(cell.text.trim()) };
  const reason =
    `Expected ${expected}, as a number. ` +
    "Type it without thousands separators, currency signs or letters, not as a date.";
  return { code: "NOT_A_NUMBER", reason };
}
