import { type LoanFact, type LoanState, replay, type StoredLoan } from "@lendkit/engine";
import { unreadableSnapshot } from "./errors.ts";
import { factRepository } from "./factRepository.ts";
import { type LoanRow, loanSelection } from "./loanTable.ts";
import type { Param } from "./param.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";
import type { SharedTerms } from "./sharedTerms.ts";

/** Where loans are read from. */
export interface LoanTables {
  readonly session: Session;
  readonly names: SchemaNames;
  readonly terms: SharedTerms;
}

/**
 * Loans of `loans AS stored`, in one query. A snapshot of another version is made again from the
 * facts, for which there is one query more; it is stored when the loan is next saved.
 */
export async function loansWhere(
  { session, names, terms }: LoanTables,
  where: string,
  params: readonly Param[],
): Promise<readonly StoredLoan[]> {
  const rows = await session.query(
    `SELECT ${loanSelection} FROM ${names.loans} AS stored WHERE ${where}`,
    params,
  );
  return upToDate(session, names, await terms.readLoans(rows));
}

async function upToDate(
  session: Session,
  names: SchemaNames,
  rows: readonly LoanRow[],
): Promise<readonly StoredLoan[]> {
  const old = rows.flatMap(({ state, loanId }) => (state === undefined ? [loanId] : []));
  const states = await replayed(session, names, old);
  return rows.map(({ loanId, state = states.get(loanId), ...stored }) => {
    if (state === undefined) throw session.fail(unreadableSnapshot({ loanId }));
    return { ...stored, state };
  });
}

async function replayed(
  session: Session,
  names: SchemaNames,
  loanIds: readonly string[],
): Promise<ReadonlyMap<string, LoanState>> {
  const facts = new Map<string, LoanFact[]>();
  for (const fact of await factRepository(session, names).listMany(loanIds)) {
    const known = facts.get(fact.loanId);
    if (known === undefined) facts.set(fact.loanId, [fact]);
    else known.push(fact);
  }
  return new Map([...facts].map(([loanId, all]) => [loanId, replay(all)]));
}
