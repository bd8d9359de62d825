import type { Store } from "@lendkit/engine";
import { accountRepository } from "./accountRepository.ts";
import { applicantRepository } from "./applicantRepository.ts";
import { customerRepository } from "./customerRepository.ts";
import { dayRunRepository } from "./dayRunRepository.ts";
import { dueRepository } from "./dueRepository.ts";
import { factRepository } from "./factRepository.ts";
import { idempotencyRepository } from "./idempotencyRepository.ts";
import { importRepository } from "./importRepository.ts";
import { loanCalls } from "./loanCalls.ts";
import { loanRepository } from "./loanRepository.ts";
import { hasLoneStatements, optimistic } from "./optimistic.ts";
import { outboxRepository } from "./outboxRepository.ts";
import { DEFAULT_SCHEMA, schemaNames } from "./schemaNames.ts";
import { inTransaction } from "./session.ts";
import { Latest, type StoredTerms } from "./sharedTerms.ts";
import { pessimistic } from "./statement.ts";
import type { TransactionSource } from "./transactionSource.ts";

export interface PostgresStoreOptions {
  /** One lender's schema, as `migrate` made it; "lendkit" by default. */
  readonly schema?: string;
}

/**
 * One lender's storage in PostgreSQL 14 or later, on connections that stay the host's.
 *
 * After a verb has failed, the transaction ends with that error, also if the caller caught it.
 *
 * @throws LendkitError `BAD_SCHEMA_NAME`. Its transactions throw what the ports promise, and
 *   `NOT_MIGRATED`, `STORAGE_UNAVAILABLE`; any other error of the database comes out as it was.
 *
 * @example
 * const source = fromPool(new Pool({ connectionString }));
 * await migrate(source);
 * const store = createPostgresStore(source);
 */
export function createPostgresStore(
  source: TransactionSource,
  { schema = DEFAULT_SCHEMA }: PostgresStoreOptions = {},
): Store {
  const names = schemaNames(schema);
  const { withinHostTransaction = false } = source;
  const asOneCall = loanCalls(names);
  const stored: StoredTerms = new Latest();
  const transactions = {
    pessimistic: pessimistic(source),
    optimistic: hasLoneStatements(source) ? optimistic(source) : pessimistic(source),
  };
  return {
    withinHostTransaction,
    transact: (work, { locking = "pessimistic" } = {}) =>
      inTransaction(
        transactions[locking],
        (session) =>
          work({
            customers: customerRepository(session, names),
            applicants: applicantRepository(session, names),
            accounts: accountRepository(session, names),
            loans: loanRepository(session, names, stored),
            facts: factRepository(session, names),
            dues: dueRepository(session, names),
            idempotency: idempotencyRepository(session, names),
            imports: importRepository(session, names),
            outbox: outboxRepository(session, names),
            dayRuns: dayRunRepository(session, names),
          }),
        asOneCall,
      ),
  };
}
