/**
 * Columns to values. Every column is asked for as text, dates as `YYYY-MM-DD`.
 *
 * @module
 */
import { integerOutOfRange, unreadableColumn } from "./errors.ts";

export type Row = Readonly<Record<string, unknown>>;

/** @throws LendkitError `UNREADABLE_COLUMN` if the client made something else of the text. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === "string") return value;
  throw unreadableColumn({ column, found: value === null ? "null" : typeof value });
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

/** @throws LendkitError `INTEGER_OUT_OF_RANGE` where a `number` would not hold it exactly. */
export function integer(row: Row, column: string): number {
  const found = text(row, column);
  const value = Number(found);
  if (!Number.isSafeInteger(value)) throw integerOutOfRange({ field: column, found });
  return value;
}

/**
 * One of a few words, as the column's CHECK constraint has them.
 *
 * @throws LendkitError `UNREADABLE_COLUMN` for another word
 */
export function oneOf<Word extends string>(row: Row, column: string, words: readonly Word[]): Word {
  const found = text(row, column);
  const word = words.find((candidate) => candidate === found);
  if (word === undefined) throw unreadableColumn({ column, found: JSON.stringify(found) });
  return word;
}

/** @throws LendkitError `INTEGER_OUT_OF_RANGE` for a fraction or a number beyond 2^53 - 1. */
export function integerText(value: number, field: string): string {
  if (!Number.isSafeInteger(value)) throw integerOutOfRange({ field, found: String(value) });
  return String(value);
}

/** Null stands for the next number of the sequence. */
export function numberText(number: number | undefined): string | null {
  return number === undefined ? null : integerText(number, "number");
}
