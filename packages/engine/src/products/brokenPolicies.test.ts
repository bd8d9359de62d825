/** The shipped policies with one thing broken in each: one row for each problem there is. */
import { describe, expect, test } from "vitest";
import type { ApplicationPolicy } from "../credit/applicationPolicy.ts";
import { type CreditPolicyProblem, checkPolicy } from "../credit/checkPolicy.ts";
import type { CreditPolicy } from "../credit/creditPolicy.ts";
import { decisionCodes } from "../credit/decision.ts";
import { englishDecisionMessages } from "../credit/decisionMessages.ts";
import { creditApproval } from "./creditApproval.ts";
import { creditServicePolicy } from "./creditService.ts";

const { credit } = creditApproval;

/** A copy with the value at a path replaced, as an editor of a policy file could leave it. */
function broken<Policy extends object>(policy: Policy, path: string, value: unknown): Policy {
  const copy: Policy = JSON.parse(JSON.stringify(policy));
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const parent = keys.reduce<object>((each, key) => Reflect.get(each, key), copy);
  expect(Reflect.has(parent, last)).toBe(true);
  Reflect.set(parent, last, value);
  return copy;
}

const ofCredit = (path: string, value: unknown): CreditPolicy => broken(credit, path, value);
const ofService = (path: string, value: unknown): ApplicationPolicy =>
  broken(creditServicePolicy, path, value);
/** Two rows of creditApproval switched on, by code, with one of them changed. */
const both = (one: string, other: string, changes: object): CreditPolicy => ({
  ...credit,
  hardRules: (credit.hardRules ?? [])
    .filter(({ code }) => code === one || code === other)
    .map((row) => ({ ...row, on: true, ...(row.code === one ? changes : {}) })),
});

const firstBand = "scorecard.parts.0.bands.0";
const rule = "hardRules.1";

/** By problem: a policy with that problem and no other, and what its message names. */
const rows: Readonly<
  Record<
    Exclude<CreditPolicyProblem["code"], "MESSAGE_EMPTY" | "MESSAGE_BLANK_UNKNOWN">,
    readonly (readonly [CreditPolicy | ApplicationPolicy, message: string])[]
  >
> = {
  // The best bands are 75 + 12 + 8 + 5.
  POINTS_DO_NOT_ADD_UP: [
    [ofCredit("scorecard.parts.3.bands.2.points", 6), "add up to 101, expected 100"],
    [ofCredit("scorecard.parts.3.bands.2.points", 4), "add up to 99, expected 100"],
  ],
  SCORE_OUT_OF_RANGE: [[ofCredit("scorecard.noHistoryScore", 50.5), "noHistoryScore is 50.5"]],
  CODE_TAKEN: [
    [ofCredit("scorecard.parts.1.code", "PAID_ON_TIME"), '"PAID_ON_TIME" is for another part'],
    [ofCredit("scorecard.parts.1.code", "SCORE_TOO_LOW"), '"SCORE_TOO_LOW"'],
  ],
  UNKNOWN_ATTRIBUTE: [[ofCredit("scorecard.parts.3.attribute", "luck"), "looks at luck"]],
  SENTENCE_EMPTY: [
    [ofCredit("scorecard.parts.2.sentence", " "), "part LOANS_THIS_YEAR is empty"],
    [ofCredit("scorecard.parts.1.missing.sentence", ""), "part LIMIT_USE for a missing value"],
    [ofCredit("scorecard.noHistorySentence", ""), "noHistorySentence"],
    [ofCredit("scorecard.overLimitSentence", ""), "overLimitSentence"],
  ],
  NO_BANDS: [
    [
      broken(broken(credit, "scorecard.parts.3.bands", []), "scorecard.parts.2.bands.0.points", 13),
      "NUMBER_OF_LOANS has no bands",
    ],
  ],
  BAND_NOT_A_NUMBER: [[ofCredit("scorecard.parts.0.bands.1.atLeast", "half"), '"half"']],
  BANDS_NOT_ASCENDING: [
    [ofCredit("scorecard.parts.0.bands.1.atLeast", "60"), "from 60 after one from 60"],
  ],
  FIRST_BAND_MISPLACED: [[ofCredit(`${firstBand}.atLeast`, "1"), "begins at 1, expected 0"]],
  BAND_OUT_OF_REACH: [
    [ofCredit("scorecard.parts.1.bands.4.atLeast", "100.01"), "never sees more than 100"],
  ],
  POINTS_OUT_OF_RANGE: [
    [ofCredit(`${firstBand}.points`, -1), "-1 points"],
    [ofCredit("scorecard.parts.1.missing.points", 13), "13 points for a missing value"],
  ],
  POINTS_FALL: [
    [ofCredit("scorecard.parts.0.bands.2.points", 9), "9 points from 60 on, after 10 below"],
  ],
  MISSING_RULE_ABSENT: [
    [ofCredit("scorecard.parts.0.missing", undefined), "while onTimePercent is missing"],
  ],
  SLAB_GAP: [
    [ofCredit("slabs.1.to.inclusive", false), "No slab covers score 50."],
    [ofCredit("slabs.2.from.score", 12), "No slab covers scores 10 to 11."],
    [ofCredit("slabs", credit.slabs.slice(0, 3)), "No slab covers scores 0 to 9."],
  ],
  SLAB_OVERLAP: [
    [ofCredit("slabs.0.from.inclusive", true), "Slabs 1 and 2 both cover 50."],
    [ofCredit("slabs.3.to.score", 13), "Slabs 3 and 4 both cover scores 10 to 12."],
  ],
  SLAB_EMPTY: [
    [
      {
        ...credit,
        slabs: [
          ...credit.slabs,
          {
            from: { score: 7, inclusive: false },
            to: { score: 8, inclusive: false },
            decision: "refuse",
          },
        ],
      },
      "Slab 5 covers no score",
    ],
  ],
  SLAB_OUTSIDE_SCORES: [[ofCredit("slabs.0.to.score", 101), "beyond 0 to 100"]],
  // Its scores are then covered by none, which is a second problem.
  SLAB_BOUND_NOT_WHOLE: [[ofCredit("slabs.3.to.score", 9.5), "9.5"]],
  SLAB_DECISION_UNKNOWN: [[ofCredit("slabs.3.decision", "maybe"), '"maybe"']],
  SLAB_RATE_OUT_OF_RANGE: [[ofCredit("slabs.1.minimumRatePercent", "100.01"), "100.01"]],
  BALANCE_AMOUNT_UNUSABLE: [[ofService("balanceScore.step", "1,500"), "The step is 1,500"]],
  BALANCE_CEILING_OUT_OF_RANGE: [[ofService("balanceScore.ceiling", "100000"), "above the floor"]],
  BALANCE_STEP_OUT_OF_RANGE: [[ofService("balanceScore.step", 0), "The step is 0"]],
  BALANCE_POINTS_OUT_OF_RANGE: [[ofService("balanceScore.pointsPerStep", 0), "worth 0 points"]],
  // A least score of 450 then lies outside too.
  BALANCE_SCORES_OUT_OF_RANGE: [[ofService("balanceScore.lowest", 900), "from 900 to 900"]],
  RULE_CODE_TAKEN: [
    [ofCredit(`${rule}.code`, "SCORE_BELOW_LEAST"), '"SCORE_BELOW_LEAST"'],
    [ofCredit(`${rule}.code`, "LIMIT_EXCEEDED"), '"LIMIT_EXCEEDED"'],
    [ofCredit(`${rule}.code`, "LIMIT_USE"), '"LIMIT_USE"'],
    [ofService(`${rule}.code`, "SCORE_PENDING"), '"SCORE_PENDING"'],
  ],
  RULE_SENTENCE_EMPTY: [[ofService(`${rule}.sentence`, ""), "INCOME_BELOW_LEAST is empty"]],
  RULE_UNKNOWN: [[ofService(`${rule}.rule`, "luck"), "no rule luck"]],
  RULE_BOUND_UNUSABLE: [
    [ofService("hardRules.0.score", 299), "299, expected a whole number from 300 to 900"],
    [ofService("hardRules.0.score", 901), "901"],
    [ofService("hardRules.1.annualIncome", "-0.01"), "-0.01"],
    [ofService("hardRules.4.percentOfIncome", "0"), "percent above 0, at most 100"],
    [ofService("hardRules.4.percentOfIncome", "100.01"), "100.01"],
    [ofCredit("hardRules.6.annualRatePercent", "1000.01"), "1000.01"],
    [ofCredit("hardRules.9.least", 71), "71, its least, or more"],
    [ofService("hardRules.6.amounts.0.most", "0.99"), "lends 1 to 0.99 of Car"],
  ],
  LOAN_TYPE_REPEATED: [[ofService("hardRules.6.amounts.1.loanType", "Car"), 'loan type "Car"']],
  RULE_REPEATED: [
    [
      {
        ...creditServicePolicy,
        hardRules: [
          ...creditServicePolicy.hardRules,
          { code: "B", on: true, rule: "leastScore", score: 500, sentence: "No." },
        ],
      },
      "SCORE_BELOW_LEAST and B are both a leastScore",
    ],
  ],
  RULES_CONTRADICT: [
    [ofService("hardRules.2.principal", 0), "lets no amount pass, its largest is 0"],
    [
      both("RATE_BELOW_LEAST", "RATE_ABOVE_MOST", { annualRatePercent: "36.01" }),
      "RATE_ABOVE_MOST lends at 36 % at most, and rule RATE_BELOW_LEAST at 36.01 % at least",
    ],
    [
      both("RATE_ABOVE_MOST", "", { annualRatePercent: "15.99" }),
      "RATE_ABOVE_MOST lends at 15.99 % at most, and slab 3 at 16 % at least",
    ],
    [both("AMOUNT_OUTSIDE_TYPE", "", { amounts: [] }), "it lists no type of loan"],
    [
      both("AMOUNT_OUTSIDE_TYPE", "", { amounts: [{ loanType: "car", least: "0", most: "0" }] }),
      "lets no amount of car pass, its largest is 0",
    ],
    [
      both("AMOUNT_ABOVE_LARGEST", "AMOUNT_OUTSIDE_TYPE", { principal: "49999.99" }),
      "lends 49999.99 at most, and car begins at 50000",
    ],
    [
      {
        ...both("SCORE_BELOW_LEAST", "", { score: 30 }),
        slabs: credit.slabs.map((slab) =>
          slab.to.score > 30 ? { from: slab.from, to: slab.to, decision: "refuse" } : slab,
        ),
      },
      "asks for a score of 30, and no slab accepts one as high",
    ],
  ],
  POLICY_UNNAMED: [
    [ofCredit("name", " "), "The policy's name is empty"],
    [ofService("version", ""), "The policy's version is empty"],
  ],
  ROUNDING_UNUSABLE: [
    [ofCredit("installmentRounding.mode", "bankers"), "bankers"],
    [ofService("installmentRounding.unit", 0), "unit is 0"],
  ],
  STEP_UNUSABLE: [
    [ofCredit("rateStep", 0), "rateStep is 0"],
    [ofService("amountStep", "0.00001"), "amountStep is 0.00001"],
  ],
  CAP_OUT_OF_RANGE: [[ofCredit("installmentCap.percentOfIncome", "100.01"), "100.01 %"]],
  RATE_RULE_UNKNOWN: [[ofCredit("rateBelowSlab", "fix"), '"fix"']],
  CURRENT_LOANS_UNKNOWN: [[ofCredit("currentLoans", "byMood"), '"byMood"']],
  SCORE_PENDING_SENTENCE_EMPTY: [[ofService("scorePendingSentence", " "), "scorePendingSentence"]],
};

test("the shipped policies pass", () => {
  expect(checkPolicy(credit)).toEqual({ ok: true });
  expect(checkPolicy(creditServicePolicy)).toEqual({ ok: true });
});

test("so they do with every hard rule on", () => {
  const on = <Row extends object>(row: Row) => ({ ...row, on: true });
  const hardRules = credit.hardRules?.map(on) ?? [];
  expect(hardRules).toHaveLength(10);
  expect(checkPolicy({ ...credit, hardRules })).toEqual({ ok: true });
  const ofBounds = creditServicePolicy.hardRules.map(on);
  expect(checkPolicy({ ...creditServicePolicy, hardRules: ofBounds })).toEqual({ ok: true });
});

const withSecondProblem = ["SLAB_BOUND_NOT_WHOLE", "BALANCE_SCORES_OUT_OF_RANGE"];

describe.each(Object.entries(rows))("%s", (code, policies) => {
  test.each(policies.map(([policy, message]) => ({ policy, message })))(
    "$message",
    ({ policy, message }) => {
      const check = checkPolicy(policy);
      const problems = check.ok ? [] : check.problems;
      const [first] = problems;
      expect(first?.code).toBe(code);
      expect(first?.message).toContain(message);
      if (!withSecondProblem.includes(code)) expect(problems).toHaveLength(1);
    },
  );
});

describe("the engine's own refusals", () => {
  const { engine } = englishDecisionMessages;

  test("have a sentence each, so a table without one does not pass", () => {
    const refusals = decisionCodes.filter((code) => code !== "NO_HISTORY");
    for (const messageKey of [...refusals, "INSTALLMENTS_WOULD_BE_OVER_CAP"]) {
      expect(Object.keys(engine)).toContain(messageKey);
      expect(checkPolicy(credit, { engine: { ...engine, [messageKey]: " " } })).toEqual({
        ok: false,
        problems: [
          {
            code: "MESSAGE_EMPTY",
            messageKey,
            message: `The message ${messageKey} is empty or missing, expected a sentence.`,
          },
        ],
      });
    }
  });

  test("have no blank that nothing fills", () => {
    const table = { engine: { ...engine, SCORE_TOO_LOW: "Your score is {points}." } };
    expect(checkPolicy(credit, table)).toMatchObject({
      ok: false,
      problems: [
        {
          code: "MESSAGE_BLANK_UNKNOWN",
          message: "The message SCORE_TOO_LOW has a blank {points}, expected one of score.",
        },
      ],
    });
    const ofPolicy = { engine, policy: { NO_HISTORY: "Nothing of {name}." } };
    expect(checkPolicy(credit, ofPolicy)).toMatchObject({
      problems: [{ code: "MESSAGE_BLANK_UNKNOWN", messageKey: "NO_HISTORY" }],
    });
  });
});
