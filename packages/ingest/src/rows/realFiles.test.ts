import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { addMonths, type CustomerRow, Decimal, type LoanRow, type RowNote } from "@lendkit/engine";
import { describe, expect, test } from "vitest";
import { customerColumns } from "../columns/customerColumns.ts";
import { loanColumns } from "../columns/loanColumns.ts";
import { readTable } from "../columns/readTable.ts";
import { defaultReadLimits } from "../read/readLimits.ts";
import { readXlsx } from "../read/readXlsx.ts";
import { xmlText } from "../read/xmlText.ts";
import { openZip } from "../read/zipArchive.ts";
import { customerRow } from "./customerRow.ts";
import { loanRow } from "./loanRow.ts";
import { isRowNote } from "./rowResult.ts";

const data = new URL("../../../../../shared/data/", import.meta.url);
const pathOf = (name: string): string => fileURLToPath(new URL(name, data));
const options = { currencyPlaces: 2 };

interface Read<Row> {
  readonly rows: readonly Row[];
  readonly notes: readonly RowNote[];
  readonly ignored: readonly string[];
}

async function readCustomers(name: string): Promise<Read<CustomerRow>> {
  const table = await readTable(readXlsx(pathOf(name)), customerColumns);
  const [rows, notes]: [CustomerRow[], RowNote[]] = [[], []];
  for await (const row of table.rows) {
    const result = customerRow(row, table.columns, options);
    if (isRowNote(result)) notes.push(result);
    else rows.push(result);
  }
  return { rows, notes, ignored: table.columns.ignored };
}

async function readLoans(): Promise<Read<LoanRow>> {
  const table = await readTable(readXlsx(pathOf("loan_data.xlsx")), loanColumns);
  const [rows, notes]: [LoanRow[], RowNote[]] = [[], []];
  for await (const row of table.rows) {
    const result = loanRow(row, table.columns, options);
    if (isRowNote(result)) notes.push(result);
    else rows.push(result);
  }
  return { rows, notes, ignored: table.columns.ignored };
}

const sum = (values: readonly (Decimal | number)[]): string =>
  values.reduce<Decimal>((total, value) => total.add(value), new Decimal(0)).toString();
const range = (values: readonly number[]): readonly [number, number] => [
  Math.min(...values),
  Math.max(...values),
];

// All figures from the README that comes with the files.
if (existsSync(data)) {
  describe("the real customers", () => {
    test("add up", async () => {
      const { rows, notes, ignored } = await readCustomers("customer_data.xlsx");
      expect(notes).toEqual([]);
      expect(ignored).toEqual([]);
      expect(rows.map(({ number }) => number)).toEqual(
        Array.from({ length: 300 }, (_, at) => at + 1),
      );
      expect(new Set(rows.map(({ phoneNumber }) => phoneNumber)).size).toBe(300);
      expect(rows.every(({ phoneNumber }) => /^\d{10}$/.test(phoneNumber))).toBe(true);
      expect(sum(rows.map(({ monthlyIncome }) => monthlyIncome))).toBe("47404000");
      expect(sum(rows.map(({ approvedLimit }) => approvedLimit))).toBe("861500000");
      expect(range(rows.map(({ age }) => age))).toEqual([20, 70]);
      const withTilde = rows.filter((row) => `${row.firstName}${row.lastName}`.includes("ñ"));
      expect(withTilde.map(({ number }) => number)).toEqual([17, 40, 59, 77, 201, 232]);
    });

    test("of the other edition have their extra column ignored", async () => {
      const { rows, notes, ignored } = await readCustomers("customer_data.nodejs-edition.xlsx");
      expect([rows.length, notes.length]).toEqual([300, 0]);
      expect(ignored).toEqual(["Current Debt"]);
      expect(new Set(rows.map(({ number }) => number)).size).toBe(296);
    });
  });

  test("the real rates are doubles of which 100 do not look like two decimals", async () => {
    const archive = await openZip(pathOf("loan_data.xlsx"), defaultReadLimits);
    let raw = "";
    for await (const piece of xmlText(archive, "xl/worksheets/sheet1.xml")) raw += piece;
    archive.file.close();
    expect(raw.match(/<c r="E\d+"[^>]*><v>\d+\.\d{10,}<\/v>/g)?.length).toBe(100);
  });

  test("the real loans add up", async () => {
    const { rows, notes } = await readLoans();
    expect([rows.length, notes.length]).toEqual([782, 0]);
    expect(sum(rows.map(({ principal }) => principal))).toBe("421500000");
    expect(sum(rows.map(({ paidOnTime }) => paidOnTime))).toBe("55259");
    expect(new Set(rows.map(({ number }) => number)).size).toBe(753);
    expect(range(rows.map(({ tenorMonths }) => tenorMonths))).toEqual([3, 180]);
    expect(range(rows.map((row) => row.annualRatePercent.toNumber()))).toEqual([8.01, 18]);
    expect(rows.every((row) => row.annualRatePercent.decimalPlaces() <= 2)).toBe(true);
    expect(rows.every((row) => row.endsOn === addMonths(row.startedOn, row.tenorMonths))).toBe(
      true,
    );
    expect(rows.find(({ number }) => number === 7798)).toMatchObject({
      customerNumber: 1,
      principal: new Decimal(900_000),
      tenorMonths: 138,
      annualRatePercent: new Decimal("17.92"),
      installment: new Decimal(39_978),
      paidOnTime: 86,
      startedOn: "2021-11-08",
      endsOn: "2033-05-08",
    });
    const shared = rows.filter(({ number }) => number === 2941);
    expect(shared.map(({ row, customerNumber }) => [row, customerNumber])).toEqual([
      [3, 270],
      [234, 14],
    ]);
  });
}
