import { evolve } from "./evolve.ts";
import type { BillIssued } from "./facts.ts";
import type { LoanState } from "./loanState.ts";

/** A loan whose bills are facts, and those facts. */
export interface IssuedBills {
  /** To be appended; none for a loan with a schedule. */
  readonly facts: readonly BillIssued[];
  readonly state: LoanState;
}

/**
 * Makes facts of the bills that a loan was carried past. They are the same whenever that is done,
 * but for the instant.
 *
 * @example
 * const { facts, state } = issueBills(advance(loan, today), { recordedAt });
 */
export function issueBills(
  carried: LoanState,
  { recordedAt }: { readonly recordedAt: string },
): IssuedBills {
  const { loanId, lastSequence } = carried;
  const facts = (carried.servicing?.credit?.toIssue ?? []).map(
    (bill, index): BillIssued => ({
      loanId,
      sequence: lastSequence + 1 + index,
      version: 1,
      effectiveOn: bill.billedOn,
      bookedOn: bill.billedOn,
      recordedAt,
      commandId: `${loanId} bill ${bill.cycle}`,
      kind: "billIssued",
      bill,
    }),
  );
  return { facts, state: facts.reduce<LoanState>(evolve, carried) };
}
