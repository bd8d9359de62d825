/**
 * Fees that are part of the plan, one by one.
 *
 * @module
 */
import { mulDivRound, toMinorUnits } from "@lendkit/engine";
import { type PlanEvents, type PlannedFee, places, type SuiteLoan } from "./account.ts";
import { scheduleOf } from "./installments.ts";
import type { Ledger } from "./ledger.ts";

export type FeesPaid = ReadonlyMap<PlannedFee, Paid>;

interface Paid {
  readonly charged: number;
  readonly paid: number;
}

export function feesAtLending(fees: readonly PlannedFee[], ledger: Ledger): number {
  return fees
    .filter(({ due }) => due === "disbursement")
    .reduce((sum, fee) => sum + feeAtLending(fee, ledger), 0);
}

/** Of all that is lent, of all its interest, or of both. */
function feeAtLending({ of, value }: PlannedFee, { rows }: Ledger): number {
  if (of === "flat") return toMinorUnits(value, places);
  const base = rows.reduce(
    (sum, { principal, interest }) =>
      sum + (of === "interest" ? 0 : principal) + (of === "principal" ? 0 : interest),
    0,
  );
  return mulDivRound(base, toMinorUnits(value, 4), 1_000_000, "halfEven");
}

/** What each fee comes to, and what was paid of it. */
export function feesPaid(
  loan: SuiteLoan,
  plan: Omit<PlanEvents, "charges">,
  ledger: Ledger,
  isLent: boolean,
): FeesPaid {
  const atLending = plan.fees
    .filter(({ due }) => due === "disbursement")
    .map((fee): [PlannedFee, Paid] => {
      const charged = feeAtLending(fee, ledger);
      return [fee, { charged, paid: isLent ? charged : 0 }];
    });
  const every = plan.fees.filter(({ due }) => due === "everyInstallment");
  return new Map([...atLending, ...installmentFeesPaid(loan, plan, every, ledger)]);
}

/** What an installment was paid for fees pays them in the order in which they were added. */
function installmentFeesPaid(
  loan: SuiteLoan,
  plan: Omit<PlanEvents, "charges">,
  fees: readonly PlannedFee[],
  { rows }: Ledger,
): FeesPaid {
  const regular = rows.filter(({ key }) => key.startsWith("installment"));
  const left = regular.map(({ paid }) => paid.fee);
  return new Map(
    fees.map((fee) => {
      const charged = [...scheduleOf(loan, { ...plan, fees: [fee] })].map((row) =>
        toMinorUnits(row.fees, places),
      );
      const paid = charged.reduce((sum, amount, index) => {
        const part = Math.min(amount, left[index] ?? 0);
        left[index] = (left[index] ?? 0) - part;
        return sum + part;
      }, 0);
      return [fee, { charged: charged.reduce((sum, amount) => sum + amount, 0), paid }];
    }),
  );
}
