import { type BrokenStore, withLoans } from "./brokenStore.ts";

export const brokenLoanPages: readonly BrokenStore[] = [
  {
    fault: "a page is of everybody's loans, whoever is asked for",
    breaks: (store) =>
      withLoans(store, ({ listPage }) => ({
        listPage: ({ customerId: _, ...query }) => listPage(query),
      })),
    caughtBy: ["loans: listPage gives the first loans by number, of everybody or of one customer"],
  },
  {
    fault: "pages are in the order of numbers as text",
    breaks: (store) =>
      withLoans(store, ({ listPage }) => ({
        listPage: async (query) => {
          const all = await listPage({ ...query, limit: 1000 });
          return [...all]
            .sort((a, b) => (String(a.number) < String(b.number) ? -1 : 1))
            .slice(0, query.limit);
        },
      })),
    caughtBy: ["loans: listPage gives the first loans by number", "loans: listPage gives page"],
  },
  {
    fault: "a page begins with the last loan of the one before",
    breaks: (store) =>
      withLoans(store, ({ listPage }) => ({
        listPage: ({ afterNumber = 0, ...query }) =>
          listPage({ ...query, afterNumber: Math.max(0, afterNumber - 1) }),
      })),
    caughtBy: ["loans: listPage gives page after page"],
  },
  {
    fault: "a page tells versions of the day before",
    breaks: (store) =>
      withLoans(store, ({ listPage }) => ({
        listPage: async (query) =>
          (await listPage(query)).map((loan) => ({ ...loan, version: loan.version - 1 })),
      })),
    caughtBy: ["loans: listPage gives the whole loan"],
  },
  {
    fault: "a page of no loans is an empty one",
    breaks: (store) =>
      withLoans(store, ({ listPage }) => ({
        listPage: async (query) => (query.limit >= 1 ? listPage(query) : []),
      })),
    caughtBy: ["loans: listPage refuses a limit below 1"],
  },
];
