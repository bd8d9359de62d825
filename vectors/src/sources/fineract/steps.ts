/**
 * What a case does and expects, step by step.
 *
 * @module
 */
import type { PlainDate } from "@lendkit/engine";
import { z } from "zod";
import { decimal } from "./loan.ts";
import { type FutureRule, futureRule } from "./product.ts";
import { suiteDate as date } from "./suiteDate.ts";

export type Operation =
  | { readonly op: "businessDate"; readonly date: PlainDate }
  | { readonly op: "runCOB" | "undoLastDisbursal" | "undoDisbursal" }
  | CreateLoan
  | { readonly op: "approve"; readonly amount: string }
  | { readonly op: "disburse"; readonly date: PlainDate; readonly amount: string }
  | {
      readonly op: "repay";
      readonly type: string;
      readonly date: PlainDate;
      readonly amount: string;
    }
  | { readonly op: "payoff"; readonly date: PlainDate }
  | UndoTransaction
  | AddCharge
  | { readonly op: "addInstallmentCharge"; readonly charge: string; readonly amount: string }
  | { readonly op: "updateChargeDefinition"; readonly calc: string }
  | Reschedule
  | { readonly op: "delinquencyPause"; readonly start: PlainDate; readonly end: PlainDate }
  | { readonly op: "delinquencyResume"; readonly start: PlainDate }
  | {
      readonly op: "setProductFutureInstallmentRule";
      readonly type: string;
      readonly rule: FutureRule;
    };

export interface CreateLoan {
  readonly op: "createLoan";
  readonly terms: Readonly<Record<string, string>>;
  readonly withProductCharges?: boolean | undefined;
}

/** The last transaction of a day, or the n-th of a kind. */
export interface UndoTransaction {
  readonly op: "undoTransaction";
  readonly date: PlainDate;
  readonly last?: boolean | undefined;
  readonly nth?: number | undefined;
  readonly type?: string | undefined;
}

export interface AddCharge {
  readonly op: "addCharge";
  readonly charge: string;
  readonly dueDate?: PlainDate | null | undefined;
  readonly amount?: string | null | undefined;
  readonly percent?: string | undefined;
  readonly penalty?: boolean | undefined;
}

export interface Reschedule {
  readonly op: "reschedule";
  readonly terms: {
    readonly rescheduleFromDate: PlainDate;
    readonly newInterestRate?: string | null | undefined;
    readonly [other: string]: unknown;
  };
}

const operation: z.ZodType<Operation> = z.discriminatedUnion("op", [
  z.object({ op: z.literal("businessDate"), date }),
  z.object({ op: z.enum(["runCOB", "undoLastDisbursal", "undoDisbursal"]) }),
  z.object({
    op: z.literal("createLoan"),
    terms: z.record(z.string(), z.string()),
    withProductCharges: z.boolean().optional(),
  }),
  z.object({ op: z.literal("approve"), amount: decimal }),
  z.object({ op: z.literal("disburse"), date, amount: decimal }),
  z.object({ op: z.literal("repay"), type: z.string(), date, amount: decimal }),
  z.object({ op: z.literal("payoff"), date }),
  z.object({
    op: z.literal("undoTransaction"),
    date,
    last: z.boolean().optional(),
    nth: z.number().int().optional(),
    type: z.string().optional(),
  }),
  z.object({
    op: z.literal("addCharge"),
    charge: z.string(),
    dueDate: date.nullish(),
    amount: decimal.nullish(),
    percent: decimal.optional(),
    penalty: z.boolean().optional(),
  }),
  z.object({ op: z.literal("addInstallmentCharge"), charge: z.string(), amount: decimal }),
  z.object({ op: z.literal("updateChargeDefinition"), calc: z.string() }),
  z.object({
    op: z.literal("reschedule"),
    terms: z.looseObject({ rescheduleFromDate: date, newInterestRate: decimal.nullish() }),
  }),
  z.object({ op: z.literal("delinquencyPause"), start: date, end: date }),
  z.object({ op: z.literal("delinquencyResume"), start: date }),
  z.object({
    op: z.literal("setProductFutureInstallmentRule"),
    type: z.string(),
    rule: futureRule,
  }),
]);

/** One line of a table, by the heads of its columns. */
export type Line = Readonly<Record<string, string | null>>;

const tables = [
  "schedule",
  "scheduleTotals",
  "transactions",
  "charges",
  "installmentDelinquency",
  "loanDelinquency",
  "delinquencyPausePeriods",
  "delinquencyActions",
  "nextPaymentDue",
] as const;

export interface ExpectedTable {
  readonly expect: (typeof tables)[number];
  readonly rows: readonly Line[];
}

export type ExpectedFigure =
  | { readonly expect: "status"; readonly value: string }
  | { readonly expect: "outstanding" | "overpaid"; readonly value: string }
  | { readonly expect: "transactionReverted"; readonly type: string; readonly date: PlainDate }
  | { readonly expect: "allInstallmentsMet" };

const expectation: z.ZodType<ExpectedTable | ExpectedFigure> = z.discriminatedUnion("expect", [
  z.object({
    expect: z.enum(tables),
    rows: z.array(z.record(z.string(), z.string().nullable())),
  }),
  z.object({ expect: z.literal("status"), value: z.string() }),
  z.object({ expect: z.enum(["outstanding", "overpaid"]), value: decimal }),
  z.object({ expect: z.literal("transactionReverted"), type: z.string(), date }),
  z.object({ expect: z.literal("allInstallmentsMet") }),
]);

/** A step of a kind that is known. */
export const knownStep: z.ZodType<Operation | ExpectedTable | ExpectedFigure> = z.union([
  operation,
  expectation,
]);

export interface SequenceCase {
  readonly id: string;
  readonly products: readonly string[];
  /** Whether every step that changes a loan could be read from the suite's text. */
  readonly replayable: boolean;
  readonly sequence: readonly Readonly<Record<string, unknown>>[];
}

/** Files of operations on a running loan. */
export const sequencesFile: z.ZodType<{ readonly cases: readonly SequenceCase[] }> = z.object({
  cases: z.array(
    z.object({
      id: z.string(),
      products: z.array(z.string()),
      replayable: z.boolean(),
      sequence: z.array(z.record(z.string(), z.unknown())),
    }),
  ),
});
