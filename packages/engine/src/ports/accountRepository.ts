import type { CurrencyCode } from "../money/currency.ts";
import type { AccountEntry, AccountEntryOutcome, AccountKeyTotals } from "./accountEntry.ts";

/** Transactions of people's accounts with a bank, as files tell them. They are never changed. */
export interface AccountRepository {
  /**
   * Inserts those that are not there, in one query. An entry is known by its source and position, so
   * inserting the same again changes nothing. Of two at once the second waits for the first to end.
   *
   * One more query where another transaction inserted the same meanwhile.
   *
   * @returns what became of each, in the order given
   * @throws LendkitError `ALREADY_EXISTS` naming position, for two of one place in one call
   */
  insert(entries: readonly AccountEntry[]): Promise<readonly AccountEntryOutcome[]>;

  /**
   * What the entries of these keys in this currency come to, exact, in one query, however many
   * entries there are. One for each key in the order given; zero for a key without entries.
   */
  totals(
    accountKeys: readonly string[],
    currency: CurrencyCode,
  ): Promise<readonly AccountKeyTotals[]>;
}
