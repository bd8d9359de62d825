/**
 * Test support: loans whose terms are refused, also as callers without types send them.
 *
 * @module
 */
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import type { Amount } from "../money/amount.ts";
import { amortize } from "../schedule/amortize.ts";
import type { LoanTerms } from "../schedule/loanTerms.ts";
import { reschedule } from "../schedule/reschedule.ts";
import type { Schedule } from "../schedule/schedule.ts";

/** 1,200 at 12 % over six months: 1 % a month, 207.06 each time. */
export const base: LoanTerms = {
  currency: "USD",
  principal: 1200,
  annualRatePercent: 12,
  installments: 6,
  frequency: "P1M",
  disbursedOn: plainDate("2024-01-31"),
  method: "annuity",
  dayCount: "PLAIN_PERIOD",
  rounding: { mode: "halfEven" },
};

/** Patches also as callers without types send them. */
export const loan = (patch: object): Schedule => amortize(Object.assign({}, base, patch));
export const steps = (
  ...pairs: readonly (readonly [fromInstallment: number, times: unknown])[]
): object => ({
  method: {
    name: "stepped",
    steps: pairs.map(([fromInstallment, times]) => ({ fromInstallment, times })),
  },
});
export const fee = (fields: object): object => ({
  fees: [
    { name: "file", due: "disbursement", amount: 1 },
    { name: "late", due: "everyInstallment", ...fields },
  ],
});

export const onDue: PlainDate = plainDate("2024-03-31");
export const prepaid = (schedule: Schedule, amount: Amount, on: PlainDate = onDue): unknown =>
  reschedule(schedule, { kind: "prepayment", on, amount }, "reduceTenor");
export const newRate = (
  schedule: Schedule,
  annualRatePercent: Amount,
  from: PlainDate = onDue,
): unknown => reschedule(schedule, { kind: "rate", from, annualRatePercent }, "reduceTenor");
