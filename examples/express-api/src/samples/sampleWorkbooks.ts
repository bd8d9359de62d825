import { fileURLToPath } from "node:url";
import type { Workbooks } from "../config.ts";

/** The samples that an empty database is filled from when no workbooks are configured. */
export const sampleWorkbooks: Workbooks = {
  customers: fileURLToPath(new URL("../../samples/customers.xlsx", import.meta.url)),
  loans: fileURLToPath(new URL("../../samples/loans.xlsx", import.meta.url)),
};
