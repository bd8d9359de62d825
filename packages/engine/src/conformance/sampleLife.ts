/**
 * A serviced loan for the kit's tests: a fact of every kind and a state with all its parts. They
 * need not follow from each other; they are there to be kept to the letter.
 *
 * @module
 */
import { plainDate } from "../calendar/plainDate.ts";
import { smaBuckets } from "../delinquency/bucket.ts";
import type { DueAmounts } from "../due/due.ts";
import type { LoanFact, ServicingTerms } from "../loan/facts.ts";
import type { LoanState, Servicing } from "../loan/loanState.ts";
import type { RepaymentTerms } from "../loan/servicingRules.ts";
import type { LoanTerms } from "../schedule/loanTerms.ts";
import { sampleImported, sampleOpened, sampleState } from "./samples.ts";

const [leapDay, nextDay] = [plainDate("2024-02-29"), plainDate("2024-03-01")];

const servicing: ServicingTerms<RepaymentTerms> = {
  repayment: {
    frequency: "P1M",
    method: "annuity",
    dayCount: "PLAIN_PERIOD",
    rounding: { mode: "halfEven" },
    lastInstallment: "absorb",
  },
  rules: {
    waterfall: { direction: "vertical", kinds: ["penalty", "fee", "interest", "principal"] },
    excess: "nextInstallment",
    refuseWhileEarlierUnpaid: true,
    penalty: null,
    delinquency: { buckets: smaBuckets, graceDays: 3 },
    payoff: { interest: { kind: "remaining", rebatePercent: "50.00" }, chargePercent: "0.10" },
    bounceCharge: "250.00",
  },
};

const frame = {
  loanId: "L-1",
  sequence: 1,
  version: 2,
  effectiveOn: leapDay,
  bookedOn: nextDay,
  recordedAt: "2024-03-01T09:30:00.000Z",
  commandId: "command L-1",
} as const;

const byKind: { readonly [Kind in LoanFact["kind"]]: Extract<LoanFact, { kind: Kind }> } = {
  opened: { ...sampleOpened(1), version: 2, servicing },
  imported: sampleImported(1, 1),
  openingBalanceGiven: {
    ...frame,
    kind: "openingBalanceGiven",
    principal: "0.00",
    installments: 3,
    nextDueOn: nextDay,
    arrears: [{ dueOn: leapDay, unpaid: { interest: "0.10", principal: "7.00" } }],
    servicing,
  },
  disbursed: { ...frame, kind: "disbursed", amount: "all" },
  limitChanged: { ...frame, kind: "limitChanged", limit: "0.00" },
  billIssued: {
    ...frame,
    kind: "billIssued",
    bill: {
      cycle: 2,
      periodStart: leapDay,
      billedOn: nextDay,
      payBy: nextDay,
      opening: "-1.00",
      drawn: "5000.00",
      received: "0.00",
      refunded: "0.00",
      interest: "73.50",
      interestCredited: "0.00",
      fees: "0.00",
      payoffs: "-0.07",
      penalties: "0.00",
      waived: "0.00",
      adjustments: [{ of: "account", amount: "-1000.53", causes: [7, 9] }],
      closing: "4072.50",
      principalDue: "150.00",
      cycleDue: "223.50",
      pastDue: "0.00",
      minimumDue: "223.50",
      isBalloon: false,
    },
  },
  paymentReceived: {
    ...frame,
    kind: "paymentReceived",
    amount: "22727.80",
    pays: { installment: 3 },
  },
  paymentReversed: { ...frame, kind: "paymentReversed", payment: 4 },
  chargeAdded: {
    ...frame,
    kind: "chargeAdded",
    name: 'bounced "ñ 🙂"',
    amount: "250.00",
    dueOn: nextDay,
  },
  chargeWaived: {
    ...frame,
    kind: "chargeWaived",
    dueId: "installment 3",
    of: "penalty",
    amount: "0.10",
  },
  rateChanged: { ...frame, kind: "rateChanged", annualRatePercent: "8.50", policy: "reduceTenor" },
  rescheduled: {
    ...frame,
    kind: "rescheduled",
    installments: 12,
    annualRatePercent: "8.123456789012",
    firstDueOn: nextDay,
    arrears: "capitalize",
  },
  moratoriumGranted: {
    ...frame,
    kind: "moratoriumGranted",
    installments: 3,
    interest: "capitalized",
    extendsTenor: true,
  },
  delinquencyPaused: { ...frame, kind: "delinquencyPaused", until: nextDay },
  writtenOff: { ...frame, kind: "writtenOff" },
  recovered: { ...frame, kind: "recovered", amount: "0.01" },
  refunded: { ...frame, kind: "refunded", amount: "0.01" },
  amended: { ...frame, kind: "amended", terms: sampleOpened(1).terms, servicing },
  voided: { ...frame, kind: "voided" },
  movedToCalculationVersion: {
    ...frame,
    kind: "movedToCalculationVersion",
    calculationVersion: 2,
  },
};

/** A fact of each kind, all of loan 1, by sequence. */
export const sampleLife: readonly LoanFact[] = Object.values(byKind).map((fact, at) => ({
  ...fact,
  sequence: at + 1,
}));

const terms: LoanTerms = {
  ...servicing.repayment,
  currency: "INR",
  principal: "500000.00",
  annualRatePercent: "8.5",
  installments: 24,
  disbursedOn: leapDay,
};

const amounts: DueAmounts = { penalty: 1, fee: 2, interest: 3, principal: 9_007_199_254_740_991 };

const parts: Servicing = {
  asOf: nextDay,
  rank: 7,
  status: "active",
  closedOn: null,
  repayment: servicing.repayment,
  rules: servicing.rules,
  plan: {
    terms,
    changes: [{ kind: "rate", from: nextDay, annualRatePercent: "8.50", policy: "reduceTenor" }],
    numbersBefore: 2,
  },
  rowsDue: 1,
  credit: null,
  dues: [
    {
      id: "installment 3",
      dueOn: leapDay,
      charged: amounts,
      paid: { ...amounts, principal: 0 },
      installment: 3,
      penalty: { onceMinor: null, amountDays: 12, countedTo: nextDay, waivedMinor: 0 },
    },
  ],
  heldMinor: 1,
  refundableMinor: 2,
  lentMinor: 50_000_000,
  paid: amounts,
  waived: amounts,
  prepaidMinor: 3,
  writtenOff: amounts,
  recoveredMinor: 4,
  refundedMinor: 5,
  settledPenaltyMinor: 6,
  pauses: [{ from: leapDay, to: nextDay }],
  bucket: "SMA-0",
};

/** A loan with something in every part of its state. */
export function sampleServiced(n: number): LoanState {
  return sampleState(n, { servicing: parts });
}
