import { plainDate } from "../calendar/plainDate.ts";
import type { Store, UnitOfWork } from "../ports/store.ts";
import { sampleApplicant, scored } from "./applicantSamples.ts";
import { expectEqual, expectTrue } from "./expect.ts";
import { answered, beside, overlap } from "./overlap.ts";
import { insertOwner, sampleCustomer, sampleLoan, sampleRun } from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";

/** Records that are locked by id. Each has a count that can be saved. */
interface Lockable {
  readonly what: "customers" | "applicants" | "loans";
  /** The first four ids. */
  readonly ids: readonly [string, string, string, string];
  readonly prepare: (store: Store) => Promise<void>;
  /** Inserts the record of the first id. */
  readonly insert: (unit: UnitOfWork, count: number) => Promise<unknown>;
  /** Count and version of the first id's record. */
  readonly read: (unit: UnitOfWork) => Promise<readonly [number, number] | undefined>;
  /** Saves the first id's record with one more. */
  readonly increase: (unit: UnitOfWork) => Promise<unknown>;
}

const lockables: readonly Lockable[] = [
  {
    what: "customers",
    ids: ["C-1", "C-2", "C-3", "C-4"],
    prepare: async () => {},
    insert: (unit, age) => unit.customers.insert([sampleCustomer(1, { age })]),
    read: async (unit) => {
      const customer = await unit.customers.find("C-1");
      return customer && [customer.age, customer.version];
    },
    increase: async (unit) => {
      const customer = await unit.customers.find("C-1");
      if (customer === undefined) throw new Error("Customer C-1 is not there.");
      await unit.customers.save([{ ...customer, age: customer.age + 1 }]);
    },
  },
  {
    what: "applicants",
    ids: ["A-1", "A-2", "A-3", "A-4"],
    prepare: async () => {},
    insert: (unit, score) =>
      unit.applicants.insert([sampleApplicant(1, { score, scoredOn: plainDate("2024-02-29") })]),
    read: async (unit) => {
      const applicant = await unit.applicants.find("A-1");
      return applicant && [applicant.score ?? 0, applicant.version];
    },
    increase: async (unit) => {
      const applicant = await unit.applicants.find("A-1");
      if (applicant === undefined) throw new Error("Applicant A-1 is not there.");
      await unit.applicants.save([scored(applicant, (applicant.score ?? 0) + 1)]);
    },
  },
  {
    what: "loans",
    ids: ["L-1", "L-2", "L-3", "L-4"],
    prepare: (store) => store.transact(insertOwner),
    insert: (unit, paidOnTime) => unit.loans.insert([sampleLoan(1, { paidOnTime })]),
    read: async (unit) => {
      const loan = await unit.loans.find("L-1");
      return loan && [loan.state.paidOnTime, loan.version];
    },
    increase: async (unit) => {
      const loan = await unit.loans.find("L-1");
      if (loan === undefined) throw new Error("Loan L-1 is not there.");
      const state = { ...loan.state, paidOnTime: loan.state.paidOnTime + 1 };
      await unit.loans.save([{ ...loan, state }]);
    },
  },
];

function waits({ what, ids, prepare, insert, read, increase }: Lockable): StorePromise[] {
  const lockFirst = (unit: UnitOfWork): Promise<void> => unit[what].lock([ids[0]]);
  const lockThenRead = async (unit: UnitOfWork): ReturnType<typeof read> => {
    await lockFirst(unit);
    return read(unit);
  };
  return [
    {
      name: `${what}: a lock waits for the transaction that holds the id, and sees what it left`,
      needs: "parallel",
      check: async ({ store }) => {
        await prepare(store);
        await store.transact((unit) => insert(unit, 3));
        const lastly = async (unit: UnitOfWork): Promise<void> => void (await increase(unit));
        const sides = { first: lockFirst, second: lockThenRead, lastly };
        const { waited, second } = await overlap(store, sides);
        expectTrue(waited, "A second lock of the same id must wait for the first one's end.");
        expectEqual(answered(second), [4, 2], "count and version, read after the wait");
      },
    },
    {
      name: `${what}: a lock holds an id that is not there yet`,
      needs: "parallel",
      check: async ({ store }) => {
        await prepare(store);
        const lastly = async (unit: UnitOfWork): Promise<void> => void (await insert(unit, 3));
        const sides = { first: lockFirst, second: lockThenRead, lastly };
        const { waited, second } = await overlap(store, sides);
        expectTrue(waited, "A second lock of an id that is not there yet must wait as well.");
        expectEqual(answered(second), [3, 1], "the record that the first one inserted");
      },
    },
    {
      name: `${what}: a lock ends with a transaction that fails`,
      needs: "parallel",
      check: async ({ store }) => {
        const sides = { first: lockFirst, second: lockThenRead, fails: true };
        const { waited, second } = await overlap(store, sides);
        expectTrue(waited, "The lock must hold until the failing transaction has ended.");
        expectEqual(answered(second), undefined, "read after the failed transaction");
      },
    },
    {
      name: `${what}: of many that lock, change and save at once none is lost`,
      needs: "parallel",
      check: async ({ store }) => {
        await prepare(store);
        await store.transact((unit) => insert(unit, 3));
        const cycle = async (unit: UnitOfWork): Promise<void> => {
          await lockFirst(unit);
          await increase(unit);
        };
        await Promise.all(Array.from({ length: 8 }, () => store.transact(cycle)));
        const found = await store.transact(read);
        expectEqual(found, [11, 9], "count and version after eight that add one to 3");
      },
    },
  ];
}

function ofSeveral({ what, ids, prepare, insert, read }: Lockable): StorePromise[] {
  const [first, second, third] = ids;
  return [
    {
      name: `${what}: one id in common is enough for a lock to wait`,
      needs: "parallel",
      check: async ({ store }) => {
        const { waited, second: outcome } = await overlap(store, {
          first: (unit) => unit[what].lock([first, second]),
          second: (unit) => unit[what].lock([second, third]),
        });
        expectTrue(waited, `${second} is held, so a lock of ${second} and ${third} must wait.`);
        answered(outcome);
      },
    },
    {
      name: `${what}: the same transaction may lock an id again`,
      check: async ({ store }) => {
        await prepare(store);
        await store.transact(async (unit) => {
          await unit[what].lock([first, first]);
          await unit[what].lock([second, first]);
          await insert(unit, 3);
        });
        const found = await store.transact(read);
        expectEqual(found, [3, 1], "the record inserted under a lock taken twice");
      },
    },
    {
      name: `${what}: two locks of several ids in opposite orders do not deadlock`,
      needs: "parallel",
      check: async ({ store }) => {
        // Both calls begin while all is held, so each has its first id as soon as all is let go.
        const forward: Promise<PromiseSettledResult<void>[]>[] = [];
        const { second: backward } = await overlap(store, {
          first: async (unit) => {
            await unit[what].lock(ids);
            forward.push(Promise.allSettled([store.transact((its) => its[what].lock(ids))]));
          },
          second: (unit) => unit[what].lock([...ids].reverse()),
        });
        const outcomes = [backward, ...(await Promise.all(forward)).flat()];
        for (const outcome of outcomes) answered(outcome);
      },
    },
  ];
}

export const lockPromises: readonly StorePromise[] = [
  ...lockables.flatMap(waits),
  ...lockables.flatMap(ofSeveral),
  {
    name: "loans: a lock does not hold the customer of the same id",
    needs: "parallel",
    check: async ({ store }) => {
      const second = await beside(store, {
        first: (unit) => unit.loans.lock(["1"]),
        second: (unit) => unit.customers.lock(["1"]),
      });
      if (second === undefined) throw new Error("Customer 1 must be free while loan 1 is held.");
      answered(second);
    },
  },
  {
    name: "imports: a lock of a kind waits for the transaction that holds it",
    needs: "parallel",
    check: async ({ store }) => {
      const { waited, second } = await overlap(store, {
        first: (unit) => unit.imports.lock("customers"),
        second: async (unit) => {
          await unit.imports.lock("customers");
          return (await unit.imports.findLatest(sampleRun(1)))?.id;
        },
        lastly: async (unit) => {
          await unit.imports.start(sampleRun(1));
        },
      });
      expectTrue(waited, "A second lock of the same kind of import must wait.");
      expectEqual(answered(second), "R-1", "the run that the first one started");
    },
  },
];
