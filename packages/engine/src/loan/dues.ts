/**
 * A serviced loan's dues: how they arise, change and are paid.
 *
 * @module
 */
import { addDays, daysBetween, type PlainDate } from "../calendar/plainDate.ts";
import { type CheckedPenaltyRule, checkPenaltyRule, penaltyOf } from "../charge/penalty.ts";
import {
  addAmounts,
  byKind,
  type DueAmounts,
  inOrder,
  isUnpaid,
  nothing,
  subtractAmounts,
  totalOf,
  unpaidOf,
} from "../due/due.ts";
import { currencyPlaces } from "../money/currency.ts";
import { toSafe } from "../money/minorUnits.ts";
import { payDues, sumOfParts } from "../repayment/waterfall.ts";
import type { ChargedEvent, Journal } from "./journal.ts";
import type { LoanDue, LoanState, Servicing } from "./loanState.ts";
import { canPayAhead, type RepaymentPlan, rowOf, scheduleOf } from "./repaymentPlan.ts";
import type { ServicingRules } from "./servicingRules.ts";

export function newDue(
  rules: ServicingRules,
  due: Pick<LoanDue, "id" | "dueOn" | "payableFrom" | "installment" | "charged">,
): LoanDue {
  const graceDays = rules.penalty === null ? 0 : uncountedDays(rules.penalty);
  return {
    ...due,
    paid: nothing,
    penalty: {
      onceMinor: null,
      amountDays: 0,
      countedTo: graceDays === 0 ? due.dueOn : addDays(due.dueOn, graceDays),
      waivedMinor: 0,
    },
  };
}

function uncountedDays({
  graceDays,
  graceDaysCount,
}: NonNullable<ServicingRules["penalty"]>): number {
  return graceDaysCount ? 0 : graceDays;
}

/** What an installment of the plan asks for, without a penalty. */
export function installmentDue(servicing: Servicing, plan: RepaymentPlan, index: number): LoanDue {
  const { principal, interest, fees: fee, dueOn } = rowOf(plan, index);
  const installment = plan.numbersBefore + index + 1;
  const charged = { fee, interest, penalty: 0, principal };
  return newDue(servicing.rules, { id: `installment ${installment}`, dueOn, installment, charged });
}

/** The day on which an unpaid due begins to bear a penalty. */
export function penalDay(rules: ServicingRules, { dueOn }: Pick<LoanDue, "dueOn">): PlainDate {
  return addDays(dueOn, (rules.penalty?.graceDays ?? 0) + 1);
}

/** What of a due bears a penalty. */
export function penalBase({ penalty }: ServicingRules, due: LoanDue): number {
  const { principal, interest } = unpaidOf(due);
  return principal + (penalty?.on === "principal" ? 0 : interest);
}

/** Counts what is overdue up to a day, on which nothing has been paid yet. */
export function countOverdue(servicing: Servicing, to: PlainDate): Servicing {
  const { rules, dues } = servicing;
  if (rules.penalty === null) return servicing;
  return {
    ...servicing,
    dues: dues.map((due) => {
      const base = penalBase(rules, due);
      const days = due.penalty.countedTo < to ? daysBetween(due.penalty.countedTo, to) : 0;
      const crossed = due.penalty.onceMinor === null && penalDay(rules, due) <= to;
      if (days === 0 && !crossed) return due;
      const added = BigInt(due.penalty.amountDays) + BigInt(base) * BigInt(days);
      return {
        ...due,
        penalty: {
          ...due.penalty,
          onceMinor: crossed ? base : due.penalty.onceMinor,
          amountDays: toSafe(added, "The overdue amount, summed over days"),
          countedTo: days > 0 ? to : due.penalty.countedTo,
        },
      };
    }),
  };
}

/** Charges penalties so far; what was charged before is not taken back. */
export function chargePenalties(
  { currency }: Pick<LoanState, "currency">,
  servicing: Servicing,
  on: PlainDate,
  journal: Journal,
): Servicing {
  const { penalty } = servicing.rules;
  if (penalty === null) return servicing;
  const rule = checkedRule(penalty, currencyPlaces(currency));
  let left = rule.mostPerLoan - servicing.settledPenaltyMinor;
  for (const due of servicing.dues) left -= assessed(due);
  const dues = servicing.dues.map((due) => {
    const before = assessed(due);
    const { onceMinor, amountDays } = due.penalty;
    const exposure = { once: onceMinor ?? 0, amountDays };
    const added = Math.max(0, penaltyOf(rule, exposure, left + before) - before);
    if (added === 0) return due;
    left -= added;
    const { id: dueId, dueOn, installment } = due;
    const amounts = { ...nothing, penalty: added };
    journal(on, { kind: "charged", dueId, dueOn, installment, amounts, takenOver: false });
    return { ...due, charged: addAmounts(due.charged, amounts) };
  });
  return { ...servicing, dues };
}

const checkedRules = new WeakMap<object, CheckedPenaltyRule>();

export function checkedRule(
  rule: NonNullable<ServicingRules["penalty"]>,
  places: number,
): CheckedPenaltyRule {
  const known = checkedRules.get(rule);
  if (known !== undefined) return known;
  const checked = checkPenaltyRule(rule, places);
  checkedRules.set(rule, checked);
  return checked;
}

/** The penalty of a due before what was waived of it. */
function assessed({ charged, penalty }: LoanDue): number {
  return charged.penalty + penalty.waivedMinor;
}

/** Installments of the plan that are due by a day become dues. */
export function fallDue(servicing: Servicing, on: PlainDate, journal: Journal): Servicing {
  const { plan } = servicing;
  if (plan === null) return servicing;
  const { length } = scheduleOf(plan);
  let { rowsDue, dues } = servicing;
  while (rowsDue < length && rowOf(plan, rowsDue).dueOn <= on) {
    const { capitalized } = rowOf(plan, rowsDue);
    if (capitalized > 0) journal(on, { kind: "capitalized", amount: capitalized });
    const due = installmentDue(servicing, plan, rowsDue);
    if (!dues.some(({ id }) => id === due.id) && totalOf(due.charged) > 0) {
      dues = [...dues, due];
      journal(on, charged(due));
    }
    rowsDue += 1;
  }
  return { ...servicing, rowsDue, dues };
}

export function charged(due: LoanDue, takenOver = false): ChargedEvent {
  const { id: dueId, dueOn, installment, charged: amounts } = due;
  return { kind: "charged", dueId, dueOn, installment, amounts, takenOver };
}

/** True from the day on which a due is asked for: when it is due, or when its bill was issued. */
export function isPayable({ dueOn, payableFrom = dueOn }: LoanDue, on: PlainDate): boolean {
  return payableFrom <= on;
}

/** Pays what is due by a day from the money that is held. */
export function payFromHeld(servicing: Servicing, on: PlainDate, journal: Journal): Servicing {
  if (servicing.heldMinor === 0) return servicing;
  return payFrom(servicing, on, journal, (due) => isPayable(due, on));
}

/** Pays some dues from the money that is held, due or not. */
export function payFrom(
  servicing: Servicing,
  on: PlainDate,
  journal: Journal,
  which: (due: LoanDue) => boolean,
): Servicing {
  const { dues, heldMinor, rules, paid } = servicing;
  const chosen = dues.filter(which);
  const last = inOrder(chosen).at(-1)?.dueOn ?? on;
  const result = payDues(chosen, heldMinor, rules.waterfall, last);
  if (result.parts.length === 0) return servicing;
  journal(on, { kind: "applied", parts: result.parts, steps: result.steps });
  const after = new Map(result.dues.map((due) => [due.id, due]));
  return {
    ...servicing,
    dues: dues.map((due) => after.get(due.id) ?? due),
    heldMinor: result.rest,
    paid: addAmounts(paid, sumOfParts(result.parts)),
  };
}

/** Takes dues off the list that have fallen due and are paid. */
export function settlePaid(servicing: Servicing, on: PlainDate): Servicing {
  const isOpen = (due: LoanDue): boolean => !isPayable(due, on) || isUnpaid(due);
  if (servicing.dues.every(isOpen)) return servicing;
  const settled = servicing.dues.filter((due) => !isOpen(due));
  return {
    ...servicing,
    dues: servicing.dues.filter(isOpen),
    settledPenaltyMinor: settled.reduce(
      (sum, due) => sum + assessed(due),
      servicing.settledPenaltyMinor,
    ),
  };
}

/**
 * Makes installments that were paid in advance follow a changed plan: what is paid too much of
 * them is held again.
 *
 * @param plan null where no installment is to come any more
 */
export function followPlan(
  servicing: Servicing,
  plan: RepaymentPlan | null,
  on: PlainDate,
  journal: Journal,
): Servicing {
  let { heldMinor, paid } = servicing;
  const paidAhead = plan !== null && canPayAhead(plan, servicing.rowsDue) ? plan : undefined;
  const dues = servicing.dues.flatMap((due) => {
    if (due.installment === null || due.dueOn <= on) return [due];
    const planned = paidAhead && plannedDue(servicing, paidAhead, due.installment);
    const released = byKind((kind) => Math.max(0, due.paid[kind] - (planned?.charged[kind] ?? 0)));
    if (totalOf(released) > 0) {
      heldMinor += totalOf(released);
      paid = subtractAmounts(paid, released);
      journal(on, { kind: "released", dueId: due.id, amounts: released });
    }
    const left = subtractAmounts(due.paid, released);
    const kept = planned === undefined || totalOf(left) === 0 ? undefined : planned;
    const amounts = subtractAmounts(kept?.charged ?? nothing, due.charged);
    journal(on, { ...charged(due), amounts });
    return kept === undefined ? [] : [{ ...kept, paid: left }];
  });
  return { ...servicing, plan, dues, heldMinor, paid };
}

function plannedDue(
  servicing: Servicing,
  plan: RepaymentPlan,
  installment: number,
): LoanDue | undefined {
  const index = installment - plan.numbersBefore - 1;
  return index < scheduleOf(plan).length ? installmentDue(servicing, plan, index) : undefined;
}

/** What is unpaid of what is asked for by a day. */
export function arrearsOf({ dues }: Servicing, asOf: PlainDate): DueAmounts {
  return dues
    .filter((due) => isPayable(due, asOf))
    .reduce((sum, due) => addAmounts(sum, unpaidOf(due)), nothing);
}
