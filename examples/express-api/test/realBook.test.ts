import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { decideCustomers } from "../../../scripts/realBook/decideCustomers.ts";
import { decisionTable, totalsTable } from "../../../scripts/realBook/decisionTable.ts";

/** The public files; figures are from the notes beside them, which were counted in the files. */
const data = resolve(import.meta.dirname, "../../../../shared/data");

if (existsSync(join(data, "loan_data.xlsx"))) {
  describe("the table of decisions on the public workbooks, on 2026-11-20", () => {
    test("has 300 customers with the reasons that the notes count", async () => {
      const decided = await decideCustomers(data);
      const refusedWith = (code: string): number[] =>
        decided
          .filter(({ decision }) => decision.reasons.some((reason) => reason.code === code))
          .map(({ customer }) => customer);
      expect(refusedWith("LIMIT_EXCEEDED")).toEqual([19, 44, 73, 131, 142, 223, 255, 263, 274]);
      expect(refusedWith("INSTALLMENTS_OVER_CAP")).toEqual([
        1, 19, 44, 45, 70, 73, 83, 93, 131, 137, 142, 187, 198, 204, 215, 218, 252, 258, 263, 290,
        296,
      ]);
      expect(refusedWith("NO_HISTORY")).toHaveLength(17);

      const lines = decisionTable(decided).split("\n");
      expect(lines).toHaveLength(302);
      expect(new Set(lines.map((line) => line.length)).size).toBe(1);
      // Without history: a score of 50, so 12 %; 100,000 over 12 months is 8884.88 a month.
      const cells = lines[39]?.split("|").map((cell) => cell.trim());
      expect(cells?.slice(1, 8)).toEqual([
        "38",
        "50",
        "12 %",
        "approved",
        "12",
        "8884.88",
        "RATE_CORRECTED, NO_HISTORY -50",
      ]);
      const totals = totalsTable(decided).replace(/ +/g, " ").split("\n");
      expect(totals).toContain("| decided | 300 |");
      expect(totals).toContain("| LIMIT_EXCEEDED | 9 |");
      expect(totals).toContain("| INSTALLMENTS_OVER_CAP | 21 |");
    });
  });
}

test("a book of nobody is a table without rows", () => {
  expect(decisionTable([]).split("\n")).toHaveLength(2);
  expect(totalsTable([]).split("\n").slice(2)).toEqual([
    "| decided  |         0 |",
    "| approved |         0 |",
    "| refused  |         0 |",
  ]);
});
