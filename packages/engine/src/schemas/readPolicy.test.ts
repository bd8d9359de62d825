import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyPolicy } from "../credit/decisionSamples.ts";
import { policyHash } from "../credit/policyHash.ts";
import { isLendkitError } from "../errors.ts";
import { creditApproval } from "../products/creditApproval.ts";
import { creditServicePolicy } from "../products/creditService.ts";
import {
  balanceScoreRuleSchema,
  hardRuleSchema,
  scorecardSchema,
  slabsSchema,
} from "./policySchemas.ts";
import { readApplicationPolicy, readCreditPolicy } from "./readPolicy.ts";

const { credit } = creditApproval;
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("through JSON and back", () => {
  test("the shipped policies are the same and have the same hash", () => {
    const back = readCreditPolicy(throughJson(credit));
    expect(back).toEqual(credit);
    expect(policyHash(back)).toBe(policyHash(credit));
    const bounds = readApplicationPolicy(throughJson(creditServicePolicy));
    expect(bounds).toEqual(creditServicePolicy);
    expect(policyHash(bounds)).toBe(policyHash(creditServicePolicy));
  });

  test("so has every other policy, with amounts as text or as numbers", () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        expect(policyHash(readCreditPolicy(throughJson(policy)))).toBe(policyHash(policy));
      }),
    );
  });

  test("an amount keeps how it is written, since the hash is of the text", () => {
    const written = (percentOfIncome: unknown) =>
      readCreditPolicy({ ...credit, installmentCap: { percentOfIncome, countsProposed: false } });
    expect(written("50.0").installmentCap.percentOfIncome).toBe("50.0");
    expect(written(50).installmentCap.percentOfIncome).toBe(50);
    expect(policyHash(written("50.0"))).not.toBe(policyHash(written("50")));
  });

  test("the parts have schemas of their own", () => {
    expect(scorecardSchema.parse(throughJson(credit.scorecard))).toEqual(credit.scorecard);
    expect(slabsSchema.parse(throughJson(credit.slabs))).toEqual(credit.slabs);
    for (const row of credit.hardRules ?? []) {
      expect(hardRuleSchema.parse(throughJson(row))).toEqual(row);
    }
    const { balanceScore } = creditServicePolicy;
    expect(balanceScoreRuleSchema.parse(throughJson(balanceScore))).toEqual(balanceScore);
    expect(balanceScoreRuleSchema.safeParse({ ...balanceScore, ceilling: 1 }).success).toBe(false);
  });
});

/** The problems that a policy with one field replaced, added or taken out is refused with. */
function problemsOf(path: string, value: unknown): unknown {
  const policy: object = JSON.parse(JSON.stringify(credit));
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const parent = keys.reduce<object>((each, key) => Reflect.get(each, key), policy);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
  try {
    readCreditPolicy(policy);
  } catch (error) {
    if (isLendkitError(error)) return Reflect.get(error.details, "problems");
    throw error;
  }
  return [];
}

describe("is refused, naming path, found and expected", () => {
  test.each<[path: string, value: unknown, found: string, expected: string]>([
    ["version", undefined, "missing", "text"],
    ["name", 7, "7", "text"],
    ["slabs", "none", '"none"', "a list"],
    ["slabs.0", null, "null", "an object"],
    ["slabs.0.decision", "maybe", '"maybe"', "accept or refuse"],
    ["slabs.1.minimumRatePercent", undefined, "missing", "a number or plain decimal text"],
    ["slabs.0.from", [], "a list", "an object"],
    ["slabs.0.from.score", "51", '"51"', "a number"],
    ["slabs.0.from.inclusive", 1, "1", "true or false"],
    ["installmentCap.percentOfIncome", "50 %", '"50 %"', "a number or plain decimal text"],
    ["installmentCap.percentOfIncome", {}, "an object", "a number or plain decimal text"],
    ["amountStep", "1,000", '"1,000"', "a number or plain decimal text"],
    ["amountStep", null, "null", "a number or plain decimal text"],
    ["currentLoans", "byMood", '"byMood"', "one of byDate, byBalance"],
    ["rateBelowSlab", "fix", '"fix"', "one of correct, refuse"],
    [
      "installmentRounding.mode",
      "bankers",
      '"bankers"',
      "one of halfEven, halfUp, halfDown, up, down, ceiling, floor",
    ],
    ["hardRules.0.on", "yes", '"yes"', "true or false"],
    ["hardRules.0.score", "30", '"30"', "a number"],
    [
      "hardRules.0.rule",
      "luck",
      '"luck"',
      "one of leastScore, leastIncome, leastAnnualIncome, largestAmount, amountsByLoanType, " +
        "leastRate, mostRate, leastInterest, installmentsOfIncome, age",
    ],
    ["hardRules.4.amounts.1.most", true, "true", "a number or plain decimal text"],
    [
      "scorecard.parts.0.attribute",
      "luck",
      '"luck"',
      "one of onTimePercent, loanCount, loansThisYear, volumePercentOfLimit",
    ],
    ["scorecard.parts.0.missing", "25", '"25"', "an object"],
    ["scorecard.parts.0.bands.7.points", null, "null", "a number"],
  ])("%s of %j", (path, value, found, expected) => {
    const message = `${path} is ${found}, expected ${expected}.`;
    expect(problemsOf(path, value)).toEqual([
      { code: "POLICY_FIELD_WRONG", path, found, expected, message },
    ]);
  });

  test.each(["maxRate", "slabs.0.note", "slabs.3.minimumRatePercent", "hardRules.0.most"])(
    "%s, which nobody knows",
    (path) => {
      expect(problemsOf(path, 1)).toEqual([
        expect.objectContaining({
          code: "POLICY_FIELD_UNKNOWN",
          path,
          message: `${path} is no field of a policy. Correct its name, or leave it out.`,
        }),
      ]);
    },
  );

  test.each([
    [undefined, "The policy is missing, expected an object."],
    [null, "The policy is null, expected an object."],
    [[], "The policy is a list, expected an object."],
    ["{}", 'The policy is "{}", expected an object.'],
  ])("%j for a policy", (json, message) => {
    const refusal = expect.objectContaining({
      code: "INVALID_CREDIT_POLICY",
      kind: "invalid",
      retryable: false,
      message: `The credit policy cannot be used until it is corrected: ${message}`,
    });
    expect(() => readCreditPolicy(json)).toThrow(refusal);
    expect(() => readApplicationPolicy(json)).toThrow(refusal);
  });

  test("everything that is wrong at once", () => {
    const policy = { ...credit, name: 1, version: 2, limit: { countsProposed: 3, x: 4 } };
    expect(() => readCreditPolicy(policy)).toThrow(
      expect.objectContaining({
        details: {
          problems: ["name", "version", "limit.countsProposed", "limit.x"].map((path) =>
            expect.objectContaining({ path }),
          ),
        },
      }),
    );
  });
});

test("what has the right shape is held to its meaning", () => {
  expect(problemsOf("slabs.1.to.inclusive", false)).toEqual([
    { code: "SLAB_GAP", from: 50, to: 50, message: "No slab covers score 50." },
  ]);
  expect(problemsOf("version", " ")).toMatchObject([{ code: "POLICY_UNNAMED" }]);
  expect(problemsOf("hardRules", undefined)).toEqual([]);
  const low = { ...creditServicePolicy.hardRules[0], score: 299 };
  expect(() => readApplicationPolicy({ ...creditServicePolicy, hardRules: [low] })).toThrow(
    "Rule SCORE_BELOW_LEAST has a bound of 299, expected a whole number from 300 to 900.",
  );
});
