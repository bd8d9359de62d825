import { Decimal, plainDate } from "@lendkit/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type LoanField, loanColumns } from "../columns/loanColumns.ts";
import type { CellValue, DateSystem } from "../read/sheetRow.ts";
import { loanRow } from "./loanRow.ts";
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

const columns = columnsOf(loanColumns);
const sound: Readonly<Record<LoanField, CellValue>> = {
  customerNumber: number(14),
  number: number(5930),
  principal: number(900_000),
  tenorMonths: number(129),
  // What the file holds is the double that prints as 8.2.
  annualRatePercent: number(8.1999999999999993),
  installment: number(15_344),
  paidOnTime: number(114),
  startedOn: date("2017-03-09"),
  endsOn: date("2027-12-09"),
};

function read(cells: Partial<Record<LoanField, CellValue>>, dateSystem: DateSystem = 1900): object {
  const row = { ...rowWith(loanColumns, sound, cells), dateSystem };
  return loanRow(row, columns, { currencyPlaces: 2 });
}

test("a sound row", () => {
  expect(read({})).toEqual({
    sheet: "Sheet1",
    row: 7,
    customerNumber: 14,
    number: 5930,
    principal: new Decimal(900_000),
    tenorMonths: 129,
    annualRatePercent: new Decimal("8.2"),
    installment: new Decimal(15_344),
    paidOnTime: 114,
    startedOn: "2017-03-09",
    endsOn: "2027-12-09",
  });
});

test.each<[LoanField, CellValue, unknown]>([
  ["tenorMonths", number(600), 600],
  ["annualRatePercent", number(0), new Decimal(0)],
  ["annualRatePercent", number(100), new Decimal(100)],
  ["annualRatePercent", text("10.123456789012"), new Decimal("10.123456789012")],
  ["paidOnTime", number(0), 0],
  ["paidOnTime", number(129), 129],
  ["endsOn", date("2017-03-09"), "2017-03-09"],
  ["endsOn", text(" 2027-12-09 "), "2027-12-09"],
  ["endsOn", text("2027-12-09T00:00:00.000Z"), "2027-12-09"],
  ["endsOn", text("2027-12-09 00:00:00"), "2027-12-09"],
  ["endsOn", text("2027-12-09T00:00"), "2027-12-09"],
  ["startedOn", text("1900-01-01"), "1900-01-01"],
  // ECMA-376 part 1, 18.17.4.1: 2021-11-08 is 44508; the last day of year 9999 is 2958465.
  ["endsOn", number(44_508), "2021-11-08"],
  ["endsOn", number(2_958_465), "9999-12-31"],
  ["startedOn", number(61), "1900-03-01"],
])("%s: %j is taken", (field, cell, expected) => {
  expect(read({ [field]: cell })).toMatchObject({ [field]: expected });
});

test.each<[number, string | undefined]>([
  [43_046, "2021-11-08"],
  [0, "1904-01-01"],
  [2_957_003, "9999-12-31"],
  [2_957_004, undefined],
  [-1, undefined],
])("in a workbook that counts from 1904, %i is %s", (serial, expected) => {
  const result = read({ startedOn: number(serial), endsOn: date("9999-12-31") }, 1904);
  expect("startedOn" in result ? result.startedOn : undefined).toBe(expected);
});

test.each<[LoanField, CellValue, string, string]>([
  ["customerNumber", empty, "CELL_EMPTY", ""],
  ["number", number(0), "OUT_OF_RANGE", "0"],
  ["principal", number(0), "OUT_OF_RANGE", "0"],
  ["principal", text("nine lakh"), "NOT_A_NUMBER", "nine lakh"],
  ["tenorMonths", number(0), "OUT_OF_RANGE", "0"],
  ["tenorMonths", number(601), "OUT_OF_RANGE", "601"],
  ["tenorMonths", number(12.5), "NOT_WHOLE", "12.5"],
  ["annualRatePercent", number(-0.1), "OUT_OF_RANGE", "-0.1"],
  ["annualRatePercent", number(100.01), "OUT_OF_RANGE", "100.01"],
  ["annualRatePercent", text("10.1234567890123"), "TOO_PRECISE", "10.1234567890123"],
  ["annualRatePercent", text("8.2%"), "NOT_A_NUMBER", "8.2%"],
  ["installment", number(0), "OUT_OF_RANGE", "0"],
  ["installment", number(0.001), "TOO_PRECISE", "0.001"],
  ["paidOnTime", number(-1), "OUT_OF_RANGE", "-1"],
  ["paidOnTime", number(130), "PAID_BEYOND_TENOR", "130"],
  ["startedOn", text("03/09/2017"), "NOT_A_DATE", "03/09/2017"],
  ["startedOn", text("9-3-2017"), "NOT_A_DATE", "9-3-2017"],
  ["startedOn", text("42803"), "NOT_A_DATE", "42803"],
  ["startedOn", text("2017-02-29"), "NOT_A_DATE", "2017-02-29"],
  ["startedOn", text("2017-03-09T00:00:00+05:30"), "NOT_A_DATE", "2017-03-09T00:00:00+05:30"],
  ["startedOn", text("2017-03-09T10:30:00"), "DATE_HAS_TIME", "2017-03-09T10:30:00"],
  ["startedOn", number(42_803.5), "DATE_HAS_TIME", "42803.5"],
  ["startedOn", number(60), "OUT_OF_RANGE", "60"],
  ["startedOn", number(0), "OUT_OF_RANGE", "0"],
  ["startedOn", number(2_958_466), "OUT_OF_RANGE", "2958466"],
  ["startedOn", boolean, "NOT_A_DATE", "TRUE"],
  ["startedOn", formula("=TODAY()"), "CELL_IS_FORMULA", "=TODAY()"],
  [
    "startedOn",
    { kind: "unusableDate", text: "2017-03-09 10:30:00", problem: "timeOfDay" },
    "DATE_HAS_TIME",
    "2017-03-09 10:30:00",
  ],
  [
    "startedOn",
    { kind: "unusableDate", text: "1899-12-31", problem: "outOfRange" },
    "OUT_OF_RANGE",
    "1899-12-31",
  ],
  ["endsOn", date("2017-03-08"), "ENDS_BEFORE_START", "2017-03-08"],
])("%s: %j is rejected as %s", (field, cell, code, value) => {
  const note = { sheet: "Sheet1", row: 7, severity: "rejected", code, value };
  expect(read({ [field]: cell })).toMatchObject({
    ...note,
    column: columns.byField.get(field)?.header,
  });
});

test("of several faults the first in the documented order is told", () => {
  const order: LoanField[] = [
    "customerNumber",
    "number",
    "principal",
    "tenorMonths",
    "annualRatePercent",
    "installment",
    "paidOnTime",
    "startedOn",
    "endsOn",
  ];
  fc.assert(
    fc.property(fc.subarray(order, { minLength: 1 }), ([first, ...others]) => {
      const faulty = [first, ...others].map((field) => [field, error]);
      const column = first === undefined ? "" : columns.byField.get(first)?.header;
      expect(read(Object.fromEntries(faulty))).toMatchObject({ code: "CELL_IS_ERROR", column });
    }),
  );
});

test("what two fields say together comes after each by itself, the tenure before the dates", () => {
  const together = { paidOnTime: number(130), endsOn: date("2017-03-08") };
  expect(read(together)).toMatchObject({ code: "PAID_BEYOND_TENOR" });
  expect(read({ ...together, endsOn: error })).toMatchObject({ code: "CELL_IS_ERROR" });
});

test("every serial number is the day that counting from 1900-03-01 gives", () => {
  // 1900-03-01 is day 61, in milliseconds of UTC an independent count.
  fc.assert(
    fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
      const day = new Date(Date.UTC(1900, 2, 1) + (serial - 61) * 86_400_000);
      const expected = plainDate(day.toISOString().slice(0, 10));
      const result = read({ startedOn: number(serial), endsOn: date("9999-12-31") });
      expect(result).toMatchObject({ startedOn: expected });
    }),
  );
});
