import type {
  AccountRepository,
  ApplicantRepository,
  CustomerRepository,
  DayRunRepository,
  DueRepository,
  FactRepository,
  IdempotencyRepository,
  ImportRepository,
  LoanRepository,
  OutboxRepository,
  Store,
  UnitOfWork,
} from "@lendkit/engine";

/** A store with one promise broken on purpose, to see that the conformance kit notices. */
export interface BrokenStore {
  readonly fault: string;
  readonly breaks: (store: Store) => Store;
  /** Parts of the names of tests that must fail on it; others may fail as well. */
  readonly caughtBy: readonly string[];
}

/** Makes the units of work differ from those of the store. */
export function withUnit(store: Store, change: (unit: UnitOfWork) => Partial<UnitOfWork>): Store {
  return { transact: (work) => store.transact((unit) => work({ ...unit, ...change(unit) })) };
}

type Change<Repository> = (repository: Repository, unit: UnitOfWork) => Partial<Repository>;

export function withCustomers(store: Store, change: Change<CustomerRepository>): Store {
  return withUnit(store, (unit) => ({
    customers: { ...unit.customers, ...change(unit.customers, unit) },
  }));
}

export function withApplicants(store: Store, change: Change<ApplicantRepository>): Store {
  return withUnit(store, (unit) => ({
    applicants: { ...unit.applicants, ...change(unit.applicants, unit) },
  }));
}

export function withAccounts(store: Store, change: Change<AccountRepository>): Store {
  return withUnit(store, (unit) => ({
    accounts: { ...unit.accounts, ...change(unit.accounts, unit) },
  }));
}

export function withLoans(store: Store, change: Change<LoanRepository>): Store {
  return withUnit(store, (unit) => ({ loans: { ...unit.loans, ...change(unit.loans, unit) } }));
}

export function withFacts(store: Store, change: Change<FactRepository>): Store {
  return withUnit(store, (unit) => ({ facts: { ...unit.facts, ...change(unit.facts, unit) } }));
}

export function withDues(store: Store, change: Change<DueRepository>): Store {
  return withUnit(store, (unit) => ({ dues: { ...unit.dues, ...change(unit.dues, unit) } }));
}

export function withIdempotency(store: Store, change: Change<IdempotencyRepository>): Store {
  return withUnit(store, (unit) => ({
    idempotency: { ...unit.idempotency, ...change(unit.idempotency, unit) },
  }));
}

export function withImports(store: Store, change: Change<ImportRepository>): Store {
  return withUnit(store, (unit) => ({
    imports: { ...unit.imports, ...change(unit.imports, unit) },
  }));
}

export function withOutbox(store: Store, change: Change<OutboxRepository>): Store {
  return withUnit(store, (unit) => ({ outbox: { ...unit.outbox, ...change(unit.outbox, unit) } }));
}

export function withDayRuns(store: Store, change: Change<DayRunRepository>): Store {
  return withUnit(store, (unit) => ({
    dayRuns: { ...unit.dayRuns, ...change(unit.dayRuns, unit) },
  }));
}
