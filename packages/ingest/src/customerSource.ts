import { type CustomerRow, recordCustomers } from "@lendkit/engine";
import type { ImportSource } from "./importSource.ts";
import { type RowIdentity, scanRows } from "./scanRows.ts";

/** The customers of a file, however it is read. */
export function customerSource(
  fingerprint: string,
  open: ImportSource<CustomerRow>["open"],
): ImportSource<CustomerRow> {
  return {
    kind: "customers",
    fingerprint,
    open,
    scan: (pass, signal) => scanRows(rowIdentity, pass, signal),
    prepare: async () => {},
    record: recordCustomers,
  };
}

const rowIdentity: RowIdentity<CustomerRow> = {
  identity: ({ number }) => `customer id ${number}`,
  content: (row) =>
    JSON.stringify([
      row.firstName,
      row.lastName,
      row.age,
      row.phoneNumber,
      row.monthlyIncome.toString(),
      row.approvedLimit.toString(),
    ]),
};
