import {
  type DayRun,
  type DayRunCounts,
  type DayRunRepository,
  dayRunNotFound,
  noCounts,
  type PlainDate,
  plainDate,
} from "@lendkit/engine";
import { dayRunFailures } from "./dayRunFailures.ts";
import { integer, integerText, type Row, text, textOrNull } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

const counters: readonly (keyof DayRunCounts)[] = [
  "loans",
  "bills",
  "dues",
  "overdue",
  "buckets",
  "closed",
  "notices",
];

const SELECTION = `to_char(as_of, 'YYYY-MM-DD') AS as_of, started_at, finished_at,
  ${counters.map((name) => `${name}::text`).join(", ")}`;

export function dayRunRepository(session: Session, names: SchemaNames): DayRunRepository {
  const { dayRuns } = names;
  const changed = (asOf: PlainDate, rows: readonly Row[]): void => {
    if (rows.length === 0) throw session.fail(dayRunNotFound({ asOf }));
  };
  const find = async (asOf: PlainDate, hold = ""): Promise<DayRun | undefined> => {
    const one = `SELECT ${SELECTION} FROM ${dayRuns} WHERE as_of = $1::text::date`;
    const [row] = await session.query(`${one}${hold}`, [asOf]);
    return row && runOf(row);
  };
  return {
    async begin(asOf, startedAt) {
      await session.query(
        `INSERT INTO ${dayRuns} (as_of, started_at) VALUES ($1::text::date, $2::text)
         ON CONFLICT (as_of) DO NOTHING`,
        [asOf, startedAt],
      );
      const run = await find(asOf, " FOR NO KEY UPDATE");
      if (run === undefined) throw session.fail(dayRunNotFound({ asOf }));
      if (run.finishedAt !== null) {
        await session.query(`DELETE FROM ${names.dayRunFailures} WHERE as_of = $1::text::date`, [
          asOf,
        ]);
      }
      return run;
    },

    async add(asOf, counts) {
      const sums = counters.map((name, at) => `${name} = ${name} + $${at + 2}::text::bigint`);
      const added = counters.map((name) => integerText(counts[name], name));
      const rows = await session.query(
        `UPDATE ${dayRuns} SET ${sums.join(", ")} WHERE as_of = $1::text::date
         RETURNING started_at`,
        [asOf, ...added],
      );
      changed(asOf, rows);
    },

    async finish(asOf, finishedAt) {
      const rows = await session.query(
        `UPDATE ${dayRuns} SET finished_at = coalesce(finished_at, $2::text)
         WHERE as_of = $1::text::date RETURNING started_at`,
        [asOf, finishedAt],
      );
      changed(asOf, rows);
    },

    find: (asOf) => find(asOf),

    async list(limit) {
      const rows = await session.query(
        `SELECT ${SELECTION} FROM ${dayRuns} ORDER BY ${dayRuns}.as_of DESC
         LIMIT $1::text::bigint`,
        [integerText(limit, "limit")],
      );
      return rows.map(runOf);
    },

    ...dayRunFailures(session, names),
  };
}

function runOf(row: Row): DayRun {
  const counts = { ...noCounts };
  for (const name of counters) counts[name] = integer(row, name);
  return {
    asOf: plainDate(text(row, "as_of"), "as_of"),
    startedAt: text(row, "started_at"),
    finishedAt: textOrNull(row, "finished_at"),
    counts,
  };
}
