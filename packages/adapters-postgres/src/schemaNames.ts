import { badSchemaName } from "./errors.ts";

/** The schema used where none is named. */
export const DEFAULT_SCHEMA = "lendkit";

/** What LendKit's things are called in SQL: quoted, with the schema. */
export interface SchemaNames {
  /** As given. */
  readonly schema: string;
  readonly quotedSchema: string;
  readonly customers: string;
  readonly applicants: string;
  readonly borrowers: string;
  readonly accountTransactions: string;
  readonly loans: string;
  readonly loanFacts: string;
  readonly loanDues: string;
  readonly servicingTerms: string;
  readonly idempotencyKeys: string;
  readonly importRuns: string;
  readonly importNotes: string;
  readonly outbox: string;
  readonly dayRuns: string;
  readonly dayRunFailures: string;
  readonly migrations: string;
  readonly giveNumbers: string;
  readonly holdKey: string;
  readonly holdLoans: string;
  readonly holdKeyAndLoan: string;
  readonly recordFact: string;
  readonly readKeyAndLoan: string;
  readonly recordFactIfUnchanged: string;
  /** As SQL literals of type `regclass`. */
  readonly customerNumbers: string;
  readonly applicantNumbers: string;
  readonly loanNumbers: string;
}

/** PostgreSQL cuts a longer name off in silence, and keeps `pg_` for itself. */
const allowed = /^(?!pg_)[A-Za-z_][A-Za-z0-9_]{0,62}$/;

/** What follows from a schema's names alone, such as a statement's text, made once for each. */
export function perSchema<T extends object>(
  make: (names: SchemaNames) => T,
): (names: SchemaNames) => T {
  const made = new WeakMap<SchemaNames, T>();
  return (names) => {
    const known = made.get(names) ?? make(names);
    made.set(names, known);
    return known;
  };
}

/** @throws LendkitError `BAD_SCHEMA_NAME` */
export function schemaNames(schema: string): SchemaNames {
  if (!allowed.test(schema)) throw badSchemaName({ found: schema });
  const named = (name: string): string => `"${schema}".${name}`;
  return {
    schema,
    quotedSchema: `"${schema}"`,
    customers: named("customers"),
    applicants: named("applicants"),
    borrowers: named("borrowers"),
    accountTransactions: named("account_transactions"),
    loans: named("loans"),
    loanFacts: named("loan_facts"),
    loanDues: named("loan_dues"),
    servicingTerms: named("servicing_terms"),
    idempotencyKeys: named("idempotency_keys"),
    importRuns: named("import_runs"),
    importNotes: named("import_notes"),
    outbox: named("outbox"),
    dayRuns: named("day_runs"),
    dayRunFailures: named("day_run_failures"),
    migrations: named("lendkit_migrations"),
    giveNumbers: named("give_numbers"),
    holdKey: named("hold_key"),
    holdLoans: named("hold_loans"),
    holdKeyAndLoan: named("hold_key_and_loan"),
    recordFact: named("record_fact"),
    readKeyAndLoan: named("read_key_and_loan"),
    recordFactIfUnchanged: named("record_fact_if_unchanged"),
    applicantNumbers: `'${named("applicant_numbers")}'::regclass`,
    customerNumbers: `'${named("customer_numbers")}'::regclass`,
    loanNumbers: `'${named("loan_numbers")}'::regclass`,
  };
}
