/**
 * Which accounts an event of a loan's life moves. Amounts are whole minor units.
 *
 * @module
 */
import { type DueAmounts, type DueKind, dueKinds, nothing, subtractAmounts } from "../due/due.ts";
import type { ChargedEvent, JournalEvent } from "../loan/journal.ts";
import type { LedgerAccount } from "./chartOfAccounts.ts";

export interface Movement {
  readonly debit: LedgerAccount;
  readonly credit: LedgerAccount;
  /** Above zero. */
  readonly amount: number;
  readonly dueId: string | null;
}

/** Where what is owed stands. */
const owedAs: Readonly<Record<DueKind, LedgerAccount>> = {
  penalty: "penaltiesReceivable",
  fee: "feesReceivable",
  interest: "interestReceivable",
  principal: "principal",
};

/** Where it is earned. Principal is lent, not earned. */
const earnedAs: Readonly<Record<Exclude<DueKind, "principal">, LedgerAccount>> = {
  penalty: "penaltyIncome",
  fee: "feeIncome",
  interest: "interestIncome",
};

/** Voiding is left out: what it moves depends on all that was posted before. */
export function movementsOf(
  event: Exclude<JournalEvent, { readonly kind: "voided" }>,
): readonly Movement[] {
  switch (event.kind) {
    case "disbursed":
      return move("principal", "cash", event.amount);
    case "takenOver":
      return move("principal", "openingBalances", event.amount);
    case "charged":
      return charge(event);
    case "interestCredited":
      return move("interestIncome", "suspense", event.amount);
    case "capitalized":
      return move("principal", "interestIncome", event.amount);
    case "arrearsCapitalized":
      return move("principal", "interestReceivable", event.amounts.interest, event.dueId);
    case "received":
      return move("cash", "suspense", event.amount);
    case "applied":
      return event.parts.flatMap(({ dueId, amounts }) => settle("suspense", amounts, dueId));
    case "prepaid":
      return move("suspense", "principal", event.amount);
    case "released":
      return settle("suspense", subtractAmounts(nothing, event.amounts), event.dueId);
    case "waived":
      return settle("waivers", event.amounts, event.dueId);
    case "writtenOff":
      return settle("writeOff", event.amounts, null);
    case "recovered":
      return move("cash", "recoveryIncome", event.amount);
    case "refunded":
      return move("suspense", "cash", event.amount);
  }
}

/** None of nothing, and the other way round of an amount below zero. */
function move(
  debit: LedgerAccount,
  credit: LedgerAccount,
  amount: number,
  dueId: string | null = null,
): readonly Movement[] {
  if (amount === 0) return [];
  if (amount < 0) return [{ debit: credit, credit: debit, amount: -amount, dueId }];
  return [{ debit, credit, amount, dueId }];
}

/** An installment's principal is principal before it is due, unless the loan came with it. */
function charge({ amounts, dueId, takenOver }: ChargedEvent): readonly Movement[] {
  return dueKinds.flatMap((kind) => {
    if (takenOver) return move(owedAs[kind], "openingBalances", amounts[kind], dueId);
    if (kind === "principal") return [];
    return move(owedAs[kind], earnedAs[kind], amounts[kind], dueId);
  });
}

/** Takes what is owed off its accounts. */
function settle(
  debit: LedgerAccount,
  amounts: DueAmounts,
  dueId: string | null,
): readonly Movement[] {
  return dueKinds.flatMap((kind) => move(debit, owedAs[kind], amounts[kind], dueId));
}
