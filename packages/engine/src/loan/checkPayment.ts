/**
 * What a payment may be, by a loan's rules.
 *
 * @module
 */
import { isUnpaid, totalOf } from "../due/due.ts";
import { minorUnitsText } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { arrearsOf, installmentDue, isPayable } from "./dues.ts";
import {
  earlierInstallmentUnpaid,
  overpayment,
  payoffTooSmall,
  unknownInstallment,
} from "./errors.ts";
import type { PaymentReceived } from "./facts.ts";
import type { LoanState, Servicing } from "./loanState.ts";
import { paidAhead, payoffParts, withChargesDue } from "./payoff.ts";
import { canPayAhead, interestTo, principalAfter, rowOf, scheduleOf } from "./repaymentPlan.ts";

/**
 * @param servicing the loan on the day of the payment
 * @param amount minor units, above zero
 * @throws LendkitError `UNKNOWN_INSTALLMENT`, `EARLIER_INSTALLMENT_UNPAID`; `PAYOFF_TOO_SMALL`;
 *   `OVERPAYMENT`
 */
export function checkPayment(
  state: LoanState,
  servicing: Servicing,
  amount: number,
  pays: PaymentReceived["pays"],
): void {
  const text = (minorUnits: number): string =>
    minorUnitsText(minorUnits, currencyPlaces(state.currency));
  if (typeof pays === "object") checkInstallment(servicing, pays.installment);
  if (pays === "payoff") {
    const least = payoffTotal(servicing);
    if (amount < least) throw payoffTooSmall({ found: text(amount), least: text(least) });
  }
  const due = totalOf(arrearsOf(servicing, servicing.asOf)) - servicing.heldMinor;
  if (pays === "dues" && amount <= due) return;
  const most = Math.max(0, mostToPay(servicing, pays));
  if (amount > most) throw overpayment({ found: text(amount), most: text(most) });
}

/** What pays the loan off today, in minor units. */
function payoffTotal(servicing: Servicing): number {
  const { principal, interest, charge } = payoffParts(servicing);
  const arrears = totalOf(arrearsOf(withChargesDue(servicing), servicing.asOf));
  const held = servicing.heldMinor + paidAhead(servicing, servicing.asOf);
  return Math.max(0, arrears + principal + interest + charge - held);
}

/** By the rule for what is more than due: what the loan can use. */
function mostToPay(servicing: Servicing, pays: PaymentReceived["pays"]): number {
  const { excess } = servicing.rules;
  if (excess === "refund") return Number.MAX_SAFE_INTEGER;
  if (pays === "payoff") return payoffTotal(servicing);
  const arrears = totalOf(arrearsOf(servicing, servicing.asOf));
  const named = typeof pays === "object" ? laterInstallment(servicing, pays.installment) : 0;
  if (excess === "refuse") return arrears + named - servicing.heldMinor;
  const { plan, rowsDue, asOf } = servicing;
  if (servicing.credit !== null) return payoffTotal(servicing);
  if (plan === null) return arrears - servicing.heldMinor;
  const later =
    excess === "reduceTenor" || excess === "reduceInstallment"
      ? principalAfter(plan, rowsDue) + interestTo(plan, rowsDue, asOf)
      : remainingPayments(servicing);
  return arrears + later - paidAhead(servicing, asOf) - servicing.heldMinor;
}

function remainingPayments(servicing: Servicing): number {
  const { plan, rowsDue } = servicing;
  if (plan === null) return 0;
  let sum = 0;
  for (let index = rowsDue; index < scheduleOf(plan).length; index += 1) {
    sum += totalOf(installmentDue(servicing, plan, index).charged);
  }
  return sum;
}

/** What is unpaid of an installment that is not due yet; zero for others. */
function laterInstallment(servicing: Servicing, installment: number): number {
  const { plan, dues, asOf } = servicing;
  const known = dues.find((due) => due.installment === installment);
  if (known !== undefined) {
    return !isPayable(known, asOf) ? totalOf(known.charged) - totalOf(known.paid) : 0;
  }
  return plan === null
    ? 0
    : totalOf(installmentDue(servicing, plan, installment - plan.numbersBefore - 1).charged);
}

function checkInstallment(servicing: Servicing, installment: number): void {
  const payable = payableInstallments(servicing);
  if (!payable.includes(installment)) {
    const expected = payable.length === 0 ? "none" : `one of ${ranges(payable)}`;
    throw unknownInstallment({ found: String(installment), expected });
  }
  const [earliest = installment] = payable;
  if (servicing.rules.refuseWhileEarlierUnpaid && earliest < installment) {
    throw earlierInstallmentUnpaid({ installment, earlier: earliest });
  }
}

/** Numbers of installments of which something is unpaid, rising. */
function payableInstallments({ plan, rowsDue, dues }: Servicing): readonly number[] {
  const known = new Map(dues.map((due) => [due.installment, isUnpaid(due)]));
  const open = dues.flatMap((due) =>
    due.installment !== null && isUnpaid(due) ? [due.installment] : [],
  );
  if (plan === null || !canPayAhead(plan, rowsDue)) return open.sort((a, b) => a - b);
  const first = plan.numbersBefore + rowsDue + 1;
  const later = Array.from(
    { length: Math.max(0, scheduleOf(plan).length - rowsDue) },
    (_, index) => ({ number: first + index, payment: rowOf(plan, rowsDue + index).payment }),
  ).flatMap(({ number, payment }) => (payment > 0 && !known.has(number) ? [number] : []));
  return [...open, ...later].sort((a, b) => a - b);
}

/** "1, 3 to 12". */
function ranges(numbers: readonly number[]): string {
  const found: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last !== undefined && last.to === number - 1) last.to = number;
    else found.push({ from: number, to: number });
  }
  return found.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`)).join(", ");
}
