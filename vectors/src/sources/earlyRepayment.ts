import { amortize, plainDate, reschedule, type Schedule } from "@lendkit/engine";
import { z } from "zod";
import { equal, type RunFile, runCase } from "../caseResult.ts";

const amount = z.string();

const prepayment = z.object({
  /** The installment it is paid with, from 0. */
  month: z.number().int(),
  amount,
  strategy: z.enum(["DECREASE_TERM", "DECREASE_MONTHLY_PAYMENT", "DECREASE_PAYMENT"]),
  repeat: z.enum(["SINGLE", "TO_END", "TO_CERTAIN_MONTH"]),
  /** Excluded. */
  toMonth: z.number().int().optional(),
});

const earlyRepaymentFile = z.object({
  cases: z.array(
    z.object({
      id: z.string(),
      inputs: z.object({
        amount,
        rate: amount,
        term: z.number().int(),
        early: z.array(prepayment),
      }),
      expected: z.object({
        monthlyPaymentAmount: amount,
        overPaymentAmount: amount,
        monthlyPayments: z.array(
          z.object({
            loanBalanceAmount: amount,
            debtPaymentAmount: amount,
            interestPaymentAmount: amount,
            paymentAmount: amount,
            additionalPaymentAmount: amount,
          }),
        ),
      }),
    }),
  ),
});

type Case = z.infer<typeof earlyRepaymentFile>["cases"][number];

export const runEarlyRepayment: RunFile = (file) =>
  earlyRepaymentFile
    .parse(file)
    .cases.map(({ id, inputs, expected }) =>
      runCase(id, inCents(expected), () => inCents(resultOf(prepaid(inputs))), equal),
    );

function prepaid({ amount: principal, rate, term, early }: Case["inputs"]): Schedule {
  const schedule = amortize({
    currency: "USD",
    principal,
    annualRatePercent: rate,
    installments: term,
    frequency: "P1M",
    disbursedOn: plainDate("2023-01-01"),
    method: "annuity",
    dayCount: "PLAIN_PERIOD",
    rounding: { mode: "halfUp" },
  });
  const months = early
    .flatMap((each) => monthsOf(each, term).map((month) => ({ ...each, month })))
    .sort((a, b) => a.month - b.month);
  return months.reduce((before, { month, amount: paid, strategy }) => {
    if (month >= before.length) return before;
    const on = before.row(month + 1).dueOn;
    const policy = strategy === "DECREASE_TERM" ? "reduceTenor" : "reduceInstallment";
    return reschedule(before, { kind: "prepayment", on, amount: paid }, policy).schedule;
  }, schedule);
}

function monthsOf({ month, repeat, toMonth }: z.infer<typeof prepayment>, term: number): number[] {
  const end = repeat === "SINGLE" ? month + 1 : repeat === "TO_END" ? term : (toMonth ?? term);
  return Array.from({ length: Math.max(0, end - month) }, (_, index) => month + index);
}

/** The suite counts what is paid early into the row that it is paid with. */
function resultOf(schedule: Schedule): Case["expected"] {
  return {
    monthlyPaymentAmount: schedule.emi.toString(),
    overPaymentAmount: schedule.totals.interest.toString(),
    monthlyPayments: [...schedule].map((row) => ({
      loanBalanceAmount: row.openingBalance.toString(),
      debtPaymentAmount: row.principal.plus(row.prepaid).toString(),
      interestPaymentAmount: row.interest.toString(),
      paymentAmount: row.payment.plus(row.prepaid).toString(),
      additionalPaymentAmount: row.prepaid.toString(),
    })),
  };
}

function inCents(result: Case["expected"]): unknown {
  return JSON.parse(JSON.stringify(result), (_, value) =>
    typeof value === "string" ? Number(value).toFixed(2) : value,
  );
}
