import { z } from "zod";
import type { Amount } from "../money/amount.ts";
import type { Decimal } from "../money/decimal.ts";
import { fields } from "./fields.ts";

/** What a loan is asked for. */
export interface LoanApplicationInput {
  /** Above zero. */
  readonly principal: Amount;
  /** Percent a year. */
  readonly annualRatePercent: Amount;
  readonly tenorMonths: number;
  /** 1 to 100 characters. */
  readonly loanType?: string | undefined;
}

export const loanApplicationInput: z.ZodType<
  LoanApplicationInput & { readonly principal: Decimal; readonly annualRatePercent: Decimal },
  LoanApplicationInput
> = z.object({
  principal: fields.positiveAmount,
  annualRatePercent: fields.annualRatePercent,
  tenorMonths: fields.tenorMonths,
  loanType: z.string().trim().min(1).max(100).optional(),
});
