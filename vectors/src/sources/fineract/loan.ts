/**
 * The suite's loans as loan terms: what its settings are called here.
 *
 * @module
 */
import {
  amortize,
  type DayCount,
  Decimal,
  type LoanTerms,
  type PlainDate,
  type Schedule,
} from "@lendkit/engine";
import { z } from "zod";
import { date } from "../../schemas.ts";

export const decimal: z.ZodType<string> = z.string().regex(/^-?\d+(\.\d+)?$/);

export interface Inputs {
  readonly config: {
    readonly daysInYearType: "ACTUAL" | "DAYS360" | "DAYS364" | "DAYS365";
    readonly daysInMonthType: "ACTUAL" | "DAYS30";
    readonly daysInYearCustomStrategy?: string | undefined;
    readonly installmentAmountInMultiplesOf?: string | undefined;
    readonly enableDownPayment?: boolean | undefined;
    readonly disbursedAmountPercentageForDownPayment?: string | undefined;
    readonly interestRecognitionOnDisbursementDate?: boolean | undefined;
  };
  readonly disbursedOn: PlainDate;
  readonly disbursed: string;
  readonly rate: string;
  readonly rateFrequency: "YEAR" | "MONTH" | "WHOLE_TERM" | "0" | "1" | "2" | "3" | "4";
  readonly interestType: "DECLINING_BALANCE" | "FLAT";
  readonly interestCalcPeriod: "DAILY" | "SAME_AS_REPAYMENT_PERIOD";
  readonly every: number;
  readonly everyUnit: "DAYS" | "WEEKS" | "MONTHS" | "YEARS";
  readonly n: number;
}

export const inputs: z.ZodType<Inputs> = z.object({
  config: z.object({
    daysInYearType: z.enum(["ACTUAL", "DAYS360", "DAYS364", "DAYS365"]),
    daysInMonthType: z.enum(["ACTUAL", "DAYS30"]),
    daysInYearCustomStrategy: z.enum(["FULL_LEAP_YEAR", "FEB_29_PERIOD_ONLY"]).optional(),
    installmentAmountInMultiplesOf: decimal.optional(),
    enableDownPayment: z.boolean().optional(),
    disbursedAmountPercentageForDownPayment: decimal.optional(),
    interestRecognitionOnDisbursementDate: z.boolean().optional(),
  }),
  disbursedOn: date,
  disbursed: decimal,
  rate: decimal,
  rateFrequency: z.enum(["YEAR", "MONTH", "WHOLE_TERM", "0", "1", "2", "3", "4"]),
  interestType: z.enum(["DECLINING_BALANCE", "FLAT"]),
  interestCalcPeriod: z.enum(["DAILY", "SAME_AS_REPAYMENT_PERIOD"]),
  every: z.coerce.number().int(),
  everyUnit: z.enum(["DAYS", "WEEKS", "MONTHS", "YEARS"]),
  n: z.coerce.number().int(),
});

/**
 * A residue of at most half a cent a row stays in the last installment; beyond it the installment
 * is moved to where the residue is least, if another is better than the first.
 */
export function planOf(terms: LoanTerms): Schedule {
  const rounded = amortize({ ...terms, lastInstallment: "absorb", maxResidue: terms.principal });
  const residue = rounded.ending.residue.abs();
  if (residue.times(100).lte(Math.floor(terms.installments / 2))) return rounded;
  const smooth = amortize({ ...terms, lastInstallment: "smooth" });
  return smooth.ending.residue.abs().lt(residue) ? smooth : rounded;
}

export function termsOf(loan: Inputs): LoanTerms {
  const { config } = loan;
  const terms: LoanTerms = {
    currency: "EUR",
    principal: loan.disbursed,
    annualRatePercent: annualRate(loan),
    installments: loan.n,
    frequency: `P${loan.every}${unitOf[loan.everyUnit]}`,
    disbursedOn: loan.disbursedOn,
    method: loan.interestType === "FLAT" ? "flat" : "annuity",
    dayCount: dayCountOf(loan),
    rounding: {
      mode: "halfEven",
      installmentUnit: config.installmentAmountInMultiplesOf ?? "0.01",
    },
  };
  if (config.enableDownPayment !== true) return terms;
  return { ...terms, downPaymentPercent: config.disbursedAmountPercentageForDownPayment ?? "0" };
}

const unitOf = { DAYS: "D", WEEKS: "W", MONTHS: "M", YEARS: "Y" } as const;
const perYear = { DAYS: 365, WEEKS: 52, MONTHS: 12, YEARS: 1 } as const;

/** Frequencies by number are Fineract's own: days, weeks, months, years, the whole term. */
function annualRate({ rate, rateFrequency, n, every, everyUnit }: Inputs): string {
  const periodsOfRate = {
    "0": 365,
    "1": 52,
    "2": 12,
    MONTH: 12,
    "3": 1,
    YEAR: 1,
    "4": perYear[everyUnit] / (n * every),
    WHOLE_TERM: perYear[everyUnit] / (n * every),
  };
  return new Decimal(rate).times(periodsOfRate[rateFrequency]).toDecimalPlaces(12).toString();
}

function dayCountOf({ config, interestCalcPeriod, everyUnit }: Inputs): DayCount {
  const { daysInYearType, daysInMonthType } = config;
  if (interestCalcPeriod === "SAME_AS_REPAYMENT_PERIOD") return "PLAIN_PERIOD";
  if (daysInMonthType === "DAYS30") return everyUnit === "MONTHS" ? "PLAIN_PERIOD" : "ACT/360";
  if (daysInYearType === "DAYS360") return "ACT/360";
  if (daysInYearType === "DAYS364") return "ACT/364";
  if (daysInYearType === "DAYS365") return "ACT/365.FIXED";
  if (config.daysInYearCustomStrategy === "FEB_29_PERIOD_ONLY") return "ACT/365.ACTUAL";
  return config.interestRecognitionOnDisbursementDate === true
    ? "ACT/ACT.ISDA"
    : "ACT/ACT.END_INCLUDED";
}
