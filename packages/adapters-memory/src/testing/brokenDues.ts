import { badDueQuery, type DuePlace, type DueRow, type Store } from "@lendkit/engine";
import { type BrokenStore, withDues } from "./brokenStore.ts";

const everyDue = { limit: Number.MAX_SAFE_INTEGER };

const same = (one: { loanId: string; dueId: string }, other: typeof one): boolean =>
  one.loanId === other.loanId && one.dueId === other.dueId;

/** Changes every row on the way in. */
const losing =
  (change: (row: DueRow) => DueRow): BrokenStore["breaks"] =>
  (store) =>
    withDues(store, (dues) => ({
      replace: ({ put, removed }) => dues.replace({ put: put.map(change), removed }),
    }));

const brokenWrites: readonly BrokenStore[] = [
  {
    fault: "amounts are kept in hundredths of the major unit, whatever the currency",
    breaks: losing((row) =>
      row.currency === "KWD" ? { ...row, penalty: 10 * Math.round(row.penalty / 10) } : row,
    ),
    caughtBy: ["dues: amounts, dates and texts come back"],
  },
  {
    fault: "a charge of its own becomes installment 0",
    breaks: losing((row) => ({ ...row, installment: row.installment ?? 0 })),
    caughtBy: ["dues: amounts, dates and texts come back"],
  },
  {
    fault: "a row that is there stays as it is",
    breaks: (store) =>
      withDues(store, (dues) => ({
        replace: async ({ put, removed }) => {
          const there = await dues.list(everyDue);
          const fresh = put.filter((row) => !there.some((other) => same(row, other)));
          await dues.replace({ put: fresh, removed });
        },
      })),
    caughtBy: [
      "dues: replace puts rows in place of those",
      "transact: a transaction sees its own writes",
    ],
  },
  {
    fault: "a loan's other dues go when one is put",
    breaks: (store) =>
      withDues(store, (dues) => ({
        replace: async ({ put, removed }) => {
          const others = await dues.list({ ...everyDue, loanIds: put.map(({ loanId }) => loanId) });
          await dues.replace({ put, removed: [...removed, ...others] });
        },
      })),
    caughtBy: ["dues: replace puts rows in place of those"],
  },
  {
    fault: "dues are removed by their own id alone",
    breaks: (store) =>
      withDues(store, (dues) => ({
        replace: async ({ put, removed }) => {
          const there = await dues.list(everyDue);
          const namesakes = there.filter((row) => removed.some((key) => key.dueId === row.dueId));
          await dues.replace({ put, removed: namesakes });
        },
      })),
    caughtBy: ["dues: replace removes by loan and due id"],
  },
  {
    fault: "to remove a due that is not there is an error",
    breaks: (store) =>
      withDues(store, (dues) => ({
        replace: async ({ put, removed }) => {
          const there = await dues.list(everyDue);
          if (!removed.every((key) => there.some((row) => same(key, row)))) throw new Error("gone");
          await dues.replace({ put, removed });
        },
      })),
    caughtBy: ["dues: replace removes by loan and due id, and one that is not there is no error"],
  },
  {
    fault: "rows are put first and removed then",
    breaks: (store) =>
      withDues(store, (dues) => ({
        replace: async ({ put, removed }) => {
          await dues.replace({ put, removed: [] });
          await dues.replace({ put: [], removed });
        },
      })),
    caughtBy: ["dues: replace removes before it puts"],
  },
  {
    fault: "of two rows of one due the last one is kept",
    breaks: (store) =>
      withDues(store, (dues) => ({
        replace: ({ put, removed }) => {
          const last = put.filter(
            (row, at) => !put.slice(at + 1).some((other) => same(row, other)),
          );
          return dues.replace({ put: last, removed });
        },
      })),
    caughtBy: ["dues: replace refuses two rows of one due"],
  },
];

/** Orders what is listed anew. */
const sorting =
  (compare: (one: DueRow, other: DueRow) => number): BrokenStore["breaks"] =>
  (store) =>
    withDues(store, (dues) => ({
      list: async (query) =>
        [...(await dues.list({ ...query, ...everyDue }))].sort(compare).slice(0, query.limit),
    }));

const byText = (place: (row: DuePlace) => string) => (one: DuePlace, other: DuePlace) =>
  place(one) < place(other) ? -1 : place(one) > place(other) ? 1 : 0;

const brokenLists: readonly BrokenStore[] = [
  {
    fault: "loans are asked for, so customers are not looked at",
    breaks: (store) =>
      withDues(store, (dues) => ({
        list: ({ customerIds, ...query }) =>
          dues.list(
            customerIds === undefined || query.loanIds !== undefined
              ? query
              : { ...query, customerIds },
          ),
      })),
    caughtBy: ["dues: list gives those of the customers and of the loans"],
  },
  {
    fault: "an empty list asks for everybody",
    breaks: (store) =>
      withDues(store, (dues) => ({
        list: ({ customerIds = [], ...query }) =>
          dues.list(customerIds.length === 0 ? query : { ...query, customerIds }),
      })),
    caughtBy: ["dues: list gives those of the customers and of the loans"],
  },
  {
    fault: "the last day is not included",
    breaks: withoutDays(({ dueTo }, dueOn) => dueOn !== dueTo),
    caughtBy: ["dues: list gives those due from one day to another, both included"],
  },
  {
    fault: "the first day is not included",
    breaks: withoutDays(({ dueFrom }, dueOn) => dueOn !== dueFrom),
    caughtBy: ["dues: list gives those due from one day to another, both included"],
  },
  {
    fault: "what is unpaid is compared in the major unit of one currency",
    breaks: (store) =>
      withDues(store, (dues) => ({
        list: async ({ leastUnpaidMinor = 0, ...query }) => {
          const listed = await dues.list(query);
          const scale = (currency: string): number => (currency === "KWD" ? 10 : 1);
          return listed.filter(
            ({ unpaid, currency }) => unpaid / scale(currency) >= leastUnpaidMinor,
          );
        },
      })),
    caughtBy: ["dues: list leaves out those with less unpaid"],
  },
  {
    fault: "dues that are paid are left out unless asked for",
    breaks: (store) =>
      withDues(store, (dues) => ({
        list: (query) => dues.list({ leastUnpaidMinor: 1, ...query }),
      })),
    caughtBy: ["dues: list leaves out those with less unpaid"],
  },
  {
    fault: "ids are in the order of their UTF-16 code units",
    breaks: sorting(byText(({ dueOn, loanId, dueId }) => `${dueOn}\0${loanId}\0${dueId}`)),
    caughtBy: ["dues: list is in the order of due date, loan id and due id, by their code points"],
  },
  {
    fault: "ids are in a dictionary's order",
    breaks: sorting(
      (one, other) =>
        byText(({ dueOn }) => dueOn)(one, other) ||
        one.loanId.localeCompare(other.loanId, "en") ||
        one.dueId.localeCompare(other.dueId, "en"),
    ),
    caughtBy: ["dues: list is in the order of due date, loan id and due id, by their code points"],
  },
  {
    fault: "a page begins with the last due of the one before",
    breaks: (store) =>
      withDues(store, (dues) => ({
        list: async ({ after, ...query }) => {
          const all = await dues.list({ ...query, ...everyDue });
          const from = after === undefined ? 0 : all.findIndex((row) => same(row, after));
          return all.slice(Math.max(0, from), Math.max(0, from) + query.limit);
        },
      })),
    caughtBy: ["dues: list gives page after page"],
  },
  {
    fault: "a page after a place is not looked at for its first day",
    breaks: (store) =>
      withDues(store, (dues) => ({
        list: ({ dueFrom, ...query }) =>
          dues.list(
            dueFrom === undefined || query.after !== undefined ? query : { ...query, dueFrom },
          ),
      })),
    caughtBy: ["dues: list gives one customer's dues from a day, to a day and after a place"],
  },
  {
    fault: "a page begins with the next day",
    breaks: (store) =>
      withDues(store, (dues) => ({
        list: async ({ after, ...query }) => {
          const all = await dues.list({ ...query, ...everyDue });
          const rest = all.filter(({ dueOn }) => after === undefined || dueOn > after.dueOn);
          return rest.slice(0, query.limit);
        },
      })),
    caughtBy: ["dues: list gives page after page"],
  },
  {
    fault: "a limit that makes no sense has no code",
    breaks: (store) =>
      withDues(store, (dues) => ({
        list: async (query) => {
          try {
            return await dues.list(query);
          } catch (error) {
            if (!badDueQuery.is(error)) throw error;
            throw new Error("LIMIT must not be negative");
          }
        },
      })),
    caughtBy: ["dues: list refuses a limit below 1"],
  },
];

function withoutDays(
  keep: (query: { dueFrom?: string; dueTo?: string }, dueOn: string) => boolean,
): BrokenStore["breaks"] {
  return (store: Store) =>
    withDues(store, (dues) => ({
      list: async (query) => (await dues.list(query)).filter(({ dueOn }) => keep(query, dueOn)),
    }));
}

export const brokenDues: readonly BrokenStore[] = [...brokenWrites, ...brokenLists];
