import { type Borrower, borrowerRules } from "./database.ts";
import type { TableView } from "./table.ts";
import type { Transaction } from "./transaction.ts";
import { insertUnique } from "./uniqueRows.ts";

/** Everyone who can have a loan, as one transaction sees them. */
export type BorrowerView = TableView<Borrower, never>;

/**
 * Takes the ids for these people: a customer and an applicant never share one.
 *
 * @throws LendkitError `ALREADY_EXISTS` naming id
 */
export function insertBorrowers(
  transaction: Transaction,
  borrowers: BorrowerView,
  people: readonly Borrower[],
): Promise<void> {
  const unique = { entity: "borrower", rules: borrowerRules, fields: [] } as const;
  const rows = people.map(({ id }) => Object.freeze({ id }));
  return insertUnique(transaction, borrowers, unique, rows);
}
