import {
  type AccountEntry,
  type AccountEntryOutcome,
  type AccountKeyTotals,
  type AccountRepository,
  alreadyExists,
  Decimal,
} from "@lendkit/engine";
import { bulk, type Column } from "./bulk.ts";
import { rowNotWritten } from "./errors.ts";
import { integer, integerText, oneOf, type Row, text } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

const columns: readonly Column<AccountEntry>[] = [
  { name: "source", type: "text", text: ({ source }) => source },
  { name: "row_number", type: "bigint", text: ({ position }) => integerText(position, "position") },
  { name: "account_key", type: "text", text: ({ accountKey }) => accountKey },
  { name: "booked_on", type: "date", text: ({ on }) => on },
  { name: "kind", type: "text", text: ({ kind }) => kind },
  { name: "currency", type: "text", text: ({ currency }) => currency },
  { name: "amount", type: "numeric", text: ({ amount }) => amount.toFixed() },
];

export function accountRepository(
  session: Session,
  { accountTransactions }: SchemaNames,
): AccountRepository {
  return {
    async insert(entries) {
      if (entries.length === 0) return [];
      const places = new Set(entries.map(({ source, position }) => `${position} ${source}`));
      if (places.size < entries.length) {
        throw session.fail(alreadyExists({ entity: "account entry", field: "position" }));
      }
      const outcomes = await insertAll(session, accountTransactions, entries);
      // Those that another transaction has inserted since this statement began are seen by the next.
      const unseen = entries.filter((_, at) => outcomes[at] === "unseen");
      const seen = unseen.length === 0 ? [] : await insertAll(session, accountTransactions, unseen);
      const late = seen.values();
      return outcomes.map((first, at) => {
        const outcome = first === "unseen" ? late.next().value : first;
        if (outcome !== undefined && outcome !== "unseen") return outcome;
        const id = `${entries[at]?.position} of ${entries[at]?.source}`;
        throw session.fail(rowNotWritten({ entity: "account entry", id }));
      });
    },

    async totals(accountKeys, currency) {
      if (accountKeys.length === 0) return [];
      const rows = await session.query(
        `SELECT wanted.account_key, total.credits::text, total.debits::text, total.count::text
         FROM unnest($1::text[]) WITH ORDINALITY AS wanted (account_key, place)
         CROSS JOIN LATERAL (
           SELECT coalesce(sum(entry.amount) FILTER (WHERE entry.kind = 'CREDIT'), 0) AS credits,
             coalesce(sum(entry.amount) FILTER (WHERE entry.kind = 'DEBIT'), 0) AS debits,
             count(*) AS count
           FROM ${accountTransactions} AS entry
           WHERE entry.account_key = wanted.account_key AND entry.currency = $2::text
         ) AS total
         ORDER BY wanted.place`,
        [accountKeys, currency],
      );
      return rows.map(totalsOf);
    },
  };
}

function totalsOf(row: Row): AccountKeyTotals {
  const credits = new Decimal(text(row, "credits"));
  const debits = new Decimal(text(row, "debits"));
  return {
    accountKey: text(row, "account_key"),
    credits,
    debits,
    balance: credits.minus(debits),
    count: integer(row, "count"),
  };
}

type Outcome = AccountEntryOutcome | "unseen";

const everyOutcome: readonly Outcome[] = ["inserted", "unchanged", "differs", "unseen"];

/**
 * In one order, so that two calls which share entries wait for each other and never in a ring. What
 * is neither written nor seen was inserted by a transaction that this statement waited for.
 */
async function insertAll(
  session: Session,
  table: string,
  entries: readonly AccountEntry[],
): Promise<readonly Outcome[]> {
  const given = bulk(columns, entries);
  const same = columns.map(({ name }) => `stored.${name} = given.${name}`);
  const rows = await session.query(
    `WITH given AS MATERIALIZED (SELECT * FROM ${given.source}), written AS (
       INSERT INTO ${table} (${given.names})
       SELECT ${given.names} FROM given ORDER BY source COLLATE "C", row_number
       ON CONFLICT (source, row_number) DO NOTHING
       RETURNING source, row_number
     )
     SELECT CASE
       WHEN written.row_number IS NOT NULL THEN 'inserted'
       WHEN stored.row_number IS NULL THEN 'unseen'
       WHEN ${same.join(" AND ")} THEN 'unchanged'
       ELSE 'differs' END AS outcome
     FROM given
     LEFT JOIN written ON written.source = given.source AND written.row_number = given.row_number
     LEFT JOIN ${table} AS stored
       ON stored.source = given.source AND stored.row_number = given.row_number
     ORDER BY given.position`,
    given.params,
  );
  return rows.map((row) => oneOf(row, "outcome", everyOutcome));
}
