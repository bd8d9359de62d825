import {
  type AccountEntry,
  type AccountEntryOutcome,
  type AccountKeyTotals,
  type AccountRepository,
  alreadyExists,
  Decimal,
} from "@lendkit/engine";
import { copyEntry } from "./copies.ts";
import { type Database, entryKey } from "./database.ts";
import type { Transaction } from "./transaction.ts";

export function memoryAccounts(
  { accountEntries }: Database,
  transaction: Transaction,
): AccountRepository {
  const view = transaction.view(accountEntries);
  return {
    insert: (entries) =>
      transaction.verb(async () => {
        const keys = entries.map(entryKey);
        if (new Set(keys).size < keys.length) {
          throw alreadyExists({ entity: "account entry", field: "position" });
        }
        await transaction.lock(keys.map((value) => ({ kind: "account entry", value })));
        return entries.map((entry): AccountEntryOutcome => {
          const stored = view.get(entryKey(entry));
          if (stored !== undefined) return saysTheSame(stored, entry) ? "unchanged" : "differs";
          view.put(copyEntry(entry));
          return "inserted";
        });
      }),

    totals: (accountKeys, currency) =>
      transaction.verb(() =>
        accountKeys.map((accountKey) =>
          totalsOf(
            accountKey,
            view.by("accountKey", accountKey).filter((entry) => entry.currency === currency),
          ),
        ),
      ),
  };
}

function saysTheSame(stored: AccountEntry, entry: AccountEntry): boolean {
  return (
    stored.accountKey === entry.accountKey &&
    stored.on === entry.on &&
    stored.kind === entry.kind &&
    stored.currency === entry.currency &&
    stored.amount.eq(entry.amount)
  );
}

/** Decimals have room for a million billion of the largest amounts there are. */
function totalsOf(accountKey: string, entries: readonly AccountEntry[]): AccountKeyTotals {
  const sumOf = (kind: AccountEntry["kind"]): Decimal =>
    entries
      .filter((entry) => entry.kind === kind)
      .reduce((sum, { amount }) => sum.plus(amount), new Decimal(0));
  const [credits, debits] = [sumOf("CREDIT"), sumOf("DEBIT")];
  return { accountKey, credits, debits, balance: credits.minus(debits), count: entries.length };
}
