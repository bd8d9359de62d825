import fc from "fast-check";
import { expect, test } from "vitest";
import { Table, TableView } from "./table.ts";

interface Row {
  readonly id: string;
  readonly color: string;
}

const rules = { id: ({ id }: Row) => id, fields: { color: ({ color }: Row) => color } };

const anyId = fc.constantFrom("1", "2", "3");

/** A row to put, or the id of one to remove. */
type Step = Row | string;

const someSteps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(fc.record({ id: anyId, color: fc.constantFrom("red", "blue") }), anyId),
  { maxLength: 8 },
);

const byId = (one: Row, other: Row): number => (one.id < other.id ? -1 : 1);

/** What a plain list says: the last row of each id, unless it was removed after that. */
function rowsAfter(steps: readonly Step[]): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const step of steps) {
    if (typeof step === "string") rows.delete(step);
    else rows.set(step.id, step);
  }
  return [...rows.values()].sort(byId);
}

function take(
  steps: readonly Step[],
  table: Pick<TableView<Row, "color">, "put" | "remove">,
): void {
  for (const step of steps) {
    if (typeof step === "string") table.remove(step);
    else table.put(step);
  }
}

test("a view reads as if its steps were taken on the table, and the table as if there were no view", () => {
  fc.assert(
    fc.property(someSteps, someSteps, (committed, written) => {
      const table = new Table<Row, "color">(rules);
      take(committed, table);
      const view = new TableView(table);
      take(written, view);

      const before = rowsAfter(committed);
      const after = rowsAfter([...committed, ...written]);
      expect([...table.rows()].sort(byId)).toEqual(before);
      expect(view.rows().sort(byId)).toEqual(after);
      for (const id of ["1", "2", "3"]) {
        expect(view.get(id)).toBe(after.find((row) => row.id === id));
      }
      for (const color of ["red", "blue"]) {
        const ofColor = (row: Row) => row.color === color;
        expect(table.by("color", color).sort(byId)).toEqual(before.filter(ofColor));
        expect(view.by("color", color).sort(byId)).toEqual(after.filter(ofColor));
      }

      view.commit();
      expect([...table.rows()].sort(byId)).toEqual(after);
    }),
  );
});
