import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { chartOfAccounts, ledgerAccounts } from "./chartOfAccounts.ts";

const page = new URL("../../../../docs/concepts/postings.md", import.meta.url);

test("docs/concepts/postings.md has the chart as it is", () => {
  const rows = readFileSync(page, "utf8")
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter(([, , type]) => /^(asset|liability|equity|income|expense)$/.test(type ?? ""))
    .map(([, account, type, meaning]) => [account, { type, meaning }]);
  expect(Object.fromEntries(rows)).toEqual(chartOfAccounts);
  expect(rows.map(([account]) => account)).toEqual(ledgerAccounts);
});

test("every account has a meaning of its own", () => {
  const meanings = ledgerAccounts.map((account) => chartOfAccounts[account].meaning);
  expect(new Set(meanings).size).toBe(13);
});
