/**
 * The suite's products: the settings that a loan is planned and paid by.
 *
 * @module
 */
import type { BucketSet } from "@lendkit/engine";
import { z } from "zod";
import { decimal, type Inputs } from "./loan.ts";

export type Strategy =
  | "ADVANCED_PAYMENT_ALLOCATION"
  | "PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER"
  | "DUE_PENALTY_FEE_INTEREST_PRINCIPAL_IN_ADVANCE_PRINCIPAL_PENALTY_FEE_INTEREST"
  | "DUE_PENALTY_INTEREST_PRINCIPAL_FEE_IN_ADVANCE_PENALTY_INTEREST_PRINCIPAL_FEE";

export const strategy: z.ZodType<Strategy> = z.enum([
  "ADVANCED_PAYMENT_ALLOCATION",
  "PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER",
  "DUE_PENALTY_FEE_INTEREST_PRINCIPAL_IN_ADVANCE_PRINCIPAL_PENALTY_FEE_INTEREST",
  "DUE_PENALTY_INTEREST_PRINCIPAL_FEE_IN_ADVANCE_PENALTY_INTEREST_PRINCIPAL_FEE",
]);

/** Which of the installments that are not due yet are paid first. */
export type FutureRule =
  | "NEXT_INSTALLMENT"
  | "LAST_INSTALLMENT"
  | "REAMORTIZATION"
  | "NEXT_LAST_INSTALLMENT";

export const futureRule: z.ZodType<FutureRule> = z.enum([
  "NEXT_INSTALLMENT",
  "LAST_INSTALLMENT",
  "REAMORTIZATION",
  "NEXT_LAST_INSTALLMENT",
]);

type Setting<Value> = Value | null | undefined;

export interface Product {
  readonly installmentAmountInMultiplesOf?: Setting<string>;
  readonly enableDownPayment?: Setting<boolean>;
  readonly enableAutoRepaymentForDownPayment?: Setting<boolean>;
  readonly disbursedAmountPercentageForDownPayment?: Setting<string>;
  readonly repaymentEvery: string;
  readonly repaymentFrequencyType: string;
  readonly numberOfRepayments: string;
  readonly interestRatePerPeriod: string;
  readonly interestRateFrequencyType: string;
  readonly interestType: string;
  readonly interestCalculationPeriodType: string;
  readonly daysInYearType: Inputs["config"]["daysInYearType"];
  readonly daysInMonthType: Inputs["config"]["daysInMonthType"];
  readonly daysInYearCustomStrategy?: Setting<string>;
  readonly interestRecognitionOnDisbursementDate?: Setting<boolean>;
  readonly isInterestRecalculationEnabled: boolean;
  /** "1" is SAME_AS_REPAYMENT, "2" is DAILY. */
  readonly recalculationRestFrequencyType?: Setting<string>;
  /** "2" is TILL_REST_FREQUENCY_DATE; else interest runs to the day. */
  readonly preClosureInterestCalculationStrategy?: Setting<string>;
  readonly disallowInterestCalculationOnPastDue?: Setting<boolean>;
  readonly transactionProcessingStrategyCode: Strategy;
  readonly loanScheduleType?: Setting<"PROGRESSIVE" | "CUMULATIVE">;
  readonly loanScheduleProcessingType?: Setting<"HORIZONTAL" | "VERTICAL">;
  readonly graceOnArrearsAgeing?: Setting<string>;
  readonly supportedInterestRefundTypes?: Setting<readonly string[]>;
  readonly paymentAllocation?: Setting<
    readonly {
      readonly transactionType: string;
      readonly futureInstallmentAllocationRule: FutureRule;
      /** "PAST_DUE_PENALTY", "DUE_FEE", "IN_ADVANCE_PRINCIPAL". */
      readonly order: readonly string[];
    }[]
  >;
}

const product: z.ZodType<Product> = z.object({
  installmentAmountInMultiplesOf: decimal.nullish(),
  enableDownPayment: z.boolean().nullish(),
  enableAutoRepaymentForDownPayment: z.boolean().nullish(),
  disbursedAmountPercentageForDownPayment: decimal.nullish(),
  repaymentEvery: z.string(),
  repaymentFrequencyType: z.string(),
  numberOfRepayments: z.string(),
  interestRatePerPeriod: decimal,
  interestRateFrequencyType: z.string(),
  interestType: z.string(),
  interestCalculationPeriodType: z.string(),
  daysInYearType: z.enum(["ACTUAL", "DAYS360", "DAYS364", "DAYS365"]),
  daysInMonthType: z.enum(["ACTUAL", "DAYS30"]),
  daysInYearCustomStrategy: z.string().nullish(),
  interestRecognitionOnDisbursementDate: z.boolean().nullish(),
  isInterestRecalculationEnabled: z.boolean(),
  recalculationRestFrequencyType: z.string().nullish(),
  preClosureInterestCalculationStrategy: z.string().nullish(),
  disallowInterestCalculationOnPastDue: z.boolean().nullish(),
  transactionProcessingStrategyCode: strategy,
  loanScheduleType: z.enum(["PROGRESSIVE", "CUMULATIVE"]).nullish(),
  loanScheduleProcessingType: z.enum(["HORIZONTAL", "VERTICAL"]).nullish(),
  graceOnArrearsAgeing: z.string().nullish(),
  supportedInterestRefundTypes: z.array(z.string()).nullish(),
  paymentAllocation: z
    .array(
      z.object({
        transactionType: z.string(),
        futureInstallmentAllocationRule: futureRule,
        order: z.array(z.string()),
      }),
    )
    .nullish(),
});

/** The settings of the suite's products, in a file of their own beside the cases. */
export interface ProductsFile {
  readonly delinquencyBucket: readonly { readonly name: string; readonly minDays: number }[];
  readonly products: Readonly<Record<string, unknown>>;
}

export const productsFile: z.ZodType<ProductsFile> = z.object({
  delinquencyBucket: z.array(z.object({ name: z.string(), minDays: z.number().int() })),
  products: z.record(z.string(), z.unknown()),
});

/** Undefined for a product that is not described, or by settings of another kind. */
export function productOf({ products }: ProductsFile, name: string): Product | undefined {
  return product.safeParse(products[name]).data;
}

export function bucketsOf({ delinquencyBucket }: ProductsFile): BucketSet {
  return {
    name: "fineract",
    current: "NO_DELINQUENCY",
    at: "dayStart",
    buckets: delinquencyBucket.map(({ name, minDays }) => ({
      name,
      fromDays: minDays,
      leftBy: "fewerDays",
    })),
  };
}
