import { z } from "zod";
import { checkAadhaar, invalidAadhaar } from "../credit/identity/aadhaar.ts";
import type { Amount } from "../money/amount.ts";
import type { Decimal } from "../money/decimal.ts";
import { fields } from "./fields.ts";

export interface RegisterApplicantInput {
  readonly name: string;
  /** Up to 254 characters; capitals are kept and do not count. */
  readonly email: string;
  /** 12 digits, as text or as a number; see `checkAadhaar`. */
  readonly aadhaar: string | number;
  /** A year's, zero or more, in the product's currency. */
  readonly annualIncome: Amount;
  /**
   * Under this id the file of account transactions has the applicant, 1 to 100 characters; left out
   * where it has the Aadhaar number.
   */
  readonly transactionUserId?: string | undefined;
}

/** Spaces at the ends are no part of a text; of the Aadhaar number the digits are left. */
export const registerApplicantInput: z.ZodType<
  RegisterApplicantInput & { readonly aadhaar: string; readonly annualIncome: Decimal },
  RegisterApplicantInput
> = z.object({
  name: fields.personName,
  email: z.string().trim().max(254).pipe(z.email("expected an email address")),
  aadhaar: z.union([z.string(), z.int()]).transform((value, context) => digitsOf(value, context)),
  annualIncome: fields.amountOrZero,
  transactionUserId: z.string().trim().min(1).max(100).optional(),
});

function digitsOf(value: string | number, context: z.RefinementCtx): string {
  try {
    return checkAadhaar(String(value));
  } catch (error) {
    if (!invalidAadhaar.is(error)) throw error;
    // The input is left out: what zod keeps of an issue may be logged.
    context.issues.push({ code: "custom", message: error.message, input: undefined });
    return z.NEVER;
  }
}
