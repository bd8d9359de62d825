/** Applicants and their account transactions on a real server: many at once, and what it costs. */
import {
  type Applicants,
  alreadyExists,
  createApplicants,
  creditServiceScore,
  Decimal,
  plainDate,
  type Store,
} from "@lendkit/engine";
import { afterAll, describe, expect, test } from "vitest";
import { fromPool } from "./fromPool.ts";
import { type FreshStore, freshStore } from "./testing/freshStore.ts";
import { sampleApplicant, sampleEntry } from "./testing/samples.ts";
import { openTestPool } from "./testing/testPool.ts";
import type { TransactionSource } from "./transactionSource.ts";

const server = await openTestPool();
afterAll(server.close);

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1);

function applicantsOver(store: Store): Applicants {
  return createApplicants({
    store,
    product: { currency: "INR", balanceScore: creditServiceScore },
    clock: { today: () => plainDate("2024-02-29") },
    newId: () => crypto.randomUUID(),
    identityKey: new Uint8Array(32).fill(7),
  });
}

async function opened(people: number): Promise<FreshStore & Applicants> {
  const fresh = await freshStore(fromPool(server.pool));
  await fresh.store.transact((unit) =>
    unit.applicants.insert(upTo(people).map((n) => sampleApplicant(n))),
  );
  return { ...fresh, ...applicantsOver(fresh.store) };
}

test.each([
  ["identity", { aadhaar: "2341 2341 2346" }],
  ["email", { email: "Meera@Example.org" }],
])(
  "of twenty who register at once with one %s one does, and no error says more",
  async (field, same) => {
    const { registerApplicant, close } = await opened(0);
    // 9999 4105 7058 is the issuer's own number for tests; both pass the check.
    const others = ["999941057058", ...upTo(19).map(numberOf)];
    const all = others.map((aadhaar, n) =>
      registerApplicant({
        name: "x",
        email: `${n}@example.org`,
        aadhaar,
        annualIncome: 0,
        ...same,
      }),
    );
    const outcomes = await Promise.allSettled(all);
    await close();
    const errors = outcomes.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(errors).toHaveLength(19);
    for (const error of errors) {
      expect(alreadyExists.is(error) && error.details).toEqual({ entity: "applicant", field });
      expect(error.cause).toBeUndefined();
    }
  },
);

/** Numbers of 12 digits that pass Verhoeff's check, worked out with its published tables. */
function numberOf(n: number): string {
  const d =
    "0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876543210";
  const p = "01234567891576283094580379614289160435279453126870428657390127938064157046913258";
  const digits = String(30_000_000_000 + n);
  for (let last = 0; ; last += 1) {
    let product = 0;
    for (const [place, digit] of [...`${digits}${last}`].reverse().entries()) {
      product = Number(d[10 * product + Number(p[10 * (place % 8) + Number(digit)])]);
    }
    if (product === 0) return `${digits}${last}`;
  }
}

test("scoring takes three statements, for fifty as for one", async () => {
  const { scorePending, queries, close } = await opened(51);
  const before = queries();
  expect(await scorePending(1)).toHaveLength(1);
  const one = queries() - before;
  expect(await scorePending(1000)).toHaveLength(50);
  const fifty = queries() - before - one;
  await close();
  expect([one, fifty]).toEqual([3, 3]);
});

test("eight workers at once score each of 60 people once, by what came in and went out", async () => {
  const { scorePending, store, close } = await opened(60);
  const entries = upTo(60).flatMap((n) => [
    sampleEntry(2 * n, { accountKey: `account-${n}`, amount: new Decimal(115_000 + 15_000 * n) }),
    sampleEntry(2 * n + 1, {
      accountKey: `account-${n}`,
      kind: "DEBIT",
      amount: new Decimal(15_000),
    }),
  ]);
  await store.transact((unit) => unit.accounts.insert(entries));
  const scored: string[] = [];
  const worker = async (): Promise<void> => {
    for (let batch = await scorePending(3); batch.length > 0; batch = await scorePending(3)) {
      scored.push(...batch.map(({ number, score, version }) => `${number} ${score} v${version}`));
    }
  };
  await Promise.all(upTo(8).map(worker));
  await worker();
  await close();
  // A balance of 1,00,000 + 15,000 × n: n whole steps above the floor, 900 from the 60th on.
  const promised = upTo(60).map((n) => `${n} ${300 + 10 * n} v2`);
  expect(scored.sort()).toEqual(promised.sort());
});

test("two who insert the same thousand entries in opposite orders do not deadlock", async () => {
  const { store, close } = await opened(0);
  const entries = upTo(1000).map((n) => sampleEntry(n));
  for (let round = 0; round < 5; round += 1) {
    const source = String(round);
    const ours = entries.map((entry) => ({ ...entry, source }));
    const [one, other] = await Promise.all(
      [ours, [...ours].reverse()].map((some) =>
        store.transact((unit) => unit.accounts.insert(some)),
      ),
    );
    const told = [...(one ?? []), ...(other ?? [])];
    expect(told.filter((outcome) => outcome === "inserted")).toHaveLength(1000);
    expect(told.filter((outcome) => outcome === "unchanged")).toHaveLength(1000);
  }
  const [totals] = await store.transact((unit) => unit.accounts.totals(["account-1"], "INR"));
  await close();
  expect(totals?.count).toBe(5000);
});

describe("is found by an index, however many there are", () => {
  const plans: string[] = [];
  const explaining: TransactionSource = {
    transaction: (work) =>
      fromPool(server.pool).transaction((connection) =>
        work({
          query: async (text, params) => {
            if (!/FROM "[^"]+"\.(applicants|account_transactions)/.test(text)) {
              return connection.query(text, params);
            }
            await connection.query("SET LOCAL enable_seqscan = off");
            await connection.query("SET LOCAL enable_bitmapscan = off");
            const { rows } = await connection.query(`EXPLAIN (COSTS OFF) ${text}`, params);
            plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
            return { rows: [] };
          },
        }),
      ),
  };

  test.each<[string, (store: Store) => Promise<unknown>, RegExp]>([
    [
      "the account's sum, from the index alone",
      (store) => store.transact((unit) => unit.accounts.totals(["account-1"], "INR")),
      /Index Only Scan using account_transactions_account_key_idx/,
    ],
    [
      "an email, whatever its capitals",
      (store) => store.transact((unit) => unit.applicants.findByEmail("ANU@x.y")),
      /Index Scan using applicants_email_key/,
    ],
    [
      "an identity",
      (store) => store.transact((unit) => unit.applicants.findByIdentityHash("0".repeat(64))),
      /Index Scan using applicants_identity_hash_key/,
    ],
    [
      "whoever has no score, in order",
      (store) =>
        store.transact((unit) => unit.applicants.lockUnscored({ currency: "INR", limit: 9 })),
      /LockRows\n *-> {2}Index Scan using applicants_unscored_idx/,
    ],
  ])("%s", async (_what, ask, plan) => {
    const { store, close } = await freshStore(explaining);
    plans.length = 0;
    await ask(store);
    await close();
    expect(plans).toHaveLength(1);
    expect(plans[0]).toMatch(plan);
    expect(plans[0]).not.toMatch(/Sort/);
  });
});
