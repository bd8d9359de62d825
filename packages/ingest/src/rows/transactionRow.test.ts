import { Decimal } from "@lendkit/engine";
import { expect, test } from "vitest";
import { matchColumns } from "../columns/matchColumns.ts";
import { type TransactionField, transactionColumns } from "../columns/transactionColumns.ts";
import type { CellValue } from "../read/sheetRow.ts";
import {
  boolean,
  columnsOf,
  date,
  empty,
  error,
  formula,
  number,
  rowWith,
  text,
} from "./testing/rows.ts";
import { transactionRow } from "./transactionRow.ts";

const sound = {
  user: text("f5abc955-889d-4a17-87b9-45b362eb673b"),
  date: text("2020-10-30"),
  type: text("DEBIT"),
  amount: text("64709"),
};

function read(
  cells: Partial<Record<TransactionField, CellValue>>,
  currencyPlaces = 2,
): ReturnType<typeof transactionRow> {
  const row = rowWith(transactionColumns, sound, cells);
  return transactionRow(row, columnsOf(transactionColumns), { currencyPlaces });
}

test("a sound row is a transaction with its place", () => {
  expect(read({})).toEqual({
    sheet: "Sheet1",
    row: 7,
    user: "f5abc955-889d-4a17-87b9-45b362eb673b",
    date: "2020-10-30",
    type: "DEBIT",
    amount: new Decimal(64_709),
  });
});

test.each<[TransactionField, CellValue, unknown]>([
  ["user", text("  ñ-東 \u00a0"), "ñ-東"],
  ["user", number(123_456_789_012), "123456789012"],
  ["user", text("x".repeat(100)), "x".repeat(100)],
  ["date", date("2020-02-29"), "2020-02-29"],
  ["date", text(" 2020-02-29 "), "2020-02-29"],
  ["type", text(" credit"), "CREDIT"],
  ["type", text("Debit "), "DEBIT"],
  ["amount", text("0"), new Decimal(0)],
  ["amount", text("0.10"), new Decimal("0.1")],
  ["amount", number(12.5), new Decimal("12.5")],
])("%s of %o is taken", (field, cell, value) => {
  expect(read({ [field]: cell })).toMatchObject({ [field]: value });
});

test.each<[TransactionField, CellValue, string, string]>([
  ["user", empty, "CELL_EMPTY", "id of the account's holder"],
  ["user", text("x".repeat(101)), "OUT_OF_RANGE", "1 to 100 characters"],
  ["user", text("=cmd|' /C calc'!A0"), "CELL_IS_FORMULA", "formula"],
  ["user", formula("=A1"), "CELL_IS_FORMULA", "formula"],
  ["user", text("a\nb"), "UNPRINTABLE_TEXT", "control characters"],
  ["user", boolean, "NOT_TEXT", "as text"],
  ["date", text("30/10/2020"), "NOT_A_DATE", "could be two days"],
  ["date", text("2021-02-29"), "NOT_A_DATE", "such as 2021-11-08"],
  ["date", text("2020-10-30T09:30:00"), "DATE_HAS_TIME", "Remove the time"],
  ["type", text("REFUND"), "OUT_OF_RANGE", "CREDIT or DEBIT"],
  ["type", text("C"), "OUT_OF_RANGE", "CREDIT or DEBIT"],
  ["type", empty, "CELL_EMPTY", "CREDIT or DEBIT"],
  ["amount", text("-1"), "OUT_OF_RANGE", "0 or more"],
  ["amount", text("1,000"), "NOT_A_NUMBER", "thousands separators"],
  ["amount", text("1e3"), "NOT_A_NUMBER", "as a number"],
  ["amount", text("1.005"), "TOO_PRECISE", "not rounded in silence"],
  ["amount", text("90071992547409.92"), "OUT_OF_RANGE", "at most 90071992547409.91"],
  ["amount", error, "CELL_IS_ERROR", "error of the spreadsheet"],
])("%s of %o is rejected as %s", (field, cell, code, words) => {
  const note = read({ [field]: cell });
  const header = columnsOf(transactionColumns).byField.get(field)?.header;
  const reason = expect.stringContaining(words);
  expect(note).toMatchObject({ severity: "rejected", row: 7, code, column: header, reason });
});

test("of several faults the first in the order user, date, type, amount is told", () => {
  expect(read({ amount: text("x"), date: text("x") })).toMatchObject({ column: "Date" });
});

test("amounts have the decimals of their currency", () => {
  expect(read({ amount: text("0.5") }, 0)).toMatchObject({ code: "TOO_PRECISE" });
  expect(read({ amount: text("0.125") }, 3)).toMatchObject({ amount: new Decimal("0.125") });
});

test("a rejection hides the digits of an id, which may be a national number", () => {
  const note = read({ user: text("=123456789012") });
  expect(note).toMatchObject({ value: "=********9012" });
});

test.each([
  [["user", "date", "transaction_type", "amount"]],
  [["Transaction User ID", "Transaction Date", "Type", "Transaction amount"]],
  [["AADHAAR_NUMBER", "posted on", "Credit/Debit", "Amount"]],
])("the headers %j are known", (headers) => {
  const cells = headers.map(text);
  const matched = matchColumns({ sheet: "S", row: 1, cells, dateSystem: 1900 }, transactionColumns);
  expect([...matched.byField.values()].map(({ header }) => header)).toEqual(headers);
});
