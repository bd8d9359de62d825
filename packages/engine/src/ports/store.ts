/**
 * What LendKit asks of a storage, as promises. `@lendkit/engine/conformance` has a test for each
 * promise; an adapter passes all of them or is not one.
 *
 * Of every verb: an empty list is answered with an empty one, and changing a value that went in
 * or came out changes nothing that is stored.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import type { DueRow } from "../loan/dueRows.ts";
import type { LoanFact } from "../loan/facts.ts";
import type { LoanState } from "../loan/loanState.ts";
import type { AccountRepository } from "./accountRepository.ts";
import type { ApplicantRepository } from "./applicantRepository.ts";
import type { Customer, NewCustomer } from "./customer.ts";
import type { DayRun, DayRunCounts, DayRunFailure, DueLoanQuery, LoanShard } from "./dayRun.ts";
import type { DueChanges, DueQuery } from "./dueQuery.ts";
import type { ImportRun, ImportRunKey, NewImportRun, RowNote } from "./importRun.ts";
import type { LoanPageQuery } from "./loanPageQuery.ts";
import type { OutboxMessage } from "./outbox.ts";

/** One lender's storage. */
export interface Store {
  /**
   * Runs `work` in one transaction and answers what it answers.
   *
   * - If `work` succeeds, all its writes are there together and last; if it throws, none is, and
   *   what it threw is thrown on as it was.
   * - Until it commits, nobody else sees any of it; the transaction sees its own writes.
   * - A verb that throws has ended the transaction: nothing of it is kept, and if `work` goes on
   *   as if nothing had happened, `transact` throws what the verb threw.
   * - It never runs `work` twice. Whether to try again is the caller's decision.
   *
   * @throws LendkitError `OVERTAKEN`, only where `options` ask for optimistic locking
   */
  transact<T>(work: (unit: UnitOfWork) => Promise<T>, options?: TransactOptions): Promise<T>;

  /**
   * True where each transaction is a part of one that the host has begun and will end. Such a part
   * is not tried again: what it waits for may be held by the host's own transaction.
   */
  readonly withinHostTransaction?: boolean;
}

export interface TransactOptions {
  /**
   * - `pessimistic`, the default: a lock waits for its holder, and holds others up to the end.
   * - `optimistic`: instead of waiting or making others wait, the transaction may end with
   *   `OVERTAKEN`, at any verb or at its end, and keeps nothing then. One that commits has done so
   *   as if its locks had been held. A store may need fewer round trips for it, and may as well
   *   take it as pessimistic.
   */
  readonly locking?: "pessimistic" | "optimistic";
}

/**
 * The repositories inside one transaction; after it has ended they throw `TRANSACTION_ENDED`.
 *
 * Verbs may be called together, before one of them is awaited. They do what they would do one after
 * the other, in the order of the calls; a store may send them to its storage as one.
 */
export interface UnitOfWork {
  readonly customers: CustomerRepository;
  readonly applicants: ApplicantRepository;
  readonly accounts: AccountRepository;
  readonly loans: LoanRepository;
  readonly facts: FactRepository;
  readonly dues: DueRepository;
  readonly idempotency: IdempotencyRepository;
  readonly imports: ImportRepository;
  readonly outbox: OutboxRepository;
  readonly dayRuns: DayRunRepository;
}

export interface CustomerRepository {
  /**
   * Waits for and holds these ids to the end of the transaction, whether or not they exist yet.
   * Ids are taken in one order, so two calls never deadlock on each other. What is read after it
   * includes all that the holder before has committed.
   *
   * @throws LendkitError `DEADLOCK` if this transaction and another wait for each other: exactly
   *   one of the two is ended.
   */
  lock(ids: readonly string[]): Promise<void>;

  find(id: string): Promise<Customer | undefined>;
  findByNumber(number: number): Promise<Customer | undefined>;

  /**
   * Who has one of the numbers or one of the phones, each customer once. In one query, in no
   * given order; numbers and phones that nobody has are left out.
   */
  findMany(by: {
    readonly numbers?: readonly number[];
    readonly phoneNumbers?: readonly string[];
  }): Promise<readonly Customer[]>;

  /**
   * Inserts all or throws, in one query. The answer is in the order given. Numbers that are
   * given here move the sequence past them, never back; then those without a number get the next
   * of the sequence, from 1 on, which is given once only, also when the transaction fails.
   *
   * @throws LendkitError `ALREADY_EXISTS` naming id, number or phoneNumber; an id that an applicant
   *   has is taken too. Of two at once exactly one wins; the other learns it once the first has
   *   committed.
   */
  insert(customers: readonly NewCustomer[]): Promise<readonly Customer[]>;

  /**
   * Replaces these customers, in one query, each one version further; the answer is in the order
   * given.
   *
   * @param customers as loaded, with the changed fields; `version` is the one that was loaded
   * @throws LendkitError `STALE_VERSION` if one was saved by somebody else in between: exactly one
   *   of two writers wins. `ALREADY_EXISTS` for a phone number that another customer has; of two
   *   at once as for an insert.
   */
  save(customers: readonly Customer[]): Promise<readonly Customer[]>;
}

/** A loan as stored: its state, and what only the storage knows. */
export interface StoredLoan {
  readonly state: LoanState;
  /** For people; unique among loans, from a sequence that moves past imported numbers. */
  readonly number: number;
  /** Counts the saves: 1 when inserted. */
  readonly version: number;
  /**
   * The day from which `lockDue` gives it; null for never. Whoever saves a state says it anew; it
   * follows from the state.
   */
  readonly nextActionOn: PlainDate | null;
}

/** A loan to insert; without a `number` the next of the sequence is given. */
export interface NewLoan {
  readonly state: LoanState;
  readonly number?: number;
  /** Default: null. */
  readonly nextActionOn?: PlainDate | null;
}

export interface LoanRepository {
  /**
   * Waits for and holds these ids to the end of the transaction, with all that is promised of
   * `CustomerRepository.lock`. A loan and a customer of one id are held apart.
   *
   * @throws LendkitError `DEADLOCK`
   */
  lock(ids: readonly string[]): Promise<void>;

  find(id: string): Promise<StoredLoan | undefined>;
  findByNumber(number: number): Promise<StoredLoan | undefined>;

  /**
   * Those with one of the ids or one of the numbers, each loan once. In one query, in no given
   * order; ids and numbers that no loan has are left out.
   */
  findMany(by: {
    readonly ids?: readonly string[];
    readonly numbers?: readonly number[];
  }): Promise<readonly StoredLoan[]>;

  /** All loans of these customers, by number, in one query. */
  listByCustomers(customerIds: readonly string[]): Promise<readonly StoredLoan[]>;

  /**
   * Those for which all of the query holds, by number, in one query. The number of the last one is
   * the next call's `afterNumber`.
   *
   * @throws LendkitError `BAD_LOAN_PAGE_QUERY` for a limit below 1, or numbers that are not whole
   */
  listPage(query: LoanPageQuery): Promise<readonly StoredLoan[]>;

  /**
   * Inserts all or throws, in one query, in the order given; numbers as for customers.
   *
   * @throws LendkitError `ALREADY_EXISTS` naming id or number.
   */
  insert(loans: readonly NewLoan[]): Promise<readonly StoredLoan[]>;

  /**
   * Replaces the states of these loans, in one query, each one version further; the answer is in
   * the order given, and numbers stay.
   *
   * @throws LendkitError `STALE_VERSION`: exactly one of two writers wins.
   */
  save(loans: readonly StoredLoan[]): Promise<readonly StoredLoan[]>;

  /** Moves the sequence of numbers so that the next one given is above `number`; never back. */
  moveNumbersPast(number: number): Promise<void>;

  /**
   * Takes loans that are due: holds them to the end of the transaction, as `lock` does, and gives
   * them as the holders before have left them. Two calls at once never give the same loan, and
   * neither waits for the other, nor for a holder of single loans; what a call passes by is given
   * by a later one. With `wait` it waits for holders, and gives what is still due then. Loans that
   * the day's run has set aside are left out, but with `setAside` given alone. In a fixed number
   * of queries.
   *
   * @returns an empty list if nothing is due, or all that was looked at is held by others; with
   *   `wait` only if nothing is due any more
   * @throws LendkitError `BAD_DUE_LOAN_QUERY` for a limit below 1, or a shard that there is not;
   *   `DEADLOCK` with `wait`
   */
  lockDue(query: DueLoanQuery): Promise<readonly StoredLoan[]>;

  /**
   * How many loans are due, held by others or not, without those that the day's run has set aside.
   *
   * @throws LendkitError `BAD_DUE_LOAN_QUERY`
   */
  countDue(asOf: PlainDate, shard?: LoanShard): Promise<number>;
}

export interface FactRepository {
  /**
   * Appends, in one query. There is no verb to change or delete a fact, and an adapter refuses
   * both where its storage can.
   *
   * @throws LendkitError `STALE_VERSION` if a loan already has a fact of that sequence: of two
   *   writers of one sequence exactly one wins.
   */
  append(facts: readonly LoanFact[]): Promise<void>;

  /** All facts of one loan, by sequence. */
  list(loanId: string): Promise<readonly LoanFact[]>;

  /**
   * All facts of these loans, in one query: by loan id, in the order of its code points, then by
   * sequence. Ids that no loan has are left out.
   */
  listMany(loanIds: readonly string[]): Promise<readonly LoanFact[]>;
}

/**
 * What is to be paid of all loans, as rows that follow from their states. Whoever saves a loan
 * replaces its dues in the same transaction, and holds the loan's lock, so that two who do so come
 * one after the other.
 */
export interface DueRepository {
  /**
   * Removes dues, then puts rows in place of those with the same loan and due id or beside them,
   * each in one query. To remove a due that is not there is no error; one that is both removed
   * and put is there.
   *
   * @throws LendkitError `ALREADY_EXISTS` naming id, for two rows of one due in one call.
   */
  replace(changes: DueChanges): Promise<void>;

  /**
   * Those for which all of the query holds, in one query: by due date, loan id and due id, ids in
   * the order of their code points. The place of the last one is the next call's `after`.
   *
   * @throws LendkitError `BAD_DUE_QUERY` for a limit below 1, or numbers that are not whole
   */
  list(query: DueQuery): Promise<readonly DueRow[]>;
}

/**
 * Answers that were given once, by the key under which they were asked for. A key is 1 to 200
 * characters, and another in each character is another key. Every verb throws
 * `BAD_IDEMPOTENCY_KEY` for one that `isIdempotencyKey` does not pass.
 */
export interface IdempotencyRepository {
  /**
   * Waits for and holds the key to the end of the transaction, then gives the answer that is kept
   * for it, if there is one: of two at once the second one sees what the first has committed. A
   * key whose transaction failed, or kept no answer, is as if it had never been claimed.
   *
   * @param fingerprint stands for what was asked, such as the SHA-256 of the payload
   * @throws LendkitError `IDEMPOTENCY_CONFLICT` if the answer was given to another fingerprint;
   *   `DEADLOCK` as for locks.
   */
  claim(key: string, fingerprint: string): Promise<string | undefined>;

  /**
   * Keeps the answer for the key, with the other writes of the transaction.
   *
   * @throws LendkitError `ALREADY_EXISTS` naming key, if it has an answer; that one stays. Of two
   *   at once as for an insert.
   */
  answer(key: string, fingerprint: string, answerText: string): Promise<void>;
}

/** Progress of bulk imports, kept in the same transaction as the rows they brought. */
export interface ImportRepository {
  /** Waits for and holds the imports of this kind to the end of the transaction. */
  lock(kind: ImportRunKey["kind"]): Promise<void>;

  /** The newest run of this file and kind, finished or not. */
  findLatest(key: ImportRunKey): Promise<ImportRun | undefined>;

  /** The newest run of each kind, whatever the file. */
  latestOfEachKind(): Promise<readonly ImportRun[]>;

  /** @throws LendkitError `ALREADY_EXISTS` naming id. */
  start(run: NewImportRun): Promise<ImportRun>;

  /**
   * Replaces the progress of a run.
   *
   * @throws LendkitError `IMPORT_RUN_NOT_FOUND` for one that was not started.
   */
  save(run: ImportRun): Promise<void>;

  /**
   * Appends what is to be said of single rows, in one query.
   *
   * @throws LendkitError `IMPORT_RUN_NOT_FOUND`
   */
  addNotes(runId: string, notes: readonly RowNote[]): Promise<void>;

  /** By row, then in the order they were added. */
  listNotes(runId: string): Promise<readonly RowNote[]>;
}

/**
 * Messages to other systems, written in the transaction of what they tell: they are there if and
 * only if it committed. A reader takes some, hands them on, and removes them in the same
 * transaction, so each is handed on at least once, with its id to tell a second time by.
 */
export interface OutboxRepository {
  /**
   * Puts messages behind those that are there, in the order given, in one query. One whose id was
   * put before is left out, also if it was removed since.
   */
  put(messages: readonly OutboxMessage[]): Promise<void>;

  /**
   * Waits for other readers and holds the place of the reader to the end of the transaction; then
   * gives the oldest messages. Those of one loan come in the order in which the holders of its
   * lock have put them.
   *
   * @param limit the most messages, zero or more
   */
  take(limit: number): Promise<readonly OutboxMessage[]>;

  /** Removes messages, in one query. One that is not there is no error. */
  remove(ids: readonly string[]): Promise<void>;
}

/** The reports of day-ends, one for each day. */
export interface DayRunRepository {
  /**
   * Begins the run of a day, or goes on with it: of several at once one begins it. Begun again
   * after it was finished, it forgets which loans it had set aside, so they are taken up once more.
   */
  begin(asOf: PlainDate, startedAt: string): Promise<DayRun>;

  /**
   * Adds to the counts of a run, in one query and in the transaction of what is counted: of several
   * at once none is lost, and none counts unless its transaction commits.
   *
   * @throws LendkitError `DAY_RUN_NOT_FOUND` for one that was not begun
   */
  add(asOf: PlainDate, counts: DayRunCounts): Promise<void>;

  /**
   * Sets loans aside with what was wrong, in one query, each with one attempt more than before.
   *
   * @throws LendkitError `DAY_RUN_NOT_FOUND`
   */
  setAside(asOf: PlainDate, failures: readonly Omit<DayRunFailure, "attempts">[]): Promise<void>;

  /** Takes loans off the list of those set aside, in one query. */
  settle(asOf: PlainDate, loanIds: readonly string[]): Promise<void>;

  /**
   * Says when the run was finished, unless it was before.
   *
   * @throws LendkitError `DAY_RUN_NOT_FOUND`
   */
  finish(asOf: PlainDate, finishedAt: string): Promise<void>;

  find(asOf: PlainDate): Promise<DayRun | undefined>;

  /**
   * The latest days first.
   *
   * @param limit the most runs, zero or more
   */
  list(limit: number): Promise<readonly DayRun[]>;

  /** Loans that are set aside, by id in the order of its code points. */
  listFailures(asOf: PlainDate): Promise<readonly DayRunFailure[]>;
}
