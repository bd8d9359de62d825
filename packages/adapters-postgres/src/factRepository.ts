import { type FactRepository, type LoanFact, staleVersion } from "@lendkit/engine";
import { bulkStatement } from "./bulk.ts";
import { factColumns } from "./factColumns.ts";
import type { WrittenRow } from "./jointStatement.ts";
import { integer, type Row, text } from "./rows.ts";
import { perSchema, type SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

/**
 * A sequence that is taken, also by a transaction that commits only now, is left out of the answer. So
 * the error can say which one it was.
 */
const appendStatement = perSchema(({ loanFacts }) =>
  bulkStatement(
    factColumns,
    ({ names, source }) => `INSERT INTO ${loanFacts} (${names})
      SELECT ${names} FROM ${source} ORDER BY position
      ON CONFLICT (loan_id, sequence) DO NOTHING
      RETURNING loan_id, sequence::text`,
  ),
);

export function factRepository(session: Session, names: SchemaNames): FactRepository {
  return {
    async append(facts) {
      if (facts.length === 0) return;
      const { text: statement, params, row } = appendStatement(names)(facts);
      const rows = await session.queryPart({
        kind: "write",
        about: "loan_facts",
        text: statement,
        params,
        columns: ["loan_id", "sequence"],
        oneRow: row && appended(row),
      });
      const written = new Set(
        rows.map((row) => key(text(row, "loan_id"), integer(row, "sequence"))),
      );
      for (const { loanId, sequence } of facts) {
        if (written.delete(key(loanId, sequence))) continue;
        throw session.fail(staleVersion({ entity: "loan", id: loanId, expected: sequence - 1 }));
      }
    },

    async list(loanId) {
      const rows = await session.query(
        `SELECT fact FROM ${names.loanFacts} WHERE loan_id = $1::text ORDER BY sequence`,
        [loanId],
      );
      return rows.map(factOf);
    },

    async listMany(loanIds) {
      if (loanIds.length === 0) return [];
      const rows = await session.query(
        `SELECT fact FROM ${names.loanFacts} WHERE loan_id = ANY ($1::text[])
         ORDER BY loan_id COLLATE "C", sequence`,
        [loanIds],
      );
      return rows.map(factOf);
    },
  };
}

function appended(values: readonly (string | null)[]): WrittenRow {
  const [loan_id, sequence] = values;
  return { of: "fact", values, answer: { loan_id, sequence } };
}

function factOf(row: Row): LoanFact {
  return JSON.parse(text(row, "fact"));
}

function key(loanId: string, sequence: number): string {
  return `${sequence} ${loanId}`;
}
