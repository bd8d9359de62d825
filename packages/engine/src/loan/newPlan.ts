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
  const { openingBalance, periodStart, dueOn } = rowOf(plan, rowsDue);
  const { length } = scheduleOf(plan);
  const left = length - rowsDue;
  const places = currencyPlaces(plan.terms.currency);
  const later = plan.terms.tranches?.filter((tranche) => tranche.on > periodStart) ?? [];
  const lentLater = later.reduce((sum, { amount }) => sum + toMinorUnits(amount, places), 0);
  const rates = plan.terms.rates?.filter(({ from }) => from > periodStart) ?? [];
  const terms = withoutHistory(plan.terms, rowsDue);
  const changed: RepaymentPlan = {
    terms: {
      ...terms,
      ...rollOf(plan.terms),
      principal: minorUnitsText(openingBalance + lentLater, places),
      annualRatePercent: ratePercentOn(plan, periodStart),
      installments: left + (extendsTenor ? installments : 0),
      disbursedOn: periodStart,
      firstDueOn: dueOn,
      moratorium: { installments, fromInstallment: 1, interest },
      ...(later.length > 0 ? { tranches: later } : {}),
      ...(rates.length > 0 ? { rates } : {}),
    },
    changes: plan.changes.filter((change) => dayOf(change) > periodStart),
    numbersBefore: plan.numbersBefore + rowsDue,
  };
  return { ...followPlan({ ...servicing, rowsDue: 0 }, changed, on, journal), rowsDue: 0 };
}

/** Terms for the installments after some, without what spoke of single days. */
function withoutHistory(before: LoanTerms, rowsDue: number): LoanTerms {
  const { rates: _r, tranches: _t, moratorium: _m, roll: _o, fees, ...terms } = before;
  if (fees === undefined) return terms;
  return { ...terms, fees: fees.flatMap((fee) => feeAfter(fee, rowsDue)) };
}

function feeAfter(fee: ScheduleFee, rowsDue: number): readonly ScheduleFee[] {
  if (fee.due === "everyInstallment") return [fee];
  if (fee.due === "disbursement" || fee.due.installment <= rowsDue) return [];
  return [{ ...fee, due: { installment: fee.due.installment - rowsDue } }];
}

function dayOf(change: RepaymentPlan["changes"][number]): PlainDate {
  return change.kind === "prepayment" ? change.on : change.from;
}
