import { factMessage, type UnitOfWork } from "@lendkit/engine";
import { expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { answersOf, batchesOf, jointStatement, type Part } from "./jointStatement.ts";
import { sampleDue, sampleOpened, sampleState } from "./testing/samples.ts";
import type { Queryable } from "./transactionSource.ts";

const part = (kind: Part["kind"], about: string, columns = ["id"]): Part => ({
  kind,
  about,
  text: `SELECT $1::text AS id, $2::text[] FROM ${about}`,
  params: [about, ["x"]],
  columns,
});

test.each<[string, readonly Part[], readonly string[]]>([
  ["nothing", [], []],
  ["one", [part("write", "a")], ["a"]],
  ["writes of different things", [part("write", "a"), part("write", "b")], ["a b"]],
  ["two of one thing", [part("write", "a"), part("write", "b"), part("write", "a")], ["a b", "a"]],
  ["a lock before a write", [part("lock", "a"), part("write", "b")], ["a", "b"]],
  ["locks", [part("lock", "a"), part("lock", "b"), part("write", "c")], ["a b", "c"]],
])("%s", (_what, parts, batches) => {
  const texts = batchesOf(parts).map((batch) => batch.map(({ about }) => about).join(" "));
  expect(texts).toEqual(batches);
});

test("parameters are numbered on, and shorter answers are filled up", () => {
  const parts = [part("write", "a"), part("write", "b", ["id", "version"])];
  const { text, params } = jointStatement(parts);
  expect(params).toEqual(["a", ["x"], "b", ["x"]]);
  expect(text).toContain("part_0 AS MATERIALIZED (SELECT $1::text AS id, $2::text[] FROM a)");
  expect(text).toContain("part_1 AS MATERIALIZED (SELECT $3::text AS id, $4::text[] FROM b)");
  expect(text).toContain("SELECT '0' AS part, id::text AS column_0, NULL::text AS column_1");
});

test("each part is answered its own rows, under its own names", () => {
  const parts = [part("write", "a"), part("write", "b", ["id", "version"]), part("write", "c")];
  const rows = [
    { part: "1", column_0: "L-1", column_1: "2" },
    { part: "0", column_0: "K-1", column_1: null },
    { part: "1", column_0: "L-2", column_1: null },
  ];
  expect(answersOf(parts, rows)).toEqual([
    [{ id: "K-1" }],
    [
      { id: "L-1", version: "2" },
      { id: "L-2", version: null },
    ],
    [],
  ]);
});

async function statementsOf(work: (unit: UnitOfWork) => Promise<unknown>): Promise<number> {
  let sent = 0;
  const connection: Queryable = {
    async query() {
      sent += 1;
      return { rows: [] };
    },
  };
  const store = createPostgresStore({ transaction: (run) => run(connection) });
  await Promise.allSettled([store.transact(work)]);
  return sent;
}

const loan = { state: sampleState(1), number: 7, version: 3, nextActionOn: null };
const payment = ({ facts, loans, dues, outbox, idempotency }: UnitOfWork) =>
  Promise.allSettled([
    facts.append([sampleOpened(1)]),
    loans.save([loan]),
    dues.replace({ put: [sampleDue(1)], removed: [sampleDue(2)] }),
    outbox.put([factMessage(sampleOpened(1))]),
    idempotency.answer("K-1", "asked", "answer"),
  ]);

test.each<[string, number, (unit: UnitOfWork) => Promise<unknown>]>([
  ["all that a payment writes", 1, payment],
  [
    "a claim and a lock",
    1,
    ({ idempotency, loans }) =>
      Promise.all([idempotency.claim("K-1", "asked"), loans.lock(["loan-1"])]),
  ],
  [
    "a claim and a lock, one after the other",
    2,
    async ({ idempotency, loans }) => {
      await idempotency.claim("K-1", "asked");
      await loans.lock(["loan-1"]);
    },
  ],
  [
    "a write and a read",
    2,
    ({ outbox }) => Promise.all([outbox.put([factMessage(sampleOpened(1))]), outbox.remove(["x"])]),
  ],
])("%s: %i statements", async (_what, statements, work) => {
  expect(await statementsOf(work)).toBe(statements);
});
