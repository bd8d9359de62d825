/**
 * A book of billed credits for day-ends, as large as wanted: thirty are opened and lent one a day,
 * by the use-cases, and the others copied from them in the database under ids of their own.
 *
 * @module
 */
import {
  addDays,
  createServicing,
  creditService,
  type PlainDate,
  plainDate,
  type Store,
} from "@lendkit/engine";
import { loanTable } from "../loanTable.ts";
import { schemaNames } from "../schemaNames.ts";
import type { Queryable, TransactionSource } from "../transactionSource.ts";
import { sampleCustomer } from "./samples.ts";

/** The first loan is lent on it, and the last thirtieth of the book 29 days later. */
export const bookBegins: PlainDate = plainDate("2024-01-31");

/** Days of a billing cycle, so that a thirtieth of the book is billed each day. */
export const COHORTS = 30;

/** Days from the first on which a loan is billed; the whole book is billed once in each thirty. */
export const billingDays = (count: number): readonly PlainDate[] =>
  Array.from({ length: count }, (_, day) => addDays(bookBegins, COHORTS + day));

/** Days on which a thirtieth of the book is billed, and nothing else happens: reminders come later. */
export const daysOfBillsAlone: readonly PlainDate[] = billingDays(12);

/**
 * Fills an empty store with `count` loans, each of a customer of its own. Only for a server's
 * superuser, since foreign keys are not checked while copying. A server that runs for longer tidies
 * up by itself: `VACUUM (ANALYZE)` makes up for it.
 *
 * @param store of that schema
 * @param count 30 or more
 */
export async function storeBook(
  source: TransactionSource,
  schema: string,
  store: Store,
  count: number,
): Promise<void> {
  await storeFirst(store);
  const names = schemaNames(schema);
  const { customers, borrowers, loans, loanFacts } = names;
  await source.transaction(async (connection) => {
    await connection.query("SET LOCAL session_replication_role = replica");
    const copy = (table: string, columns: readonly string[], changed: Changed) =>
      copyFirst(connection, table, columns, changed, count);
    await copy(customers, customerColumns, {
      template: "one.number",
      id: customerOf,
      number: "n",
      phone_number: "(7000000000 + n)::text",
    });
    await copy(borrowers, ["id", "kind"], {
      template: "right(one.id, 7)::integer",
      id: customerOf,
    });
    await copy(loans, [...loanTable(names).columns.map(({ name }) => name), "version"], {
      template: "one.number",
      id: loanOf,
      number: "n",
      customer_id: customerOf,
      snapshot: renamed("one.snapshot"),
    });
    await copy(loanFacts, factColumns, {
      template: "right(one.loan_id, 7)::integer",
      loan_id: loanOf,
      fact: renamed("one.fact"),
    });
  });
}

const numbered = (what: string, n: number): string => `${what}-${String(n).padStart(7, "0")}`;

/** One loan a day. Their amounts differ, so their bills do. */
export async function storeFirst(store: Store): Promise<void> {
  for (let n = 1; n <= COHORTS; n += 1) {
    const customerId = numbered("customer", n);
    await store.transact((unit) => unit.customers.insert([sampleCustomer(n, { id: customerId })]));
    const today = addDays(bookBegins, n - 1);
    let ids = 0;
    const servicing = createServicing({
      store,
      product: creditService,
      clock: { today: () => today, now: () => `${today}T09:30:00Z` },
      newId: () => {
        ids += 1;
        return ids === 1 ? numbered("loan", n) : `command-${n}-${ids}`;
      },
    });
    const principal = 3000 + 61 * n;
    await servicing.open({ customerId, principal, annualRatePercent: 18, tenorMonths: 12 });
  }
}

/** What a copy has otherwise, as SQL over a template `one` and the copy's number `n`. */
interface Changed {
  /** The template's number. */
  readonly template: string;
  readonly [column: string]: string;
}

async function copyFirst(
  connection: Queryable,
  table: string,
  columns: readonly string[],
  changed: Changed,
  count: number,
): Promise<void> {
  const selected = columns.map((column) => changed[column] ?? `one.${column}`);
  await connection.query(
    `INSERT INTO ${table} (${columns.join(", ")})
     SELECT ${selected.join(", ")}
     FROM generate_series(${COHORTS + 1}, $1::text::integer) AS n
     JOIN ${table} AS one ON ${changed.template} = (n - 1) % ${COHORTS} + 1 ORDER BY n`,
    [String(count)],
  );
}

const idOf = (what: string, n: string): string => `'${what}-' || lpad((${n})::text, 7, '0')`;
const loanOf = idOf("loan", "n");
const customerOf = idOf("customer", "n");

/** JSON of a template with the copy's ids. */
function renamed(json: string): string {
  const template = `(n - 1) % ${COHORTS} + 1`;
  const withLoan = `replace(${json}, ${idOf("loan", template)}, ${loanOf})`;
  return `replace(${withLoan}, ${idOf("customer", template)}, ${customerOf})`;
}

const customerColumns: readonly string[] = [
  "id",
  "number",
  "origin",
  "first_name",
  "last_name",
  "phone_number",
  "age",
  "currency",
  "monthly_income",
  "approved_limit",
  "current_debt",
];

const factColumns: readonly string[] = [
  "loan_id",
  "sequence",
  "kind",
  "effective_on",
  "command_id",
  "fact",
];
