/**
 * The pages that people look at, asked of a store that `storeManyLoans` has filled.
 *
 * @module
 */
import {
  createCreditService,
  createPages,
  createServicing,
  creditService,
  type DuePlace,
  type DuesPageInput,
  emiTracker,
  type LoansPageInput,
  plainDate,
  type Store,
} from "@lendkit/engine";
import { pageDay } from "./loanLives.ts";
import { largeCustomerId, loanOf } from "./manyLoans.ts";

export interface PageRequest {
  readonly page: string;
  /** How many statements it sends, whatever the number of loans. */
  readonly statements: number;
  /** What the page shows, of 1,000 loans as of any more. */
  readonly rows: number;
  /**
   * Answers how many rows the page shows.
   *
   * @param count of loans in the store
   */
  ask(store: Store, count: number): Promise<number>;
}

const LIMIT = 50;

const options = (store: Store) => ({
  store,
  clock: { today: () => pageDay, now: () => `${pageDay}T18:30:00Z` },
  newId: () => "none",
});

async function activeLoans(store: Store, customerId: string): Promise<number> {
  const servicing = createServicing({ ...options(store), product: emiTracker });
  const [summary] = await servicing.dashboard(customerId);
  return summary?.activeLoans ?? 0;
}

async function statementDues(store: Store, loanId: string): Promise<number> {
  const servicing = createServicing({ ...options(store), product: emiTracker });
  return (await servicing.statement(loanId)).dues.length;
}

async function bills(
  store: Store,
  of: { readonly customerId: string; readonly loanId: string },
): Promise<number> {
  const identityKey = new Uint8Array(32).fill(7);
  const lender = createCreditService({ ...options(store), product: creditService, identityKey });
  const { customerId: applicantId, loanId } = of;
  return (await lender.loanStatement({ applicantId, loanId })).bills.length;
}

async function loans(store: Store, input: Omit<LoansPageInput, "limit">): Promise<number> {
  return (await createPages(options(store)).listLoans({ ...input, limit: LIMIT })).loans.length;
}

async function dues(store: Store, input: Omit<DuesPageInput, "limit">): Promise<number> {
  return (await createPages(options(store)).listDues({ ...input, limit: LIMIT })).dues.length;
}

const overdueAt = pageDay;
const month = { from: plainDate("2026-02-01"), to: plainDate("2026-02-28") };
const middle = (count: number): DuePlace => ({
  dueOn: plainDate("2026-02-07"),
  loanId: loanOf("paid in time", count).loanId,
  dueId: "",
});
const customerOf = (count: number): string => loanOf("overdue", count).customerId;

export const pageRequests: readonly PageRequest[] = [
  {
    page: "dashboard of a customer",
    statements: 2,
    // One of its four is closed.
    rows: 3,
    ask: (store, count) => activeLoans(store, customerOf(count)),
  },
  {
    page: "statement of a loan",
    statements: 2,
    rows: 24,
    ask: (store, count) => statementDues(store, loanOf("overdue", count).loanId),
  },
  {
    page: "statement of a billed loan",
    statements: 2,
    // 436 days from 21 November 2024 to the day, of 30 days each.
    rows: 14,
    ask: (store, count) => bills(store, loanOf("billed", count)),
  },
  {
    page: "loans, the first page",
    statements: 1,
    rows: LIMIT,
    ask: (store) => loans(store, {}),
  },
  {
    page: "loans, a page in the middle",
    statements: 1,
    rows: LIMIT,
    ask: (store, count) => loans(store, { after: loanOf("overdue", count).number }),
  },
  {
    page: "loans of a customer",
    statements: 1,
    rows: 4,
    ask: (store, count) => loans(store, { customerId: customerOf(count) }),
  },
  {
    page: "overdue dues, the first page",
    statements: 1,
    rows: LIMIT,
    ask: (store) => dues(store, { overdueAt }),
  },
  {
    page: "dues of a month, the first page",
    statements: 1,
    rows: LIMIT,
    ask: (store) => dues(store, month),
  },
  {
    page: "dues of a month, a page in the middle",
    statements: 1,
    rows: LIMIT,
    ask: (store, count) => dues(store, { ...month, after: middle(count) }),
  },
  {
    page: "dues of a customer",
    statements: 1,
    // Nine installments of the loan that is paid in time, 24 - 6 of the overdue one, 14 - 9 bills.
    rows: 32,
    ask: (store, count) => dues(store, { customerId: customerOf(count) }),
  },
  {
    page: "overdue dues of a customer",
    statements: 1,
    // The installments of 7 June 2025 to 7 January, and the five bills, the last payable by 30 January.
    rows: 13,
    ask: (store, count) => dues(store, { customerId: customerOf(count), overdueAt }),
  },
  {
    page: "loans of a customer of many",
    statements: 1,
    rows: LIMIT,
    ask: (store) => loans(store, { customerId: largeCustomerId }),
  },
  {
    page: "dues of a customer of many loans",
    statements: 1,
    rows: LIMIT,
    ask: (store) => dues(store, { customerId: largeCustomerId }),
  },
  {
    page: "dues of a month of a customer of many loans, a page in the middle",
    statements: 1,
    rows: LIMIT,
    ask: (store, count) =>
      dues(store, { ...month, customerId: largeCustomerId, after: middle(count) }),
  },
];
