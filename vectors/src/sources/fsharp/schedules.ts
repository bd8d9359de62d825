import {
  type AprTerms,
  addDays,
  amortize,
  apr,
  Decimal,
  daysBetween,
  type LastInstallment,
  type LoanTerms,
  type PlainDate,
  plainDate,
  type RoundingMode,
  type Schedule,
} from "@lendkit/engine";
import { z } from "zod";
import { type CaseResult, equal, notApplicable, runCase } from "../../caseResult.ts";
import { date } from "../../schemas.ts";

/** What does not depend on how the payments are found. */
export interface StatedTerms {
  readonly startDate: PlainDate;
  readonly principal: string;
  readonly paymentRounding: string;
  readonly levelPaymentOption: string;
  readonly fee: string;
  readonly rate: string;
  readonly interestMethod: "actuarial" | "add-on";
  readonly interestRounding: string;
  readonly aprMethod: string;
  readonly cap: string;
}

export const statedTerms: z.ZodType<StatedTerms> = z.object({
  startDate: date,
  principal: z.string(),
  paymentRounding: z.string(),
  levelPaymentOption: z.string(),
  fee: z.string(),
  rate: z.string(),
  interestMethod: z.enum(["actuarial", "add-on"]),
  interestRounding: z.string(),
  aprMethod: z.string(),
  cap: z.string(),
});

export interface Terms extends StatedTerms {
  readonly paymentCount: number;
  readonly unitPeriod: string;
}

const terms: z.ZodType<Terms> = z.intersection(
  statedTerms,
  z.object({ paymentCount: z.number().int(), unitPeriod: z.string() }),
);

/** What a case expects before anything is paid. */
export interface PlanCase {
  readonly id: string;
  readonly initialStats: { readonly apr: string };
  readonly schedule: readonly {
    readonly Day: number;
    readonly "Scheduled payment": string;
    readonly "Interest portion": string;
    readonly "Principal portion": string;
    readonly "Principal balance": string;
  }[];
}

export const planCase: z.ZodType<PlanCase> = z.object({
  id: z.string(),
  initialStats: z.object({ apr: z.string() }),
  schedule: z.array(
    z.object({
      Day: z.coerce.number(),
      "Scheduled payment": z.string(),
      "Interest portion": z.string(),
      "Principal portion": z.string(),
      "Principal balance": z.string(),
    }),
  ),
});

export interface ScheduleCase extends PlanCase {
  readonly basic: Terms;
}

export const scheduleCase: z.ZodType<ScheduleCase> = z.intersection(
  planCase,
  z.object({ basic: terms }),
);

interface GridCase {
  readonly id: string;
  readonly params: Terms;
  readonly grid: readonly Readonly<Record<string, string>>[];
}

export const gridCase: z.ZodType<GridCase> = z.object({
  id: z.string(),
  params: terms,
  grid: z.array(z.record(z.string(), z.string())),
});

export function runApr({ id, basic, initialStats, schedule }: ScheduleCase): CaseResult {
  const paid = schedule.map((row) => ({
    on: addDays(basic.startDate, row.Day),
    amount: row["Scheduled payment"],
  }));
  const expected = Number(initialStats.apr);
  return runCase(id, expected, () => aprOf(basic, paid), equal);
}

export function runSchedule({ id, basic, initialStats, schedule }: ScheduleCase): CaseResult {
  if (basic.interestMethod === "add-on") return notApplicable(id, "addOnInterest");
  const expected = expectedPlan({ initialStats, schedule });
  return runCase<unknown>(id, expected, () => planned(basic), equal);
}

/** The rate and the rows that a case expects before anything is paid. */
export function expectedPlan({
  initialStats,
  schedule,
}: Pick<PlanCase, "initialStats" | "schedule">): Plan {
  const rows = schedule
    .filter((row) => row.Day > 0)
    .map((row) => [
      row.Day,
      row["Scheduled payment"],
      row["Interest portion"],
      row["Principal portion"],
      row["Principal balance"],
    ]);
  return { apr: Number(initialStats.apr), rows };
}

export interface Plan {
  readonly apr: number;
  readonly rows: readonly (readonly (string | number)[])[];
}

export function planned(basic: Terms): Plan {
  const found = scheduleOf(basic, basic.paymentCount, firstDueOn(basic.unitPeriod));
  return {
    apr: aprOf(basic, paymentsOf(found)),
    rows: found
      .toJSON()
      .rows.map((row) => [
        daysBetween(basic.startDate, row.dueOn),
        row.payment,
        row.interest,
        row.principal,
        row.closingBalance,
      ]),
  };
}

/** A grid of rates by the first payment's day and the number of payments; month ends stay such. */
export function runGrid({ id, params, grid }: GridCase): CaseResult {
  if (params.interestMethod === "add-on") return notApplicable(id, "addOnInterest");
  const cells = grid.flatMap(({ "First payment day": day, ...rates }) =>
    Object.entries(rates).map(([payments, rate]) => ({
      firstDueOn: addDays(params.startDate, Number(day)),
      count: Number.parseInt(payments, 10),
      rate: Number.parseFloat(rate),
    })),
  );
  return runCase(
    id,
    cells.map(({ rate }) => rate),
    () =>
      cells.map(({ firstDueOn: on, count }) =>
        aprOf(params, paymentsOf(scheduleOf(params, count, on, "EOM"))),
      ),
    equal,
  );
}

interface Payment {
  readonly on: PlainDate;
  readonly amount: Decimal | string;
}

function paymentsOf(schedule: Schedule): readonly Payment[] {
  return [...schedule].map(({ dueOn, payment }) => ({ on: dueOn, amount: payment }));
}

export function aprOf(
  { startDate, principal, aprMethod }: StatedTerms,
  payments: readonly Payment[],
): number {
  const flows = { advances: [{ on: startDate, amount: principal }], payments };
  const found = apr({ ...flows, ...methodOf(aprMethod) });
  return found.outcome === "found" ? found.ratePercent.toNumber() : Number.NaN;
}

/** Its European rate counts each day as 1/365 of a year. */
function methodOf(
  name: string,
):
  | Pick<Extract<AprTerms, { method: "eu.ccd" }>, "method" | "intervals">
  | { method: "uk.cca" | "us.regZ" } {
  if (name.startsWith("EU")) return { method: "eu.ccd", intervals: "days" };
  return { method: name.startsWith("UK") ? "uk.cca" : "us.regZ" };
}

function scheduleOf(
  basic: Terms,
  installments: number,
  first: PlainDate,
  roll: LoanTerms["roll"] = basic.unitPeriod.endsWith("month-end") ? 31 : undefined,
): Schedule {
  const [, size = "", per = ""] = /^([\d.]+) % per (day|year)$/.exec(basic.rate) ?? [];
  const loan: LoanTerms = {
    currency: "GBP",
    principal: basic.principal,
    annualRatePercent: new Decimal(size).times(per === "day" ? 365 : 1),
    installments,
    frequency: frequencyOf(basic.unitPeriod),
    disbursedOn: basic.startDate,
    firstDueOn: first,
    method: "annuity",
    dayCount: "ACT/365.FIXED",
    rounding: {
      mode: roundingOf(basic.interestRounding),
      installmentMode: roundingOf(basic.paymentRounding),
    },
    lastInstallment: lastInstallmentOf(basic.levelPaymentOption),
    maxResidue: basic.principal,
  };
  return amortize(roll === undefined ? loan : { ...loan, roll });
}

function frequencyOf(unitPeriod: string): LoanTerms["frequency"] {
  const [, count = "1", unit] = /^(?:(\d+)-)?(monthly|weekly|daily)/.exec(unitPeriod) ?? [];
  const units = { monthly: "M", weekly: "W", daily: "D" } as const;
  return `P${Number(count)}${units[z.enum(["monthly", "weekly", "daily"]).parse(unit)]}`;
}

/** "monthly from 2023-12 on 11", "… on month-end", "2-weekly from 2024-08-17". */
function firstDueOn(unitPeriod: string): PlainDate {
  const [, month, day = ""] =
    /from (\d{4}-\d{2})(?: on |-)(\d{2}|month-end)/.exec(unitPeriod) ?? [];
  if (day !== "month-end") return plainDate(`${month}-${day}`);
  const next = new Date(`${month}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1, 0);
  return plainDate(next.toISOString().slice(0, 10));
}

function roundingOf(name: string): RoundingMode {
  if (name === "rounded up") return "up";
  if (name === "rounded down") return "down";
  return name.endsWith("ToEven") ? "halfEven" : "halfUp";
}

function lastInstallmentOf(option: string): LastInstallment {
  if (option.startsWith("lower")) return "lower";
  return option.startsWith("higher") ? "higher" : "smooth";
}
