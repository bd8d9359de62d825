import { plainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import type { AccountEntry, AccountEntryOutcome, AccountKeyTotals } from "../ports/accountEntry.ts";
import type { Store, UnitOfWork } from "../ports/store.ts";
import { sampleEntry } from "./applicantSamples.ts";
import { expectEqual, expectRefusal, expectTrue } from "./expect.ts";
import { answered, overlap } from "./overlap.ts";
import type { StorePromise } from "./storePromise.ts";

type Outcomes = Promise<readonly AccountEntryOutcome[]>;

const insert = (store: Store, entries: readonly AccountEntry[]): Outcomes =>
  store.transact((unit) => unit.accounts.insert(entries));

/** Totals in INR as text: key, credits, debits, balance, count. */
async function totals(
  store: Store,
  keys: readonly string[],
  currency: AccountEntry["currency"] = "INR",
): Promise<readonly string[]> {
  return (await store.transact((unit) => unit.accounts.totals(keys, currency))).map(inShort);
}

function inShort({ accountKey, credits, debits, balance, count }: AccountKeyTotals): string {
  const amounts = [credits, debits, balance].map((amount) => amount.toString());
  return [`${accountKey}:`, ...amounts, count].join(" ");
}

const amount = (text: string, changes: Partial<AccountEntry> = {}): Partial<AccountEntry> => ({
  amount: new Decimal(text),
  ...changes,
});

const inserts: readonly StorePromise[] = [
  {
    name: "accounts: inserting the same again changes nothing, whatever stands beside it",
    check: async ({ store }) => {
      const first = [sampleEntry(1), sampleEntry(2, { kind: "DEBIT" })];
      expectEqual(await insert(store, first), ["inserted", "inserted"], "the first time");
      expectEqual(await insert(store, first), ["unchanged", "unchanged"], "the same again");
      const more = [sampleEntry(3), sampleEntry(2, { kind: "DEBIT" }), sampleEntry(4)];
      expectEqual(await insert(store, more), ["inserted", "unchanged", "inserted"], "and more");
      const written = [sampleEntry(1, amount("100.5000"))];
      expectEqual(await insert(store, written), ["unchanged"], "the amount with other zeros");
      expectEqual(await totals(store, ["account 1"]), ["account 1: 301.5 100.5 201 4"], "totals");
    },
  },
  {
    name: "accounts: another source or position is another entry, equal as it may be",
    check: async ({ store }) => {
      const other = { source: "6".repeat(64) };
      const entries = [sampleEntry(1), sampleEntry(2), sampleEntry(1, other)];
      const outcomes = await insert(store, entries);
      expectEqual(outcomes, ["inserted", "inserted", "inserted"], "three equal transactions");
      expectEqual(await totals(store, ["account 1"]), ["account 1: 301.5 0 301.5 3"], "totals");
    },
  },
  {
    name: "accounts: something else from the same row differs, and the first one stays",
    check: async ({ store }) => {
      await insert(store, [sampleEntry(1)]);
      const changes: readonly Partial<AccountEntry>[] = [
        { accountKey: "account 2" },
        { on: plainDate("2024-03-01") },
        { kind: "DEBIT" },
        { currency: "JPY" },
        amount("100.51"),
      ];
      for (const change of changes) {
        const outcomes = await insert(store, [sampleEntry(2), sampleEntry(1, change)]);
        expectEqual(outcomes[1], "differs", `row 1 again, with ${Object.keys(change).join()}`);
      }
      const found = await totals(store, ["account 1", "account 2"]);
      expectEqual(found, ["account 1: 201 0 201 2", "account 2: 0 0 0 0"], "totals after all");
    },
  },
  {
    name: "accounts: insert refuses two of one row in one call",
    check: async ({ store }) => {
      const twice = (unit: UnitOfWork): Outcomes =>
        unit.accounts.insert([sampleEntry(1), sampleEntry(2), sampleEntry(1)]);
      const details = { entity: "account entry", field: "position" };
      await expectRefusal(store, twice, { code: "ALREADY_EXISTS", details }, "row 1 twice");
      expectEqual(await totals(store, ["account 1"]), ["account 1: 0 0 0 0"], "totals after that");
    },
  },
];

/** 2^53 - 1 minor units in currencies of 0, 2, 3 and 4 places. */
const most: readonly (readonly [AccountEntry["currency"], string])[] = [
  ["JPY", "9007199254740991"],
  ["INR", "90071992547409.91"],
  ["KWD", "9007199254740.991"],
  ["UYW", "900719925474.0991"],
];

const sums: readonly StorePromise[] = [
  {
    name: "accounts: totals come for each key in the order given, zero where there is nothing",
    check: async ({ store }) => {
      const other = { accountKey: "account 2" };
      await insert(store, [
        sampleEntry(1, amount("0.1")),
        sampleEntry(2, amount("0.2")),
        sampleEntry(3, amount("1000000", { ...other, kind: "DEBIT" })),
        sampleEntry(4, amount("0.05", other)),
        sampleEntry(5, amount("0", other)),
      ]);
      const found = await totals(store, ["account 2", "nobody", "account 1", "account 2"]);
      const second = "account 2: 0.05 1000000 -999999.95 3";
      expectEqual(found, [second, "nobody: 0 0 0 0", "account 1: 0.3 0 0.3 2", second], "totals");
    },
  },
  {
    name: "accounts: every character of a key counts",
    check: async ({ store }) => {
      const keys = ["key", "KEY", "key ", "ñ", "n\u0303", "'; -- \\ {k} 🙂"];
      await insert(
        store,
        keys.map((accountKey, at) => sampleEntry(at + 1, amount(`${at + 1}`, { accountKey }))),
      );
      const promised = keys.map((key, at) => `${key}: ${at + 1} 0 ${at + 1} 1`);
      expectEqual(await totals(store, keys), promised, "totals of keys that look alike");
    },
  },
  {
    name: "accounts: totals are exact for the largest amounts, and never mix currencies",
    check: async ({ store }) => {
      const entries = most.flatMap(([currency, text], at) => [
        ...[1, 2, 3].map((n) => sampleEntry(10 * at + n, amount(text, { currency }))),
        sampleEntry(10 * at + 4, amount(text, { currency, kind: "DEBIT" })),
      ]);
      await insert(store, entries);
      const found: string[] = [];
      for (const [currency] of most) found.push(...(await totals(store, ["account 1"], currency)));
      // 3 × 9007199254740991 = 27021597764222973, 2 × = 18014398509481982
      const promised = [
        "account 1: 27021597764222973 9007199254740991 18014398509481982 4",
        "account 1: 270215977642229.73 90071992547409.91 180143985094819.82 4",
        "account 1: 27021597764222.973 9007199254740.991 18014398509481.982 4",
        "account 1: 2702159776422.2973 900719925474.0991 1801439850948.1982 4",
      ];
      expectEqual(found, promised, "in JPY, INR, KWD and UYW");
    },
  },
];

const together: readonly StorePromise[] = [
  {
    name: "accounts: of two inserts of the same at once the second waits, and nothing counts twice",
    needs: "parallel",
    check: async ({ store }) => {
      const { waited, second } = await overlap(store, {
        first: async (unit) => void (await unit.accounts.insert([sampleEntry(1), sampleEntry(2)])),
        second: (unit) =>
          unit.accounts.insert([sampleEntry(3), sampleEntry(2), sampleEntry(1, amount("7"))]),
      });
      expectTrue(waited, "The second insert of the same row must wait for the first one's end.");
      const outcomes = answered(second);
      expectEqual(outcomes, ["inserted", "unchanged", "differs"], "what the second one is told");
      expectEqual(await totals(store, ["account 1"]), ["account 1: 301.5 0 301.5 3"], "totals");
    },
  },
  {
    name: "accounts: of two inserts of the same at once the second inserts if the first fails",
    needs: "parallel",
    check: async ({ store }) => {
      const { second } = await overlap(store, {
        first: async (unit) => void (await unit.accounts.insert([sampleEntry(1)])),
        second: (unit) => unit.accounts.insert([sampleEntry(1)]),
        fails: true,
      });
      expectEqual(answered(second), ["inserted"], "what the second one is told");
      expectEqual(await totals(store, ["account 1"]), ["account 1: 100.5 0 100.5 1"], "totals");
    },
  },
];

export const accountPromises: readonly StorePromise[] = [...inserts, ...sums, ...together];
