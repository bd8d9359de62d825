import { createMemoryStore } from "@lendkit/adapters-memory";
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import type { LoanState } from "../loan/loanState.ts";
import { replay } from "../loan/replay.ts";
import { snapshotText } from "../loan/snapshotText.ts";
import { Decimal } from "../money/decimal.ts";
import type { LoanRow } from "./importRows.ts";
import {
  asOf,
  customerOf,
  debtOf,
  factsOf,
  find,
  liveOn,
  loan,
  openLoan,
  record,
  withCustomers,
} from "./testing/loanRows.ts";
import { told } from "./testing/told.ts";

describe("a loan that is not there", () => {
  test("is imported as the file states it, with its number, one fact, and the debt it brings", async () => {
    const store = await withCustomers(createMemoryStore());
    const row = loan(7798, 1, {
      row: 700,
      principal: new Decimal("900000"),
      tenorMonths: 138,
      annualRatePercent: new Decimal("17.92"),
      installment: new Decimal("39978"),
      paidOnTime: 86,
      startedOn: plainDate("2021-11-08"),
      endsOn: plainDate("2033-05-08"),
    });
    expect(await record(store, [row])).toEqual([{ row: 700, outcome: "imported" }]);
    const state: LoanState = {
      loanId: "loan-import-7798-1",
      customerId: "customer-import-1",
      origin: "imported",
      currency: "INR",
      principalMinor: 90_000_000,
      annualRatePercent: "17.92",
      tenorMonths: 138,
      installmentMinor: 3_997_800,
      paidOnTime: 86,
      startedOn: plainDate("2021-11-08"),
      endsOn: plainDate("2033-05-08"),
      sourceNumber: 7798,
      cutoverOn: asOf,
      calculationVersion: 1,
      lastSequence: 1,
      servicing: null,
    };
    expect(await find(store, state.loanId)).toEqual({
      state,
      number: 7798,
      version: 1,
      nextActionOn: null,
    });
    const facts = await factsOf(store, state.loanId);
    expect(facts).toMatchObject([{ kind: "imported", commandId: "row 700", effectiveOn: asOf }]);
    expect(snapshotText(replay(facts))).toBe(snapshotText(state));
    // 900000 × (138 − 86) / 138 = 339130.4347…
    expect(await debtOf(store, 1)).toBe("339130.43");
  });

  test("gets a number of its own where another loan has the file's, after all of the file's", async () => {
    const store = await withCustomers(createMemoryStore());
    await openLoan(store, 3, "50", 2941);
    await store.transact((unit) => unit.loans.moveNumbersPast(9000));
    const rows = [
      loan(2941, 1, { row: 2 }),
      loan(5000, 1, { row: 3 }),
      loan(5000, 2, { row: 4 }),
      loan(5000, 3, { row: 5 }),
    ];
    const outcomes = await record(store, rows);
    expect(told(outcomes)).toEqual([
      "imported NUMBER_SHARED",
      "imported",
      "imported NUMBER_SHARED",
      "imported NUMBER_SHARED",
    ]);
    expect(outcomes[2]?.note).toEqual({
      row: 4,
      sheet: "Sheet1",
      severity: "notice",
      code: "NUMBER_SHARED",
      column: "Loan ID",
      value: "5000",
      reason:
        "Another loan already has the number 5000, so this one, of customer 2, has the number 9002.",
    });
    const numbers = await store.transact((unit) =>
      unit.loans.findMany({ numbers: [9001, 9002, 9003, 5000] }),
    );
    expect(numbers.map(({ number, state }) => [number, state.loanId]).sort()).toEqual([
      [5000, "loan-import-5000-1"],
      [9001, "loan-import-2941-1"],
      [9002, "loan-import-5000-2"],
      [9003, "loan-import-5000-3"],
    ]);
  });

  test("keeps the file's number where the row that shares it is rejected", async () => {
    const store = await withCustomers(createMemoryStore());
    expect(told(await record(store, [loan(8, 99), loan(8, 1)]))).toEqual([
      "rejected CUSTOMER_UNKNOWN",
      "imported",
    ]);
    expect((await find(store, "loan-import-8-1"))?.number).toBe(8);
  });

  test("is rejected without its customer, also where somebody else registered under that id", async () => {
    const store = await withCustomers(createMemoryStore());
    const [orphan, stranger] = await record(store, [loan(1, 99), loan(2, 4)]);
    expect(orphan?.note).toMatchObject({
      severity: "rejected",
      code: "CUSTOMER_UNKNOWN",
      column: "Customer ID",
      value: "99",
      reason: "There is no customer 99. Import the customers first.",
    });
    expect(stranger?.note).toMatchObject({ code: "CUSTOMER_UNKNOWN", value: "4" });
    expect(stranger?.note?.reason).toContain("Customer 4 registered here");
    expect((await customerOf(store, 4))?.version).toBe(1);
  });

  test.each<[string, Partial<LoanRow>, object]>([
    ["INVALID_LOAN_TERMS", { paidOnTime: 13 }, {}],
    ["DATES_OUT_OF_ORDER", { endsOn: plainDate("2026-05-19") }, {}],
    ["RATE_TOO_PRECISE", { annualRatePercent: new Decimal("8.1234567890123") }, {}],
    ["AMOUNT_TOO_PRECISE", { principal: new Decimal("0.001") }, {}],
    ["NUMBER_TOO_LARGE", { number: 1_000_000_000_000_000 }, {}],
    ["CURRENCY_MISMATCH", { customerNumber: 3 }, { currency: "USD" }],
  ])("%s rejects the row and not its neighbours", async (code, changes, context) => {
    const store = await withCustomers(createMemoryStore());
    await store.transact(async (unit) => {
      const usd = await unit.customers.findMany({ numbers: [2] });
      await unit.customers.save(usd.map((customer) => ({ ...customer, currency: "USD" as const })));
    });
    const neighbour = "currency" in context ? 2 : 1;
    const outcomes = await record(store, [loan(1, 1, changes), loan(2, neighbour)], context);
    expect(told(outcomes)).toEqual([`rejected ${code}`, "imported"]);
  });
});

describe("a loan that is there", () => {
  test("is unchanged by an equal row, also on a later day", async () => {
    const store = await withCustomers(createMemoryStore());
    await record(store, [loan(1, 1), loan(1, 2, { row: 3 })]);
    const later = { asOf: plainDate("2026-12-24") };
    expect(told(await record(store, [loan(1, 2), loan(1, 1)], later))).toEqual([
      "unchanged NUMBER_SHARED",
      "unchanged",
    ]);
    expect(await factsOf(store, "loan-import-1-1")).toHaveLength(1);
    expect(await find(store, "loan-import-1-1")).toMatchObject({ version: 1 });
    expect((await customerOf(store, 1))?.version).toBe(2);
  });

  test.each<[Partial<LoanRow>, string]>([
    // 1200.04 × 9/12 = 900.03
    [{ principal: new Decimal("1200.04") }, "900.03"],
    [{ tenorMonths: 24 }, "1050.00"],
    [{ annualRatePercent: new Decimal("8.21") }, "900.00"],
    [{ installment: new Decimal("107") }, "900.00"],
    [{ paidOnTime: 4 }, "800.00"],
    [{ startedOn: plainDate("2026-11-21") }, "0.00"],
    [{ endsOn: plainDate("2026-11-19") }, "0.00"],
  ])("gets a new statement by a row with %o", async (changes, debt) => {
    const store = await withCustomers(createMemoryStore());
    await record(store, [loan(1, 1)]);
    expect(told(await record(store, [loan(1, 1, changes)]))).toEqual(["updated"]);
    const facts = await factsOf(store, "loan-import-1-1");
    expect(facts.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(await find(store, "loan-import-1-1")).toEqual({
      state: replay(facts),
      number: 1,
      version: 2,
      nextActionOn: null,
    });
    expect(await debtOf(store, 1)).toBe(debt);
  });

  test("is not overwritten once it has lived on, and an equal row still changes nothing", async () => {
    const store = await withCustomers(createMemoryStore());
    await record(store, [loan(1, 1)]);
    await liveOn(store, "loan-import-1-1");
    const rows = [loan(1, 1, { row: 5, paidOnTime: 4 }), loan(2, 1)];
    const outcomes = await record(store, rows);
    expect(told(outcomes)).toEqual(["rejected LOAN_HAS_LIVED_ON", "imported"]);
    expect(await factsOf(store, "loan-import-1-1")).toHaveLength(2);
    // The loan that lives here counts whole, the other with 900.
    expect(await debtOf(store, 1)).toBe("2100.00");
    expect(told(await record(store, [loan(1, 1, { paidOnTime: 0 })]))).toEqual(["unchanged"]);
  });

  test("counts once where its row is there twice; rows that differ are not both right", async () => {
    const store = await withCustomers(createMemoryStore());
    const rows = [loan(1, 1), loan(1, 1, { row: 5 }), loan(1, 1, { row: 6, paidOnTime: 4 })];
    expect(told(await record(store, rows))).toEqual([
      "imported",
      "unchanged",
      "rejected DUPLICATE_ID",
    ]);
    expect(await debtOf(store, 1)).toBe("900.00");
  });
});
