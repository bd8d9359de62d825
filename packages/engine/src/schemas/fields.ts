import { z } from "zod";
import { type Amount, exactDecimal } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";

const amountExpected = "expected an amount as a number or as plain decimal text";

/** An exact decimal from a number, a `bigint`, decimal text or a `Decimal`. */
const amount: z.ZodType<Decimal, Amount> = z
  .custom<Amount>(isExactDecimal, amountExpected)
  .transform((value) => new Decimal(String(value)));

function isExactDecimal(value: unknown): boolean {
  const known = ["string", "number", "bigint"].includes(typeof value) || Decimal.isDecimal(value);
  if (!known) return false;
  try {
    exactDecimal(value as Amount, "amount");
    return true;
  } catch {
    return false;
  }
}

const above = (limit: number): z.ZodType<Decimal, Amount> =>
  amount.refine((value) => value.gt(limit), `expected an amount above ${limit}`);

const between = (least: number, most: number): z.ZodType<Decimal, Amount> =>
  amount.refine(
    (value) => value.gte(least) && value.lte(most),
    `expected ${least} to ${most}, both included`,
  );

/** The fields of LendKit's inputs, by their meaning. */
export const fields: {
  readonly personName: z.ZodType<string, string>;
  readonly age: z.ZodType<number, number>;
  readonly phoneNumber: z.ZodType<string, string | number>;
  readonly positiveAmount: z.ZodType<Decimal, Amount>;
  readonly amountOrZero: z.ZodType<Decimal, Amount>;
  readonly annualRatePercent: z.ZodType<Decimal, Amount>;
  readonly tenorMonths: z.ZodType<number, number>;
  readonly recordNumber: z.ZodType<number, number>;
  readonly loanType: z.ZodType<string, string>;
} = {
  /** 1 to 100 characters beside spaces at the ends. */
  personName: z.string().trim().min(1).max(100),
  /** Whole years, 0 to 150; a product has its own least age. */
  age: z.int().min(0).max(150),
  /** 7 to 15 digits without a leading zero, as text or as a number. */
  phoneNumber: z
    .union([z.string(), z.int()])
    .transform(String)
    .pipe(z.string().regex(/^[1-9]\d{6,14}$/, "expected 7 to 15 digits, not starting with 0")),
  positiveAmount: above(0),
  amountOrZero: amount.refine((value) => value.gte(0), "expected an amount of 0 or more"),
  /** Percent a year, 0 to 100, both included. */
  annualRatePercent: between(0, 100),
  /** 1 to 600 months. */
  tenorMonths: z.int().min(1).max(600),
  /** The number of a customer or a loan. */
  recordNumber: z.int().min(1),
  /** A lender's own word for a type of loan: 1 to 50 characters beside spaces at the ends. */
  loanType: z.string().trim().min(1).max(50),
};
