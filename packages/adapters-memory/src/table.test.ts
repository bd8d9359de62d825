import fc from "fast-check";
import { expect, test } from "vitest";
import { Table, TableView } from "./table.ts";

interface Row {
  readonly id: string;
  readonly color: string;
}

const rules = { id: ({ id }: Row) => id, fields: { color: ({ color }: Row) => color } };

const someRows = fc.array(
  fc.record({ id: fc.constantFrom("1", "2", "3"), color: fc.constantFrom("red", "blue") }),
  { maxLength: 8 },
);

const byId = (one: Row, other: Row): number => (one.id < other.id ? -1 : 1);

/** What a plain list says: the last row of each id. */
function lastOfEach(rows: readonly Row[], color: string): readonly Row[] {
  const last = new Map(rows.map((row) => [row.id, row]));
  return [...last.values()].filter((row) => row.color === color).sort(byId);
}

test("a view reads as if its rows were in the table, and the table as if there were no view", () => {
  fc.assert(
    fc.property(someRows, someRows, fc.constantFrom("red", "blue"), (committed, written, color) => {
      const table = new Table<Row, "color">(rules);
      for (const row of committed) table.put(row);
      const view = new TableView(table);
      for (const row of written) view.put(row);

      expect(table.by("color", color).sort(byId)).toEqual(lastOfEach(committed, color));
      const all = lastOfEach([...committed, ...written], color);
      expect(view.by("color", color).sort(byId)).toEqual(all);
      for (const row of all) expect(view.get(row.id)).toBe(row);

      view.commit();
      expect(table.by("color", color).sort(byId)).toEqual(all);
    }),
  );
});
