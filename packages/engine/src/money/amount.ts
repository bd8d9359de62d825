/**
 * Amounts on their way in and out: exact decimal text on one side, whole minor units on the other.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { Decimal } from "./decimal.ts";
import { amountTooLarge, toSafe } from "./minorUnits.ts";

/**
 * An exact decimal, in whichever form the caller has it. A `number` is taken by its shortest
 * decimal text, so `0.1` means one tenth. Text may have a sign, decimals and an exponent.
 */
export type Amount = Decimal | string | bigint | number;

export const notANumber: ErrorType<{ readonly found: string; readonly field: string }> = errorType(
  "NOT_A_NUMBER",
  {
    kind: "invalid",
    message: ({ found, field }) =>
      `${field} is ${JSON.stringify(found)}, expected a plain decimal such as "1234.56", ` +
      "without separators, symbols or spaces.",
  },
);

export const amountTooPrecise: ErrorType<{
  readonly found: string;
  readonly field: string;
  readonly places: number;
}> = errorType("AMOUNT_TOO_PRECISE", {
  kind: "invalid",
  message: (details) =>
    `${details.field} is ${details.found}, expected at most ${details.places} decimal places. ` +
    "Round it first, with a mode you choose; it is not rounded in silence.",
});

/** An exact decimal: `coefficient / 10^places`, with no trailing zero in the coefficient. */
export interface ExactDecimal {
  readonly coefficient: bigint;
  /** Zero or more. */
  readonly places: number;
}

const decimalText = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?$/i;

/** Longer than any amount or rate in use; a bound on the work that one input can ask for. */
const LONGEST_TEXT = 400;

/**
 * Reads an amount without loss.
 *
 * @param field names the value in an error
 * @throws LendkitError `NOT_A_NUMBER` for anything but a finite decimal.
 */
export function exactDecimal(amount: Amount, field: string): ExactDecimal {
  const text = String(amount);
  const match = text.length <= LONGEST_TEXT ? decimalText.exec(text) : null;
  const [, sign = "", whole = "", decimals = "", exponent = "0"] = match ?? [];
  if (match === null || whole.length + decimals.length === 0) {
    throw notANumber({ found: text.slice(0, 60), field });
  }
  const shift = Number(exponent) - decimals.length;
  if (Math.abs(shift) > LONGEST_TEXT) throw notANumber({ found: text.slice(0, 60), field });

  let coefficient = BigInt(`${whole}${decimals}`);
  if (sign === "-") coefficient = -coefficient;
  if (shift >= 0) return { coefficient: coefficient * 10n ** BigInt(shift), places: 0 };
  return withoutTrailingZeros(coefficient, -shift);
}

function withoutTrailingZeros(coefficient: bigint, places: number): ExactDecimal {
  let [value, left] = [coefficient, places];
  while (left > 0 && value % 10n === 0n) {
    value /= 10n;
    left -= 1;
  }
  return { coefficient: value, places: left };
}

/**
 * An amount as whole minor units.
 *
 * @param places decimal places of the currency: 2 for INR, 0 for JPY, 3 for KWD
 * @param field names the value in an error
 * @throws LendkitError `NOT_A_NUMBER`, `AMOUNT_TOO_PRECISE` if it has more decimals than that,
 *   `AMOUNT_TOO_LARGE` beyond 2^53 - 1 minor units.
 *
 * @example
 * toMinorUnits("1234.5", 2); //=> 123450
 */
export function toMinorUnits(amount: Amount, places: number, field = "amount"): number {
  if (typeof amount === "number" && Number.isSafeInteger(amount)) {
    const minorUnits = amount * 10 ** places;
    if (Number.isSafeInteger(minorUnits)) return minorUnits === 0 ? 0 : minorUnits;
    throw amountTooLarge({
      minorUnits: (BigInt(amount) * 10n ** BigInt(places)).toString(),
      field,
    });
  }
  const exact = exactDecimal(amount, field);
  if (exact.places > places) {
    throw amountTooPrecise({ found: String(amount), field, places });
  }
  return toSafe(exact.coefficient * 10n ** BigInt(places - exact.places), field);
}

/**
 * Whole minor units as a `Decimal` of the currency.
 *
 * @example
 * fromMinorUnits(123450, 2).toString(); //=> "1234.5"
 */
export function fromMinorUnits(minorUnits: number, places: number): Decimal {
  return new Decimal(places === 0 ? minorUnits : `${minorUnits}e-${places}`);
}

/** Minor units as text with all the currency's decimals, the form in which facts carry money. */
export function minorUnitsText(minorUnits: number, places: number): string {
  const tabled = places === 2 && minorUnits >= 0 && minorUnits < FOUR_GROUPS;
  if (!tabled) return anyText(minorUnits, places);
  return minorUnits < THREE_GROUPS ? centsText(minorUnits) : manyCentsText(minorUnits);
}

function anyText(minorUnits: number, places: number): string {
  if (places === 0) return String(minorUnits);
  const digits = String(Math.abs(minorUnits)).padStart(places + 1, "0");
  const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return minorUnits < 0 ? `-${text}` : text;
}

/** What groups of three digits can say, in hundredths; three of them as a 32-bit integer. */
const THREE_GROUPS = 1e9;
const FOUR_GROUPS = 1e12;

/** Small enough to stay in a processor's cache. */
interface DigitTables {
  /** "0" to "999". */
  readonly plain: readonly string[];
  /** "000" to "999". */
  readonly padded: readonly string[];
  /** "0.00" to "9.99". */
  readonly tails: readonly string[];
}

let tables: DigitTables | undefined;

function digitTables(): DigitTables {
  const plain = Array.from({ length: 1000 }, (_, value) => String(value));
  const padded = plain.map((text) => text.padStart(3, "0"));
  const tails = padded.map((text) => `${text.slice(0, 1)}.${text.slice(1)}`);
  return { plain, padded, tails };
}

/** By groups of digits: a schedule as text has thousands of amounts, and this takes half the time. */
function centsText(cents: number): string {
  tables ??= digitTables();
  const { plain, padded, tails } = tables;
  const whole = cents | 0;
  const thousands = (whole / 1000) | 0;
  const tail = tails[whole - 1000 * thousands] ?? "";
  if (thousands < 1000) return thousands === 0 ? tail : `${plain[thousands]}${tail}`;
  const millions = (thousands / 1000) | 0;
  return `${plain[millions]}${padded[thousands - 1000 * millions]}${tail}`;
}

function manyCentsText(cents: number): string {
  tables ??= digitTables();
  const { padded, tails } = tables;
  const billions = Math.floor(cents / THREE_GROUPS);
  const rest = (cents - THREE_GROUPS * billions) | 0;
  const thousands = (rest / 1000) | 0;
  const millions = (thousands / 1000) | 0;
  const group = padded[thousands - 1000 * millions];
  return `${billions}${padded[millions]}${group}${tails[rest - 1000 * thousands]}`;
}
