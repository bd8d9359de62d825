import { createMemoryStore } from "@lendkit/adapters-memory";
import { aadhaarHash, createApplicants, plainDate, type Store } from "@lendkit/engine";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ImportTransactionsOptions, importTransactions } from "./importTransactions.ts";
import { megabytesHeld } from "./read/testing/csvPieces.ts";
import { temporaryFolder } from "./read/testing/files.ts";
import type { ImportProgress } from "./report.ts";
import { type Death, dyingStore, Killed } from "./testing/dyingStore.ts";
import { importOptions } from "./testing/importRows.ts";
import { codes, counts, latestRuns } from "./testing/importRuns.ts";
import { realTransactions } from "./testing/realTransactions.ts";

const folder = await temporaryFolder();
afterAll(folder.remove);

const options = (changes: Partial<ImportTransactionsOptions> = {}): ImportTransactionsOptions => ({
  ...importOptions(),
  ...changes,
});

/** Credits, debits and count of these keys, in INR. */
async function totals(store: Store, ...keys: readonly string[]): Promise<readonly string[]> {
  const found = await store.transact((unit) => unit.accounts.totals(keys, "INR"));
  return found.map(({ accountKey, credits, debits, count }) =>
    [accountKey, credits, debits, count].join(" "),
  );
}

const mixed =
  "Amount,Memo,User ID,Transaction Type,Date\n" + // line 1
  '600000.50,"salary,\nMay",A,CREDIT,2020-05-31\n' + // lines 2 and 3
  "31550.50,,A,debit,2020-06-01\n" +
  "1,,A,DEBIT\n" + // line 5: a field is missing
  "5000,,B,DEBIT,2020-02-30\n" + // no such day
  "5000,,B,DEBIT,2020-02-29\n" +
  "5000,,B,DEBIT,2020-02-29\n" + // line 8: the same again, and another transaction
  "-1,,B,DEBIT,2020-02-29\n" +
  "0.001,,B,DEBIT,2020-02-29\n" +
  'x,"y"z,B,DEBIT,2020-02-29\n'; // line 11

const rejected = [
  "5 FIELD_COUNT",
  "6 NOT_A_DATE",
  "9 OUT_OF_RANGE",
  "10 TOO_PRECISE",
  "11 QUOTE_MISPLACED",
];

describe("a file of our own", () => {
  let path = "";
  beforeAll(async () => {
    path = await folder.file("mixed.csv", mixed);
  });

  test.each([1, 2, 3, 500])("in batches of %i every row has its outcome", async (batchSize) => {
    const store = createMemoryStore();
    const report = await importTransactions(path, store, options({ batchSize }));
    expect(report.counts).toEqual(counts({ read: 9, imported: 4, rejected: 5 }));
    expect(codes(report.rejections)).toEqual(rejected);
    expect(report).toMatchObject({
      kind: "transactions",
      ignoredColumns: ["Memo"],
      resumed: false,
    });
    expect(await totals(store, "A", "B")).toEqual(["A 600000.5 31550.5 2", "B 0 10000 2"]);
  });

  test("again all that was taken is unchanged, and the sums stay", async () => {
    const store = createMemoryStore();
    await importTransactions(path, store, options());
    const again = await importTransactions(path, store, options({ newId: () => "again" }));
    expect(again.counts).toEqual(counts({ read: 9, unchanged: 4, rejected: 5 }));
    expect(codes(again.rejections)).toEqual(rejected);
    expect(await totals(store, "A", "B")).toEqual(["A 600000.5 31550.5 2", "B 0 10000 2"]);
  });

  test("again in another currency every row is rejected, and nothing is counted twice", async () => {
    const store = createMemoryStore();
    await importTransactions(path, store, options());
    const dollars = options({ currency: "USD", newId: () => "again" });
    const again = await importTransactions(path, store, dollars);
    expect(again.counts).toEqual(counts({ read: 9, rejected: 9 }));
    const differing = again.rejections.filter(({ code }) => code === "TRANSACTION_DIFFERS");
    expect(differing.map(({ row }) => row)).toEqual([2, 4, 7, 8]);
    expect(await totals(store, "A", "B")).toEqual(["A 600000.5 31550.5 2", "B 0 10000 2"]);
  });

  test("the same rows in another file are other transactions", async () => {
    const store = createMemoryStore();
    await importTransactions(path, store, options());
    const other = await folder.file("other.csv", `${mixed}\n`);
    const report = await importTransactions(other, store, options({ newId: () => "other" }));
    expect(report.counts).toEqual(counts({ read: 9, imported: 4, rejected: 5 }));
    expect(await totals(store, "B")).toEqual(["B 0 20000 4"]);
  });

  test("progress goes up to the number of rows", async () => {
    const told: ImportProgress[] = [];
    const onProgress = (progress: ImportProgress): void => void told.push(progress);
    await importTransactions(path, createMemoryStore(), options({ batchSize: 4, onProgress }));
    expect(told.map(({ done, total }) => `${done}/${total}`)).toEqual(["0/9", "4/9", "8/9", "9/9"]);
  });

  test("it may be stopped between batches, and goes on there", async () => {
    const store = createMemoryStore();
    const stop = new AbortController();
    const onProgress = ({ done }: ImportProgress): void => {
      if (done === 3) stop.abort(new Error("enough"));
    };
    const halted = options({ batchSize: 3, onProgress, signal: stop.signal });
    await expect(importTransactions(path, store, halted)).rejects.toThrow("enough");
    expect(await latestRuns(store)).toMatchObject([{ rowsDone: 3, status: "running" }]);
    const report = await importTransactions(path, store, options({ batchSize: 2 }));
    expect(report).toMatchObject({ resumed: true, counts: { read: 9, imported: 4, rejected: 5 } });
    expect(await totals(store, "A", "B")).toEqual(["A 600000.5 31550.5 2", "B 0 10000 2"]);
  });

  const anyDeath: fc.Arbitrary<Death> = fc.record({
    at: fc.integer({ min: 1, max: 6 }),
    when: fc.constantFrom("before", "within", "after"),
  });
  const anyLife = fc.record({ batchSize: fc.integer({ min: 1, max: 4 }), death: anyDeath });

  test("killed anywhere and run again is as if never killed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyLife, { maxLength: 5 }), async (lives) => {
        const store = createMemoryStore();
        const asOne = { newId: () => "run" };
        for (const { batchSize, death } of lives) {
          const seen = dyingStore(store, death);
          await importTransactions(path, seen, options({ ...asOne, batchSize })).catch(
            (error: unknown) => {
              if (!(error instanceof Killed)) throw error;
            },
          );
          if ((await latestRuns(store))[0]?.status === "completed") break;
        }
        const [run] = await latestRuns(store);
        if (run?.status !== "completed") await importTransactions(path, store, options(asOne));
        const [completed] = await latestRuns(store);
        expect(completed?.counts).toEqual(counts({ read: 9, imported: 4, rejected: 5 }));
        const notes = await store.transact((unit) => unit.imports.listNotes("run"));
        expect(codes(notes)).toEqual(rejected);
        expect(await totals(store, "A", "B")).toEqual(["A 600000.5 31550.5 2", "B 0 10000 2"]);
      }),
    );
  });
});

describe("a file that knows people by Aadhaar numbers", () => {
  const key = new Uint8Array(32).fill(7);
  const accountKey = (user: string): string => aadhaarHash(key, user);
  // 234123412346 passes Verhoeff's check, 234123412347 does not.
  const content =
    "Aadhaar Number,Date,Type,Amount\n" +
    "2341 2341 2346,2020-01-01,CREDIT,900000\n" +
    "234123412347,2020-01-01,CREDIT,1\n" +
    "2341-2341-2346,2020-01-02,DEBIT,331550\n";

  test("keeps them under the keyed hash, by which who registers is scored", async () => {
    const store = createMemoryStore();
    const path = await folder.file("aadhaar.csv", content);
    const report = await importTransactions(path, store, options({ accountKey }));
    expect(report.counts).toEqual(counts({ read: 3, imported: 2, rejected: 1 }));
    expect(codes(report.rejections)).toEqual(["3 INVALID_AADHAAR"]);
    expect(JSON.stringify(report)).not.toMatch(/2341.?2341/);
    expect(await totals(store, "234123412346", "2341 2341 2346")).toEqual([
      "234123412346 0 0 0",
      "2341 2341 2346 0 0 0",
    ]);

    const applicants = createApplicants({
      store,
      product: { currency: "INR", balanceScore: rule },
      clock: { today: () => plainDate("2026-11-20") },
      newId: () => "A-1",
      identityKey: key,
    });
    const person = { name: "Meera Nair", email: "m@example.org", annualIncome: 350_000 };
    await applicants.registerApplicant({ ...person, aadhaar: "234123412346" });
    // 9,00,000 − 3,31,550 = 5,68,450
    expect(await applicants.scorePending(10)).toMatchObject([{ score: 610 }]);
  });

  test("an error of the host's own ends the import", async () => {
    const path = await folder.file("broken.csv", content);
    const broken = options({
      accountKey: () => {
        throw new Error("no key");
      },
    });
    await expect(importTransactions(path, createMemoryStore(), broken)).rejects.toThrow("no key");
  });

  test("an empty key rejects the row", async () => {
    const path = await folder.file("empty.csv", content);
    const report = await importTransactions(
      path,
      createMemoryStore(),
      options({ accountKey: () => "" }),
    );
    expect(report.counts).toEqual(counts({ read: 3, rejected: 3 }));
    expect(new Set(report.rejections.map(({ code }) => code))).toEqual(
      new Set(["CREDIT_VALUE_OUT_OF_RANGE"]),
    );
  });
});

const rule = {
  floor: 100_000,
  ceiling: 1_000_000,
  step: 15_000,
  pointsPerStep: 10,
  lowest: 300,
  highest: 900,
};

test("a delimiter may be named, and a file without the columns is refused before anything is written", async () => {
  const store = createMemoryStore();
  const path = await folder.file("semicolons.csv", "user;date;type;amount\nA;2020-01-01;DEBIT;7\n");
  await expect(importTransactions(path, store, options())).rejects.toMatchObject({
    code: "COLUMNS_MISSING",
  });
  expect(await latestRuns(store)).toEqual([]);
  await importTransactions(path, store, options({ delimiter: ";" }));
  expect(await totals(store, "A")).toEqual(["A 0 7 1"]);
});

test("a file with headers alone is an import of nothing", async () => {
  const path = await folder.file("headers.csv", "user,date,type,amount\n");
  const report = await importTransactions(path, createMemoryStore(), options());
  expect(report.counts).toEqual(counts({}));
});

test("memory does not grow with the file", async () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => `user-${n % 50},2020-01-01,CREDIT,${n}\n`);
  const path = await folder.file("long.csv", `user,date,type,amount\n${rows.join("")}`);
  rows.length = 0;
  const inner = createMemoryStore();
  // Keeps the progress and none of the entries.
  const store: Store = {
    transact: (work) =>
      inner.transact((unit) => {
        const insert: typeof unit.accounts.insert = async (all) => all.map(() => "inserted");
        return work({ ...unit, accounts: { ...unit.accounts, insert } });
      }),
  };
  const before = megabytesHeld();
  const held: number[] = [];
  const onProgress = ({ done }: ImportProgress): void => {
    if (done % 5_000 === 0) held.push(megabytesHeld() - before);
  };
  const report = await importTransactions(path, store, options({ batchSize: 1_000, onProgress }));
  expect(report.counts).toEqual(counts({ read: 20_000, imported: 20_000 }));
  expect(held).toHaveLength(5);
  expect(Math.max(...held)).toBeLessThan(5);
});

// Figures from the notes beside the files, which were counted in the files themselves.
describe.each(realTransactions())("%s", (name, path, users) => {
  test("5,203 rows of 200 users, 262,689,019 in all; again all are unchanged", async () => {
    const store = createMemoryStore();
    const report = await importTransactions(path, store, options());
    expect(report.counts).toEqual(counts({ read: 5_203, imported: 5_203 }));
    const again = await importTransactions(path, store, options({ newId: () => "again" }));
    expect(again.counts).toEqual(counts({ read: 5_203, unchanged: 5_203 }));
    const found = await store.transact((unit) => unit.accounts.totals(users, "INR"));
    expect(found).toHaveLength(200);
    const sum = found.reduce((so, { credits, debits }) => so + Number(credits) + Number(debits), 0);
    expect(sum).toBe(262_689_019);
    expect(found.reduce((so, { count }) => so + count, 0)).toBe(5_203);
    expect(name).toMatch(/^transactions/);
  });

  test("of 200 who register with their ids 130 score 300, 24 score 450 or more, at most 890", async () => {
    const store = createMemoryStore();
    let people = 0;
    const applicants = createApplicants({
      store,
      product: { currency: "INR", balanceScore: rule },
      clock: { today: () => plainDate("2026-11-20") },
      newId: () => `A-${people}`,
      identityKey: new Uint8Array(32).fill(7),
    });
    for (const transactionUserId of users) {
      people += 1;
      const aadhaar = aadhaarOf(people);
      const email = `user.${people}@example.org`;
      const person = { name: "Somebody", email, aadhaar, annualIncome: 1, transactionUserId };
      await applicants.registerApplicant(person);
    }
    await importTransactions(path, store, options());
    const scores: number[] = [];
    for (let batch = await applicants.scorePending(64); batch.length > 0; ) {
      scores.push(...batch.map(({ score }) => score ?? 0));
      batch = await applicants.scorePending(64);
    }
    expect(scores).toHaveLength(200);
    expect(scores.filter((score) => score === 300)).toHaveLength(130);
    expect(scores.filter((score) => score >= 450)).toHaveLength(24);
    expect(Math.max(...scores)).toBe(890);
  });
});

/** The only number of 12 digits with this beginning that passes the check. */
function aadhaarOf(n: number): string {
  const key = new Uint8Array(32);
  for (let digit = 0; digit < 10; digit += 1) {
    const text = `${20_000_000_000 + n}${digit}`;
    try {
      aadhaarHash(key, text);
      return text;
    } catch {
      // Another digit is the check digit.
    }
  }
  throw new Error("No digit passes.");
}
