import { createMemoryStore } from "@lendkit/adapters-memory";
import { expect, test } from "vitest";
import { Decimal } from "../money/decimal.ts";
import type { CustomerRow } from "./importRows.ts";
import { customer, find, insert, phone, record, registered } from "./testing/customerRows.ts";
import { told } from "./testing/told.ts";

test("a customer who is not there is imported as the file states them", async () => {
  const store = createMemoryStore();
  expect(await record(store, [customer(17)])).toEqual([{ row: 18, outcome: "imported" }]);
  expect(await find(store, 17)).toEqual({
    id: "customer-import-17",
    number: 17,
    origin: "imported",
    firstName: "Begoña",
    lastName: "Peña",
    age: 40,
    phoneNumber: "9000000017",
    currency: "INR",
    monthlyIncome: new Decimal("32000.50"),
    // 36 × 32000.50 to the nearest lakh would be 1,200,000.
    approvedLimit: new Decimal("800000"),
    currentDebt: new Decimal(0),
    version: 1,
  });
  const [next] = await insert(store, registered(99, { number: 18 }));
  expect(next?.number).toBe(18);
});

test("equal rows change nothing, whatever the scale of their amounts", async () => {
  const store = createMemoryStore();
  await record(store, [customer(1), customer(2)]);
  const again = [
    customer(2, { row: 2 }),
    customer(1, { row: 3, monthlyIncome: new Decimal("32000.5") }),
  ];
  expect(told(await record(store, again))).toEqual(["unchanged", "unchanged"]);
  expect((await find(store, 1))?.version).toBe(1);
});

test.each<Partial<CustomerRow>>([
  { firstName: "Ana" },
  { lastName: "Rao" },
  { age: 41 },
  { phoneNumber: phone(7) },
  { monthlyIncome: new Decimal("32000.51") },
  { approvedLimit: new Decimal("0") },
])("a difference in %o updates, and keeps the id and the debt", async (changes) => {
  const store = createMemoryStore();
  await record(store, [customer(1)]);
  await store.transact(async (unit) => {
    const [known] = await unit.customers.findMany({ numbers: [1] });
    if (known) await unit.customers.save([{ ...known, currentDebt: new Decimal("77.25") }]);
  });
  expect(told(await record(store, [customer(1, changes)]))).toEqual(["updated"]);
  const { row: _row, sheet: _sheet, ...fields } = customer(1, changes);
  expect(await find(store, 1)).toMatchObject({
    ...fields,
    id: "customer-import-1",
    currentDebt: new Decimal("77.25"),
    version: 3,
  });
});

test("a number that a registered customer has is not the file's to take", async () => {
  const store = createMemoryStore();
  await insert(store, registered(5));
  const [outcome] = await record(store, [customer(5, { phoneNumber: phone(50) })]);
  expect(outcome).toEqual({
    row: 6,
    outcome: "rejected",
    note: {
      row: 6,
      sheet: "Sheet1",
      severity: "rejected",
      code: "NUMBER_TAKEN",
      column: "Customer ID",
      value: "5",
      reason:
        "A customer who registered here has the number 5. Give the customer of the file another one.",
    },
  });
  expect((await find(store, 5))?.id).toBe("R-5");
});

test("a phone number has one owner: in the store, and in the rows before", async () => {
  const store = createMemoryStore();
  await insert(store, registered(5));
  const rows = [
    customer(1, { phoneNumber: phone(5) }),
    customer(2),
    customer(3, { phoneNumber: phone(2) }),
    customer(4, { phoneNumber: phone(1) }),
  ];
  const outcomes = await record(store, rows);
  expect(told(outcomes)).toEqual([
    "rejected PHONE_TAKEN",
    "imported",
    "rejected PHONE_TAKEN",
    "imported",
  ]);
  expect(outcomes[0]?.note).toMatchObject({ column: "Phone Number", value: "******0005" });
  expect(outcomes[0]?.note?.reason).toContain("Customer 5 already has the phone number ******0005");
  expect(outcomes[2]?.note?.reason).toContain("Customer 2 ");
  expect(JSON.stringify(outcomes)).not.toMatch(/9000000/);
});

test("a phone number is free from the row on in which its owner gives it up", async () => {
  const store = createMemoryStore();
  await record(store, [customer(1), customer(2), customer(3)]);
  const rows = [
    customer(1, { phoneNumber: phone(10) }),
    customer(2, { phoneNumber: phone(1) }),
    customer(3, { phoneNumber: phone(2) }),
    customer(4, { phoneNumber: phone(3) }),
  ];
  expect(told(await record(store, [...rows].reverse()))).toEqual([
    "rejected PHONE_TAKEN",
    "rejected PHONE_TAKEN",
    "rejected PHONE_TAKEN",
    "updated",
  ]);
  await record(store, [customer(1)]);
  expect(told(await record(store, rows))).toEqual(["updated", "updated", "updated", "imported"]);
  expect((await find(store, 4))?.phoneNumber).toBe(phone(3));
});

test("a row that is there twice counts once; two that differ are not both right", async () => {
  const store = createMemoryStore();
  const rows = [customer(1), customer(1, { row: 9 }), customer(1, { row: 12, age: 41 })];
  const outcomes = await record(store, rows);
  expect(told(outcomes)).toEqual(["imported", "unchanged", "rejected DUPLICATE_ID"]);
  expect(outcomes[2]?.note?.reason).toContain("Row 2 says otherwise");
  const again = rows.map((row) => ({ ...row, monthlyIncome: new Decimal(1) }));
  expect(told(await record(store, again))).toEqual([
    "updated",
    "unchanged",
    "rejected DUPLICATE_ID",
  ]);
});

test.each<[string, CustomerRow, object]>([
  ["AMOUNT_TOO_PRECISE", customer(1, { monthlyIncome: new Decimal("0.001") }), {}],
  ["AMOUNT_TOO_PRECISE", customer(1), { currency: "JPY" }],
  ["AMOUNT_TOO_LARGE", customer(1, { approvedLimit: new Decimal("90071992547409.92") }), {}],
  ["NUMBER_TOO_LARGE", customer(1_000_000_000_000_000), {}],
  ["CURRENCY_MISMATCH", customer(3), { currency: "USD" }],
])("%s rejects the row and not its neighbours", async (code, bad, changes) => {
  const store = createMemoryStore();
  await record(store, [customer(3)]);
  const whole = { monthlyIncome: new Decimal(1), approvedLimit: new Decimal(1) };
  const outcomes = await record(store, [bad, customer(2, whole)], changes);
  expect(told(outcomes)).toEqual([`rejected ${code}`, "imported"]);
});

test("the highest number that is taken over leaves the sequence room", async () => {
  const store = createMemoryStore();
  expect(told(await record(store, [customer(999_999_999_999_999)]))).toEqual(["imported"]);
  const { number: _number, ...unnumbered } = registered(1);
  const [next] = await insert(store, unnumbered);
  expect(next?.number).toBe(1_000_000_000_000_000);
});
