/**
 * All that a database holds of each loan, as text, to compare with another's.
 *
 * @module
 */
import { text } from "../rows.ts";
import { schemaNames } from "../schemaNames.ts";
import type { TransactionSource } from "../transactionSource.ts";

/** One loan: its id, and its snapshot, day of action, facts, dues and messages, a line each. */
export interface LoanContents {
  readonly loanId: string;
  /** But for the instants at which facts were recorded. */
  readonly lines: string;
}

const PAGE = 500;

/** Loans by their ids. Only where the database's collation is "C", since messages are found by it. */
export async function* loanContents(
  source: TransactionSource,
  schema: string,
): AsyncGenerator<LoanContents> {
  const select = contentsQuery(schema);
  let last = "";
  for (;;) {
    const { rows } = await source.transaction((connection) =>
      connection.query(select, [last, String(PAGE)]),
    );
    for (const row of rows) yield { loanId: text(row, "id"), lines: text(row, "lines") };
    const [final] = rows.slice(-1);
    if (final === undefined) return;
    last = text(final, "id");
  }
}

/** What two databases differ in first; undefined where they are the same. */
export async function firstDifference(
  ours: AsyncGenerator<LoanContents>,
  others: AsyncGenerator<LoanContents>,
): Promise<{ readonly ours: LoanContents; readonly other: LoanContents } | undefined> {
  const nothing: LoanContents = { loanId: "", lines: "" };
  for (;;) {
    const [{ value: one = nothing }, { value: other = nothing }] = await Promise.all([
      ours.next(),
      others.next(),
    ]);
    if (one.loanId !== other.loanId || one.lines !== other.lines) return { ours: one, other };
    if (one.loanId === "") return undefined;
  }
}

const WITHOUT_INSTANT = `'"recordedAt":"[^"]*",', '', 'g'`;

/** A message's id begins with the loan's, and a comma, which comes before a hyphen. */
function contentsQuery(schema: string): string {
  const { loans, loanFacts, loanDues, outbox } = schemaNames(schema);
  const lines = (line: string, order: string, from: string): string =>
    `(SELECT string_agg(${line}, E'\\n' ORDER BY ${order}) FROM ${from})`;
  return `SELECT stored.id, concat_ws(E'\\n', stored.snapshot, stored.snapshot_hash,
      to_char(stored.next_action_on, 'YYYY-MM-DD'),
      ${lines(`regexp_replace(one.fact, ${WITHOUT_INSTANT})`, "one.sequence", `${loanFacts} AS one WHERE one.loan_id = stored.id`)},
      ${lines("one::text", "one.due_id", `${loanDues} AS one WHERE one.loan_id = stored.id`)},
      ${lines(
        `one.id || regexp_replace(coalesce(one.body, ''), ${WITHOUT_INSTANT})`,
        "one.position",
        `${outbox} AS one WHERE one.id >= '["' || stored.id || '",' AND one.id < '["' || stored.id || '"-'`,
      )}) AS lines
    FROM (SELECT * FROM ${loans} WHERE id > $1::text ORDER BY id LIMIT $2::text::bigint) AS stored
    ORDER BY stored.id`;
}
