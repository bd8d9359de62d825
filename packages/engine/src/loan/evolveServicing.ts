/**
 * What each fact of a loan's life changes. The loan has been advanced to the fact's day.
 *
 * @module
 */
import {
  addAmounts,
  byKind,
  isUnpaid,
  nothing,
  subtractAmounts,
  totalOf,
  unpaidOf,
} from "../due/due.ts";
import { minorUnitsText, toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { issued, settle } from "./advance.ts";
import { isBilled } from "./billedCredit.ts";
import { changeLimit, draw, rateOfCredit } from "./changeCredit.ts";
import type { BilledCredit } from "./creditState.ts";
import { charged, followPlan, isPayable, newDue } from "./dues.ts";
import type { ChargeAdded, ChargeWaived, Disbursed, LifeFact, RateChanged } from "./facts.ts";
import type { Journal } from "./journal.ts";
import type { LoanState, Servicing } from "./loanState.ts";
import { lendMore, moratorium, restructure } from "./newPlan.ts";
import { receivePayment } from "./receivePayment.ts";
import { principalAfter, type RepaymentPlan, scheduleOf, withChange } from "./repaymentPlan.ts";

export function evolveServicing(
  state: LoanState,
  servicing: Servicing,
  fact: LifeFact,
  journal: Journal,
): Servicing {
  const { effectiveOn: on } = fact;
  const minor = (amount: string): number => toMinorUnits(amount, currencyPlaces(state.currency));
  switch (fact.kind) {
    case "disbursed":
      return settle(disburse(state, servicing, fact, journal), journal);
    case "paymentReceived":
      return receivePayment(state, servicing, { ...fact, amount: minor(fact.amount) }, journal);
    case "billIssued":
      return issued(state, servicing, fact, journal);
    case "limitChanged":
      return settle(changeLimit(servicing, minor(fact.limit)), journal);
    case "chargeAdded":
      return settle(addCharge(servicing, fact, minor(fact.amount), journal), journal);
    case "chargeWaived":
      return settle(waive(servicing, fact, minor(fact.amount), journal), journal);
    case "rateChanged":
      return settle(changeRate(state, servicing, fact, journal), journal);
    case "rescheduled":
      return settle(restructure(state, servicing, fact, journal), journal);
    case "moratoriumGranted":
      return settle(moratorium(servicing, fact, journal), journal);
    case "delinquencyPaused":
      return { ...servicing, pauses: [...servicing.pauses, { from: on, to: fact.until }] };
    case "writtenOff":
      return writeOff(servicing, on, journal);
    case "recovered": {
      const amount = minor(fact.amount);
      journal(on, { kind: "recovered", amount });
      return { ...servicing, recoveredMinor: servicing.recoveredMinor + amount };
    }
    case "refunded":
      return refund(servicing, minor(fact.amount), on, journal);
    case "voided":
      journal(on, { kind: "voided", lent: servicing.lentMinor });
      return {
        ...servicing,
        status: "voided",
        closedOn: on,
        plan: null,
        credit: withoutPrincipal(servicing.credit),
        dues: [],
        lentMinor: 0,
      };
    default:
      return servicing;
  }
}

function withoutPrincipal(credit: BilledCredit | null): BilledCredit | null {
  return credit === null ? null : { ...credit, unbilledMinor: 0, feesMinor: 0 };
}

/** The first part is lent on terms; each later one is a tranche of them. */
function disburse(
  state: LoanState,
  servicing: Servicing,
  fact: Disbursed,
  journal: Journal,
): Servicing {
  const places = currencyPlaces(state.currency);
  const amount =
    fact.amount === "all"
      ? state.principalMinor - servicing.lentMinor
      : toMinorUnits(fact.amount, places);
  journal(fact.effectiveOn, { kind: "disbursed", amount });
  if (servicing.credit !== null) return draw(state, servicing, servicing.credit, amount);
  const lent = { ...servicing, status: "active", lentMinor: servicing.lentMinor + amount } as const;
  const { plan, rowsDue } = servicing;
  if (plan === null || rowsDue >= scheduleOf(plan).length) {
    const before = plan === null ? rowsDue : plan.numbersBefore + rowsDue;
    const principal = minorUnitsText(amount, places);
    return { ...lent, plan: planOf(state, servicing, fact, { principal, before }), rowsDue: 0 };
  }
  return lendMore(lent, plan, { on: fact.effectiveOn, amount }, journal);
}

function planOf(
  { currency, annualRatePercent, tenorMonths }: LoanState,
  { repayment }: Servicing,
  { effectiveOn }: Disbursed,
  { principal, before }: { readonly principal: string; readonly before: number },
): RepaymentPlan | null {
  if (isBilled(repayment)) return null;
  return {
    terms: {
      ...repayment,
      currency,
      principal,
      annualRatePercent,
      installments: tenorMonths,
      disbursedOn: effectiveOn,
    },
    changes: [],
    numbersBefore: before,
  };
}

function addCharge(
  servicing: Servicing,
  { sequence, dueOn, effectiveOn }: ChargeAdded,
  amount: number,
  journal: Journal,
): Servicing {
  const { credit, status } = servicing;
  const reopened = status === "closed" ? ({ status: "active", closedOn: null } as const) : {};
  if (credit !== null) {
    const feesMinor = credit.feesMinor + amount;
    return { ...servicing, ...reopened, credit: { ...credit, feesMinor } };
  }
  const due = newDue(servicing.rules, {
    id: `charge ${sequence}`,
    dueOn,
    installment: null,
    charged: { ...nothing, fee: amount },
  });
  journal(effectiveOn, charged(due));
  return {
    ...servicing,
    dues: [...servicing.dues, due],
    ...reopened,
  };
}

/** At most what is unpaid. */
function waive(
  servicing: Servicing,
  { dueId, of, effectiveOn }: ChargeWaived,
  amount: number,
  journal: Journal,
): Servicing {
  const due = servicing.dues.find(({ id }) => id === dueId);
  const given = due === undefined ? 0 : Math.min(amount, unpaidOf(due)[of]);
  if (due === undefined || given === 0) return servicing;
  const amounts = { ...nothing, [of]: given };
  journal(effectiveOn, { kind: "waived", dueId, amounts });
  const waivedPenalty = of === "penalty" ? given : 0;
  const changed = {
    ...due,
    charged: { ...due.charged, [of]: due.charged[of] - given },
    penalty: { ...due.penalty, waivedMinor: due.penalty.waivedMinor + waivedPenalty },
  };
  return {
    ...servicing,
    dues: servicing.dues.map((each) => (each === due ? changed : each)),
    waived: addAmounts(servicing.waived, amounts),
  };
}

function changeRate(
  state: LoanState,
  servicing: Servicing,
  { effectiveOn, annualRatePercent, policy }: RateChanged,
  journal: Journal,
): Servicing {
  const { plan, credit } = servicing;
  if (credit !== null) return rateOfCredit(state, servicing, credit, { annualRatePercent, policy });
  if (plan === null) return servicing;
  const change = { kind: "rate", from: effectiveOn, annualRatePercent, policy } as const;
  return followPlan(servicing, withChange(plan, change), effectiveOn, journal);
}

/**
 * All that is owed, and the principal that is not due yet. What later dues ask for beside it is
 * not charged any more. What is held stays with the borrower.
 */
function writeOff(servicing: Servicing, on: Servicing["asOf"], journal: Journal): Servicing {
  const { plan, rowsDue, dues, refundableMinor, heldMinor } = servicing;
  const ahead = dues.filter((due) => !isPayable(due, on));
  const principalPaidAhead = ahead.reduce((sum, { paid }) => sum + paid.principal, 0);
  const planned = plan === null ? 0 : principalAfter(plan, rowsDue) - principalPaidAhead;
  const later = planned + (servicing.credit?.unbilledMinor ?? 0);
  const unpaid = dues
    .filter((due) => isPayable(due, on) && isUnpaid(due))
    .reduce((sum, due) => addAmounts(sum, unpaidOf(due)), nothing);
  const amounts = byKind((kind) => unpaid[kind] + (kind === "principal" ? later : 0));
  for (const due of ahead) {
    journal(on, { ...charged(due), amounts: subtractAmounts(nothing, unpaidOf(due)) });
  }
  journal(on, { kind: "writtenOff", amounts });
  return {
    ...servicing,
    status: "writtenOff",
    closedOn: on,
    dues: [],
    credit: withoutPrincipal(servicing.credit),
    writtenOff: amounts,
    heldMinor: 0,
    refundableMinor: refundableMinor + heldMinor,
    rowsDue,
  };
}

/** From what is set aside, then from what is held. */
function refund(
  servicing: Servicing,
  amount: number,
  on: Servicing["asOf"],
  journal: Journal,
): Servicing {
  const fromSetAside = Math.min(amount, servicing.refundableMinor);
  const fromHeld = Math.min(amount - fromSetAside, servicing.heldMinor);
  const given = fromSetAside + fromHeld;
  if (totalOf({ ...nothing, fee: given }) === 0) return servicing;
  journal(on, { kind: "refunded", amount: given });
  return {
    ...servicing,
    refundableMinor: servicing.refundableMinor - fromSetAside,
    heldMinor: servicing.heldMinor - fromHeld,
    refundedMinor: servicing.refundedMinor + given,
  };
}
