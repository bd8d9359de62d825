import type { Store, UnitOfWork } from "../ports/store.ts";
import { expectEqual, expectFailure } from "./expect.ts";
import { insertOwner, sampleImported, sampleLoan, sampleOpened } from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";

async function insertLoans(store: Store): Promise<void> {
  await store.transact(async (unit: UnitOfWork) => {
    await insertOwner(unit);
    await unit.loans.insert([sampleLoan(1), sampleLoan(2)]);
  });
}

export const factPromises: readonly StorePromise[] = [
  {
    name: "facts: those of one loan are listed by sequence and equal what went in",
    check: async ({ store }) => {
      await insertLoans(store);
      const later = [12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((n) => sampleImported(1, n));
      await store.transact(async (unit) => {
        await unit.facts.append([sampleImported(2, 2), sampleOpened(2), sampleOpened(1)]);
        await unit.facts.append([sampleImported(1, 2)]);
      });
      await store.transact((unit) => unit.facts.append(later));
      const [first, second, unknown] = await store.transact(async (unit) => [
        await unit.facts.list("L-1"),
        await unit.facts.list("L-2"),
        await unit.facts.list("L-99"),
      ]);
      const promised = [sampleOpened(1), sampleImported(1, 2), ...[...later].reverse()];
      expectEqual(first, promised, "the facts of the first loan");
      expectEqual(second, [sampleOpened(2), sampleImported(2, 2)], "the facts of the second loan");
      expectEqual(unknown, [], "the facts of a loan that is not there");
    },
  },
  {
    name: "facts: listMany gives those of several loans, by loan id and then by sequence",
    check: async ({ store }) => {
      const loanIds = ["L-10", "L-9", "a", "B", "\uff5e", "\u{1f642}"];
      await store.transact(async (unit) => {
        await insertOwner(unit);
        await unit.loans.insert(loanIds.map((loanId) => sampleLoan(1, { loanId })));
        for (const sequence of [11, 2, 1]) {
          await unit.facts.append(
            loanIds.map((loanId) => ({ ...sampleImported(1, sequence), loanId })),
          );
        }
      });
      const asked = ["a", "\u{1f642}", "L-9", "nobody", "\uff5e", "L-10", "a"];
      const facts = await store.transact((unit) => unit.facts.listMany(asked));
      const inOrder = ["L-10", "L-9", "a", "\uff5e", "\u{1f642}"];
      const promised = inOrder.flatMap((loanId) =>
        [1, 2, 11].map((sequence) => ({ ...sampleImported(1, sequence), loanId })),
      );
      expectEqual(facts, promised, "of five loans and an unknown one, one of them meant twice");
    },
  },
  {
    name: "facts: a sequence that is there is STALE_VERSION, and nothing of the call is kept",
    check: async ({ store }) => {
      await insertLoans(store);
      await store.transact((unit) => unit.facts.append([sampleOpened(1)]));
      const late = store.transact((unit) =>
        unit.facts.append([sampleImported(1, 2), { ...sampleImported(1, 1), paidOnTime: 7 }]),
      );
      const promised = { code: "STALE_VERSION", retryable: true, details: { entity: "loan" } };
      await expectFailure(late, promised, "a second fact of sequence 1");
      const twice = store.transact((unit) =>
        unit.facts.append([sampleImported(1, 2), sampleImported(1, 2)]),
      );
      await expectFailure(twice, promised, "two facts of one sequence in one call");
      const facts = await store.transact((unit) => unit.facts.list("L-1"));
      expectEqual(facts, [sampleOpened(1)], "the facts after the two calls that failed");
    },
  },
];
