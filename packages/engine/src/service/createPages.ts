import { addDays, datesOutOfOrder, plainDate } from "../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../errors.ts";
import type { DueRow } from "../loan/dueRows.ts";
import { fromMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import type { DuePlace, DueQuery } from "../ports/dueQuery.ts";
import { loanLine } from "./loanLine.ts";
import type {
  DueLine,
  DuesPage,
  DuesPageInput,
  LoansPage,
  LoansPageInput,
  Pages,
  PagesOptions,
} from "./pages.ts";

const MOST_ON_A_PAGE = 200;

export const badPageLimit: ErrorType<{ readonly found: number; readonly most: number }> = errorType(
  "BAD_PAGE_LIMIT",
  {
    kind: "invalid",
    message: ({ found, most }) =>
      `limit is ${found}, expected a whole number from 1 to ${most}. Ask for the rest page by page.`,
  },
);

/**
 * The lists of a lender's loans and dues over a store, whatever products the loans are of. It keeps
 * no state of its own.
 *
 * @example
 * const pages = createPages({ store, clock });
 * const first = await pages.listLoans({ limit: 50 });
 * if (first.next !== null) await pages.listLoans({ limit: 50, after: first.next });
 */
export function createPages(options: PagesOptions): Pages {
  return {
    listLoans: async (input) => listLoans(options, input),
    listDues: async (input) => listDues(options, input),
  };
}

async function listLoans(
  { store, clock }: PagesOptions,
  { limit, after, customerId, asOf: day }: LoansPageInput,
): Promise<LoansPage> {
  checkLimit(limit);
  const asOf = plainDate(day ?? clock.today(), "asOf");
  const found = await store.transact((unit) =>
    unit.loans.listPage({
      ...(customerId === undefined ? {} : { customerId }),
      ...(after === undefined ? {} : { afterNumber: after }),
      limit: limit + 1,
    }),
  );
  const { page, last } = pageOf(found, limit);
  return { asOf, loans: page.map((loan) => loanLine(loan, asOf)), next: last?.number ?? null };
}

async function listDues({ store }: PagesOptions, input: DuesPageInput): Promise<DuesPage> {
  checkLimit(input.limit);
  const query = dueQuery(input);
  const found = await store.transact((unit) => unit.dues.list(query));
  const { page, last } = pageOf(found, input.limit);
  return { dues: page.map(dueLine), next: last === undefined ? null : placeOf(last) };
}

/** One row more is asked for than the page holds: if it is there, so is another page. */
function pageOf<Row>(
  found: readonly Row[],
  limit: number,
): { readonly page: readonly Row[]; readonly last: Row | undefined } {
  const page = found.slice(0, limit);
  return { page, last: found.length > limit ? page.at(-1) : undefined };
}

function dueQuery({ from, to, overdueAt, customerId, after, limit }: DuesPageInput): DueQuery {
  if (from !== undefined) plainDate(from, "from");
  if (to !== undefined) plainDate(to, "to");
  if (from !== undefined && to !== undefined && to < from) {
    throw datesOutOfOrder({ start: from, end: to });
  }
  const dayBefore = overdueAt && addDays(plainDate(overdueAt, "overdueAt"), -1);
  const dueTo = to === undefined || (dayBefore !== undefined && dayBefore < to) ? dayBefore : to;
  return {
    ...(customerId === undefined ? {} : { customerIds: [customerId] }),
    ...(from === undefined ? {} : { dueFrom: from }),
    ...(dueTo === undefined ? {} : { dueTo }),
    ...(after === undefined ? {} : { after }),
    leastUnpaidMinor: 1,
    limit: limit + 1,
  };
}

function checkLimit(limit: number): void {
  if (Number.isSafeInteger(limit) && limit >= 1 && limit <= MOST_ON_A_PAGE) return;
  throw badPageLimit({ found: limit, most: MOST_ON_A_PAGE });
}

function placeOf({ dueOn, loanId, dueId }: DuePlace): DuePlace {
  return { dueOn, loanId, dueId };
}

function dueLine(row: DueRow): DueLine {
  const places = currencyPlaces(row.currency);
  const decimal = (minorUnits: number): Decimal => fromMinorUnits(minorUnits, places);
  return {
    ...row,
    penalty: decimal(row.penalty),
    fee: decimal(row.fee),
    interest: decimal(row.interest),
    principal: decimal(row.principal),
    paid: decimal(row.paid),
    unpaid: decimal(row.unpaid),
  };
}
