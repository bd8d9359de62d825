import { createMemoryStore } from "@lendkit/adapters-memory";
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import {
  customerOf,
  debtOf,
  find,
  loan,
  openedState,
  openLoan,
  record,
  withCustomers,
} from "./testing/loanRows.ts";
import { told } from "./testing/told.ts";

describe("debt", () => {
  test("is summed over all loans of those who got one, and of nobody else", async () => {
    const store = await withCustomers(createMemoryStore());
    await record(store, [loan(9, 2)]);
    await openLoan(store, 1, "250.25");
    await openLoan(store, 2, "70");
    const ended = { endsOn: plainDate("2026-11-19") };
    // Customer 1: 1000 × 1/3 + 1000 × 1/3 + 250.25 = 916.9166…
    const third = { principal: new Decimal("1000"), tenorMonths: 3, paidOnTime: 2 };
    await record(store, [
      loan(1, 1, third),
      loan(2, 1, third),
      loan(3, 1, ended),
      loan(4, 3, ended),
      loan(9, 2),
    ]);
    expect(await debtOf(store, 1)).toBe("916.92");
    expect(await debtOf(store, 2)).toBe("900.00");
    expect(await customerOf(store, 3)).toMatchObject({ currentDebt: new Decimal(0), version: 1 });
  });

  test("beyond what is computed exactly the loan is rejected, and the others go in", async () => {
    const store = await withCustomers(createMemoryStore());
    const half = { principal: new Decimal("45035996273704.96") };
    const rows = [
      loan(1, 1, half),
      loan(2, 1, half),
      loan(3, 1, { principal: new Decimal("45035996273704.95"), paidOnTime: 0 }),
      loan(4, 1, { principal: new Decimal("0.01") }),
    ];
    expect(told(await record(store, rows))).toEqual([
      "imported",
      "rejected LOANS_TOO_LARGE",
      "imported",
      "rejected LOANS_TOO_LARGE",
    ]);
    // 45035996273704.96 × 9/12 + 45035996273704.95 = 33776997205278.72 + 45035996273704.95
    expect(await debtOf(store, 1)).toBe("78812993478983.67");
    const smaller = loan(1, 1, { principal: new Decimal("45035996273704.94") });
    expect(
      told(await record(store, [smaller, loan(4, 1, { principal: new Decimal("0.01") })])),
    ).toEqual(["updated", "imported"]);
  });
});

test("a loan that somebody is opening meanwhile is waited for, and counts", async () => {
  const store = await withCustomers(createMemoryStore());
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  let hold = (): void => {};
  const held = new Promise<void>((resolve) => {
    hold = resolve;
  });
  const opening = store.transact(async (unit) => {
    await unit.customers.lock(["customer-import-1"]);
    hold();
    await gate;
    const state = openedState(1, "250.25");
    await unit.loans.insert([{ state }]);
  });
  await held;
  const recording = record(store, [loan(7, 1)]);
  for (let turn = 0; turn < 20; turn += 1) await customerOf(store, 2);
  expect(await find(store, "loan-import-7-1")).toBeUndefined();
  release();
  await opening;
  expect(told(await recording)).toEqual(["imported"]);
  // 900.00 + 250.25
  expect(await debtOf(store, 1)).toBe("1150.25");
});
