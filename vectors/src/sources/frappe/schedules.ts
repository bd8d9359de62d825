import {
  addDays,
  addMonths,
  allocate,
  amortize,
  Decimal,
  type LoanTerms,
  type PlainDate,
  plainDate,
  type Schedule,
  tvm,
} from "@lendkit/engine";
import { z } from "zod";
import { type RunShape, shape } from "../../caseShape.ts";
import { date } from "../../schemas.ts";
import { amount, count, currency, whole } from "./figures.ts";

const texts = z.array(z.string());

const ofTerm = shape(
  z.object({ principal: amount, annualRate: amount, n: count, method: z.string() }),
  z.object({
    emi: z.number(),
    totalInterestRounded: z.number(),
    totalPaymentRounded: z.number(),
    rows: z.array(
      z.object({
        index0: count,
        principal: z.number(),
        interest: z.number(),
        balance: z.number(),
      }),
    ),
  }),
  ({ principal, annualRate: annualRatePercent, n: installments }, { rows }) => {
    const schedule = loan({ principal, annualRatePercent, installments });
    return {
      emi: schedule.emi.toNumber(),
      ...totalsOf(schedule),
      rows: rows.map(({ index0 }) => {
        const row = schedule.row(index0 + 1);
        return {
          index0,
          principal: whole(row.principal),
          interest: whole(row.interest),
          balance: whole(row.closingBalance),
        };
      }),
    };
  },
);

/** The term is the least that the payment repays; its installment, up to a multiple of it, is it. */
const ofFixedPayment = shape(
  z.object({ principal: amount, annualRate: amount, fixedPayment: amount }),
  z.object({ n: count, totalInterestRounded: z.number(), totalPaymentRounded: z.number() }),
  ({ principal, annualRate, fixedPayment }) => {
    const periods = tvm.nper({
      ratePerPeriod: new Decimal(annualRate).div(1200),
      payment: new Decimal(fixedPayment).neg(),
      presentValue: principal,
    });
    const schedule = loan({
      principal,
      annualRatePercent: annualRate,
      installments: periods.ceil().toNumber(),
      rounding: { mode: "halfEven", installmentMode: "up", installmentUnit: fixedPayment },
    });
    return { n: schedule.length, ...totalsOf(schedule) };
  },
);

/** A payment pays the interest of the first installment, then its principal; the rest is penalty. */
const ofFirstPayment = shape(
  z.object({ principal: amount, annualRate: amount, n: count, payment: amount }),
  z.object({
    paidInterest: z.string(),
    paidPrincipal: z.string(),
    emi: z.number(),
    penalty: z.string(),
  }),
  ({ principal, annualRate: annualRatePercent, n: installments, payment }) => {
    const schedule = loan({ principal, annualRatePercent, installments });
    const first = schedule.row(1);
    const unpaid = { interest: first.interest, principal: first.principal };
    const { totals, remainder } = allocate({
      currency,
      dues: [{ id: "installment 1", dueOn: first.dueOn, unpaid }],
      amount: payment,
      waterfall: { direction: "vertical", kinds: ["interest", "principal", "fee", "penalty"] },
      asOf: first.dueOn,
    });
    return {
      paidInterest: totals.interest.toFixed(2),
      paidPrincipal: totals.principal.toFixed(2),
      emi: schedule.emi.toNumber(),
      penalty: remainder.toFixed(2),
    };
  },
);

const ofDueDates = shape(
  z.object({ repaymentStart: date, n: count, modes: texts }),
  z.object({ first: texts, second: texts, last: texts }),
  ({ repaymentStart, n, modes }) => {
    const rows = modes.map((mode) => dueDates(firstDueOn(mode, repaymentStart), n));
    const dueOf = (index: number): string[] => rows.map((dates) => dates.at(index) ?? "none");
    return { first: dueOf(0), second: dueOf(1), last: dueOf(-1) };
  },
);

export const scheduleShapes: readonly RunShape[] = [
  ofTerm,
  ofFixedPayment,
  ofFirstPayment,
  ofDueDates,
];

/** Installments are whole units, rounded up. */
function loan(
  terms: Pick<LoanTerms, "principal" | "annualRatePercent" | "installments"> & Partial<LoanTerms>,
): Schedule {
  return amortize({
    currency,
    frequency: "P1M",
    disbursedOn: plainDate("2024-01-01"),
    method: "annuity",
    dayCount: "PLAIN_PERIOD",
    rounding: { mode: "halfEven", installmentMode: "up", installmentUnit: 1 },
    maxResidue: terms.principal,
    ...terms,
  });
}

function totalsOf({ totals }: Schedule): {
  totalInterestRounded: number;
  totalPaymentRounded: number;
} {
  return {
    totalInterestRounded: whole(totals.interest),
    totalPaymentRounded: whole(totals.payment),
  };
}

function firstDueOn(mode: string, start: PlainDate): PlainDate {
  if (mode.includes("as per repayment start date")) return start;
  if (mode.includes("end of current month")) return monthEnd(start);
  if (mode.includes("start of next month")) return addDays(monthEnd(start), 1);
  throw new Error(`No rule is known for ${mode}.`);
}

/** Month by month; a month end stays one. */
function dueDates(first: PlainDate, n: number): readonly PlainDate[] {
  const schedule = loan({
    principal: n,
    annualRatePercent: 0,
    installments: n,
    disbursedOn: addDays(first, -1),
    firstDueOn: first,
    ...(first === monthEnd(first) && { roll: "EOM" }),
  });
  return [...schedule].map(({ dueOn }) => dueOn);
}

function monthEnd(day: PlainDate): PlainDate {
  return addDays(plainDate(`${addMonths(day, 1).slice(0, 7)}-01`), -1);
}
