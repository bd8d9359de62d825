/**
 * One batch of a day-end, in one transaction: loans are taken, carried forward and stored with
 * what borrowers are told and what is counted. One that cannot be carried is set aside.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import { isLendkitError } from "../errors.ts";
import { type CarriedForward, carryToLastAction } from "../loan/carryForward.ts";
import type { Reminders } from "../loan/notices.ts";
import {
  type DayRunCounts,
  type DayRunFailure,
  type DueLoanQuery,
  noCounts,
} from "../ports/dayRun.ts";
import type { Store, StoredLoan, UnitOfWork } from "../ports/store.ts";
import { type LoanChange, messagesOf, storeLoans } from "./storeLoans.ts";
import { type TryAgain, transactAgain } from "./transactAgain.ts";

export interface BatchContext {
  readonly store: Store;
  readonly asOf: PlainDate;
  readonly recordedAt: string;
  readonly reminders: Reminders;
  readonly tryAgain: TryAgain;
}

type Failure = Omit<DayRunFailure, "attempts">;

/**
 * @returns how many loans were taken
 * @throws what the storage throws when trying again did not help
 */
export async function runDayBatch(
  context: BatchContext,
  query: Omit<DueLoanQuery, "asOf">,
): Promise<number> {
  const { store, asOf, tryAgain } = context;
  let taken: readonly string[] = [];
  try {
    return await transactAgain(
      store,
      async (unit) => {
        const loans = await unit.loans.lockDue({ ...query, asOf });
        taken = loans.map(({ state }) => state.loanId);
        await carryAll(unit, context, loans, query.setAside === true);
        return loans.length;
      },
      tryAgain,
    );
  } catch (error) {
    if (taken.length === 0 || mayPass(error)) throw error;
    for (const loanId of taken) await runAlone(context, loanId, query.setAside === true);
    return taken.length;
  }
}

/** What the storage refuses of one loan keeps the others of its batch from being stored. */
async function runAlone(context: BatchContext, loanId: string, again: boolean): Promise<void> {
  const { store, asOf, tryAgain } = context;
  try {
    await transactAgain(
      store,
      async (unit) => {
        await unit.loans.lock([loanId]);
        const loan = await unit.loans.find(loanId);
        const isDue = loan?.nextActionOn != null && loan.nextActionOn <= asOf;
        if (isDue) await carryAll(unit, context, [loan], again);
      },
      tryAgain,
    );
  } catch (error) {
    if (mayPass(error)) throw error;
    const failure = failureOf(loanId, error);
    await transactAgain(store, (unit) => unit.dayRuns.setAside(asOf, [failure]), tryAgain);
  }
}

async function carryAll(
  unit: UnitOfWork,
  context: BatchContext,
  loans: readonly StoredLoan[],
  again: boolean,
): Promise<void> {
  if (loans.length === 0) return;
  const { asOf, reminders } = context;
  const changes: LoanChange[] = [];
  const failures: Failure[] = [];
  let counts = noCounts;
  for (const loan of loans) {
    try {
      const carried = carryToLastAction(loan.state, asOf, context);
      const { state, facts, notices } = carried;
      changes.push({ loan, state, facts, messages: messagesOf(facts, notices) });
      counts = counted(counts, loan, carried);
    } catch (error) {
      failures.push(failureOf(loan.state.loanId, error));
    }
  }
  await storeLoans(unit, changes, reminders);
  await unit.dayRuns.setAside(asOf, failures);
  const carriedIds = changes.map(({ state }) => state.loanId);
  if (again) await unit.dayRuns.settle(asOf, carriedIds);
  await unit.dayRuns.add(asOf, counts);
}

function counted(
  counts: DayRunCounts,
  { state: before }: StoredLoan,
  { state, facts, notices }: CarriedForward,
): DayRunCounts {
  const of = (kind: string): number => notices.filter((notice) => notice.kind === kind).length;
  const rowsDue = (state.servicing?.rowsDue ?? 0) - (before.servicing?.rowsDue ?? 0);
  return {
    loans: counts.loans + (state === before ? 0 : 1),
    bills: counts.bills + facts.filter(({ kind }) => kind === "billIssued").length,
    dues: counts.dues + rowsDue,
    overdue: counts.overdue + of("overdue"),
    buckets: counts.buckets + of("bucketChanged"),
    closed: counts.closed + of("closed"),
    notices: counts.notices + notices.length,
  };
}

/** Nothing is wrong with a loan where the storage is out of reach. */
function mayPass(error: unknown): boolean {
  return isLendkitError(error) && error.retryable;
}

/** The longest message that is kept. */
const MOST_CHARACTERS = 500;

function failureOf(loanId: string, error: unknown): Failure {
  const code = isLendkitError(error) ? error.code : "UNEXPECTED";
  const message = isLendkitError(error) ? error.message : String(error);
  return { loanId, code, message: message.slice(0, MOST_CHARACTERS) };
}
