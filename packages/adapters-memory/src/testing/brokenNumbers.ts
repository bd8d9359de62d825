import type { Store } from "@lendkit/engine";
import { type BrokenStore, withUnit } from "./brokenStore.ts";

interface Numbered {
  readonly number?: number;
}

/** Gives numbers in the store's place, so they can be given wrongly. */
type Give = (wanted: readonly (number | undefined)[]) => Promise<readonly number[]>;

/** Numbers all records as told; `makeGive` is called once for each kind of them. */
function numbering(store: Store, makeGive: () => Give): Store {
  const [giveCustomers, giveApplicants, giveLoans] = [makeGive(), makeGive(), makeGive()];
  const numbered = async <T extends Numbered>(give: Give, news: readonly T[]) => {
    const numbers = await give(news.map(({ number }) => number));
    return news.map((one, at) => ({ ...one, number: numbers[at] ?? 0 }));
  };
  return withUnit(store, ({ customers, applicants, loans }) => ({
    applicants: {
      ...applicants,
      insert: async (news) => applicants.insert(await numbered(giveApplicants, news)),
    },
    customers: {
      ...customers,
      insert: async (news) => customers.insert(await numbered(giveCustomers, news)),
    },
    loans: { ...loans, insert: async (news) => loans.insert(await numbered(giveLoans, news)) },
  }));
}

/** Counts on in the way of `next`, from the last number and the highest that is given. */
const counting =
  (next: (last: number, highestGiven: number) => number, first = 0) =>
  (): Give => {
    let last = first;
    return async (wanted) => {
      last = next(last, Math.max(0, ...wanted.map((number) => number ?? 0)));
      return wanted.map((number) => {
        if (number !== undefined) return number;
        last += 1;
        return last;
      });
    };
  };

const eachOf = (what: string): readonly string[] =>
  ["customers", "applicants", "loans"].map((records) => `${records}: ${what}`);

export const brokenNumbers: readonly BrokenStore[] = [
  {
    fault: "numbers begin below 1",
    breaks: (store) =>
      numbering(
        store,
        counting((last) => last, -5),
      ),
    caughtBy: eachOf("those without a number get the next of the sequence, from 1 on"),
  },
  {
    fault: "numbers of failed work are given again",
    breaks: (store) => {
      let last = 0;
      const give: Give = async (wanted) => {
        last = Math.max(last, ...wanted.map((number) => number ?? 0));
        return wanted.map((number) => {
          last += number === undefined ? 1 : 0;
          return number ?? last;
        });
      };
      const numbered = numbering(store, () => give);
      return {
        transact: async (work) => {
          const before = last;
          try {
            return await numbered.transact(work);
          } catch (error) {
            last = before;
            throw error;
          }
        },
      };
    },
    caughtBy: eachOf("a number is given once only, also when the transaction fails"),
  },
  {
    fault: "numbers that are given do not move the sequence",
    breaks: (store) =>
      numbering(
        store,
        counting((last) => last),
      ),
    caughtBy: [
      ...eachOf("a number that is given moves the sequence past it"),
      ...eachOf("one call may mix numbers"),
    ],
  },
  {
    fault: "a number that is given moves the sequence back",
    breaks: (store) =>
      numbering(
        store,
        counting((last, given) => (given === 0 ? last : given)),
      ),
    caughtBy: eachOf("a number that is given moves the sequence past it, never back"),
  },
  {
    fault: "numbers are of 32 bits",
    breaks: (store) => {
      const short = numbering(
        store,
        counting((last, given) => Math.max(last, given) | 0),
      );
      return short;
    },
    caughtBy: eachOf("numbers go past 2^31"),
  },
  {
    fault: "numbers are read, and given later",
    breaks: (store) =>
      numbering(store, () => {
        let last = 0;
        return async (wanted) => {
          const before = last;
          await store.transact((unit) => unit.customers.find("nobody"));
          last = Math.max(before + wanted.length, ...wanted.map((number) => number ?? 0));
          return wanted.map((number, at) => number ?? before + at + 1);
        };
      }),
    caughtBy: eachOf("many at once get different numbers"),
  },
  {
    fault: "numbers are not moved past the imported ones",
    breaks: (store) =>
      withUnit(store, ({ loans }) => ({ loans: { ...loans, moveNumbersPast: async () => {} } })),
    caughtBy: ["loans: moveNumbersPast"],
  },
];
