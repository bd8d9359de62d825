import type { CustomerRow, RowNote, RowPlace } from "@lendkit/engine";
import { fields } from "@lendkit/engine/schemas";
import { z } from "zod";
import type { CustomerField } from "../columns/customerColumns.ts";
import type { MatchedColumns } from "../columns/matchColumns.ts";
import type { CellValue, SheetRow } from "../read/sheetRow.ts";
import { moneyField, wholeField } from "./numberFields.ts";
import { readRow } from "./readRow.ts";
import type { RowOptions } from "./rowResult.ts";
import { nameField, phoneField } from "./textFields.ts";

type CustomerSchema = z.ZodType<
  Omit<CustomerRow, keyof RowPlace>,
  Readonly<Record<CustomerField, CellValue>>
>;

/** The order of the fields is the order in which faults are reported. */
const customerSchema = (currencyPlaces: number): CustomerSchema =>
  z.object({
    number: wholeField(fields.recordNumber, "a whole number above 0"),
    firstName: nameField,
    lastName: nameField,
    // A file is history: a product's least age is for those who apply now.
    age: wholeField(fields.age, "a whole number of years from 0 to 150"),
    phoneNumber: phoneField,
    monthlyIncome: moneyField("aboveZero", currencyPlaces),
    approvedLimit: moneyField("zeroOrMore", currencyPlaces),
  });

const schemas = new Map<number, CustomerSchema>();

/**
 * A customer as one row of a file states them, or why the row is rejected. Of several faults the
 * first in this order is told: id, first name, last name, age, phone number, salary, limit.
 */
export function customerRow(
  row: SheetRow,
  columns: MatchedColumns<CustomerField>,
  { currencyPlaces }: RowOptions,
): CustomerRow | RowNote {
  const schema = schemas.get(currencyPlaces) ?? customerSchema(currencyPlaces);
  schemas.set(currencyPlaces, schema);
  return readRow(row, columns, schema, ["phoneNumber"]);
}
