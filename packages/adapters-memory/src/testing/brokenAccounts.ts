import type {
  AccountEntry,
  AccountEntryOutcome,
  AccountKeyTotals,
  AccountRepository,
  Store,
} from "@lendkit/engine";
import { Decimal } from "@lendkit/engine";
import { type BrokenStore, withAccounts } from "./brokenStore.ts";

const changing =
  (change: (accounts: AccountRepository) => Partial<AccountRepository>) =>
  (store: Store): Store =>
    withAccounts(store, change);

/** Changes every entry on the way in. */
const losing = (change: (entry: AccountEntry) => AccountEntry) =>
  changing((accounts) => ({ insert: (entries) => accounts.insert(entries.map(change)) }));

/** Changes what is told of every key. */
const telling = (change: (totals: AccountKeyTotals) => AccountKeyTotals) =>
  changing((accounts) => ({
    totals: async (keys, currency) => (await accounts.totals(keys, currency)).map(change),
  }));

/** Gives every entry that comes in a place of its own. */
function alwaysNew(store: Store): Store {
  let position = 1000;
  return withAccounts(store, (accounts) => ({
    insert: async (entries) => {
      const news = entries.map((entry) => {
        position += 1;
        return { ...entry, position };
      });
      return accounts.insert(news);
    },
  }));
}

const sameAgain = "accounts: inserting the same again changes nothing";
const exact = "accounts: totals are exact for the largest amounts";

export const brokenAccounts: readonly BrokenStore[] = [
  {
    fault: "entries that come again are added again",
    breaks: alwaysNew,
    caughtBy: [
      sameAgain,
      "accounts: something else from the same row differs",
      "accounts: insert refuses two of one row",
      "accounts: of two inserts of the same at once the second waits",
    ],
  },
  {
    fault: "equal entries are taken for one",
    breaks: (store) => {
      const seen = new Set<string>();
      return withAccounts(store, (accounts) => ({
        insert: async (entries) => {
          const outcomes: AccountEntryOutcome[] = [];
          for (const entry of entries) {
            const { source: _source, position: _position, ...said } = entry;
            const text = JSON.stringify(said);
            if (seen.has(text)) outcomes.push("unchanged" as const);
            else outcomes.push(...(await accounts.insert([entry])));
            seen.add(text);
          }
          return outcomes;
        },
      }));
    },
    caughtBy: ["accounts: another source or position is another entry"],
  },
  {
    fault: "rows are known by their position, whatever the source",
    breaks: losing((entry) => ({ ...entry, source: "one" })),
    caughtBy: ["accounts: another source or position is another entry"],
  },
  {
    fault: "whatever differs is called unchanged",
    breaks: changing((accounts) => ({
      insert: async (entries) =>
        (await accounts.insert(entries)).map((told) => (told === "differs" ? "unchanged" : told)),
    })),
    caughtBy: ["accounts: something else from the same row differs"],
  },
  {
    fault: "of two of one row in one call the first is taken",
    breaks: changing((accounts) => ({
      insert: async (entries) => {
        const byPlace = new Map(entries.map((entry) => [entry.position, entry]));
        await accounts.insert([...byPlace.values()]);
        return entries.map(() => "inserted" as const);
      },
    })),
    caughtBy: ["accounts: insert refuses two of one row in one call"],
  },
  {
    fault: "keys without entries are left out of the totals",
    breaks: changing((accounts) => ({
      totals: async (keys, currency) =>
        (await accounts.totals(keys, currency)).filter(({ count }) => count > 0),
    })),
    caughtBy: ["accounts: totals come for each key in the order given, zero"],
  },
  {
    fault: "totals are told in the order of the keys",
    breaks: changing((accounts) => ({
      totals: (keys, currency) => accounts.totals([...keys].sort(), currency),
    })),
    caughtBy: ["accounts: totals come for each key in the order given"],
  },
  {
    fault: "keys are told apart without capitals",
    breaks: losing((entry) => ({ ...entry, accountKey: entry.accountKey.toLowerCase() })),
    caughtBy: ["accounts: every character of a key counts"],
  },
  {
    fault: "spaces at the end of a key are lost",
    breaks: losing((entry) => ({ ...entry, accountKey: entry.accountKey.trimEnd() })),
    caughtBy: ["accounts: every character of a key counts"],
  },
  {
    fault: "amounts are summed as doubles",
    breaks: telling((totals) => ({
      ...totals,
      credits: new Decimal(totals.credits.toNumber()),
      balance: new Decimal(totals.credits.toNumber() - totals.debits.toNumber()),
    })),
    caughtBy: [exact],
  },
  {
    fault: "amounts have two decimals, whatever the currency of the entry",
    breaks: losing((entry) => ({ ...entry, amount: entry.amount.toDecimalPlaces(2) })),
    caughtBy: [exact],
  },
  {
    fault: "all currencies are summed as one",
    breaks: losing((entry) => ({ ...entry, currency: "INR" })),
    caughtBy: [exact, "accounts: something else from the same row differs"],
  },
  {
    fault: "what another transaction is inserting is called unchanged at once",
    breaks: (store) => {
      const begun = new Set<number>();
      return withAccounts(store, (accounts) => ({
        insert: async (entries) => {
          const news = entries.filter(({ position }) => !begun.has(position));
          for (const { position } of news) begun.add(position);
          await accounts.insert(news);
          return entries.map((entry) => (news.includes(entry) ? "inserted" : "unchanged"));
        },
      }));
    },
    caughtBy: [
      "accounts: of two inserts of the same at once the second waits",
      "accounts: of two inserts of the same at once the second inserts if the first fails",
    ],
  },
];
