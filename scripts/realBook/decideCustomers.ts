/**
 * The customers of two workbooks, imported into a store in memory and decided through the
 * use-cases, as a server would.
 *
 * @module
 */
import { join } from "node:path";
import { createMemoryStore } from "@lendkit/adapters-memory";
import {
  createLending,
  creditApproval,
  type Decision,
  type PlainDate,
  plainDate,
} from "@lendkit/engine";
import { type ImportOptions, importCustomers, importLoans } from "@lendkit/ingest";

/** What every customer is taken to ask for. */
export const asked: {
  readonly principal: string;
  readonly annualRatePercent: string;
  readonly tenorMonths: number;
} = { principal: "100000", annualRatePercent: "10", tenorMonths: 12 };

/** The day on which they ask. */
export const asOf: PlainDate = plainDate("2026-11-20");

export interface DecidedCustomer {
  readonly customer: number;
  readonly decision: Decision;
}

/** The highest customer number that is looked for. */
const HIGHEST_NUMBER = 10_000;

/**
 * Decides about every customer of `customer_data.xlsx` with the loans of `loan_data.xlsx`, by
 * customer number.
 *
 * @throws RangeError where rows were rejected, or a customer has a higher number than is looked for
 */
export async function decideCustomers(folder: string): Promise<DecidedCustomer[]> {
  const store = createMemoryStore();
  let ids = 0;
  const now = (): string => `${asOf}T00:00:00.000Z`;
  const newId = (): string => `id-${++ids}`;
  const options: ImportOptions = { currency: creditApproval.currency, asOf, now, newId };
  const customers = await importCustomers(join(folder, "customer_data.xlsx"), store, options);
  const loans = await importLoans(join(folder, "loan_data.xlsx"), store, options);
  const rejected = customers.counts.rejected + loans.counts.rejected;
  if (rejected > 0) throw new RangeError(`${rejected} rows were rejected, expected none.`);

  const lookedFor = Array.from({ length: HIGHEST_NUMBER }, (_, index) => index + 1);
  const found = await store.transact((unit) => unit.customers.findMany({ numbers: lookedFor }));
  if (found.length !== customers.counts.imported) {
    const expected = `the ${customers.counts.imported} that were imported`;
    throw new RangeError(
      `${found.length} customers up to ${HIGHEST_NUMBER}, expected ${expected}.`,
    );
  }
  const clock = { today: () => asOf, now };
  const lending = createLending({ store, product: creditApproval, clock, newId });
  const decided: DecidedCustomer[] = [];
  for (const customer of found.map(({ number }) => number).sort((a, b) => a - b)) {
    const decision = await lending.checkEligibility({ ...asked, customerNumber: customer });
    decided.push({ customer, decision });
  }
  return decided;
}
