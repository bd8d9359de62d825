import {
  type LoanPageQuery,
  type LoanRepository,
  loanPageQueryProblem,
  type StoredLoan,
} from "@lendkit/engine";
import { dueLoans } from "./dueLoans.ts";
import { type LoanTables, loansWhere } from "./loansWhere.ts";
import { loanColumns, loanSelection, loanTable } from "./loanTable.ts";
import { lockPrefix } from "./locks.ts";
import { integerText, text } from "./rows.ts";
import { perSchema, type SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";
import { type StoredTerms, sharedTerms } from "./sharedTerms.ts";
import { insertInto, saveStatement, stale } from "./versionedTable.ts";

export function loanRepository(
  session: Session,
  names: SchemaNames,
  stored: StoredTerms,
): LoanRepository {
  const terms = sharedTerms(session, names, stored);
  const tables = { session, names, terms };
  // Rows that came with their locks, until they are asked for: nobody else can change them.
  const held = new Map<string, StoredLoan>();
  return {
    async lock(ids) {
      if (ids.length === 0) return;
      const prefix = lockPrefix(names, "loan");
      const [only] = ids.length === 1 ? ids : [];
      const rows = await session.queryPart({
        kind: "lock",
        about: "loans",
        text: statements(names).hold,
        params: [prefix, ids],
        columns: loanColumns,
        oneRow: only === undefined ? only : { of: "held loan", values: [prefix, only] },
      });
      for (const { loanId, state, ...stored } of await terms.readLoans(rows)) {
        if (state !== undefined) held.set(loanId, { ...stored, state });
      }
    },

    async find(id) {
      const loanOfLock = held.get(id);
      held.delete(id);
      if (loanOfLock !== undefined) return loanOfLock;
      const [loan] = await loansWhere(tables, "stored.id = $1::text", [id]);
      return loan;
    },

    async findByNumber(number) {
      const [loan] = await loansWhere(tables, "stored.number = $1::text::bigint", [
        integerText(number, "number"),
      ]);
      return loan;
    },

    async findMany({ ids = [], numbers = [] }) {
      if (ids.length + numbers.length === 0) return [];
      return loansWhere(
        tables,
        "stored.id = ANY ($1::text[]) OR stored.number = ANY ($2::text[]::bigint[])",
        [ids, numbers.map((number) => integerText(number, "number"))],
      );
    },

    async listByCustomers(customerIds) {
      if (customerIds.length === 0) return [];
      const where = "stored.customer_id = ANY ($1::text[]) ORDER BY stored.number";
      return loansWhere(tables, where, [customerIds]);
    },

    listPage: (query) => listPage(tables, query),

    async insert(loans) {
      await terms.write(loans);
      return insertInto(session, names, loanTable(names), loans);
    },

    async save(loans) {
      held.clear();
      // At once where none is new, so that what is asked for together travels together.
      if (terms.areNew(loans)) await terms.write(loans);
      return saveLoans(session, names, loans);
    },

    async moveNumbersPast(number) {
      await session.query(
        `SELECT ${names.giveNumbers}(${names.loanNumbers}, $1::text[]::bigint[])::text`,
        [[integerText(number, "number")]],
      );
    },

    ...dueLoans(tables),
  };
}

async function listPage(
  tables: LoanTables,
  query: LoanPageQuery,
): ReturnType<LoanRepository["listPage"]> {
  const problem = loanPageQueryProblem(query);
  if (problem !== undefined) throw tables.session.fail(problem);
  const { customerId, afterNumber = 0, limit } = query;
  const page = [integerText(afterNumber, "afterNumber"), integerText(limit, "limit")];
  const most = "LIMIT $2::text::bigint";
  if (customerId === undefined) {
    const where = "stored.number > $1::text::bigint";
    return loansWhere(tables, `${where} ORDER BY stored.number ${most}`, page);
  }
  // A range that begins and ends with the customer: only that customer's index is in its order.
  // With an equation PostgreSQL may read past thousands of loans of others, number by number.
  const where = `(stored.customer_id, stored.number) > ($3::text, $1::text::bigint)
    AND stored.customer_id <= $3::text ORDER BY stored.customer_id, stored.number ${most}`;
  return loansWhere(tables, where, [...page, customerId]);
}

const statements = perSchema((names) => {
  const table = loanTable(names);
  return {
    /** Rows as the holders before have left them, read by another statement than waits for them. */
    hold: `SELECT ${loanSelection} FROM ${names.holdLoans}($1::text, $2::text[]) AS stored`,
    save: saveStatement(table, "stored.id"),
  };
});

/** What is answered is what was given, since that is what is stored; only the version is another. */
async function saveLoans(
  session: Session,
  names: SchemaNames,
  loans: readonly StoredLoan[],
): Promise<readonly StoredLoan[]> {
  if (loans.length === 0) return [];
  const { text: statement, params, row } = statements(names).save(loans);
  const rows = await session.queryPart({
    kind: "write",
    about: "loans",
    text: statement,
    params,
    columns: ["id"],
    oneRow: row && { of: "loan", values: row, answer: { id: row[0] } },
  });
  const saved = new Set(rows.map((loan) => text(loan, "id")));
  return loans.map((loan) => {
    // Given twice, it was written once: the second one is missing.
    if (!saved.delete(loan.state.loanId)) throw session.fail(stale(loanTable(names), loan));
    return { ...loan, version: loan.version + 1 };
  });
}
