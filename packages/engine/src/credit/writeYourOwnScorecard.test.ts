/** Runs the guide's code, and holds what stands after `//=>` against what it gives. */
import { readFileSync } from "node:fs";
import { Script } from "node:vm";
import { expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import { checkPolicy } from "./checkPolicy.ts";
import { decideBook } from "./decideBook.ts";
import { decideCredit } from "./decideCredit.ts";
import { decisionCodes } from "./decision.ts";
import { explainDecision } from "./explainDecision.ts";
import { redecide } from "./redecide.ts";

const docs = new URL("../../../../docs/", import.meta.url);
const page = (path: string): string => readFileSync(new URL(path, docs), "utf8");

/** What the guide imports from the package. */
const engine = {
  checkPolicy,
  Decimal,
  decideBook,
  decideCredit,
  explainDecision,
  plainDate,
  redecide,
};

type Check = (found: unknown, shown: string) => void;

/** The blocks as one async function of the package and of a check for each shown value. */
function runnable(guide: string): (from: typeof engine, check: Check) => Promise<void> {
  const blocks = [...guide.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code);
  const code = blocks
    .join("\n")
    .replace(/import (\{[^}]*\}) from "@lendkit\/engine";/, "const $1 = engine;")
    .replace(/^(.+); \/\/=> (.+)$/gm, (_, expression: string, shown: string) => {
      return `check(${expression}, ${JSON.stringify(shown)});`;
    });
  return new Script(`(async (engine, check) => {\n${code}\n})`).runInThisContext();
}

test("docs/guides/write-your-own-scorecard.md gives what it shows", async () => {
  const guide = page("guides/write-your-own-scorecard.md");
  let checked = 0;
  await runnable(guide)(engine, (found, shown) => {
    checked += 1;
    expect(JSON.stringify(found) ?? "undefined").toBe(shown);
  });
  expect(checked).toBe(guide.split("//=> ").length - 1);
  expect(checked).toBeGreaterThan(10);
});

test("docs/concepts/credit-decisions.md lists the codes of refusals in their order", () => {
  const listed = [...page("concepts/credit-decisions.md").matchAll(/^\| `([A-Z_]+)`/gm)];
  const refusals = decisionCodes.filter((code) => !["RATE_CORRECTED", "NO_HISTORY"].includes(code));
  expect(listed.map(([, code]) => code)).toEqual(refusals);
});
