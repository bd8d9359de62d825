/**
 * What changes a billed credit between its bills.
 *
 * @module
 */
import { cycleAfter } from "../billing/billingCycle.ts";
import type { BillingTerms } from "../billing/billingTerms.ts";
import { effectiveAnnualPercent, noInterest } from "../billing/exactInterest.ts";
import type { PlainDate } from "../calendar/plainDate.ts";
import { addAmounts, nothing } from "../due/due.ts";
import { minorUnitsText, toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { amortize } from "../schedule/amortize.ts";
import type { LoanTerms } from "../schedule/loanTerms.ts";
import type { ReschedulePolicy } from "../schedule/reschedule.ts";
import { interestToBill, isBilled } from "./billedCredit.ts";
import type { BilledCredit } from "./creditState.ts";
import { charged, newDue } from "./dues.ts";
import type { Journal } from "./journal.ts";
import type { LoanState, Servicing } from "./loanState.ts";

type InCurrency = Pick<LoanState, "currency">;

/** Money goes out: all of the loan, a part of it, or a drawing on a line. */
export function draw(
  state: InCurrency,
  servicing: Servicing,
  credit: BilledCredit,
  amount: number,
): Servicing {
  const { asOf, lentMinor } = servicing;
  const drawn: BilledCredit = {
    ...credit,
    startedOn: credit.startedOn ?? asOf,
    unbilledMinor: credit.unbilledMinor + amount,
  };
  const lent = { ...servicing, status: "active", lentMinor: lentMinor + amount } as const;
  return { ...lent, credit: leveled(state, servicing, drawn) };
}

export function changeLimit(servicing: Servicing, limitMinor: number): Servicing {
  const { credit } = servicing;
  return credit === null ? servicing : { ...servicing, credit: { ...credit, limitMinor } };
}

export function rateOfCredit(
  state: InCurrency,
  servicing: Servicing,
  credit: BilledCredit,
  change: { readonly annualRatePercent: string; readonly policy: ReschedulePolicy },
): Servicing {
  const changed = { ...credit, annualRatePercent: change.annualRatePercent };
  if (change.policy === "reduceTenor") return { ...servicing, credit: changed };
  return { ...servicing, credit: leveled(state, servicing, changed) };
}

/** Repays principal that no bill has asked for yet with money that is held. */
export function prepayCredit(
  state: InCurrency,
  servicing: Servicing,
  credit: BilledCredit,
  policy: ReschedulePolicy,
  journal: Journal,
): Servicing {
  const amount = Math.min(servicing.heldMinor, credit.unbilledMinor);
  if (amount <= 0) return servicing;
  journal(servicing.asOf, { kind: "prepaid", amount });
  const changed = { ...credit, unbilledMinor: credit.unbilledMinor - amount };
  return {
    ...servicing,
    heldMinor: servicing.heldMinor - amount,
    paid: addAmounts(servicing.paid, { ...nothing, principal: amount }),
    prepaidMinor: servicing.prepaidMinor + amount,
    credit: policy === "reduceTenor" ? changed : leveled(state, servicing, changed),
  };
}

/** What is not billed yet becomes due today: principal, interest to today, charges. */
export function endCredit(
  servicing: Servicing,
  credit: BilledCredit,
  { sequence, charge }: { readonly sequence: number; readonly charge: number },
  journal: Journal,
): Servicing {
  const { asOf } = servicing;
  const asked = interestToBill(servicing) + credit.correctionMinor;
  const [interest, credited] = [Math.max(0, asked), Math.max(0, -asked)];
  const due = newDue(servicing.rules, {
    id: `payoff ${sequence}`,
    dueOn: asOf,
    installment: null,
    charged: {
      ...nothing,
      fee: credit.feesMinor + charge,
      interest,
      principal: credit.unbilledMinor,
    },
  });
  journal(asOf, charged(due));
  if (credited > 0) journal(asOf, { kind: "interestCredited", amount: credited });
  return {
    ...servicing,
    dues: [...servicing.dues, due],
    heldMinor: servicing.heldMinor + credited,
    credit: {
      ...credit,
      unbilledMinor: 0,
      feesMinor: 0,
      accrued: noInterest,
      deferred: noInterest,
      correctionMinor: 0,
      creditedMinor: credit.creditedMinor + credited,
      payoffsMinor: credit.payoffsMinor + due.charged.fee + interest - credited,
    },
  };
}

/**
 * The level installment of an annuity over the cycles to come.
 *
 * @throws LendkitError as `amortize`
 */
export function levelInstallment(
  terms: BillingTerms,
  {
    currency,
    principal,
    annualRatePercent,
  }: Pick<LoanTerms, "currency" | "principal"> & {
    readonly annualRatePercent: string;
  },
  cycles: { readonly from: PlainDate; readonly firstBilledOn: PlainDate; readonly count: number },
): number {
  const { cycle, interest } = terms;
  const schedule = amortize({
    currency,
    principal,
    annualRatePercent: effectiveAnnualPercent(interest, annualRatePercent),
    installments: cycles.count,
    disbursedOn: cycles.from,
    firstDueOn: cycles.firstBilledOn,
    frequency: cycle.kind === "days" ? `P${cycle.days}D` : "P1M",
    ...(cycle.kind === "days" ? {} : { roll: cycle.day }),
    method: "annuity",
    dayCount: interest.dayCount,
    rounding: { mode: interest.rounding },
  });
  return toMinorUnits(schedule.emi, currencyPlaces(currency));
}

/** With the installment that repays the principal in equal parts over the cycles to come. */
function leveled(
  state: InCurrency,
  { repayment, asOf }: Servicing,
  credit: BilledCredit,
): BilledCredit {
  if (!isBilled(repayment) || repayment.installment.kind !== "level") return credit;
  const { startedOn, lastCycle, unbilledMinor } = credit;
  if (startedOn === null || lastCycle === null || unbilledMinor === 0) return credit;
  const next = cycleAfter(repayment, startedOn, asOf);
  const count = lastCycle - next.number + 1;
  if (count < 1) return credit;
  const principal = minorUnitsText(unbilledMinor, currencyPlaces(state.currency));
  const lent = { ...state, principal, annualRatePercent: credit.annualRatePercent };
  const cycles = { from: asOf, firstBilledOn: next.billedOn, count };
  return { ...credit, levelMinor: levelInstallment(repayment, lent, cycles) };
}
