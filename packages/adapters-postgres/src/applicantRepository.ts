import type { ApplicantRepository } from "@lendkit/engine";
import { applicantTable } from "./applicantTable.ts";
import { holdRows } from "./locks.ts";
import { integerText } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";
import { insertInto, saveIn, selectFrom } from "./versionedTable.ts";

export function applicantRepository(session: Session, names: SchemaNames): ApplicantRepository {
  const table = applicantTable(names);
  return {
    lock: (ids) => holdRows(session, names, "applicant", ids),

    /**
     * Of the rows alone: `lock` holds the row too where there is one, and here there is. All that is
     * read is of the row that is locked, so one statement is enough.
     */
    async lockUnscored({ currency, limit }) {
      const held = await selectFrom(
        session,
        table,
        `stored.score IS NULL AND stored.currency = $1::text
         ORDER BY stored.number LIMIT $2::text::bigint FOR NO KEY UPDATE SKIP LOCKED`,
        [currency, integerText(limit, "limit")],
      );
      return [...held].sort((one, other) => one.number - other.number);
    },

    async find(id) {
      const [applicant] = await selectFrom(session, table, "stored.id = $1::text", [id]);
      return applicant;
    },

    async findByNumber(number) {
      const [applicant] = await selectFrom(session, table, "stored.number = $1::text::bigint", [
        integerText(number, "number"),
      ]);
      return applicant;
    },

    async findByEmail(email) {
      const where = 'lower(stored.email COLLATE "C") = lower($1::text COLLATE "C")';
      const [applicant] = await selectFrom(session, table, where, [email]);
      return applicant;
    },

    async findByIdentityHash(hash) {
      const where = "stored.identity_hash = $1::text";
      const [applicant] = await selectFrom(session, table, where, [hash]);
      return applicant;
    },

    async findMany({ ids = [], numbers = [] }) {
      if (ids.length + numbers.length === 0) return [];
      return selectFrom(
        session,
        table,
        "stored.id = ANY ($1::text[]) OR stored.number = ANY ($2::text[]::bigint[])",
        [ids, numbers.map((number) => integerText(number, "number"))],
      );
    },

    insert: (applicants) => insertInto(session, names, table, applicants),
    save: (applicants) => saveIn(session, table, applicants),
  };
}
