/**
 * As many loans as a test wants, made in the database: a few dozen lives are lived in memory, and each
 * is copied under other ids. So every loan has facts, a snapshot and dues that belong together.
 *
 * @module
 */
import { canonicalJson, type LoanFact, type StoredLoan, termsOfSnapshot } from "@lendkit/engine";
import { arrayLiteral } from "../arrayLiteral.ts";
import { bulk, type Column } from "../bulk.ts";
import { customerTable } from "../customerTable.ts";
import { dueColumns } from "../dueRows.ts";
import { loanTable } from "../loanTable.ts";
import { type SchemaNames, schemaNames } from "../schemaNames.ts";
import type { Queryable, TransactionSource } from "../transactionSource.ts";
import { LIVED_BY, LIVES, type LoanKind, liveAll, loanKinds, padded } from "./loanLives.ts";
import { sampleCustomer } from "./samples.ts";

const LOANS_OF_A_CUSTOMER = 4;
/** Has the last fifth of all loans. */
export const largeCustomerId = "customer-0000000";

/** Ids of the loan of a kind that stands nearest to the middle of so many. */
export function loanOf(
  kind: LoanKind,
  count: number,
): { readonly loanId: string; readonly customerId: string; readonly number: number } {
  const lives = Math.floor(count / 2 / LIVES) * LIVES;
  const number = lives + loanKinds.indexOf(kind) + 1;
  const customer = Math.ceil(number / LOANS_OF_A_CUSTOMER);
  return { loanId: padded("loan", number), customerId: padded("customer", customer), number };
}

/**
 * Fills an empty schema with `count` loans, numbered from 1, of a customer for every four and of one
 * who has many, and tells the planner what is there. Only for a server's superuser: foreign keys are
 * not checked.
 */
export async function storeManyLoans(
  source: TransactionSource,
  schema: string,
  count: number,
): Promise<void> {
  const { loans, facts, dues } = await liveAll();
  const lifeOf = new Map(loans.map(({ state }, at) => [state.loanId, at]));
  const life = (loanId: string): string => String(lifeOf.get(loanId));
  const names = schemaNames(schema);
  const { columns: loanColumns } = loanTable(names);
  await source.transaction(async (connection) => {
    await connection.query("SET LOCAL session_replication_role = replica");
    await insertCustomers(connection, schema, Math.ceil(count / LOANS_OF_A_CUSTOMER));
    const copy = <Value>(table: string, columns: readonly Column<Value>[], of: Lives<Value>) =>
      insertCopies(connection, table, columns, of, count);
    await copy(names.loans, loanColumns, {
      values: loans,
      life: ({ state }) => life(state.loanId),
      loanId: "given.id",
      changed: {
        id: NEW_LOAN,
        number: "n",
        customer_id: newCustomer(count),
        snapshot: "given.snapshot",
      },
    });
    await copy(names.loanFacts, factColumns, {
      values: facts,
      life: ({ loanId }) => life(loanId),
      loanId: "given.loan_id",
      changed: { loan_id: NEW_LOAN, fact: "given.fact" },
    });
    await copy(names.loanDues, dueColumns, {
      values: dues,
      life: ({ loanId }) => life(loanId),
      loanId: "given.loan_id",
      changed: { loan_id: NEW_LOAN, customer_id: newCustomer(count) },
    });
    await insertTerms(connection, names, loans);
    const tables = [names.customers, names.loans, names.loanFacts, names.loanDues];
    await connection.query(`ANALYZE ${tables.join(", ")}`);
  });
}

const NEW_LOAN = "'loan-' || lpad(n::text, 7, '0')";

/** Of a copy, as SQL. */
const newCustomer = (count: number): string =>
  `CASE WHEN n > ${count} * 0.8 THEN '${largeCustomerId}'
   ELSE 'customer-' || lpad(ceil(n / ${LOANS_OF_A_CUSTOMER}.0)::text, 7, '0') END`;

interface Lives<Value> {
  readonly values: readonly Value[];
  /** Which of the lives a value is of. */
  readonly life: (value: Value) => string;
  /** The column that holds the loan's id, of `given`. */
  readonly loanId: string;
  /** Columns that a copy has otherwise, as SQL; in JSON text the ids are put in place. */
  readonly changed: Readonly<Record<string, string>>;
}

async function insertCopies<Value>(
  connection: Queryable,
  table: string,
  columns: readonly Column<Value>[],
  { values, life, loanId, changed }: Lives<Value>,
  count: number,
): Promise<void> {
  const withLife: readonly Column<Value>[] = [
    ...columns,
    { name: "life", type: "integer", text: life },
  ];
  const given = bulk(withLife, values);
  const selected = columns.map(({ name }) => {
    const sql = changed[name] ?? `given.${name}`;
    if (sql !== `given.${name}` || changed[name] === undefined) return sql;
    return `replace(replace(${sql}, ${loanId}, ${NEW_LOAN}), '${LIVED_BY}', ${newCustomer(count)})`;
  });
  await connection.query(
    `INSERT INTO ${table} (${columns.map(({ name }) => name).join(", ")})
     SELECT ${selected.join(", ")} FROM generate_series(1, $${given.params.length + 1}::integer) AS n
     JOIN ${given.source} ON given.life = (n - 1) % ${LIVES}`,
    [...given.params, count],
  );
}

async function insertTerms(
  connection: Queryable,
  { servicingTerms }: SchemaNames,
  loans: readonly StoredLoan[],
): Promise<void> {
  const named = new Map(
    loans.flatMap(({ state }) => {
      const { hash, terms } = termsOfSnapshot(state) ?? {};
      return hash === undefined || terms === undefined ? [] : [[hash, canonicalJson(terms)]];
    }),
  );
  await connection.query(
    `INSERT INTO ${servicingTerms} SELECT * FROM unnest($1::text[], $2::text[])`,
    [arrayLiteral([...named.keys()]), arrayLiteral([...named.values()])],
  );
}

async function insertCustomers(
  connection: Queryable,
  schema: string,
  count: number,
): Promise<void> {
  const names = schemaNames(schema);
  const { columns } = customerTable(names);
  const given = bulk(columns, [sampleCustomer(1)]);
  const changed: Readonly<Record<string, string>> = {
    id: "'customer-' || lpad(n::text, 7, '0')",
    number: "n + 1",
    phone_number: "(7000000000 + n)::text",
  };
  const selected = columns.map(({ name }) => changed[name] ?? `given.${name}`);
  await connection.query(
    `INSERT INTO ${names.customers} (${given.names})
     SELECT ${selected.join(", ")}
     FROM ${given.source}, generate_series(0, $${given.params.length + 1}::integer) AS n`,
    [...given.params, count],
  );
  await connection.query(
    `INSERT INTO ${names.borrowers} (id, kind) SELECT id, 'customer' FROM ${names.customers}`,
  );
}

const factColumns: readonly Column<LoanFact>[] = [
  { name: "loan_id", type: "text", text: ({ loanId }) => loanId },
  { name: "sequence", type: "bigint", text: ({ sequence }) => String(sequence) },
  { name: "kind", type: "text", text: ({ kind }) => kind },
  { name: "effective_on", type: "date", text: ({ effectiveOn }) => effectiveOn },
  { name: "command_id", type: "text", text: ({ commandId }) => commandId },
  { name: "fact", type: "text", text: canonicalJson },
];
