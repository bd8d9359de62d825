/** docs/concepts/portfolio-simulation.md: what its example shows is so. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { dayEndColumns } from "./dayEndColumns.ts";
import { portfolioOf } from "./dayEndSamples.ts";
import { stressColumns } from "./dayEndStress.ts";
import { summarizeColumns } from "./dayEndSummary.ts";

const path = "../../../../docs/concepts/portfolio-simulation.md";
const page = readFileSync(new URL(path, import.meta.url), "utf8");

test("a fifth of a thousand borrowers who stop paying in February are NPAs by the end of May", () => {
  const installments = { amount: "8884.88", nextDueOn: plainDate("2024-02-29"), dayOfMonth: 31 };
  const loan = { balance: "100000", annualRatePercent: "12", installments };
  const columns = portfolioOf(
    "2024-01-31",
    Array.from({ length: 1000 }, () => loan),
  );
  const stressed = stressColumns(columns, {
    rateShiftBasisPoints: 200,
    stopPaying: { percent: 20, seed: 1 },
  });
  dayEndColumns(stressed, plainDate("2024-05-31"));
  const { buckets } = summarizeColumns(stressed);
  const filled = buckets.filter(({ loans }) => loans > 0);
  // 29 February to 31 May: 31 + 30 + 31 = 92 days.
  expect(filled.map(({ bucket, loans }) => [bucket, loans])).toEqual([
    ["Standard", 800],
    ["NPA", 200],
  ]);
});

test("and the page says that", () => {
  expect(page).toContain('// [["Standard", 800], ["NPA", 200]]');
  expect(page).toContain('plainDate("2024-05-31")');
  expect(page).toContain("stopPaying: { percent: 20, seed: 1 }");
  expect(page).toContain('nextDueOn: plainDate("2024-02-29"), dayOfMonth: 31');
});
