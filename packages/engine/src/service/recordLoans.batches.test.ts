import { createMemoryStore } from "@lendkit/adapters-memory";
import fc from "fast-check";
import { expect, test } from "vitest";
import { replay } from "../loan/replay.ts";
import { snapshotText } from "../loan/snapshotText.ts";
import type { Store, StoredLoan } from "../ports/store.ts";
import type { LoanRow, RowOutcome } from "./importRows.ts";
import { recordLoans } from "./recordLoans.ts";
import { context, debtOf, factsOf, loan, record, withCustomers } from "./testing/loanRows.ts";
import { verbsOf } from "./testing/verbsOf.ts";

test("many rows take as many queries as one", async () => {
  const store = await withCustomers(createMemoryStore());
  await record(store, [loan(1, 1), loan(2, 2)]);
  const verbs = (rows: readonly LoanRow[]): Promise<readonly string[]> =>
    verbsOf(store, (unit) => recordLoans(unit, rows, context));
  const expected = [
    "customers.lock",
    "customers.findMany",
    "loans.listByCustomers",
    "loans.findMany",
    "loans.insert",
    "loans.save",
    "facts.append",
    "customers.save",
  ];
  expect(await verbs([loan(1, 1, { paidOnTime: 4 }), loan(3, 1)])).toEqual(expected);
  const many = Array.from({ length: 60 }, (_, index) =>
    loan(index + 1, 1 + (index % 3), { paidOnTime: 5 }),
  );
  expect(await verbs(many)).toEqual(expected);
});

const anyFile = fc
  .array(
    fc.record({
      number: fc.integer({ min: 1, max: 4 }),
      customerNumber: fc.integer({ min: 1, max: 5 }),
      paidOnTime: fc.integer({ min: 2, max: 4 }),
    }),
    { maxLength: 10 },
  )
  .map((rows) => {
    const seen = new Set<string>();
    return rows
      .filter(({ number, customerNumber }) => {
        const id = `${number}/${customerNumber}`;
        return !seen.has(id) && seen.add(id);
      })
      .map(({ number, customerNumber, paidOnTime }, index) =>
        loan(number, customerNumber, { row: index + 2, paidOnTime }),
      );
  });

test("however rows are cut into batches, each ends the same and leaves the same", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyFile,
      anyFile,
      fc.integer({ min: 1, max: 4 }),
      async (first, second, size) => {
        const [whole, cut] = [
          await withCustomers(createMemoryStore()),
          await withCustomers(createMemoryStore()),
        ];
        for (const store of [whole, cut])
          await store.transact((unit) => unit.loans.moveNumbersPast(4));
        for (const file of [first, second]) {
          const expected = await record(whole, file);
          const found: RowOutcome[] = [];
          for (let at = 0; at < file.length; at += size) {
            found.push(...(await record(cut, file.slice(at, at + size))));
          }
          expect(found).toEqual(expected);
        }
        const ids = ["customer-import-1", "customer-import-2", "customer-import-3"];
        const loansIn = (store: Store): Promise<readonly StoredLoan[]> =>
          store.transact((unit) => unit.loans.listByCustomers(ids));
        expect(await loansIn(cut)).toEqual(await loansIn(whole));
        for (const number of [1, 2, 3, 4])
          expect(await debtOf(cut, number)).toBe(await debtOf(whole, number));
        for (const { state } of await loansIn(whole)) {
          expect(snapshotText(replay(await factsOf(whole, state.loanId)))).toBe(
            snapshotText(state),
          );
        }
      },
    ),
  );
});
