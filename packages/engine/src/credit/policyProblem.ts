/**
 * What is wrong with a policy, as data.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, exactDecimal, notANumber } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";

/** One thing that is wrong. The code is stable, the message is for people. */
export interface PolicyProblem {
  readonly code: string;
  readonly message: string;
}

/** The proof that a policy can be used, or everything that is wrong with it. */
export type PolicyCheck<Problem extends PolicyProblem = PolicyProblem> =
  | { readonly ok: true }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function policyCheck<Problem extends PolicyProblem>(
  problems: readonly Problem[],
): PolicyCheck<Problem> {
  return problems.length === 0 ? { ok: true } : { ok: false, problems };
}

export const invalidCreditPolicy: ErrorType<{ readonly problems: readonly PolicyProblem[] }> =
  errorType("INVALID_CREDIT_POLICY", {
    kind: "invalid",
    message: ({ problems }) =>
      `The credit policy cannot be used until it is corrected: ${problems
        .slice(0, 5)
        .map(({ message }) => message)
        .join(" ")}${problems.length > 5 ? ` And ${problems.length - 5} more.` : ""}`,
  });

/** @throws LendkitError `INVALID_CREDIT_POLICY` */
export function requireSound(check: PolicyCheck): void {
  if (!check.ok) throw invalidCreditPolicy({ problems: check.problems });
}

/** A policy's amount for comparing, or nothing if it is not a number. */
export function amountOrNothing(amount: Amount): Decimal | undefined {
  try {
    exactDecimal(amount, "amount");
  } catch (error) {
    if (notANumber.is(error)) return undefined;
    throw error;
  }
  return new Decimal(String(amount));
}
