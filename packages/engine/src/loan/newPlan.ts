/**
 * Other terms for what is left of a loan.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import { addAmounts, nothing, unpaidOf } from "../due/due.ts";
import { minorUnitsText, toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import type { LoanTerms, ScheduleFee } from "../schedule/loanTerms.ts";
import type { AmortizationMethod } from "../schedule/method.ts";
import { charged, followPlan, newDue } from "./dues.ts";
import type { LoanRescheduled, MoratoriumGranted } from "./facts.ts";
import type { Journal } from "./journal.ts";
import type { LoanDue, LoanState, Servicing } from "./loanState.ts";
import {
  interestTo,
  principalAfter,
  type RepaymentPlan,
  ratePercentOn,
  rollOf,
  rowOf,
  scheduleOf,
} from "./repaymentPlan.ts";

/** Interest to the day becomes due on it, and the new terms begin. */
export function restructure(
  state: LoanState,
  servicing: Servicing,
  fact: LoanRescheduled,
  journal: Journal,
): Servicing {
  const { plan, rowsDue, rules } = servicing;
  const { effectiveOn: on, sequence, installments, annualRatePercent, firstDueOn } = fact;
  if (plan === null) return servicing;
  const interest = interestTo(plan, rowsDue, on);
  const accrued = newDue(rules, {
    id: `restructuring ${sequence}`,
    dueOn: on,
    installment: null,
    charged: { ...nothing, interest },
  });
  const ended = followPlan(servicing, null, on, journal);
  if (interest > 0) journal(on, charged(accrued));
  const withAccrued = { ...ended, dues: interest > 0 ? [...ended.dues, accrued] : ended.dues };
  const { capitalized, ...kept } =
    fact.arrears === "capitalize"
      ? capitalize(withAccrued, on, journal)
      : { ...withAccrued, capitalized: 0 };
  const principal = principalAfter(plan, rowsDue) + capitalized;
  const terms = withoutHistory(plan.terms, rowsDue);
  const changed: RepaymentPlan = {
    terms: {
      ...terms,
      principal: minorUnitsText(principal, currencyPlaces(state.currency)),
      annualRatePercent,
      installments,
      disbursedOn: on,
      firstDueOn,
    },
    changes: [],
    numbersBefore: plan.numbersBefore + rowsDue,
  };
  return { ...kept, plan: principal === 0 ? null : changed, rowsDue: 0 };
}

/** Interest and principal of arrears become principal; fees and penalties stay due. */
function capitalize(
  servicing: Servicing,
  on: PlainDate,
  journal: Journal,
): Servicing & { readonly capitalized: number } {
  let capitalized = 0;
  const dues = servicing.dues.map((due): LoanDue => {
    const { interest, principal } = unpaidOf(due);
    if (due.dueOn > on || interest + principal === 0) return due;
    capitalized += interest + principal;
    const amounts = { ...nothing, interest, principal };
    journal(on, { kind: "arrearsCapitalized", dueId: due.id, amounts });
    const minus = { ...nothing, interest: -interest, principal: -principal };
    return { ...due, charged: addAmounts(due.charged, minus) };
  });
  return { ...servicing, dues, capitalized };
}

/** The plan goes on from the period that is running, with nothing repaid for a while. */
export function moratorium(
  servicing: Servicing,
  { effectiveOn: on, installments, interest, extendsTenor }: MoratoriumGranted,
  journal: Journal,
): Servicing {
  const { plan, rowsDue } = servicing;
  if (plan === null || rowsDue >= scheduleOf(plan).length) return servicing;
  const { terms, ...running } = runningPlan(plan, rowsDue);
  const changed: RepaymentPlan = {
    ...running,
    terms: {
      ...terms,
      installments: terms.installments + (extendsTenor ? installments : 0),
      moratorium: { installments, fromInstallment: 1, interest },
    },
  };
  return { ...followPlan({ ...servicing, rowsDue: 0 }, changed, on, journal), rowsDue: 0 };
}

/**
 * A further part is lent: installments that are not due yet are set anew for it, and those that
 * were are as they were.
 *
 * @param amount minor units
 */
export function lendMore(
  servicing: Servicing,
  plan: RepaymentPlan,
  { on, amount }: { readonly on: PlainDate; readonly amount: number },
  journal: Journal,
): Servicing {
  const places = currencyPlaces(plan.terms.currency);
  const { terms, ...running } = runningPlan(plan, servicing.rowsDue);
  const principal = minorUnitsText(toMinorUnits(terms.principal, places) + amount, places);
  const tranche = { on, amount: minorUnitsText(amount, places) };
  const isWithin = on > terms.disbursedOn;
  const tranches = [...(terms.tranches ?? []), ...(isWithin ? [tranche] : [])];
  const changed: RepaymentPlan = {
    ...running,
    terms: { ...terms, principal, ...(tranches.length > 0 ? { tranches } : {}) },
  };
  return { ...followPlan({ ...servicing, rowsDue: 0 }, changed, on, journal), rowsDue: 0 };
}

/**
 * What is left of a plan, as a plan of its own: it begins with the period that is running, so that
 * nothing that has fallen due can change.
 */
function runningPlan(plan: RepaymentPlan, rowsDue: number): RepaymentPlan {
  const { terms, changes, numbersBefore } = plan;
  const { openingBalance, periodStart, dueOn } = rowOf(plan, rowsDue);
  const places = currencyPlaces(terms.currency);
  const tranches = terms.tranches?.filter((tranche) => tranche.on > periodStart) ?? [];
  const lentLater = tranches.reduce((sum, { amount }) => sum + toMinorUnits(amount, places), 0);
  const rates = terms.rates?.filter(({ from }) => from > periodStart) ?? [];
  const moratorium = moratoriumAfter(terms.moratorium, rowsDue);
  return {
    terms: {
      ...withoutHistory(terms, rowsDue),
      ...rollOf(terms),
      principal: minorUnitsText(openingBalance + lentLater, places),
      annualRatePercent: ratePercentOn(plan, periodStart),
      installments: scheduleOf(plan).length - rowsDue,
      disbursedOn: periodStart,
      firstDueOn: dueOn,
      ...(moratorium === undefined ? {} : { moratorium }),
      ...(tranches.length > 0 ? { tranches } : {}),
      ...(rates.length > 0 ? { rates } : {}),
    },
    changes: changes.filter((change) => dayOf(change) > periodStart),
    numbersBefore: numbersBefore + rowsDue,
  };
}

/** What is left of a moratorium once some installments have fallen due. */
function moratoriumAfter(
  before: LoanTerms["moratorium"],
  rowsDue: number,
): LoanTerms["moratorium"] {
  if (before === undefined) return undefined;
  const { fromInstallment = 1, installments, interest } = before;
  const last = fromInstallment + installments - 1 - rowsDue;
  const from = Math.max(1, fromInstallment - rowsDue);
  return last < from
    ? undefined
    : { fromInstallment: from, installments: last - from + 1, interest };
}

/** Terms for the installments after some, without what spoke of single days. */
function withoutHistory(before: LoanTerms, rowsDue: number): LoanTerms {
  const {
    rates: _r,
    tranches: _t,
    moratorium: _m,
    roll: _o,
    downPaymentPercent: _d,
    fees = [],
    method,
    ...terms
  } = before;
  const later = fees.flatMap((fee) => feeAfter(fee, rowsDue));
  return {
    ...terms,
    method: methodAfter(method, rowsDue),
    ...(later.length > 0 ? { fees: later } : {}),
  };
}

/** Steps are counted from the first installment that is left. */
function methodAfter(method: AmortizationMethod, rowsDue: number): AmortizationMethod {
  if (typeof method === "string" || method.name !== "stepped") return method;
  const shifted = method.steps.map(({ fromInstallment, times }) => ({
    fromInstallment: Math.max(1, fromInstallment - rowsDue),
    times,
  }));
  const steps = shifted.filter((_, index) => (shifted[index + 1]?.fromInstallment ?? 2) > 1);
  return { ...method, steps };
}

function feeAfter(fee: ScheduleFee, rowsDue: number): readonly ScheduleFee[] {
  if (fee.due === "everyInstallment") return [fee];
  if (fee.due === "disbursement" || fee.due.installment <= rowsDue) return [];
  return [{ ...fee, due: { installment: fee.due.installment - rowsDue } }];
}

function dayOf(change: RepaymentPlan["changes"][number]): PlainDate {
  return change.kind === "prepayment" ? change.on : change.from;
}
