import { createMemoryStore } from "@lendkit/adapters-memory";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CustomerRow, RowOutcome } from "./importRows.ts";
import { recordCustomers } from "./recordCustomers.ts";
import {
  context,
  customer,
  find,
  insert,
  phone,
  record,
  registered,
} from "./testing/customerRows.ts";
import { verbsOf } from "./testing/verbsOf.ts";

test("many rows take as many queries as one", async () => {
  const store = createMemoryStore();
  await record(store, [customer(1), customer(2), customer(3)]);
  const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
  const few = [customer(1, { age: 41 }), customer(61)];
  const many = numbers.map((number) => customer(number, { age: 42 }));
  const expected = ["lock", "findMany", "save", "insert"].map((verb) => `customers.${verb}`);
  const verbs = (rows: readonly CustomerRow[]): Promise<readonly string[]> =>
    verbsOf(store, (unit) => recordCustomers(unit, rows, context));
  expect(await verbs(few)).toEqual(expected);
  expect(await verbs(many)).toEqual(expected);
});

test("a phone number is given up in one save before it is taken in the next", async () => {
  const store = createMemoryStore();
  await record(store, [customer(1), customer(2)]);
  const rows = [
    customer(1, { phoneNumber: phone(10) }),
    customer(2, { phoneNumber: phone(1) }),
    customer(3, { phoneNumber: phone(2) }),
    customer(4),
  ];
  const verbs = await verbsOf(store, (unit) => recordCustomers(unit, rows, context));
  expect(verbs).toEqual([
    "customers.lock",
    "customers.findMany",
    "customers.save",
    "customers.save",
    "customers.insert",
  ]);
});

const anyFile = fc
  .array(
    fc.record({
      number: fc.integer({ min: 1, max: 6 }),
      phone: fc.nat(6),
      age: fc.integer({ min: 40, max: 41 }),
    }),
    { maxLength: 8 },
  )
  .map((rows) =>
    rows
      .filter(({ number }, index) => rows.findIndex((other) => other.number === number) === index)
      .map(({ number, phone: n, age }, index) =>
        customer(number, { row: index + 2, phoneNumber: phone(n), age }),
      ),
  );

test("however rows are cut into batches, each ends the same and leaves the same", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyFile,
      anyFile,
      fc.integer({ min: 1, max: 3 }),
      async (first, second, size) => {
        const [whole, cut] = [createMemoryStore(), createMemoryStore()];
        await Promise.all([whole, cut].map((store) => insert(store, registered(6))));
        for (const file of [first, second]) {
          const expected = await record(whole, file);
          const found: RowOutcome[] = [];
          for (let at = 0; at < file.length; at += size) {
            found.push(...(await record(cut, file.slice(at, at + size))));
          }
          expect(found).toEqual(expected);
        }
        for (const number of [1, 2, 3, 4, 5, 6]) {
          expect(await find(cut, number)).toEqual(await find(whole, number));
        }
      },
    ),
  );
});
