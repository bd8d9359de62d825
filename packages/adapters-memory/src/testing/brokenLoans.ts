import { alreadyExists, type StoredLoan, staleVersion } from "@lendkit/engine";
import { type BrokenStore, withFacts, withLoans } from "./brokenStore.ts";

const asText = (one: StoredLoan, other: StoredLoan): number =>
  String(one.number) < String(other.number) ? -1 : 1;

export const brokenLoans: readonly BrokenStore[] = [
  {
    fault: "insert answers in another order",
    breaks: (store) =>
      withLoans(store, (loans) => ({
        insert: async (news) => [...(await loans.insert(news))].reverse(),
      })),
    caughtBy: ["loans: insert answers all of them in the order given"],
  },
  {
    fault: "a number is looked up as an id",
    breaks: (store) =>
      withLoans(store, (loans) => ({ findByNumber: (number) => loans.find(String(number)) })),
    caughtBy: ["loans: find and findByNumber"],
  },
  {
    fault: "a loan meant twice is found twice",
    breaks: (store) =>
      withLoans(store, (loans) => ({
        findMany: async ({ ids = [], numbers = [] }) => [
          ...(await loans.findMany({ ids })),
          ...(await loans.findMany({ numbers })),
        ],
      })),
    caughtBy: ["loans: findMany gives those"],
  },
  {
    fault: "loans are sorted by their number as text",
    breaks: (store) =>
      withLoans(store, (loans) => ({
        listByCustomers: async (ids) => [...(await loans.listByCustomers(ids))].sort(asText),
      })),
    caughtBy: ["loans: listByCustomers gives all loans of these customers, by number"],
  },
  {
    fault: "loans are sorted within each customer only",
    breaks: (store) =>
      withLoans(store, (loans) => ({
        listByCustomers: async (ids) =>
          (await Promise.all(ids.map((id) => loans.listByCustomers([id])))).flat(),
      })),
    caughtBy: ["loans: listByCustomers"],
  },
  {
    fault: "a clash never names its field",
    breaks: (store) =>
      withLoans(store, (loans) => ({
        insert: async (news) => {
          try {
            return await loans.insert(news);
          } catch (error) {
            if (!alreadyExists.is(error)) throw error;
            throw alreadyExists({ entity: "loan", field: "commandId" });
          }
        },
      })),
    caughtBy: ["loans: insert refuses a taken id or number"],
  },
  {
    fault: "save counts the version and keeps the old state",
    breaks: (store) =>
      withLoans(store, (loans) => ({
        save: async (changed) => {
          const kept = await Promise.all(changed.map(({ state }) => loans.find(state.loanId)));
          return loans.save(
            changed.map((loan, at) => ({ ...loan, state: kept[at]?.state ?? loan.state })),
          );
        },
      })),
    caughtBy: ["loans: save replaces the state"],
  },
  {
    fault: "save does not look at the version",
    breaks: (store) =>
      withLoans(store, (loans, unit) => ({
        save: async (changed) => {
          await unit.customers.lock(changed.map(({ state }) => state.loanId));
          const kept = await Promise.all(changed.map(({ state }) => loans.find(state.loanId)));
          return loans.save(
            changed.map((loan, at) => ({ ...loan, version: kept[at]?.version ?? loan.version })),
          );
        },
      })),
    caughtBy: ["loans: one stale among several saved", "loans: of two saves from one version"],
  },
  {
    fault: "facts are listed as they were appended",
    breaks: (store) => {
      const order: string[] = [];
      return withFacts(store, (facts) => ({
        append: async (news) => {
          await facts.append(news);
          order.push(...news.map(({ loanId, sequence }) => `${loanId} ${sequence}`));
        },
        list: async (loanId) => {
          const listed = await facts.list(loanId);
          return [...listed].sort(
            (one, other) =>
              order.indexOf(`${loanId} ${one.sequence}`) -
              order.indexOf(`${loanId} ${other.sequence}`),
          );
        },
      }));
    },
    caughtBy: ["facts: those of one loan are listed by sequence"],
  },
  {
    fault: "facts of many loans are listed in the order in which the loans are named",
    breaks: (store) =>
      withFacts(store, (facts) => ({
        listMany: async (loanIds) =>
          (await Promise.all([...new Set(loanIds)].map(facts.list))).flat(),
      })),
    caughtBy: ["facts: listMany gives those of several loans, by loan id"],
  },
  {
    fault: "facts of many loans are listed by sequence alone",
    breaks: (store) =>
      withFacts(store, (facts) => ({
        listMany: async (loanIds) =>
          [...(await facts.listMany(loanIds))].sort((a, b) => a.sequence - b.sequence),
      })),
    caughtBy: ["facts: listMany gives those of several loans, by loan id and then by sequence"],
  },
  {
    fault: "facts that are there are skipped",
    breaks: (store) =>
      withFacts(store, (facts) => ({
        append: async (news) => {
          for (const fact of news) {
            const there = await facts.list(fact.loanId);
            if (there.every(({ sequence }) => sequence !== fact.sequence)) {
              await facts.append([fact]);
            }
          }
        },
      })),
    caughtBy: ["facts: a sequence that is there is STALE_VERSION"],
  },
  {
    fault: "a fact that is there is no reason to retry",
    breaks: (store) =>
      withFacts(store, (facts) => ({
        append: async (news) => {
          try {
            await facts.append(news);
          } catch (error) {
            if (!staleVersion.is(error)) throw error;
            throw new Error("duplicate key value violates unique constraint");
          }
        },
      })),
    caughtBy: ["facts: a sequence that is there", "facts: of two writers of one sequence at once"],
  },
];
