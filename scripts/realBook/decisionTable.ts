/**
 * Decisions as a table in Markdown, padded so that it reads as plain text too.
 *
 * @module
 */
import { creditApproval, type Decision, slabFor } from "@lendkit/engine";
import type { DecidedCustomer } from "./decideCustomers.ts";

const header = [
  "customer",
  "score",
  "slab",
  "decision",
  "rate",
  "installment",
  "reasons",
  "approved instead",
];

/** One row for each customer, amounts and rates to the right. */
export function decisionTable(decided: readonly DecidedCustomer[]): string {
  return table(header, decided.map(rowOf));
}

/** How many were approved, refused and corrected, and how many each reason was given to. */
export function totalsTable(decided: readonly DecidedCustomer[]): string {
  const count = (passes: (decision: Decision) => boolean): string =>
    String(decided.filter(({ decision }) => passes(decision)).length);
  const codes = new Set(
    decided.flatMap(({ decision }) => decision.reasons.map(({ code }) => code)),
  );
  return table(
    ["what", "customers"],
    [
      ["decided", String(decided.length)],
      ["approved", count(({ approved }) => approved)],
      ["refused", count(({ approved }) => !approved)],
      ...[...codes]
        .sort()
        .map((code) => [code, count(({ reasons }) => reasons.some((each) => each.code === code))]),
    ],
  );
}

function rowOf({ customer, decision }: DecidedCustomer): string[] {
  const { score, approved, correctedRatePercent, installment, reasons } = decision;
  return [
    String(customer),
    String(score),
    slabText(score),
    approved ? "approved" : "refused",
    correctedRatePercent.toFixed(),
    installment.toFixed(2),
    reasons.map(reasonText).join(", "),
    insteadText(decision),
  ];
}

function slabText(score: number): string {
  const slab = slabFor(creditApproval.credit.slabs, score);
  if (slab.decision === "refuse") return "refused";
  return Number(slab.minimumRatePercent) === 0 ? "any rate" : `${slab.minimumRatePercent} %`;
}

function reasonText({ code, effect, pointsLost }: Decision["reasons"][number]): string {
  return effect === "score" ? `${code} -${pointsLost}` : code;
}

function insteadText({ counterfactuals }: Decision): string {
  const { lowestRatePercent, largestPrincipal, shortestTenorMonths } = counterfactuals;
  const parts = [
    ...(lowestRatePercent === undefined ? [] : [`from ${lowestRatePercent.toFixed()} %`]),
    ...(largestPrincipal === undefined ? [] : [`up to ${largestPrincipal.toFixed()}`]),
    ...(shortestTenorMonths === undefined ? [] : [`from ${shortestTenorMonths} months`]),
  ];
  return parts.join(", ") || "nothing";
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const isNumeric = columns.map((_, index) =>
    rows.every((row) => /^-?[\d.]+$/.test(row[index] ?? "")),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return isNumeric[index] === true ? cell.padStart(width) : cell.padEnd(width);
      })
      .join(" | ")} |`;
  const rule = widths.map((width, index) =>
    isNumeric[index] === true ? `${"-".repeat(width - 1)}:` : "-".repeat(width),
  );
  return [line(columns), line(rule), ...rows.map(line)].join("\n");
}
