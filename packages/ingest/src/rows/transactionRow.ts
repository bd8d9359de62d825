import type { AccountTransaction, RowNote, RowPlace, TransactionType } from "@lendkit/engine";
import { z } from "zod";
import type { MatchedColumns } from "../columns/matchColumns.ts";
import type { TransactionField } from "../columns/transactionColumns.ts";
import { isUnprintable } from "../read/inertText.ts";
import { type CellValue, cellText, type SheetRow } from "../read/sheetRow.ts";
import { cellField, formulaFault } from "./cellField.ts";
import { dateField } from "./dateField.ts";
import { moneyField } from "./numberFields.ts";
import { readRow } from "./readRow.ts";
import type { RowOptions } from "./rowResult.ts";

type TransactionSchema = z.ZodType<
  AccountTransaction,
  Readonly<Record<TransactionField, CellValue>>
>;

const userExpected = "the id of the account's holder, of 1 to 100 characters";

/** An opaque id, without spaces at its ends; case counts. */
const userField: z.ZodType<string, CellValue> = cellField(userExpected, (cell) => {
  if (cell.kind !== "text" && cell.kind !== "number") {
    const reason = `Expected ${userExpected}. Format the cell as text and type it again.`;
    return { code: "NOT_TEXT", reason };
  }
  const user = cellText(cell).trim();
  if (user.length > 100) return { code: "OUT_OF_RANGE", reason: `Expected ${userExpected}.` };
  if (user.startsWith("=")) return formulaFault(userExpected);
  if (isUnprintable(user)) {
    const reason = `Expected ${userExpected} without line breaks or other control characters.`;
    return { code: "UNPRINTABLE_TEXT", reason };
  }
  // A copy of its own: a part of a text keeps the whole row in memory with it.
  return { value: Buffer.from(user).toString() };
});

/** In capitals or not. */
const typeField: z.ZodType<TransactionType, CellValue> = cellField("CREDIT or DEBIT", (cell) => {
  const type = cellText(cell).trim().toUpperCase();
  if (type === "CREDIT" || type === "DEBIT") return { value: type };
  return { code: "OUT_OF_RANGE", reason: "Expected CREDIT or DEBIT." };
});

/** The order of the fields is the order in which faults are reported. */
const transactionSchema = (currencyPlaces: number, row: SheetRow): TransactionSchema =>
  z.object({
    user: userField,
    date: dateField(row.dateSystem),
    type: typeField,
    // Its direction is told by the type; with a sign it would be told twice.
    amount: moneyField("zeroOrMore", currencyPlaces),
  });

const schemas = new Map<string, TransactionSchema>();

/**
 * An account transaction as one row of a file states it, or why the row is rejected. Of several
 * faults the first in this order is told: user, date, type, amount.
 */
export function transactionRow(
  row: SheetRow,
  columns: MatchedColumns<TransactionField>,
  { currencyPlaces }: RowOptions,
): (AccountTransaction & RowPlace) | RowNote {
  const key = `${currencyPlaces} ${row.dateSystem}`;
  const schema = schemas.get(key) ?? transactionSchema(currencyPlaces, row);
  schemas.set(key, schema);
  // Some banks' files know a user by a national number.
  return readRow(row, columns, schema, ["user"]);
}
