import type { UnitOfWork } from "../ports/store.ts";
import { expectEqual, expectFailed, expectTrue, type PromisedError } from "./expect.ts";
import { answered, crossing, overlap } from "./overlap.ts";
import {
  insertOwner,
  phoneOf,
  sampleCustomer,
  sampleImported,
  sampleLoan,
  sampleOpened,
  sampleRun,
} from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";

type Write = (unit: UnitOfWork) => Promise<unknown>;

/** Two writes of which only one can be, and what the loser is told. */
export interface Rivals {
  readonly name: string;
  readonly prepare?: Write;
  readonly first: Write;
  readonly second: Write;
  readonly loser: PromisedError;
}

export const taken = (entity: string, field: string): PromisedError => ({
  code: "ALREADY_EXISTS",
  details: { entity, field },
});

/** Gives whoever has one phone another one. */
async function moveTo(unit: UnitOfWork, from: string, to: string): Promise<void> {
  const owners = await unit.customers.findMany({ phoneNumbers: [from] });
  await unit.customers.save(owners.map((owner) => ({ ...owner, phoneNumber: to })));
}

const rivals: readonly Rivals[] = [
  {
    name: "customers: of two inserts of one id",
    first: (unit) => unit.customers.insert([sampleCustomer(1)]),
    second: (unit) => unit.customers.insert([sampleCustomer(2, { id: "C-1" })]),
    loser: taken("customer", "id"),
  },
  {
    name: "customers: of two inserts of one phone",
    first: (unit) => unit.customers.insert([sampleCustomer(1)]),
    second: (unit) => unit.customers.insert([sampleCustomer(2, { phoneNumber: phoneOf(1) })]),
    loser: taken("customer", "phoneNumber"),
  },
  {
    name: "customers: of two inserts of one number",
    first: (unit) => unit.customers.insert([sampleCustomer(1, { number: 300 })]),
    second: (unit) => unit.customers.insert([sampleCustomer(2, { number: 300 })]),
    loser: taken("customer", "number"),
  },
  {
    name: "customers: of two saves to one phone",
    prepare: (unit) => unit.customers.insert([1, 2].map((n) => sampleCustomer(n))),
    first: (unit) => moveTo(unit, phoneOf(1), phoneOf(9)),
    second: (unit) => moveTo(unit, phoneOf(2), phoneOf(9)),
    loser: taken("customer", "phoneNumber"),
  },
  {
    name: "loans: of two inserts of one id",
    prepare: insertOwner,
    first: (unit) => unit.loans.insert([sampleLoan(1)]),
    second: (unit) => unit.loans.insert([{ ...sampleLoan(1), number: 300 }]),
    loser: taken("loan", "id"),
  },
  {
    name: "loans: of two inserts of one number",
    prepare: insertOwner,
    first: (unit) => unit.loans.insert([{ ...sampleLoan(1), number: 300 }]),
    second: (unit) => unit.loans.insert([{ ...sampleLoan(2), number: 300 }]),
    loser: taken("loan", "number"),
  },
  {
    name: "facts: of two writers of one sequence",
    prepare: async (unit) => {
      await insertOwner(unit);
      await unit.loans.insert([sampleLoan(1)]);
      await unit.facts.append([sampleOpened(1)]);
    },
    first: (unit) => unit.facts.append([sampleImported(1, 2)]),
    second: (unit) => unit.facts.append([sampleImported(1, 2)]),
    loser: { code: "STALE_VERSION", retryable: true, details: { entity: "loan" } },
  },
  {
    name: "idempotency: of two answers to one key",
    first: (unit) => unit.idempotency.answer("K-1", "asked", "first"),
    second: (unit) => unit.idempotency.answer("K-1", "asked", "second"),
    loser: taken("answer", "key"),
  },
  {
    name: "imports: of two starts of one id",
    first: (unit) => unit.imports.start(sampleRun(1)),
    second: (unit) => unit.imports.start({ ...sampleRun(1), kind: "loans" }),
    loser: taken("import", "id"),
  },
];

const nothing = async (): Promise<void> => {};

export function rivalPromises({
  name,
  prepare = nothing,
  first,
  second,
  loser,
}: Rivals): StorePromise[] {
  const begin = async (unit: UnitOfWork): Promise<void> => {
    await first(unit);
  };
  return [
    {
      name: `${name} at once exactly one wins, and the other learns it after the commit`,
      needs: "parallel",
      check: async ({ store }) => {
        await store.transact(prepare);
        const { waited, second: outcome } = await overlap(store, { first: begin, second });
        expectTrue(waited, "The second one must wait until the first has committed.");
        expectFailed(outcome, loser, "the second one, after the first has committed");
      },
    },
    {
      name: `${name} the second wins if the first fails`,
      needs: "parallel",
      check: async ({ store }) => {
        await store.transact(prepare);
        const sides = { first: begin, second, fails: true };
        const { second: outcome } = await overlap(store, sides);
        answered(outcome);
      },
    },
  ];
}

/** Loads, waits for the rival to have loaded too, and saves. */
const bothLoadThenSave = (
  load: (unit: UnitOfWork) => Promise<() => Promise<unknown>>,
): { first: (unit: UnitOfWork) => Promise<void>; second: () => Promise<void> } => {
  let save: () => Promise<unknown> = nothing;
  return {
    first: async (unit) => {
      save = await load(unit);
    },
    second: async () => {
      await save();
    },
  };
};

export const writerPromises: readonly StorePromise[] = [
  ...rivals.flatMap(rivalPromises),
  {
    name: "customers: a phone given up by a transaction that fails was never free",
    needs: "parallel",
    check: async ({ store }) => {
      await store.transact(insertOwner);
      const { second } = await overlap(store, {
        first: (unit) => moveTo(unit, phoneOf(1), phoneOf(9)),
        second: (unit) => unit.customers.insert([sampleCustomer(2, { phoneNumber: phoneOf(1) })]),
        fails: true,
      });
      expectFailed(second, taken("customer", "phoneNumber"), "an insert with that phone");
    },
  },
  {
    name: "customers: of two saves from one version exactly one wins",
    needs: "parallel",
    check: async ({ store }) => {
      await store.transact(insertOwner);
      const writer = (age: number) =>
        bothLoadThenSave(async (unit) => {
          const loaded = await unit.customers.findMany({ phoneNumbers: [phoneOf(1)] });
          return () => unit.customers.save(loaded.map((customer) => ({ ...customer, age })));
        });
      const outcomes = await crossing(store, [writer(41), writer(42)]);
      const found = await store.transact((unit) => unit.customers.find("C-1"));
      expectOneWinner(outcomes, { entity: "customer", id: "C-1" });
      const winner = outcomes[0].status === "fulfilled" ? 41 : 42;
      expectEqual([found?.age, found?.version], [winner, 2], "age and version after both");
    },
  },
  {
    name: "loans: of two saves from one version exactly one wins",
    needs: "parallel",
    check: async ({ store }) => {
      await store.transact(async (unit) => {
        await insertOwner(unit);
        await unit.loans.insert([sampleLoan(1)]);
      });
      const writer = (paidOnTime: number) =>
        bothLoadThenSave(async (unit) => {
          const loaded = await unit.loans.listByCustomers(["C-1"]);
          return () =>
            unit.loans.save(
              loaded.map((loan) => ({ ...loan, state: { ...loan.state, paidOnTime } })),
            );
        });
      const outcomes = await crossing(store, [writer(3), writer(4)]);
      const found = await store.transact((unit) => unit.loans.find("L-1"));
      expectOneWinner(outcomes, { entity: "loan", id: "L-1" });
      const winner = outcomes[0].status === "fulfilled" ? 3 : 4;
      const after = [found?.state.paidOnTime, found?.version];
      expectEqual(after, [winner, 2], "state and version after both");
    },
  },
];

function expectOneWinner(
  outcomes: readonly PromiseSettledResult<void>[],
  details: Readonly<Record<string, string>>,
): void {
  const losers = outcomes.filter(({ status }) => status === "rejected");
  expectEqual(losers.length, 1, "how many of two writers lost");
  for (const loser of losers) {
    expectFailed(
      loser,
      { code: "STALE_VERSION", retryable: true, details },
      "the writer that lost",
    );
  }
}
