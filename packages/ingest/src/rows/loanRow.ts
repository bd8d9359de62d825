import type { LoanRow, RowNote, RowPlace } from "@lendkit/engine";
import { fields } from "@lendkit/engine/schemas";
import { z } from "zod";
import type { LoanField } from "../columns/loanColumns.ts";
import type { MatchedColumns } from "../columns/matchColumns.ts";
import type { CellValue, DateSystem, SheetRow } from "../read/sheetRow.ts";
import type { FaultCode } from "./cellField.ts";
import { dateField } from "./dateField.ts";
import { moneyField, rateField, wholeField } from "./numberFields.ts";
import { readRow } from "./readRow.ts";
import type { RowOptions } from "./rowResult.ts";

type LoanValues = Omit<LoanRow, keyof RowPlace>;
type LoanSchema = z.ZodType<LoanValues, Readonly<Record<LoanField, CellValue>>>;

/** The order of the fields is the order in which faults are reported. */
const loanSchema = (currencyPlaces: number, dateSystem: DateSystem): LoanSchema =>
  z
    .object({
      customerNumber: wholeField(fields.recordNumber, "a whole number above 0"),
      number: wholeField(fields.recordNumber, "a whole number above 0"),
      principal: moneyField("aboveZero", currencyPlaces),
      tenorMonths: wholeField(fields.tenorMonths, "a whole number of months from 1 to 600"),
      annualRatePercent: rateField,
      installment: moneyField("aboveZero", currencyPlaces),
      paidOnTime: wholeField(z.int().min(0), "a whole number of installments, 0 or more"),
      startedOn: dateField(dateSystem),
      endsOn: dateField(dateSystem),
    })
    .superRefine(checkTogether);

function checkTogether(loan: LoanValues, context: z.RefinementCtx): void {
  const fault = (field: LoanField, code: FaultCode, message: string): void =>
    context.addIssue({ code: "custom", path: [field], message, params: { code } });
  if (loan.paidOnTime > loan.tenorMonths) {
    const message = `Expected at most the ${loan.tenorMonths} installments of the tenure.`;
    fault("paidOnTime", "PAID_BEYOND_TENOR", message);
  }
  if (loan.endsOn < loan.startedOn) {
    fault("endsOn", "ENDS_BEFORE_START", `Expected ${loan.startedOn}, the loan's start, or later.`);
  }
}

const schemas = new Map<string, LoanSchema>();

/**
 * A loan as one row of a file states it, or why the row is rejected. Of several faults the first
 * in this order is told: customer id, loan id, amount, tenure, rate, installment, EMIs paid on
 * time, start, end; then EMIs beyond the tenure, then an end before the start.
 */
export function loanRow(
  row: SheetRow,
  columns: MatchedColumns<LoanField>,
  { currencyPlaces }: RowOptions,
): LoanRow | RowNote {
  const key = `${currencyPlaces} ${row.dateSystem}`;
  const schema = schemas.get(key) ?? loanSchema(currencyPlaces, row.dateSystem);
  schemas.set(key, schema);
  return readRow(row, columns, schema);
}
