import { type CustomerRow, recordCustomers } from "@lendkit/engine";
import type { ImportSource } from "./importSource.ts";

/** The customers of a file, however it is read. */
export function customerSource(
  fingerprint: string,
  open: ImportSource<CustomerRow>["open"],
): ImportSource<CustomerRow> {
  return {
    kind: "customers",
    fingerprint,
    open,
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
    prepare: async () => {},
    record: recordCustomers,
  };
}
