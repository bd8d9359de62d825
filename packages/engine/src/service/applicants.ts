/**
 * The use-cases of people who register to borrow and are scored by their account's transactions,
 * each in one transaction of the store.
 *
 * @module
 */
import type { BalanceScoreRule } from "../credit/balanceScore.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { RegisteredApplicant } from "../ports/applicant.ts";
import type { Store } from "../ports/store.ts";
import type { RegisterApplicantInput } from "../schemas/applicantInput.ts";
import type { Clock } from "./lending.ts";

/** A product whose applicants are scored by their account's transactions. */
export interface ScoringProduct {
  readonly currency: CurrencyCode;
  readonly balanceScore: BalanceScoreRule;
}

export interface ApplicantOptions {
  readonly store: Store;
  readonly product: ScoringProduct;
  readonly clock: Pick<Clock, "today">;
  /** A new, never repeated opaque id, such as `crypto.randomUUID`. */
  readonly newId: () => string;
  /** Of `identityHash`: 32 bytes or more, the same for the life of the store. */
  readonly identityKey: Uint8Array;
}

/** By what an applicant is looked up: one of these. */
export type ApplicantLookup =
  | { readonly id: string }
  /** Capitals A to Z do not count. */
  | { readonly email: string }
  /** However it is written. */
  | { readonly aadhaar: string };

export interface Applicants {
  /**
   * Registers a person, without a score. The Aadhaar number is not kept: only its keyed hash and its
   * last four digits.
   *
   * @throws LendkitError `INVALID_INPUT` naming each bad field; `AMOUNT_TOO_PRECISE`,
   *   `AMOUNT_TOO_LARGE`; `ALREADY_EXISTS` naming email or identity, and nothing of whom it is.
   */
  registerApplicant(input: RegisterApplicantInput): Promise<RegisteredApplicant>;

  /**
   * @throws LendkitError `UNKNOWN_APPLICANT`, which repeats nothing of an email or a number;
   *   `INVALID_AADHAAR`
   */
  findApplicant(by: ApplicantLookup): Promise<RegisteredApplicant>;

  /**
   * Scores by all transactions that are stored under the applicant's account key, as of today.
   * Again on the same day, with the same transactions, it changes nothing.
   *
   * @throws LendkitError `UNKNOWN_APPLICANT`; `CURRENCY_MISMATCH` for an applicant in another
   *   currency than the product's
   */
  scoreApplicant(applicantId: string): Promise<RegisteredApplicant>;

  /**
   * Scores up to `limit` applicants who have no score and whom nobody else is scoring, in a fixed
   * number of queries. Several may do so at once, in one process or in many. Call it until it
   * answers none.
   *
   * @param limit 1 to 1,000
   * @returns those who were scored, by number
   * @throws LendkitError `BAD_SCORING_LIMIT`
   */
  scorePending(limit: number): Promise<readonly RegisteredApplicant[]>;
}
