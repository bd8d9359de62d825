import { createMemoryStore } from "@lendkit/adapters-memory";
import {
  type CustomerRow,
  type LoanRow,
  type RowNote,
  type Store,
  snapshotText,
} from "@lendkit/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ImportSource } from "./importSource.ts";
import { runImport } from "./runImport.ts";
import { type Death, dyingStore, Killed } from "./testing/dyingStore.ts";
import {
  customer,
  customersOf,
  faulty,
  importOptions,
  inFile,
  loan,
  loansOf,
} from "./testing/importRows.ts";

/** Ids go up to here, so they often meet; numbers above it were given by the sequence. */
const HIGHEST = 4;
const anyNumber = fc.integer({ min: 1, max: HIGHEST });
const anyFault = fc.constant(faulty(2));

const anyCustomer = fc
  .record({ number: anyNumber, phone: fc.nat(5), age: fc.integer({ min: 40, max: 41 }) })
  .map(({ number, phone, age }) => customer(number, { age, phoneNumber: `900000000${phone}` }));

const anyCustomers: fc.Arbitrary<readonly (CustomerRow | RowNote)[]> = fc
  .array(fc.oneof({ weight: 6, arbitrary: anyCustomer }, { weight: 1, arbitrary: anyFault }), {
    maxLength: 9,
  })
  .map((rows) => inFile(rows));

const anyLoan = fc
  .record({
    number: anyNumber,
    customer: fc.integer({ min: 1, max: 5 }),
    paid: fc.integer({ min: 3, max: 4 }),
  })
  .map(({ number, customer, paid }) => loan(number, customer, { paidOnTime: paid }));

const anyLoans: fc.Arbitrary<readonly (LoanRow | RowNote)[]> = fc
  .array(fc.oneof({ weight: 8, arbitrary: anyLoan }, { weight: 1, arbitrary: anyFault }), {
    maxLength: 12,
  })
  .map((rows) => inFile(rows));

/** A process that imports; without a death it lives to the end. */
interface Life {
  readonly batchSize: number;
  readonly death?: Death;
}

const anyBatchSize = fc.integer({ min: 1, max: 4 });

const anyDeath: fc.Arbitrary<Death> = fc.record({
  at: fc.integer({ min: 1, max: 6 }),
  when: fc.constantFrom("before", "within", "after"),
});

const anyLives: fc.Arbitrary<readonly Life[]> = fc
  .tuple(
    fc.array(fc.record({ batchSize: anyBatchSize, death: anyDeath }), {
      minLength: 1,
      maxLength: 5,
    }),
    anyBatchSize,
  )
  .map(([killed, batchSize]) => [...killed, { batchSize }]);

/** One process after the other, until one has completed the run, even if it then died. */
async function live<Row extends CustomerRow | LoanRow>(
  store: Store,
  source: ImportSource<Row>,
  lives: readonly Life[],
): Promise<void> {
  const options = importOptions({ newId: () => "run" });
  const { kind, fingerprint } = source;
  for (const { batchSize, death } of lives) {
    const seen = death ? dyingStore(store, death) : store;
    await runImport(source, seen, { ...options, batchSize }).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    const run = await store.transact((unit) => unit.imports.findLatest({ kind, fingerprint }));
    if (run?.status === "completed") return;
  }
}

/**
 * Everything in the store that a person could ask for. Numbers of the sequence stand as their
 * rank: a transaction that dies may have used some up, and they are never given again.
 */
async function everything(store: Store): Promise<object> {
  return store.transact(async (unit) => {
    const runs = await unit.imports.latestOfEachKind();
    const notes = await Promise.all(runs.map(({ id }) => unit.imports.listNotes(id)));
    const customers = await unit.customers.findMany({ numbers: [1, 2, 3, 4, 5, 6, 7, 8] });
    const loans = await unit.loans.listByCustomers(customers.map(({ id }) => id));
    const facts = await Promise.all(loans.map(({ state }) => unit.facts.list(state.loanId)));
    const given = loans
      .filter(({ number, state }) => number !== state.sourceNumber)
      .map(({ number }) => number)
      .sort((a, b) => a - b);
    const ranked = (number: number): string => `fresh number ${1 + given.indexOf(number)}`;
    return {
      runs: runs
        .map(({ kind, status, rowsDone, counts }) => ({ kind, status, rowsDone, counts }))
        .sort((a, b) => (a.kind < b.kind ? -1 : 1)),
      notes: notes.flat().map((note) => ({
        ...note,
        reason: note.reason.replace(/has the number (\d+)\.$/, (_, number) =>
          ranked(Number(number)),
        ),
      })),
      customers: customers
        .map(({ version: _version, ...customer }) => ({
          ...customer,
          currentDebt: customer.currentDebt.toFixed(2),
        }))
        .sort((a, b) => a.number - b.number),
      loans: loans.map(({ number, state }) => [
        given.includes(number) ? ranked(number) : number,
        snapshotText(state),
      ]),
      facts,
    };
  });
}

/** Customer 4 registered here, with a phone number that files may state. */
async function openStore(): Promise<Store> {
  const store = createMemoryStore();
  const { row: _row, sheet: _sheet, ...person } = customer(4);
  const currentDebt = person.approvedLimit.minus(person.approvedLimit);
  await store.transact((unit) =>
    unit.customers.insert([
      { ...person, id: "R-4", origin: "registered", currency: "INR", currentDebt },
    ]),
  );
  return store;
}

test("customers: killed anywhere and run again is as if never killed", async () => {
  await fc.assert(
    fc.asyncProperty(anyCustomers, anyCustomers, anyLives, async (before, rows, lives) => {
      const [killed, unkilled] = [await openStore(), await openStore()];
      for (const store of [killed, unkilled]) {
        const earlier = { ...customersOf(before), fingerprint: "a".repeat(64) };
        await runImport(earlier, store, importOptions({ newId: () => "earlier" }));
      }
      await live(killed, customersOf(rows), lives);
      await runImport(customersOf(rows), unkilled, importOptions({ newId: () => "run" }));
      expect(await everything(killed)).toEqual(await everything(unkilled));
    }),
  );
});

test("loans: killed anywhere and run again is as if never killed", async () => {
  await fc.assert(
    fc.asyncProperty(anyLoans, anyLoans, anyLives, async (before, rows, lives) => {
      const [killed, unkilled] = [await openStore(), await openStore()];
      for (const store of [killed, unkilled]) {
        const people = customersOf([customer(1), customer(2), customer(3)]);
        await runImport(people, store, importOptions({ newId: () => "people" }));
        const earlier = { ...loansOf(before), fingerprint: "a".repeat(64) };
        await runImport(earlier, store, importOptions({ newId: () => "earlier" }));
      }
      await live(killed, loansOf(rows), lives);
      await runImport(loansOf(rows), unkilled, importOptions({ newId: () => "run" }));
      expect(await everything(killed)).toEqual(await everything(unkilled));
    }),
  );
});

test("numbers are the very same if no transaction died within", async () => {
  const rows = inFile([loan(1, 1), loan(1, 2), loan(2, 1), loan(2, 2), loan(1, 3)]);
  const people = customersOf([customer(1), customer(2), customer(3)]);
  const store = createMemoryStore();
  await runImport(people, store, importOptions({ newId: () => "people" }));
  const lives = [1, 2, 3, 4, 5].map((at) => ({
    batchSize: 1,
    death: { at, when: "after" as const },
  }));
  await live(store, loansOf(rows), [...lives, { batchSize: 1 }]);
  const loans = await store.transact((unit) => unit.loans.findMany({ numbers: [1, 2, 3, 4, 5] }));
  expect(loans.map(({ number, state }) => `${number} ${state.loanId}`).sort()).toEqual([
    "1 loan-import-1-1",
    "2 loan-import-2-1",
    "3 loan-import-1-2",
    "4 loan-import-2-2",
    "5 loan-import-1-3",
  ]);
});
