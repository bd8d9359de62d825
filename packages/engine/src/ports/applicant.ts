import type { PlainDate } from "../calendar/plainDate.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";

/** A person who registered to borrow, known by name, email and a hashed identity number. */
export interface RegisteredApplicant {
  /** Opaque, from the host's `newId`. No customer has it. */
  readonly id: string;
  /** For people; unique among applicants, from a sequence. */
  readonly number: number;
  readonly name: string;
  /** As given; unique, where capitals A to Z count as small letters. */
  readonly email: string;
  /** Keyed hash of the identity number, which itself is not kept; unique. */
  readonly identityHash: string;
  /** All that is kept of the identity number to be shown: four digits. */
  readonly identityLastFour: string;
  /** A year's, in `currency`'s major unit. */
  readonly annualIncome: Decimal;
  readonly currency: CurrencyCode;
  /** By this the account's transactions are found: the identity hash, or an id of the file's. */
  readonly accountKey: string;
  /** Null until it is computed. */
  readonly score: number | null;
  /** The lender's date by which the score was computed; null exactly if the score is. */
  readonly scoredOn: PlainDate | null;
  /** Counts the saves: 1 when inserted. */
  readonly version: number;
}

/** An applicant to insert; without a `number` the next of the sequence is given. */
export type NewApplicant = Omit<RegisteredApplicant, "version" | "number"> & {
  readonly number?: number;
};

/**
 * The email by which two are told apart. Only A to Z are folded, so every storage and language does
 * it alike.
 *
 * @example
 * emailKey("Asha@Example.org"); //=> "asha@example.org"
 */
export function emailKey(email: string): string {
  return email.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
