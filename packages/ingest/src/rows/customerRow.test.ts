import { Decimal } from "@lendkit/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CustomerField, customerColumns } from "../columns/customerColumns.ts";
import type { CellValue } from "../read/sheetRow.ts";
import { customerRow } from "./customerRow.ts";
import { isRowNote } from "./rowResult.ts";
import {
  boolean,
  columnsOf,
  date,
  empty,
  error,
  formula,
  number,
  rowWith,
  text,
} from "./testing/rows.ts";

const columns = columnsOf(customerColumns);
const sound: Readonly<Record<CustomerField, CellValue>> = {
  number: number(17),
  firstName: text("Begoña"),
  lastName: text("Núñez"),
  age: number(63),
  phoneNumber: number(9_876_543_210),
  monthlyIncome: number(50_000),
  approvedLimit: number(4_500_000),
};
const read = (cells: Partial<Record<CustomerField, CellValue>>, currencyPlaces = 2): object =>
  customerRow(rowWith(customerColumns, sound, cells), columns, { currencyPlaces });

test("a sound row", () => {
  expect(read({})).toEqual({
    sheet: "Sheet1",
    row: 7,
    number: 17,
    firstName: "Begoña",
    lastName: "Núñez",
    age: 63,
    phoneNumber: "9876543210",
    monthlyIncome: new Decimal(50_000),
    approvedLimit: new Decimal(4_500_000),
  });
});

test.each<[CustomerField, CellValue, unknown]>([
  ["number", text(" 17 "), 17],
  ["number", text("017"), 17],
  ["number", number(Number.MAX_SAFE_INTEGER), 9_007_199_254_740_991],
  ["firstName", text("  Ana María "), "Ana María"],
  ["lastName", text("-"), "-"],
  ["lastName", text("x".repeat(100)), "x".repeat(100)],
  ["age", number(0), 0],
  ["age", number(150), 150],
  ["age", text("17"), 17],
  ["phoneNumber", text(" 1234567 "), "1234567"],
  ["phoneNumber", number(123_456_789_012_345), "123456789012345"],
  ["monthlyIncome", text("900000"), new Decimal(900_000)],
  ["monthlyIncome", text(" +900000.50 "), new Decimal("900000.5")],
  ["monthlyIncome", number(0.01), new Decimal("0.01")],
  ["monthlyIncome", text("90071992547409.91"), new Decimal("90071992547409.91")],
  ["approvedLimit", number(0), new Decimal(0)],
])("%s: %j is taken", (field, cell, expected) => {
  expect(read({ [field]: cell })).toMatchObject({ [field]: expected });
});

// 2^53 - 1 = 9,007,199,254,740,991 minor units is 90,071,992,547,409.91 of a two-place currency.
test.each<[CustomerField, CellValue, string, string]>([
  ["number", empty, "CELL_EMPTY", ""],
  ["number", number(0), "OUT_OF_RANGE", "0"],
  ["number", number(-3), "OUT_OF_RANGE", "-3"],
  ["number", number(1.5), "NOT_WHOLE", "1.5"],
  ["number", text("9007199254740992"), "OUT_OF_RANGE", "9007199254740992"],
  ["number", text("C-17"), "NOT_A_NUMBER", "C-17"],
  ["firstName", text("   "), "CELL_EMPTY", "   "],
  ["firstName", number(7), "NOT_TEXT", "7"],
  ["firstName", boolean, "NOT_TEXT", "TRUE"],
  ["firstName", text("x".repeat(101)), "OUT_OF_RANGE", `${"x".repeat(59)}…`],
  ["firstName", text("Ana\u0000"), "UNPRINTABLE_TEXT", "Ana\ufffd"],
  ["firstName", text("Ana\nMaria"), "UNPRINTABLE_TEXT", "Ana\ufffdMaria"],
  ["firstName", formula("=cmd|' /C calc'!A0"), "CELL_IS_FORMULA", "=cmd|' /C calc'!A0"],
  ["lastName", text(" =cmd|' /C calc'!A0"), "CELL_IS_FORMULA", " =cmd|' /C calc'!A0"],
  ["lastName", error, "CELL_IS_ERROR", "#DIV/0!"],
  ["age", number(151), "OUT_OF_RANGE", "151"],
  ["age", text("sixty"), "NOT_A_NUMBER", "sixty"],
  ["age", number(30.5), "NOT_WHOLE", "30.5"],
  ["phoneNumber", number(123_456), "NOT_A_PHONE_NUMBER", "**3456"],
  ["phoneNumber", number(1_234_567_890_123_456), "NOT_A_PHONE_NUMBER", "************3456"],
  ["phoneNumber", text("0987654321"), "NOT_A_PHONE_NUMBER", "******4321"],
  ["phoneNumber", text("98765 43210"), "NOT_A_PHONE_NUMBER", "***** *3210"],
  ["phoneNumber", number(-9_876_543_210), "NOT_A_PHONE_NUMBER", "-******3210"],
  ["phoneNumber", number(9_876_543.5), "NOT_A_PHONE_NUMBER", "****543.5"],
  ["phoneNumber", date("2021-11-08"), "NOT_A_PHONE_NUMBER", "****-11-08"],
  ["monthlyIncome", number(0), "OUT_OF_RANGE", "0"],
  ["monthlyIncome", number(-1), "OUT_OF_RANGE", "-1"],
  ["monthlyIncome", number(0.005), "TOO_PRECISE", "0.005"],
  ["monthlyIncome", text("90071992547409.92"), "OUT_OF_RANGE", "90071992547409.92"],
  ["monthlyIncome", text("9,00,000"), "NOT_A_NUMBER", "9,00,000"],
  ["monthlyIncome", text("1e5"), "NOT_A_NUMBER", "1e5"],
  ["monthlyIncome", text("₹900"), "NOT_A_NUMBER", "₹900"],
  ["monthlyIncome", text("Infinity"), "NOT_A_NUMBER", "Infinity"],
  ["monthlyIncome", text("0x10"), "NOT_A_NUMBER", "0x10"],
  ["monthlyIncome", boolean, "NOT_A_NUMBER", "TRUE"],
  ["monthlyIncome", date("2021-11-08"), "NOT_A_NUMBER", "2021-11-08"],
  ["monthlyIncome", formula("=1+1"), "CELL_IS_FORMULA", "=1+1"],
  ["approvedLimit", number(-0.01), "OUT_OF_RANGE", "-0.01"],
  ["approvedLimit", empty, "CELL_EMPTY", ""],
])("%s: %j is rejected as %s", (field, cell, code, value) => {
  const header = columns.byField.get(field)?.header;
  const place = { sheet: "Sheet1", row: 7, severity: "rejected" };
  const note = read({ [field]: cell });
  expect(note).toMatchObject({ ...place, code, column: header, value });
  expect(note).toHaveProperty("reason", expect.stringMatching(/expected|Expected/));
});

// 32,767 characters are the most that a cell of Excel holds.
test("a cell that is longer than a cell can be", () => {
  const shown = `${"x".repeat(59)}…`;
  const longest = read({ firstName: text("x".repeat(32_767)) });
  expect(longest).toMatchObject({ code: "OUT_OF_RANGE", value: shown });
  const longer = read({ firstName: text("x".repeat(32_768)) });
  expect(longer).toMatchObject({ code: "CELL_TOO_LONG", column: "First Name", value: shown });
});

test.each([
  [0, "1.5", "TOO_PRECISE"],
  [3, "1.234", undefined],
  [3, "1.2345", "TOO_PRECISE"],
])("a currency with %i decimals and the amount %s", (places, amount, code) => {
  const result = read({ monthlyIncome: text(amount) }, places);
  expect("code" in result ? result.code : undefined).toBe(code);
});

test("columns may stand anywhere, and a short row ends in empty cells", () => {
  const byField = new Map(
    [...columns.byField].reverse().map(([field, { header }], index) => [field, { index, header }]),
  );
  const cells = [...rowWith(customerColumns, sound, {}).cells].reverse();
  const row = { sheet: "Sheet1", row: 7, cells, dateSystem: 1900 } as const;
  expect(customerRow(row, { ...columns, byField }, { currencyPlaces: 2 })).toEqual(read({}));
  expect(
    customerRow(
      { ...row, cells: cells.slice(0, 3) },
      { ...columns, byField },
      { currencyPlaces: 2 },
    ),
  ).toMatchObject({ code: "CELL_EMPTY", column: "Customer ID" });
});

describe("of several faults", () => {
  const order: readonly CustomerField[] = [
    "number",
    "firstName",
    "lastName",
    "age",
    "phoneNumber",
    "monthlyIncome",
    "approvedLimit",
  ];

  test("the first in the documented order is told, wherever the columns stand", () => {
    fc.assert(
      fc.property(fc.subarray([...order], { minLength: 1 }), (faulty) => {
        const note = read(Object.fromEntries(faulty.map((field) => [field, error])));
        const [first] = faulty;
        const header = first === undefined ? "" : columns.byField.get(first)?.header;
        expect(note).toMatchObject({ code: "CELL_IS_ERROR", column: header });
      }),
    );
  });
});

const anyCell: fc.Arbitrary<CellValue> = fc.oneof(
  fc.constantFrom(empty, error, boolean, date("2024-02-29"), formula("=A1")),
  fc.string({ unit: "binary", maxLength: 80 }).map(text),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(number),
  fc.integer({ min: -1000, max: 10_000_000_000 }).map(number),
);

test("no row throws, and no note shows more than four digits of a phone", () => {
  const cells = fc.record(
    Object.fromEntries(customerColumns.map(({ field }) => [field, anyCell])),
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(cells, (changed) => {
      const result = read(changed);
      if (!isRowNote(result)) return;
      expect(result.reason).not.toBe("");
      expect(result.code).not.toBe("INVALID_ROW");
      if (result.column === "Phone Number")
        expect(result.value?.match(/\d/g)?.length ?? 0).toBeLessThanOrEqual(4);
    }),
    { numRuns: 500 },
  );
});
