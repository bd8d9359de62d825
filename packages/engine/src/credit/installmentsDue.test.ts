import fc from "fast-check";
import { expect, test } from "vitest";
import { addMonths } from "../calendar/addMonths.ts";
import { addDays, plainDate } from "../calendar/plainDate.ts";
import { installmentsDue } from "./installmentsDue.ts";

// Due dates counted on a calendar.
test.each<[startedOn: string, tenorMonths: number, asOf: string, due: number, why: string]>([
  ["2026-01-15", 24, "2026-02-14", 0, "the day before the first due date"],
  ["2026-01-15", 24, "2026-02-15", 1, "on the first due date"],
  ["2026-01-15", 24, "2026-11-20", 10, "15 February to 15 November"],
  ["2021-11-08", 138, "2026-11-20", 60, "five years"],
  ["2026-01-15", 6, "2026-11-20", 6, "the tenor is over"],
  ["2024-01-31", 12, "2024-02-28", 0, "due on 29 February in a leap year"],
  ["2024-01-31", 12, "2024-02-29", 1, "due on 29 February in a leap year"],
  ["2023-01-31", 12, "2023-02-28", 1, "due on 28 February"],
  ["2024-01-31", 12, "2024-03-30", 1, "the second is due on 31 March"],
  ["2024-01-31", 12, "2024-04-30", 3, "the third on 30 April"],
  ["2025-12-31", 12, "2026-01-01", 0, "another year, but only a day"],
  ["2026-11-20", 12, "2026-11-20", 0, "starts today"],
  ["2026-12-01", 12, "2026-11-20", 0, "starts later"],
  ["2027-12-01", 12, "2026-11-20", 0, "starts next year"],
])("from %s, %i months, on %s: %i (%s)", (startedOn, tenorMonths, asOf, due) => {
  const loan = { startedOn: plainDate(startedOn), tenorMonths };
  expect(installmentsDue(loan, plainDate(asOf))).toBe(due);
});

test("it is the number of due dates up to the day, counted one by one", () => {
  const anyDay = fc.integer({ min: 0, max: 3_000 });
  fc.assert(
    fc.property(anyDay, anyDay, fc.integer({ min: 1, max: 60 }), (start, later, tenorMonths) => {
      const startedOn = addDays(plainDate("2020-01-01"), start);
      const asOf = addDays(plainDate("2020-01-01"), later);
      let counted = 0;
      for (let month = 1; month <= tenorMonths; month += 1) {
        if (addMonths(startedOn, month) <= asOf) counted += 1;
      }
      expect(installmentsDue({ startedOn, tenorMonths }, asOf)).toBe(counted);
    }),
    { numRuns: 300 },
  );
});
