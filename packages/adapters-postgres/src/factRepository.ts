import { canonicalJson, type FactRepository, type LoanFact, staleVersion } from "@lendkit/engine";
import { bulk, type Column } from "./bulk.ts";
import { integer, integerText, type Row, text } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

/** A fact is kept as the text it came as, so its instants and amounts come back to the letter. */
const columns: readonly Column<LoanFact>[] = [
  { name: "loan_id", type: "text", text: ({ loanId }) => loanId },
  { name: "sequence", type: "bigint", text: ({ sequence }) => integerText(sequence, "sequence") },
  { name: "kind", type: "text", text: ({ kind }) => kind },
  { name: "effective_on", type: "date", text: ({ effectiveOn }) => effectiveOn },
  { name: "command_id", type: "text", text: ({ commandId }) => commandId },
  { name: "fact", type: "text", text: canonicalJson },
];

export function factRepository(session: Session, names: SchemaNames): FactRepository {
  return {
    async append(facts) {
      if (facts.length === 0) return;
      const given = bulk(columns, facts);
      // A sequence that is taken, also by a transaction that commits only now, is left out of
      // the answer. So the error can say which one it was.
      const rows = await session.queryPart({
        kind: "write",
        about: "loan_facts",
        text: `INSERT INTO ${names.loanFacts} (${given.names})
          SELECT ${given.names} FROM ${given.source} ORDER BY position
          ON CONFLICT (loan_id, sequence) DO NOTHING
          RETURNING loan_id, sequence::text`,
        params: given.params,
        columns: ["loan_id", "sequence"],
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

function factOf(row: Row): LoanFact {
  return JSON.parse(text(row, "fact"));
}

function key(loanId: string, sequence: number): string {
  return `${sequence} ${loanId}`;
}
