import type { PlainDate } from "../calendar/plainDate.ts";
import { totalOf } from "../due/due.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { installmentDue } from "./dues.ts";
import type { LoanDue, LoanState, Servicing } from "./loanState.ts";
import { type RepaymentPlan, scheduleOf } from "./repaymentPlan.ts";

/** A due, or an installment to come, as it is stored to be listed. Amounts are minor units. */
export interface DueRow {
  readonly loanId: string;
  readonly dueId: string;
  readonly customerId: string;
  readonly currency: CurrencyCode;
  /** Null for a charge of its own. */
  readonly installment: number | null;
  readonly dueOn: PlainDate;
  /** What is asked for, by kind. */
  readonly penalty: number;
  readonly fee: number;
  readonly interest: number;
  readonly principal: number;
  readonly paid: number;
  readonly unpaid: number;
}

/** All that a loan has to be paid from its day on: its open dues, and its installments to come. */
export function dueRows(state: LoanState): readonly DueRow[] {
  const { servicing } = state;
  return servicing === null ? [] : duesToPay(servicing).map((due) => dueRow(state, due));
}

/** The same as dues. */
export function duesToPay(servicing: Servicing): readonly LoanDue[] {
  const { plan, rowsDue, dues, status } = servicing;
  if (status !== "active") return [];
  const known = new Set(dues.map(({ id }) => id));
  const later = plan === null ? [] : installmentsFrom(servicing, plan, rowsDue);
  return [...dues, ...later.filter(({ id, charged }) => !known.has(id) && totalOf(charged) > 0)];
}

function installmentsFrom(
  servicing: Servicing,
  plan: RepaymentPlan,
  rowsDue: number,
): readonly LoanDue[] {
  const left = Math.max(0, scheduleOf(plan).length - rowsDue);
  return Array.from({ length: left }, (_, index) =>
    installmentDue(servicing, plan, rowsDue + index),
  );
}

function dueRow({ loanId, customerId, currency }: LoanState, due: LoanDue): DueRow {
  const { id: dueId, installment, dueOn, charged } = due;
  const paid = totalOf(due.paid);
  const unpaid = totalOf(charged) - paid;
  return { loanId, dueId, customerId, currency, installment, dueOn, ...charged, paid, unpaid };
}
