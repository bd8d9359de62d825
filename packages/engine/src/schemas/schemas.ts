/**
 * zod schemas of every input from outside (`@lendkit/engine/schemas`). A server may build its own
 * wire format from the field schemas.
 *
 * @module
 */
import { z } from "zod";

export { type RegisterApplicantInput, registerApplicantInput } from "./applicantInput.ts";
export { type LoanApplicationInput, loanApplicationInput } from "./applicationInput.ts";
export { fields } from "./fields.ts";
export { loanFact, readLoanFact } from "./loanFacts.ts";
export {
  applicationPolicySchema,
  balanceScoreRuleSchema,
  creditPolicySchema,
  hardRuleSchema,
  scorecardSchema,
  slabsSchema,
} from "./policySchemas.ts";
export { type PolicyFieldProblem, readApplicationPolicy, readCreditPolicy } from "./readPolicy.ts";

import type { Amount } from "../money/amount.ts";
import type { Decimal } from "../money/decimal.ts";
import { fields } from "./fields.ts";

export interface RegisterCustomerInput {
  readonly firstName: string;
  readonly lastName: string;
  /** Whole years. */
  readonly age: number;
  /** 7 to 15 digits, as text or as a number. */
  readonly phoneNumber: string | number;
  /** Above zero, in the product's currency. */
  readonly monthlyIncome: Amount;
}

export const registerCustomerInput: z.ZodType<
  RegisterCustomerInput & { readonly phoneNumber: string; readonly monthlyIncome: Decimal },
  RegisterCustomerInput
> = z.object({
  firstName: fields.personName,
  lastName: fields.personName,
  age: fields.age,
  phoneNumber: fields.phoneNumber,
  monthlyIncome: fields.positiveAmount,
});

export interface LoanRequestInput {
  readonly customerNumber: number;
  /** Above zero, in the product's currency. */
  readonly principal: Amount;
  /** Percent a year, 0 to 100. */
  readonly annualRatePercent: Amount;
  /** 1 to 600. */
  readonly tenorMonths: number;
  /** Needed where the product has amounts by type of loan. */
  readonly loanType?: string;
}

export const loanRequestInput: z.ZodType<
  LoanRequestInput & { readonly principal: Decimal; readonly annualRatePercent: Decimal },
  LoanRequestInput
> = z.object({
  customerNumber: fields.recordNumber,
  principal: fields.positiveAmount,
  annualRatePercent: fields.annualRatePercent,
  tenorMonths: fields.tenorMonths,
  loanType: fields.loanType.exactOptional(),
});
