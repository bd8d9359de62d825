import { currentDebt } from "../credit/currentDebt.ts";
import { currencyPlaces } from "../money/currency.ts";
import type { RowNote } from "../ports/importRun.ts";
import type { UnitOfWork } from "../ports/store.ts";
import {
  type ImportContext,
  importedCustomerId,
  importedLoanId,
  type LoanRow,
  type RowOutcome,
} from "./importRows.ts";
import { type LoanDesk, openDesk, settle } from "./loanDesk.ts";
import { creditRecord } from "./loanView.ts";

/**
 * Records rows of loans inside a transaction that the caller commits, and sums the debt anew of
 * each customer who got a loan or a new statement of one. Rows are taken one after the other, as
 * if each stood alone, in a number of queries that does not grow with them.
 *
 * - A loan is known by the file's ids of the loan and of the customer. One that is not there yet
 *   is imported, with the file's number where no other loan has it and else the next of the
 *   sequence; move that past the file's numbers first.
 * - A loan whose fields are all equal is unchanged; else it gets a new statement and is updated.
 * - A loan whose number is not the file's has a notice, `NUMBER_SHARED`, that says its number.
 * - Rejected: `DUPLICATE_ID`, two rows here differ about one loan; `NUMBER_TOO_LARGE`; `CUSTOMER_UNKNOWN`, nobody was
 *   imported under the customer's id; `CURRENCY_MISMATCH`; `LOAN_HAS_LIVED_ON`; `LOANS_TOO_LARGE`;
 *   and what `decide` refuses in the terms.
 *
 * @returns one outcome for each row, in the order given
 * @throws LendkitError `ALREADY_EXISTS` if somebody else took a number in between: roll back, and
 *   record the same rows again.
 */
export async function recordLoans(
  unit: UnitOfWork,
  rows: readonly LoanRow[],
  context: ImportContext<LoanRow>,
): Promise<readonly RowOutcome[]> {
  const desk = await load(unit, rows);
  const settled = rows.map((row) => ({ row, outcome: settle(desk, row, context) }));
  const numbers = await write(unit, desk);
  await saveDebts(unit, desk, context);
  return settled.map(({ row, outcome }) => {
    const number = numbers.get(importedLoanId(row)) ?? row.number;
    if (outcome.outcome === "rejected" || number === row.number) return outcome;
    return { ...outcome, note: sharedNumber(row, number, context) };
  });
}

/** The customers are locked first and loaded after, so that nobody lends to them meanwhile. */
async function load(unit: UnitOfWork, rows: readonly LoanRow[]): Promise<LoanDesk> {
  const customerNumbers = [...new Set(rows.map(({ customerNumber }) => customerNumber))];
  const customerIds = customerNumbers.map(importedCustomerId);
  const numbers = [...new Set(rows.map(({ number }) => number))];
  await unit.customers.lock(customerIds);
  const customers = await unit.customers.findMany({ numbers: customerNumbers });
  const loans = await unit.loans.listByCustomers(customerIds);
  const sameNumbers = await unit.loans.findMany({ numbers });
  return openDesk(
    customers,
    loans,
    sameNumbers.map(({ number }) => number),
  );
}

/** The number of each loan that the desk knows, by id. */
async function write(unit: UnitOfWork, desk: LoanDesk): Promise<ReadonlyMap<string, number>> {
  const inserted = desk.added.length > 0 ? await unit.loans.insert(desk.added) : [];
  if (desk.changed.length > 0) await unit.loans.save(desk.changed);
  if (desk.facts.length > 0) await unit.facts.append(desk.facts);
  const known = [...desk.stored.values(), ...inserted];
  return new Map(known.map(({ state, number }) => [state.loanId, number]));
}

async function saveDebts(
  unit: UnitOfWork,
  desk: LoanDesk,
  { asOf, currency }: ImportContext<LoanRow>,
): Promise<void> {
  const places = currencyPlaces(currency);
  const customers = [...desk.customers.values()].flatMap((customer) => {
    const account = desk.accounts.get(customer.id);
    if (!account?.changed) return [];
    const states = [...account.loans.values()];
    const from = (origin: "imported" | "opened") =>
      states.filter((state) => state.origin === origin).map(creditRecord);
    const debt = currentDebt({ imported: from("imported"), opened: from("opened") }, asOf, places);
    return debt.eq(customer.currentDebt) ? [] : [{ ...customer, currentDebt: debt }];
  });
  if (customers.length > 0) await unit.customers.save(customers);
}

function sharedNumber(row: LoanRow, number: number, { headers }: ImportContext<LoanRow>): RowNote {
  return {
    row: row.row,
    sheet: row.sheet,
    severity: "notice",
    code: "NUMBER_SHARED",
    column: headers.number ?? null,
    value: String(row.number),
    reason:
      `Another loan already has the number ${row.number}, so this one, of customer ` +
      `${row.customerNumber}, has the number ${number}.`,
  };
}
