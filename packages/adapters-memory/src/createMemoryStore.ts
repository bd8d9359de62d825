import type { Store, UnitOfWork } from "@lendkit/engine";
import { memoryAccounts } from "./accounts.ts";
import { memoryApplicants } from "./applicants.ts";
import { memoryCustomers } from "./customers.ts";
import { type Database, emptyDatabase } from "./database.ts";
import { memoryDayRuns } from "./dayRuns.ts";
import { memoryDues } from "./dues.ts";
import { memoryFacts } from "./facts.ts";
import { memoryIdempotency } from "./idempotency.ts";
import { memoryImports } from "./imports.ts";
import { memoryLoans } from "./loans.ts";
import { memoryOutbox } from "./outbox.ts";
import { Transaction } from "./transaction.ts";

/**
 * An empty store in memory, for tests, demos and what-ifs. It keeps every promise of the port
 * but one: its writes last as long as the process.
 *
 * Transactions run side by side, read what is committed at that moment (the isolation that
 * PostgreSQL calls read committed), and wait for each other's locks. Of two that wait for each
 * other, the one whose wait closes the ring is ended with `DEADLOCK`, at once.
 *
 * Whether a loan's customer, or the loan of a fact or a due, is there is not checked, nor
 * whether the amounts of a due add up.
 *
 * @throws LendkitError `TRANSACTION_ENDED` from a verb that is called after its transaction;
 *   `IMPORT_RUN_NOT_FOUND` for progress or notes of a run that was not started.
 *
 * @example
 * const store = createMemoryStore();
 * await store.transact((unit) => unit.customers.findByNumber(1)); //=> undefined
 */
export function createMemoryStore(): Store {
  const database = emptyDatabase();
  return {
    async transact(work, options) {
      const transaction = new Transaction(database.locks, options);
      try {
        const answer = await work(unitOfWork(database, transaction));
        await transaction.commit();
        return answer;
      } catch (error) {
        await transaction.rollBack();
        throw error;
      }
    },
  };
}

function unitOfWork(database: Database, transaction: Transaction): UnitOfWork {
  const borrowers = transaction.view(database.borrowers);
  return {
    customers: memoryCustomers(database, transaction, borrowers),
    applicants: memoryApplicants(database, transaction, borrowers),
    accounts: memoryAccounts(database, transaction),
    loans: memoryLoans(database, transaction),
    facts: memoryFacts(database, transaction),
    dues: memoryDues(database, transaction),
    idempotency: memoryIdempotency(database, transaction),
    imports: memoryImports(database, transaction),
    outbox: memoryOutbox(database, transaction),
    dayRuns: memoryDayRuns(database, transaction),
  };
}
