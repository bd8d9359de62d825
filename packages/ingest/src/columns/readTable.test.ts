import { expect, test } from "vitest";
import type { SheetRow } from "../read/sheetRow.ts";
import { readTable } from "./readTable.ts";

const row = (at: number, text: string): SheetRow => ({
  sheet: "S",
  row: at,
  cells: [{ kind: "text", text }],
  dateSystem: 1900,
});
const specs = [{ field: "age", names: ["Age"], required: true }] as const;

function source(rows: readonly SheetRow[]): {
  readonly rows: AsyncIterable<SheetRow>;
  readonly closed: () => boolean;
} {
  let closed = false;
  async function* all(): AsyncGenerator<SheetRow> {
    try {
      yield* rows;
    } finally {
      closed = true;
    }
  }
  return { rows: all(), closed: () => closed };
}

test("the first filled row is the headers, the rest are the rows", async () => {
  const { rows, closed } = source([row(3, "Age"), row(4, "30"), row(9, "40")]);
  const table = await readTable(rows, specs);
  expect(table.columns.headerRow).toBe(3);
  const numbers: number[] = [];
  for await (const each of table.rows) numbers.push(each.row);
  expect(numbers).toEqual([4, 9]);
  expect(closed()).toBe(true);
});

test("closing it lets go of the file", async () => {
  const { rows, closed } = source([row(1, "Age"), row(2, "30")]);
  const table = await readTable(rows, specs);
  expect(closed()).toBe(false);
  await table.close();
  expect(closed()).toBe(true);
});

test("leaving the loop lets go of the file", async () => {
  const { rows, closed } = source([row(1, "Age"), row(2, "30"), row(3, "40")]);
  for await (const each of (await readTable(rows, specs)).rows) if (each.row === 2) break;
  expect(closed()).toBe(true);
});

test("wrong headers are refused, and the file is let go of", async () => {
  const { rows, closed } = source([row(1, "Name")]);
  await expect(readTable(rows, specs)).rejects.toMatchObject({ code: "COLUMNS_MISSING" });
  expect(closed()).toBe(true);
});

test("a sheet without rows is refused", async () => {
  await expect(readTable(source([]).rows, specs)).rejects.toMatchObject({
    code: "TABLE_EMPTY",
    kind: "invalid",
    details: { expected: ["Age"] },
  });
});
