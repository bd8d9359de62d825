/**
 * Money that comes in: it pays what is due, and the rest of it goes where the loan's rules say.
 *
 * @module
 */
import { addAmounts, nothing, totalOf } from "../due/due.ts";
import { minorUnitsText } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { settle } from "./advance.ts";
import { endCredit, prepayCredit } from "./changeCredit.ts";
import { charged, followPlan, installmentDue, newDue, payFrom, payFromHeld } from "./dues.ts";
import type { PaymentReceived } from "./facts.ts";
import type { Journal } from "./journal.ts";
import type { LoanState, Servicing } from "./loanState.ts";
import { payoffParts, withChargesDue } from "./payoff.ts";
import {
  canPayAhead,
  periodStartOf,
  principalAfter,
  scheduleOf,
  withChange,
} from "./repaymentPlan.ts";

/** A payment with its amount in minor units. */
type MinorPayment = Omit<PaymentReceived, "amount"> & { readonly amount: number };

export function receivePayment(
  state: LoanState,
  before: Servicing,
  { amount, pays, effectiveOn, sequence }: MinorPayment,
  journal: Journal,
): Servicing {
  journal(effectiveOn, { kind: "received", amount });
  let servicing: Servicing = { ...before, heldMinor: before.heldMinor + amount };
  // A fact of the past may have closed the loan before this payment: then it is held.
  if (before.status !== "active") return servicing;
  if (pays === "payoff") servicing = endToday(servicing, sequence, journal);
  if (typeof pays === "object") servicing = payOne(servicing, pays.installment, journal);
  servicing = payFromHeld(servicing, effectiveOn, journal);
  // Money is left only where nothing is due.
  if (servicing.heldMinor > 0) servicing = useExcess(state, servicing, journal);
  return settle(servicing, journal);
}

function useExcess(state: LoanState, servicing: Servicing, journal: Journal): Servicing {
  switch (servicing.rules.excess) {
    case "refund":
      return {
        ...servicing,
        heldMinor: 0,
        refundableMinor: servicing.refundableMinor + servicing.heldMinor,
      };
    case "nextInstallment":
      return payAhead(servicing, journal, "next");
    case "lastInstallment":
      return payAhead(servicing, journal, "last");
    case "reduceTenor":
    case "reduceInstallment":
      return prepay(state, servicing, servicing.rules.excess, journal);
    default:
      return servicing;
  }
}

/** Installments that are not due yet, one after the other, while there is money. */
function payAhead(before: Servicing, journal: Journal, from: "next" | "last"): Servicing {
  const { plan } = before;
  if (plan === null) return before;
  let servicing = before;
  const { length } = scheduleOf(plan);
  for (let step = 0; step < length - before.rowsDue && servicing.heldMinor > 0; step += 1) {
    const index = from === "next" ? before.rowsDue + step : length - 1 - step;
    servicing = payOne(servicing, plan.numbersBefore + index + 1, journal);
  }
  return servicing;
}

/** One installment, also before it is due. */
function payOne(servicing: Servicing, installment: number, journal: Journal): Servicing {
  const { asOf } = servicing;
  const brought = bringForward(servicing, installment, journal);
  return payFrom(brought, asOf, journal, (due) => due.installment === installment);
}

/** Puts an installment that is not due yet among the dues, so that something can be paid of it. */
function bringForward(servicing: Servicing, installment: number, journal: Journal): Servicing {
  const { plan, rowsDue, dues, asOf } = servicing;
  if (plan === null || dues.some((due) => due.installment === installment)) return servicing;
  const index = installment - plan.numbersBefore - 1;
  if (index < rowsDue || index >= scheduleOf(plan).length) return servicing;
  if (!canPayAhead(plan, rowsDue)) return servicing;
  const due = installmentDue(servicing, plan, index);
  if (totalOf(due.charged) === 0) return servicing;
  journal(asOf, charged(due));
  return { ...servicing, dues: [...dues, due] };
}

/** Of the principal that is not due yet, as much as there is money for. */
function prepay(
  state: LoanState,
  servicing: Servicing,
  policy: "reduceTenor" | "reduceInstallment",
  journal: Journal,
): Servicing {
  const { plan, rowsDue, asOf, heldMinor, dues, credit } = servicing;
  if (credit !== null) return prepayCredit(state, servicing, credit, policy, journal);
  if (plan === null || rowsDue >= scheduleOf(plan).length) return servicing;
  if (asOf <= plan.terms.disbursedOn || asOf < periodStartOf(plan, rowsDue)) return servicing;
  const paidAhead = dues
    .filter(({ dueOn }) => dueOn > asOf)
    .reduce((sum, { paid }) => sum + paid.principal, 0);
  const amount = Math.min(heldMinor, principalAfter(plan, rowsDue) - paidAhead);
  if (amount <= 0) return servicing;
  const changed = withChange(plan, {
    kind: "prepayment",
    on: asOf,
    amount: minorUnitsText(amount, currencyPlaces(state.currency)),
    policy,
  });
  journal(asOf, { kind: "prepaid", amount });
  const paid = addAmounts(servicing.paid, { ...nothing, principal: amount });
  const prepaidMinor = servicing.prepaidMinor + amount;
  const prepaid = { ...servicing, heldMinor: heldMinor - amount, paid, prepaidMinor };
  return followPlan(prepaid, changed, asOf, journal);
}

/** What is not due yet becomes due today, with its interest to today. */
function endToday(servicing: Servicing, sequence: number, journal: Journal): Servicing {
  const { asOf, credit } = servicing;
  const { principal, interest, charge } = payoffParts(servicing);
  if (credit !== null) {
    return endCredit(servicing, credit, { sequence, charge: charge - credit.feesMinor }, journal);
  }
  const ended = withChargesDue(followPlan(servicing, null, asOf, journal));
  if (principal + interest + charge === 0) return ended;
  const due = newDue(servicing.rules, {
    id: `payoff ${sequence}`,
    dueOn: asOf,
    installment: null,
    charged: { ...nothing, principal, interest, fee: charge },
  });
  journal(asOf, charged(due));
  return { ...ended, dues: [...ended.dues, due] };
}
