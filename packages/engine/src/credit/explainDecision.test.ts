import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "../money/decimal.ts";
import { applicant, asOf, loan, policy, request } from "./creditSamples.ts";
import { decideCredit } from "./decideCredit.ts";
import { type DecisionMessages, englishDecisionMessages } from "./decisionMessages.ts";
import { anyApplicant, anyPolicy, anyRequest } from "./decisionSamples.ts";
import { explainDecision } from "./explainDecision.ts";
import { fourParts } from "./scorecardSamples.ts";

const poor = applicant([], { limit: "60000" });
const capCounts = { installmentCap: { percentOfIncome: "50", countsProposed: true } };

test("a refusal says why, and what would be approved", () => {
  const decision = decideCredit(policy(50), poor, request("12"), asOf);
  expect(explainDecision(decision)).toEqual({
    outcome: "refused",
    summary: "Your request for 100000 over 12 months at 12 % a year is not approved.",
    reasons: [
      {
        code: "LIMIT_WOULD_BE_EXCEEDED",
        effect: "refusal",
        pointsLost: 0,
        sentence:
          "With this loan your loans would add up to 100000, above your approved limit of 60000.",
      },
      { code: "NO_HISTORY", effect: "score", pointsLost: 50, sentence: "There is no record yet." },
    ],
    affordability:
      "Your current loans take 0 % of your monthly income; with this loan it would be 14.81 %.",
    changes: [
      {
        change: "largestAmount",
        value: "60000",
        sentence: "The largest amount that would be approved is 60000.",
      },
    ],
    text: [
      "Your request for 100000 over 12 months at 12 % a year is not approved.",
      "With this loan your loans would add up to 100000, above your approved limit of 60000.",
      "There is no record yet.",
      "Your current loans take 0 % of your monthly income; with this loan it would be 14.81 %.",
      "The largest amount that would be approved is 60000.",
    ].join("\n"),
  });
});

// 20,000 a month and 120,000 at 12 %: 10661.85, so 30661.85 of 60,000. At 0 % it is 10,000, exactly
// half; over 13 months at 12 % it is below; 112550.83 is worked out in counterfactuals.test.ts.
test("all three changes are said where they differ from what was asked", () => {
  const history = [loan({ installment: new Decimal(20_000) })];
  const asked = request("12", "120000");
  const decision = decideCredit(policy(100, capCounts), applicant(history), asked, asOf);
  expect(explainDecision(decision).changes.map(({ sentence }) => sentence)).toEqual([
    "The lowest rate at which it would be approved is 0 % a year.",
    "The largest amount that would be approved is 112550.83.",
    "The shortest tenor at which it would be approved is 13 months.",
  ]);
});

test.each([
  ["12", "approved", 1],
  ["9.5", "approvedAtCorrectedRate", 2],
] as const)("an approval asked at %s is %s, and proposes no changes", (asked, outcome, reasons) => {
  const said = explainDecision(decideCredit(policy(50), applicant(), request(asked), asOf));
  expect(said).toMatchObject({ outcome, changes: [] });
  expect(said.summary).toBe(
    "Your loan of 100000 over 12 months is approved at 12 % a year, with 8884.88 a month.",
  );
  expect(said.reasons).toHaveLength(reasons);
});

describe("in another language", () => {
  const { engine } = englishDecisionMessages;
  const spanish: DecisionMessages = {
    engine: {
      ...engine,
      REFUSED: "No aprobamos {principal} a {tenorMonths} meses.",
      LIMIT_WOULD_BE_EXCEEDED: "Límite: {approvedLimit}; con este préstamo: {volume}.",
      LARGEST_AMOUNT: "Lo máximo es {principal}.",
      AFFORDABILITY: "{currentPercent} % → {percentWithProposed} %",
    },
    policy: { NO_HISTORY: "Aún no hay historial.", RULE: "Demasiado." },
  };

  test("the engine's and the policy's sentences come from the table", () => {
    const hardRules = [
      { code: "RULE", on: true, sentence: "Too much.", rule: "largestAmount", principal: 5 },
      { code: "OTHER", on: true, sentence: "Stays.", rule: "leastScore", score: 60 },
    ] as const;
    const decision = decideCredit(policy(50, { hardRules }), poor, request("12"), asOf);
    expect(explainDecision(decision, spanish).text.split("\n")).toEqual([
      "No aprobamos 100000 a 12 meses.",
      "Límite: 60000; con este préstamo: 100000.",
      "Demasiado.",
      "Stays.",
      "Aún no hay historial.",
      "0 % → 14.81 %",
    ]);
  });

  test("a part without a value has a message of its own", () => {
    const rules = policy(50, { scorecard: { ...policy(50).scorecard, parts: fourParts } });
    const fresh = [loan({ startedOn: asOf, paidOnTime: 0 })];
    const decision = decideCredit(rules, applicant(fresh), request("16"), asOf);
    const messages = { engine, policy: { ON_TIME: "Tarde.", "ON_TIME.missing": "Nada vencido." } };
    const sentences = explainDecision(decision, messages).reasons.map(({ sentence }) => sentence);
    expect(sentences).toContain("Nada vencido.");
    expect(sentences).not.toContain("Tarde.");
  });

  test("a blank that nothing fills is refused, naming those that are", () => {
    const faulty = { engine: { ...engine, LARGEST_AMOUNT: "Up to {amount}." } };
    const decision = decideCredit(policy(50), poor, request("12"), asOf);
    expect(() => explainDecision(decision, faulty)).toThrow(
      expect.objectContaining({
        code: "UNKNOWN_BLANK",
        kind: "invalid",
        message:
          "The message LARGEST_AMOUNT has a blank {amount}, expected one of principal. " +
          "Correct the table of messages.",
      }),
    );
  });
});

test("English says of every decision what its reasons say, without a blank left", () => {
  fc.assert(
    fc.property(anyPolicy, anyApplicant, anyRequest, (rules, who, asked) => {
      const decision = decideCredit(rules, who, asked, asOf);
      const said = explainDecision(decision);
      expect(said.reasons.map(({ sentence }) => sentence)).toEqual(
        decision.reasons.map(({ sentence }) => sentence),
      );
      expect(said.text).not.toMatch(/[{}]/);
      expect(said.outcome === "refused").toBe(!decision.approved);
    }),
  );
});
