/**
 * India's identity number of persons. It stands in `credit` because who applies is part of what is
 * decided on, and so that schemas and use-cases above can use it.
 *
 * A number is checked, hashed and forgotten: only its keyed hash and its last four digits are ever
 * stored, shown or told in an error.
 *
 * @module
 */
import { type ErrorType, errorType } from "../../errors.ts";
import { passesVerhoeff } from "./verhoeff.ts";

/** What is wrong with a text that should be an Aadhaar number. */
export type AadhaarProblem = "form" | "firstDigit" | "checkDigit";

const expected: Readonly<Record<AadhaarProblem, string>> = {
  form: "expected 12 digits, with at most one blank or hyphen after every fourth",
  firstDigit: "expected a first digit from 2 to 9",
  checkDigit:
    "its last digit does not agree with the others: a digit is wrong or two changed places",
};

export const invalidAadhaar: ErrorType<{
  readonly problem: AadhaarProblem;
  /** At most the last four digits. */
  readonly masked: string;
}> = errorType("INVALID_AADHAAR", {
  kind: "invalid",
  message: ({ problem, masked }) =>
    `The Aadhaar number ${masked} is not valid: ${expected[problem]}. Take it from the card again.`,
});

const form = /^\d{4}[ -]?\d{4}[ -]?\d{4}$/;

/**
 * The 12 digits of an Aadhaar number: the first is 2 to 9, the last is Verhoeff's check digit.
 * Blanks around it, and one blank or hyphen between groups of four, are left out.
 *
 * @throws LendkitError `INVALID_AADHAAR`, in which at most the last four digits stand
 *
 * @example
 * checkAadhaar("2341 2341 2346"); //=> "234123412346"
 */
export function checkAadhaar(text: string): string {
  const trimmed = text.trim();
  const refused = (problem: AadhaarProblem): Error =>
    invalidAadhaar({ problem, masked: problem === "form" ? HIDDEN : maskAadhaar(trimmed) });
  if (!form.test(trimmed)) throw refused("form");
  const digits = trimmed.replaceAll(/[ -]/g, "");
  if (digits < "2") throw refused("firstDigit");
  if (!passesVerhoeff(digits)) throw refused("checkDigit");
  return digits;
}

const HIDDEN = "XXXX XXXX XXXX";

/**
 * A number as it may be shown.
 *
 * @param text a number, or only its last four digits; of anything else nothing is shown
 *
 * @example
 * maskAadhaar("234123412346"); //=> "XXXX XXXX 2346"
 */
export function maskAadhaar(text: string): string {
  const known = /^(?:\d{4}[ -]?\d{4}[ -]?)?(\d{4})$/.exec(text.trim());
  return known?.[1] === undefined ? HIDDEN : `XXXX XXXX ${known[1]}`;
}
