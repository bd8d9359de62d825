import { createMemoryStore } from "@lendkit/adapters-memory";
import { expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import type { Store } from "../ports/store.ts";
import type { RowOutcome } from "./importRows.ts";
import {
  recordTransactions,
  type TransactionContext,
  type TransactionRow,
} from "./recordTransactions.ts";

const transaction = (row: number, changes: Partial<TransactionRow> = {}): TransactionRow => ({
  row,
  sheet: "bank.csv",
  user: "U-1",
  date: plainDate("2020-02-29"),
  type: "CREDIT",
  amount: "100.50",
  ...changes,
});

const record = (
  store: Store,
  rows: readonly TransactionRow[],
  changes: Partial<TransactionContext> = {},
): Promise<readonly RowOutcome[]> =>
  store.transact((unit) =>
    recordTransactions(unit, rows, {
      currency: "INR",
      headers: { user: "User ID" },
      source: "5".repeat(64),
      accountKey: (user) => user,
      ...changes,
    }),
  );

/** Row, outcome and code. */
const inShort = (outcomes: readonly RowOutcome[]): readonly string[] =>
  outcomes.map(({ row, outcome, note }) => [row, outcome, note?.code ?? ""].join(" ").trim());

test("every row has one outcome, in the order given, and a refused one stops no other", async () => {
  const store = createMemoryStore();
  await record(store, [transaction(2), transaction(3)]);
  const outcomes = await record(store, [
    transaction(9),
    transaction(4, { amount: "0.001" }),
    transaction(3),
    transaction(5, { amount: "90071992547409.92" }),
    transaction(2, { type: "DEBIT" }),
    transaction(6, { amount: 0, user: "U-2" }),
  ]);
  expect(inShort(outcomes)).toEqual([
    "9 imported",
    "4 rejected AMOUNT_TOO_PRECISE",
    "3 unchanged",
    "5 rejected AMOUNT_TOO_LARGE",
    "2 rejected TRANSACTION_DIFFERS",
    "6 imported",
  ]);
  expect(outcomes[4]?.note).toEqual({
    row: 2,
    sheet: "bank.csv",
    severity: "rejected",
    code: "TRANSACTION_DIFFERS",
    column: null,
    value: null,
    reason:
      "This row of this file was recorded before, with another account key, date, type, currency " +
      "or amount, and that stays. Import with the currency and the account keys of the first time.",
  });
  const totals = await store.transact((unit) => unit.accounts.totals(["U-1", "U-2"], "INR"));
  expect(totals.map(({ balance, count }) => `${balance} ${count}`)).toEqual(["301.5 3", "0 1"]);
});

test("rows are kept under the account key, and a key that changed is told", async () => {
  const store = createMemoryStore();
  const accountKey = (user: string): string => `hash of ${user}`;
  await record(store, [transaction(2)], { accountKey });
  expect(inShort(await record(store, [transaction(2)], { accountKey }))).toEqual(["2 unchanged"]);
  expect(inShort(await record(store, [transaction(2)]))).toEqual([
    "2 rejected TRANSACTION_DIFFERS",
  ]);
  const totals = await store.transact((unit) => unit.accounts.totals(["hash of U-1"], "INR"));
  expect(totals[0]?.count).toBe(1);
});

test("no rows are no outcomes", async () => {
  expect(await record(createMemoryStore(), [])).toEqual([]);
});
