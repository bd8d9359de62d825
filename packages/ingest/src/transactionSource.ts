import { recordTransactions, type TransactionRow } from "@lendkit/engine";
import type { ImportSource, RowPass, RowScan } from "./importSource.ts";

/**
 * The account transactions of a file, however it is read. Rows are told apart by their place alone:
 * a person may spend the same amount twice in a day.
 */
export function transactionSource(
  fingerprint: string,
  open: ImportSource<TransactionRow>["open"],
  accountKey: (user: string) => string,
): ImportSource<TransactionRow> {
  return {
    kind: "transactions",
    fingerprint,
    open,
    scan: countRows,
    prepare: async () => {},
    record: (unit, rows, { currency, headers }) =>
      recordTransactions(unit, rows, { currency, headers, accountKey, source: fingerprint }),
  };
}

/** Counts and keeps nothing, so that memory does not grow with the file. */
async function countRows(
  { rows }: RowPass<TransactionRow>,
  signal: AbortSignal | undefined,
): Promise<RowScan<TransactionRow>> {
  let total = 0;
  for await (const _row of rows) {
    signal?.throwIfAborted();
    total += 1;
  }
  return { total, highestNumber: 0, contradiction: () => undefined };
}
