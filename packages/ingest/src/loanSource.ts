import { type LoanRow, recordLoans } from "@lendkit/engine";
import type { ImportSource } from "./importSource.ts";
import { type RowIdentity, scanRows } from "./scanRows.ts";

/** The loans of a file, however it is read. */
export function loanSource(
  fingerprint: string,
  open: ImportSource<LoanRow>["open"],
): ImportSource<LoanRow> {
  return {
    kind: "loans",
    fingerprint,
    open,
    scan: (pass, signal) => scanRows(rowIdentity, pass, signal),
    prepare: (unit, highestNumber) => unit.loans.moveNumbersPast(highestNumber),
    record: recordLoans,
  };
}

const rowIdentity: RowIdentity<LoanRow> = {
  identity: ({ number, customerNumber }) => `loan id ${number} of customer ${customerNumber}`,
  content: (row) =>
    JSON.stringify([
      row.principal.toString(),
      row.tenorMonths,
      row.annualRatePercent.toString(),
      row.installment.toString(),
      row.paidOnTime,
      row.startedOn,
      row.endsOn,
    ]),
};
