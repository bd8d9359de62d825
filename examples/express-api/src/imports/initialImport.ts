import type { ImportRun } from "@lendkit/engine";
import { fingerprintFile } from "@lendkit/ingest";
import type { Workbooks } from "../config.ts";
import type { Database } from "../storage/database.ts";
import { type ImportKind, importOrder } from "./importWorkbook.ts";

/**
 * What a start has still to import: all of it on a database without customers, the rest where an
 * import of the same workbooks was killed, else nothing. A database that somebody filled otherwise
 * is left as it is.
 */
export async function pendingImports(
  { store, firstCustomerNumber }: Pick<Database, "store" | "firstCustomerNumber">,
  workbooks: Workbooks,
): Promise<readonly ImportKind[]> {
  const runs = await store.transact((unit) => unit.imports.latestOfEachKind());
  const latest = (kind: ImportKind): ImportRun | undefined => runs.find((run) => run.kind === kind);
  const isOf = async (run: ImportRun, path: string): Promise<boolean> =>
    run.fingerprint === (await fingerprintFile(path));

  const [customers, loans] = [latest("customers"), latest("loans")];
  if (customers === undefined) {
    return (await firstCustomerNumber()) === undefined ? importOrder : [];
  }
  if (customers.status === "completed" && loans?.status === "completed") return [];
  if (!(await isOf(customers, workbooks.customers))) return [];
  if (customers.status === "running") return importOrder;
  return loans === undefined || (await isOf(loans, workbooks.loans)) ? ["loans"] : [];
}
