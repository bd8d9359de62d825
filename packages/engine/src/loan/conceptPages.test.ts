/** The pages about loans: what they name is there, and what they show is so. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { servicingTerms } from "../testing/loanLife.ts";
import type { CommandFrame } from "./commands.ts";
import { decide } from "./decide.ts";
import { decideOn } from "./decideOn.ts";
import { replay } from "./replay.ts";

const repository = new URL("../../../../", import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, repository), "utf8");

/** The names of the tests in a file. */
function testsIn(path: string): readonly string[] {
  return [...text(path).matchAll(/\btest\("([^"]+)"/g)].map(([, name = ""]) => name);
}

describe("docs/concepts/invariants.md", () => {
  const sections = text("docs/concepts/invariants.md").split("\n## ").slice(1);
  const listed = sections.flatMap((section) => {
    const [, path = ""] = /^`(.+\.test\.ts)`$/m.exec(section) ?? [];
    return [...section.matchAll(/^\| .+ \| (.+?) +\|$/gm)]
      .map(([, name = ""]) => ({ path, name }))
      .filter(({ name }) => name !== "test" && !name.startsWith("---"));
  });

  test("has laws", () => {
    expect(listed.length).toBeGreaterThan(10);
  });

  test.each(listed)("$name", ({ path, name }) => {
    expect(testsIn(path)).toContain(name);
  });

  test("leaves out no law of a loan's life", () => {
    const path = "packages/engine/src/loan/invariants.test.ts";
    const names = listed.filter((each) => each.path === path).map(({ name }) => name);
    expect([...names].sort()).toEqual([...testsIn(path)].sort());
  });
});

describe("docs/concepts/a-loan-as-its-facts.md", () => {
  const page = text("docs/concepts/a-loan-as-its-facts.md");
  const frame = (commandId: string, on: string): CommandFrame => ({
    loanId: "L-1",
    commandId,
    effectiveOn: plainDate(on),
    recordedAt: "2024-03-05T09:30:00.000Z",
  });
  const opened = decide(undefined, {
    kind: "openLoan",
    ...frame("open", "2024-01-31"),
    calculationVersion: 1,
    // Those of `emiTracker`.
    servicing: servicingTerms({
      principal: "500000",
      annualRatePercent: "8.5",
      installments: 24,
      startedOn: "2024-01-31",
    }),
    terms: {
      customerId: "C-1",
      currency: "INR",
      principal: 500000,
      annualRatePercent: "8.5",
      tenorMonths: 24,
      installment: "22727.84",
      startedOn: plainDate("2024-01-31"),
      endsOn: plainDate("2026-01-31"),
    },
  });
  const facts = [
    ...opened,
    ...decide(replay(opened), { kind: "disburse", ...frame("lend", "2024-01-31") }),
  ];
  const today = plainDate("2024-03-05");
  const { state, diff } = decideOn(
    facts,
    {
      kind: "receivePayment",
      ...frame("pay", "2024-02-29"),
      bookedOn: today,
      amount: "22727.84",
    },
    today,
  );

  // 2 % of 22727.84 is 454.5568; of 500000.00 the installment repays 22727.84 − 3541.67.
  test("the example comes to what the page says", () => {
    expect(replay(facts, today).servicing?.dues[0]?.charged.penalty).toBe(454_56);
    expect(diff.penalties).toEqual({ before: 454_56, after: 0 });
    expect(diff.principal).toEqual({ before: 500_000_00, after: 480_813_83 });
    expect(state.servicing?.dues).toEqual([]);
  });

  test("and the page says that", () => {
    expect(page).toContain("charged.penalty; // 45456:");
    expect(page).toContain("diff.penalties; // { before: 45456, after: 0 }");
    expect(page).toContain("diff.principal; // { before: 50000000, after: 48081383 }");
    expect(page).toContain("dues.length; // 0:");
  });
});
