/**
 * One error type for the whole of LendKit. A code is stable and may be stored or shown to a
 * program; a message is for people and may change.
 *
 * Each folder declares its own codes with `errorType`, beside the functions that throw them.
 *
 * @module
 */

/**
 * Who can do something about it:
 *
 * - `invalid`: the caller sent something that can never work; change the input.
 * - `notFound`: what was named is not there.
 * - `conflict`: it clashes with what is stored, or with what somebody else did first.
 * - `refused`: valid, but a rule of the lender or of the loan's state says no.
 * - `unavailable`: the storage could not answer now.
 */
export type ErrorKind = "invalid" | "notFound" | "conflict" | "refused" | "unavailable";

export class LendkitError<Details extends object = object> extends Error {
  override readonly name = "LendkitError";

  /** Stable, in capitals, for programs. */
  readonly code: string;
  /** What was found and what was expected, by field. */
  readonly details: Details;
  readonly kind: ErrorKind;
  /** True when the same call may succeed later without any change by the caller. */
  readonly retryable: boolean;

  constructor(
    what: {
      readonly code: string;
      readonly details: Details;
      readonly message: string;
      readonly kind: ErrorKind;
      readonly retryable: boolean;
    },
    options?: ErrorOptions,
  ) {
    super(what.message, options);
    this.code = what.code;
    this.details = what.details;
    this.kind = what.kind;
    this.retryable = what.retryable;
  }
}

/** Makes errors of one code, and recognizes them. */
export interface ErrorType<Details extends object> {
  (details: Details, options?: ErrorOptions): LendkitError<Details>;
  readonly code: string;
  /** True for an error of this code, also when another copy of this package made it. */
  is(error: unknown): error is LendkitError<Details>;
}

/**
 * Declares an error code with its message.
 *
 * @example
 * const accountFrozen = errorType("ACCOUNT_FROZEN", {
 *   kind: "refused",
 *   message: (details: { account: string }) => `Account ${details.account} is frozen.`,
 * });
 * accountFrozen({ account: "A-1" }).message; //=> "Account A-1 is frozen."
 */
export function errorType<Details extends object>(
  code: string,
  rule: {
    readonly kind: ErrorKind;
    readonly retryable?: boolean;
    readonly message: (details: Details) => string;
  },
): ErrorType<Details> {
  const { kind, retryable = false } = rule;
  const make = (details: Details, options?: ErrorOptions): LendkitError<Details> =>
    new LendkitError({ code, details, message: rule.message(details), kind, retryable }, options);
  const is = (error: unknown): error is LendkitError<Details> =>
    isLendkitError(error) && error.code === code;
  return Object.assign(make, { code, is });
}

/** True for any error that LendKit made, also when another copy of this package made it. */
export function isLendkitError(error: unknown): error is LendkitError {
  return error instanceof Error && error.name === "LendkitError" && "code" in error;
}
