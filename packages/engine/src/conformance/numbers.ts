import type { Store, UnitOfWork } from "../ports/store.ts";
import { sampleApplicant } from "./applicantSamples.ts";
import { expectEqual, expectTrue } from "./expect.ts";
import { insertOwner, sampleCustomer, sampleLoan } from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";

/** A number that is given, or the next of the sequence. */
type Wanted = number | "next";

/** Inserts new records with these numbers and gives the numbers they got. */
type Insert = (unit: UnitOfWork, wanted: readonly Wanted[]) => Promise<readonly number[]>;

interface Sequence {
  readonly what: "customers" | "applicants" | "loans";
  readonly prepare: (store: Store) => Promise<void>;
  /** New ids and phones for each insert, also after one that failed. */
  readonly inserter: () => Insert;
}

const given = (wanted: Wanted): { readonly number?: number } =>
  wanted === "next" ? {} : { number: wanted };

const sequences: readonly Sequence[] = [
  {
    what: "customers",
    prepare: async () => {},
    inserter: () => {
      let n = 0;
      return async (unit, wanted) => {
        const news = wanted.map((number) => {
          n += 1;
          return sampleCustomer(n, given(number));
        });
        return (await unit.customers.insert(news)).map(({ number }) => number);
      };
    },
  },
  {
    what: "applicants",
    prepare: async () => {},
    inserter: () => {
      let n = 0;
      return async (unit, wanted) => {
        const news = wanted.map((number) => {
          n += 1;
          return sampleApplicant(n, given(number));
        });
        return (await unit.applicants.insert(news)).map(({ number }) => number);
      };
    },
  },
  {
    what: "loans",
    prepare: (store) => store.transact(insertOwner),
    inserter: () => {
      let n = 0;
      return async (unit, wanted) => {
        const news = wanted.map((number) => {
          n += 1;
          return { ...sampleLoan(n), ...given(number) };
        });
        return (await unit.loans.insert(news)).map(({ number }) => number);
      };
    },
  },
];

/** Inserts in one transaction after the other. */
async function inTurn(
  store: Store,
  insert: Insert,
  calls: readonly (readonly Wanted[])[],
): Promise<readonly number[]> {
  const numbers: number[] = [];
  for (const wanted of calls) {
    numbers.push(...(await store.transact((unit) => insert(unit, wanted))));
  }
  return numbers;
}

function expectRising(numbers: readonly number[], what: string): void {
  const rising = numbers.every(
    (number, index) => index === 0 || number > (numbers[index - 1] ?? 0),
  );
  expectTrue(
    rising,
    `${what}\n  promised: each above the one before\n  found:    ${numbers.join(", ")}`,
  );
}

function promisesOf({ what, prepare, inserter }: Sequence): readonly StorePromise[] {
  return [
    {
      name: `${what}: those without a number get the next of the sequence, from 1 on`,
      check: async ({ store }) => {
        await prepare(store);
        const numbers = await inTurn(store, inserter(), [["next", "next"], ["next"]]);
        expectTrue((numbers[0] ?? 0) >= 1, `The first number is ${numbers[0]}, not 1 or more.`);
        expectRising(
          [...numbers.slice(0, 2)].sort((a, b) => a - b),
          "numbers of one call",
        );
        expectRising([Math.max(...numbers.slice(0, 2)), numbers[2] ?? 0], "the next call's number");
      },
    },
    {
      name: `${what}: a number is given once only, also when the transaction fails`,
      check: async ({ store }) => {
        await prepare(store);
        const insert = inserter();
        const given: number[] = [];
        const work = store.transact(async (unit) => {
          given.push(...(await insert(unit, ["next", "next"])));
          throw new Error("The kit makes this transaction fail.");
        });
        await Promise.allSettled([work]);
        const [after] = await inTurn(store, insert, [["next"]]);
        expectRising([Math.max(...given), after ?? 0], "a number after two that were rolled back");
      },
    },
    {
      name: `${what}: a number that is given moves the sequence past it, never back`,
      check: async ({ store }) => {
        await prepare(store);
        const calls: readonly Wanted[][] = [[5000], ["next"], [40], ["next"]];
        const [high, next, low, last] = await inTurn(store, inserter(), calls);
        expectEqual([high, low], [5000, 40], "the numbers that were given");
        expectRising([5000, next ?? 0, last ?? 0], "after 5000, and again after 40 was given");
      },
    },
    {
      name: `${what}: one call may mix numbers that are given with numbers to give`,
      check: async ({ store }) => {
        await prepare(store);
        const insert = inserter();
        const [first = 0] = await inTurn(store, insert, [["next"]]);
        const mixed = await inTurn(store, insert, [["next", first + 1, "next", first + 2]]);
        expectEqual([mixed[1], mixed[3]], [first + 1, first + 2], "the numbers that were given");
        const fresh = [mixed[0] ?? 0, mixed[2] ?? 0].sort((a, b) => a - b);
        expectRising([first + 2, ...fresh], "the highest that was given, and the two to give");
      },
    },
    {
      name: `${what}: numbers go past 2^31`,
      check: async ({ store }) => {
        await prepare(store);
        const high = 2 ** 31 + 5;
        const [given, next] = await inTurn(store, inserter(), [[high], ["next"]]);
        expectEqual(given, high, "the number that was given");
        expectRising([high, next ?? 0], "the one after it");
        const found = await store.transact(async (unit) => [
          (await unit[what].findByNumber(high))?.number,
          (await unit[what].findMany({ numbers: [high] })).length,
        ]);
        expectEqual(found, [high, 1], "found by that number, alone and among many");
      },
    },
    {
      name: `${what}: many at once get different numbers`,
      needs: "parallel",
      check: async ({ store }) => {
        await prepare(store);
        const insert = inserter();
        const calls = Array.from({ length: 5 }, () =>
          store.transact((unit) => insert(unit, ["next", "next", "next"])),
        );
        const numbers = (await Promise.all(calls)).flat();
        expectEqual(new Set(numbers).size, 15, "how many different numbers");
      },
    },
  ];
}

export const numberPromises: readonly StorePromise[] = [
  ...sequences.flatMap(promisesOf),
  {
    name: "loans: moveNumbersPast moves the sequence past a number, never back",
    check: async ({ store }) => {
      await store.transact(insertOwner);
      const insertOne = async (n: number): Promise<number> => {
        const [loan] = await store.transact((unit) => unit.loans.insert([sampleLoan(n)]));
        return loan?.number ?? 0;
      };
      await store.transact((unit) => unit.loans.moveNumbersPast(2 ** 31));
      const first = await insertOne(1);
      expectRising([2 ** 31, first], "the number after moving past 2^31");
      await store.transact((unit) => unit.loans.moveNumbersPast(10));
      expectRising([first, await insertOne(2)], "the number after moving past 10 as well");
    },
  },
];
