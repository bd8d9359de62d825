import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMonths } from "../calendar/addMonths.ts";
import { plainDate } from "../calendar/plainDate.ts";
import { approvedLimit } from "../credit/approvedLimit.ts";
import { checkPolicy } from "../credit/checkPolicy.ts";
import type { CreditRecord } from "../credit/creditRecord.ts";
import { anyAmount, anyHistory, asOf, loan } from "../credit/creditSamples.ts";
import { type CreditScore, creditScore } from "../credit/creditScore.ts";
import { decideCredit } from "../credit/decideCredit.ts";
import { slabFor } from "../credit/slabFor.ts";
import { Decimal } from "../money/decimal.ts";
import { amortize } from "../schedule/amortize.ts";
import { creditApproval } from "./creditApproval.ts";

const { credit, repayment } = creditApproval;

const scoreOf = (history: readonly CreditRecord[], limit = "1000000"): CreditScore =>
  creditScore(credit.scorecard, { history, approvedLimit: new Decimal(limit) }, asOf);

test("its rules are those of the credit approval product", () => {
  expect(checkPolicy(credit)).toEqual({ ok: true });
  expect(creditApproval).toMatchObject({ currency: "INR", minimumAge: 18 });
  expect(credit).toMatchObject({
    scorecard: { noHistoryScore: 50, overLimitScore: 0 },
    installmentCap: { countsProposed: false },
    limit: { countsProposed: true },
    rateBelowSlab: "correct",
  });
  const lowestRates = [0, 9, 10, 29, 30, 49, 50, 51, 100].map((score) => {
    const slab = slabFor(credit.slabs, score);
    return slab.decision === "accept" ? slab.minimumRatePercent : "refused";
  });
  expect(lowestRates).toEqual(["refused", "refused", "16", "16", "12", "12", "12", "0", "0"]);
});

test.each([
  ["12500", "400000"],
  ["62500", "2200000"],
  ["112500", "4000000"],
  ["50000", "1800000"],
])("an income of %s gives a limit of %s", (monthlyIncome, limit) => {
  expect(approvedLimit({ ...creditApproval.approvedLimit, monthlyIncome }).toFixed()).toBe(limit);
});

test("it is plain data: read back from JSON it is the same", () => {
  expect(JSON.parse(JSON.stringify(creditApproval))).toEqual(creditApproval);
});

test("the installment of a decision is that of the loan's schedule", () => {
  fc.assert(
    fc.property(
      anyAmount(1_000_000).filter((principal) => principal.gte(1_000)),
      fc.integer({ min: 0, max: 3_000 }),
      fc.integer({ min: 1, max: 180 }),
      (principal, rate, tenorMonths) => {
        const annualRatePercent = new Decimal(rate).div(100);
        const applicant = {
          monthlyIncome: new Decimal(50_000),
          approvedLimit: new Decimal(1_800_000),
          history: [],
        };
        const request = { principal, annualRatePercent, tenorMonths };
        const decision = decideCredit(credit, applicant, request, asOf);
        const schedule = amortize({
          ...repayment,
          currency: creditApproval.currency,
          principal,
          annualRatePercent: decision.correctedRatePercent,
          installments: tenorMonths,
          disbursedOn: asOf,
        });
        expect(decision.installment.toFixed()).toBe(schedule.emi.toFixed());
      },
    ),
  );
});

/** Started `months` ago and over since, unless changed. */
function past(months: number, tenorMonths: number, paidOnTime: number): CreditRecord {
  const startedOn = addMonths(asOf, -months);
  return loan({ startedOn, endsOn: addMonths(startedOn, tenorMonths), tenorMonths, paidOnTime });
}

const lent = (principal: string): Partial<CreditRecord> => ({ principal: new Decimal(principal) });

/** The page's customers, on 2026-11-20, with a limit of 1,000,000. */
const customers: readonly [
  name: string,
  history: CreditRecord[],
  parts: number[],
  score: number,
][] = [
  // 24 + 12 + 10 due, all on time; 300,000 is 30 %; one loan this year; three loans.
  ["Asha", [past(60, 24, 24), past(30, 12, 12), loan(lent("300000"))], [75, 9, 8, 5], 97],
  // 10 due, 8 on time: 80 %; 100,000 is 10 %; one this year; one loan.
  ["Bela", [loan({ ...lent("100000"), paidOnTime: 8 })], [45, 12, 8, 1], 66],
  // 24 + 10 due, 17 + 6 on time: 23/34 = 67.6 %; 600,000 is 60 %; one this year; two loans.
  ["Chand", [past(60, 24, 17), loan({ ...lent("600000"), paidOnTime: 6 })], [20, 6, 8, 3], 37],
  // 24 due, 10 on time: 41.7 %; none current; none this year; one loan.
  ["Dev", [past(60, 24, 10)], [0, 12, 8, 1], 21],
  // Four of this year, 10 due each, 2 on time each: 20 %; 950,000 is 95 %; four loans.
  [
    "Esha",
    ["200000", "250000", "250000", "250000"].map((each) => loan({ ...lent(each), paidOnTime: 2 })),
    [0, 0, 0, 5],
    5,
  ],
  // One loan of this month: nothing due; 200,000 is 20 %; one this year; one loan.
  [
    "Farah",
    [loan({ ...lent("200000"), startedOn: plainDate("2026-11-02"), paidOnTime: 0 })],
    [25, 12, 8, 1],
    46,
  ],
];

test.each(customers)("%s's score", (_name, history, parts, score) => {
  const scored = scoreOf(history);
  expect(scored.parts.map(({ points }) => points)).toEqual(parts);
  expect(scored.score).toBe(score);
});

describe("the design of the scorecard, for every history", () => {
  const limits = fc.constantFrom("800000", "3000000", "9000000");
  /** Histories at random, and those of people who always pay about the same part on time. */
  const anyPayer = fc
    .tuple(anyHistory, fc.constantFrom(undefined, 0.3, 0.6, 1))
    .map(([history, part]) =>
      part === undefined
        ? history
        : history.map((each) => ({ ...each, paidOnTime: Math.floor(each.tenorMonths * part) })),
    );
  const payers = (
    condition: (onTimePart: number) => boolean,
    law: (scored: CreditScore) => void,
  ): void => {
    let seen = 0;
    fc.assert(
      fc.property(anyPayer, limits, (history, limit) => {
        const scored = scoreOf(history, limit);
        const { paidOnTime, installmentsDue } = scored.figures;
        if (scored.basis !== "parts" || installmentsDue === 0) return;
        if (!condition(paidOnTime / installmentsDue)) return;
        seen += 1;
        law(scored);
      }),
      { numRuns: 500 },
    );
    expect(seen).toBeGreaterThan(20);
  };

  test("whoever paid all on time has 75 or more, and so any rate", () => {
    payers(
      (part) => part === 1,
      ({ score }) => expect(score).toBeGreaterThanOrEqual(75),
    );
  });

  test("whoever paid less than half on time has 25 or less, below the score without history", () => {
    payers(
      (part) => part < 0.5,
      ({ score }) => expect(score).toBeLessThanOrEqual(25),
    );
  });

  test("whoever paid less than 70 % on time has 45 or less, and never the best slab", () => {
    payers(
      (part) => part < 0.7,
      ({ score }) => expect(score).toBeLessThanOrEqual(45),
    );
  });

  test("whoever paid half or more on time is never refused by score", () => {
    payers(
      (part) => part >= 0.5,
      ({ score }) => expect(score).toBeGreaterThanOrEqual(10),
    );
  });

  test("whoever has only borrowed has 25 to 50: no more than without history", () => {
    const newLoans = fc.array(
      anyAmount(100_000).map((principal) =>
        loan({ principal, startedOn: plainDate("2026-11-01"), paidOnTime: 0 }),
      ),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(newLoans, (history) => {
        const { score } = scoreOf(history);
        expect(score).toBeGreaterThanOrEqual(25);
        expect(score).toBeLessThanOrEqual(credit.scorecard.noHistoryScore);
      }),
    );
  });

  test("one more installment on time never lowers it", () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(), limits, (history, pick, limit) => {
        const better = history.map((each, index) =>
          index === pick % history.length
            ? { ...each, paidOnTime: Math.min(each.tenorMonths, each.paidOnTime + 1) }
            : each,
        );
        expect(scoreOf(better, limit).score).toBeGreaterThanOrEqual(scoreOf(history, limit).score);
      }),
      { numRuns: 500 },
    );
  });
});

describe("docs/concepts/credit-score.md", () => {
  const page = readFileSync(
    new URL("../../../../docs/concepts/credit-score.md", import.meta.url),
    "utf8",
  );

  /** The cells of the table row that begins with a text, without the padding of the table. */
  const cellsOf = (first: string): string[] =>
    page
      .split("\n")
      .map((line) => line.split("|").slice(1, -1))
      .map((cells) => cells.map((cell) => cell.trim()))
      .find((cells) => cells[0] === first) ?? [];

  test.each(credit.scorecard.parts)("has the points of $code", ({ code, bands, missing }) => {
    const points = bands.map((band) => `${band.atLeast} → ${band.points}`).join(", ");
    const unknown = missing === undefined ? "never missing" : `${missing.points}`;
    expect(cellsOf(`\`${code}\``).slice(2)).toEqual([points, unknown]);
  });

  test.each(customers)("has the score of %s", (name, _history, parts, score) => {
    const slab = slabFor(credit.slabs, score);
    const rate = slab.decision === "refuse" ? "refused" : `${slab.minimumRatePercent} %`;
    expect(cellsOf(name).slice(-2)).toEqual([
      `${parts.join(" + ")} = ${score}`,
      rate === "0 %" ? "any" : rate,
    ]);
  });

  test.each(credit.scorecard.parts)("has the sentence of $code", ({ sentence }) => {
    expect(page).toContain(sentence);
  });
});
