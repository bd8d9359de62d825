import { type BrokenStore, withFacts, withLoans, withOutbox } from "./brokenStore.ts";

export const brokenTogether: readonly BrokenStore[] = [
  {
    fault: "a verb that is called while another runs is forgotten",
    breaks: (store) => {
      let appending = false;
      const forgetful = withOutbox(store, (outbox) => ({
        put: async (messages) => {
          if (!appending) await outbox.put(messages);
        },
      }));
      return withFacts(forgetful, (facts) => ({
        append: async (list) => {
          appending = true;
          await facts.append(list);
          appending = false;
        },
      }));
    },
    caughtBy: ["together: verbs that are called together all write"],
  },
  {
    fault: "what stands beside a failure is kept",
    breaks: (store) =>
      withFacts(store, () => ({
        append: (list) => store.transact((unit) => unit.facts.append(list)),
      })),
    caughtBy: ["together: if one of them fails, the error is its own and nothing is there"],
  },
  {
    fault: "a loan is given as it came with its lock, also once it was saved",
    breaks: (store) =>
      withLoans(store, (loans) => {
        const held = new Map<string, Awaited<ReturnType<typeof loans.find>>>();
        return {
          lock: async (ids) => {
            await loans.lock(ids);
            for (const id of ids) held.set(id, await loans.find(id));
          },
          find: async (id) => held.get(id) ?? loans.find(id),
        };
      }),
    caughtBy: ["together: what a lock lets one read is what was written since"],
  },
];
