import {
  amortize,
  type DayCount,
  Decimal,
  isLendkitError,
  type LoanTerms,
  type Schedule,
  withArrears,
} from "@lendkit/engine";
import { z } from "zod";
import { equal, notApplicable, type RunFile, runCase } from "../caseResult.ts";
import { date } from "../schemas.ts";

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const frequencyUnit = z.enum(["DAYS", "WEEKS", "MONTHS", "YEARS"]);

const inputs = z.object({
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
  businessDate: date,
  disbursed: decimal,
  rate: decimal,
  rateFrequency: z.enum(["YEAR", "MONTH", "WHOLE_TERM", "0", "1", "2", "3", "4"]),
  interestType: z.enum(["DECLINING_BALANCE", "FLAT"]),
  interestCalcPeriod: z.enum(["DAILY", "SAME_AS_REPAYMENT_PERIOD"]),
  every: z.coerce.number().int(),
  everyUnit: frequencyUnit,
  n: z.coerce.number().int(),
});

type Inputs = z.infer<typeof inputs>;

const scheduleRow = z.object({
  nr: z.string().nullable(),
  date,
  balance: decimal,
  principal: decimal.nullable(),
  interest: decimal.nullable(),
  due: decimal,
});

const pureFile = z.object({
  cases: z.array(
    z.object({
      id: z.string(),
      inputs,
      expected: z.array(scheduleRow),
      /** Interest on overdue principal up to the business date is in the table. */
      backdated: z.boolean(),
    }),
  ),
});

/** The settings of the suite's products, which the cases repeat. */
const productsFile = z.object({ products: z.unknown() });

/** Files of operations on a running loan hold sequences. */
const sequencesFile = z.object({
  cases: z.array(z.object({ id: z.string(), sequence: z.array(z.unknown()) })),
});

export const runFineract: RunFile = (file) => {
  if (productsFile.safeParse(file).success) return [];
  const sequences = sequencesFile.safeParse(file);
  if (sequences.success)
    return sequences.data.cases.map(({ id }) => notApplicable(id, "servicing"));
  return pureFile
    .parse(file)
    .cases.map(({ id, inputs, expected, backdated }) =>
      runCase(
        id,
        expected.filter(({ nr }) => nr !== null).map(expectedRow),
        () => rowsOf(inputs, backdated),
        equal,
      ),
    );
};

type Row = readonly [
  date: string,
  balance: string,
  principal: string,
  interest: string,
  due: string,
];

function expectedRow(row: z.infer<typeof scheduleRow>): Row {
  const text = (amount: string | null): string => Number(amount ?? "0").toFixed(2);
  return [row.date, text(row.balance), text(row.principal), text(row.interest), text(row.due)];
}

function rowsOf(loan: Inputs, backdated: boolean): readonly Row[] {
  const planned = planOf(loan);
  const schedule = backdated ? withArrears(planned, loan.businessDate) : planned;
  return schedule
    .toJSON()
    .rows.map((row) => [row.dueOn, row.closingBalance, row.principal, row.interest, row.payment]);
}

/**
 * A residue of at most half a cent a row stays in the last installment; beyond it the installment
 * is moved to where the residue is least.
 */
function planOf(loan: Inputs): Schedule {
  const terms = termsOf(loan);
  try {
    const maxResidue = `${Math.floor(loan.n / 2)}e-2`;
    return amortize({ ...terms, lastInstallment: "absorb", maxResidue });
  } catch (error) {
    if (!isLendkitError(error) || error.code !== "RESIDUE_TOO_LARGE") throw error;
    return amortize({ ...terms, lastInstallment: "smooth" });
  }
}

function termsOf(loan: Inputs): LoanTerms {
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
