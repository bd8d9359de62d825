/** Pages over many loans on a real server: how many statements they send, and by which plans. */
import { dueRows, replay, type Store, snapshotText } from "@lendkit/engine";
import { afterAll, describe, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { fromPool } from "./fromPool.ts";
import { migrate } from "./migrate.ts";
import { freshSchema } from "./testing/freshStore.ts";
import { LIVES, loanKinds } from "./testing/loanLives.ts";
import { largeCustomerId, loanOf, storeManyLoans } from "./testing/manyLoans.ts";
import { pageRequests } from "./testing/pageRequests.ts";
import { blocksRead, largestRead, planOf, seqScans } from "./testing/queryPlan.ts";
import { openTestPool } from "./testing/testPool.ts";
import type { TransactionSource } from "./transactionSource.ts";

const server = await openTestPool();
const source = fromPool(server.pool);

/** The planner sees in some thousand loans already that a whole table is not to be read. */
const MANY = process.env["LENDKIT_SOAK"] === "1" ? 100_000 : 5000;

interface Statement {
  readonly text: string;
  readonly params: readonly unknown[];
}

interface FilledStore {
  readonly store: Store;
  /** What `work` sends, beside the statements that begin and end transactions. */
  sentBy(work: () => Promise<unknown>): Promise<readonly Statement[]>;
}

async function filledStore(count: number): Promise<FilledStore> {
  const schema = freshSchema();
  await migrate(source, { schema });
  await storeManyLoans(source, schema, count);
  const sent: Statement[] = [];
  const recording: TransactionSource = {
    transaction: (work) =>
      source.transaction((connection) =>
        work({
          query: (text, params = []) => {
            sent.push({ text, params });
            return connection.query(text, params);
          },
        }),
      ),
  };
  const store = createPostgresStore(recording, { schema });
  // A process asks for servicing terms once; these loans have all that there are.
  await store.transact(({ loans }) => loans.listPage({ limit: LIVES }));
  return {
    store,
    async sentBy(work) {
      sent.length = 0;
      await work();
      return [...sent];
    },
  };
}

const sizes = [10, 1000, MANY];
const stores = new Map<number, FilledStore>();
for (const count of sizes) stores.set(count, await filledStore(count));
afterAll(server.close);

function storeOf(count: number): FilledStore {
  const filled = stores.get(count);
  if (filled === undefined) throw new Error(`There is no store of ${count} loans.`);
  return filled;
}

describe.each(sizes)("of %i loans", (count) => {
  const { store, sentBy } = storeOf(count);

  test.each(loanKinds)("one that is %s is as its facts make it", async (kind) => {
    const { loanId, customerId, number } = loanOf(kind, count);
    const { loan, facts, rows } = await store.transact(async (unit) => ({
      loan: await unit.loans.find(loanId),
      facts: await unit.facts.list(loanId),
      rows: await unit.dues.list({ loanIds: [loanId], limit: 100 }),
    }));
    if (loan === undefined) throw new Error(`${loanId} is not there.`);
    expect(loan).toMatchObject({ number, state: { loanId, customerId } });
    const again = replay(facts, loan.state.servicing?.asOf);
    expect(snapshotText(again)).toBe(snapshotText(loan.state));
    const byId = (rowsOf: typeof rows) => new Map(rowsOf.map((row) => [row.dueId, row]));
    expect(byId(rows)).toEqual(byId(dueRows(again)));
  });

  test("there is who has them", async () => {
    const owners = [largeCustomerId, ...loanKinds.map((kind) => loanOf(kind, count).customerId)];
    const found = await store.transact(({ customers }) => Promise.all(owners.map(customers.find)));
    expect(found.map((customer) => customer?.id)).toEqual(owners);
  });

  test.each(pageRequests)("$page: $statements statements", async ({ ask, statements, rows }) => {
    let shown = 0;
    const sent = await sentBy(async () => {
      shown = await ask(store, count);
    });
    expect(sent.map(({ text }) => text)).toHaveLength(statements);
    if (count >= 1000) expect(shown).toBe(rows);
  });
});

/** A page of 50 and one more, the facts of a loan, the dues of a customer; each in a block of its own. */
const MOST_ROWS_READ = 60;
const MOST_BLOCKS_READ = 80;

test.each(pageRequests)("$page: every statement is planned by an index", async ({ ask }) => {
  const { store, sentBy } = storeOf(MANY);
  for (const { text, params } of await sentBy(() => ask(store, MANY))) {
    const plan = await planOf(source, text, params);
    expect(seqScans(plan), text).toEqual([]);
    expect(largestRead(plan), text).toBeLessThanOrEqual(MOST_ROWS_READ);
    expect(blocksRead(plan), text).toBeLessThanOrEqual(MOST_BLOCKS_READ);
  }
});

test.each(pageRequests)("$page: so is it as a prepared statement", async ({ ask }) => {
  const { store, sentBy } = storeOf(MANY);
  for (const { text } of await sentBy(() => ask(store, MANY))) {
    expect(seqScans(await planOf(source, text)), text).toEqual([]);
  }
});
