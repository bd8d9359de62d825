/**
 * zod schemas of policies as plain JSON. They hold the shape: kinds of values, words from a list,
 * no key that nobody knows. What the values mean together is for `checkPolicy`; the readers of
 * `readPolicy.ts` do both. Nothing is changed on the way, so a policy keeps its hash.
 *
 * @module
 */
import { z } from "zod";
import type { ApplicationPolicy } from "../credit/applicationPolicy.ts";
import type { BalanceScoreRule } from "../credit/balanceScore.ts";
import type { CreditPolicy } from "../credit/creditPolicy.ts";
import type { HardRule } from "../credit/hardRule.ts";
import type { Scorecard } from "../credit/scorecard.ts";
import type { Slab } from "../credit/slabs.ts";
import { type Amount, exactDecimal } from "../money/amount.ts";
import { roundingModes } from "../money/rounding.ts";

// The text of each schema says what was expected.
const text = z.string("text");
const flag = z.boolean("true or false");
const number = z.number("a number");

/** An amount or a percentage, kept as it is written: "50" and "50.0" have two hashes. */
const decimal = z.custom<Amount>(isDecimal, "a number or plain decimal text");

function isDecimal(value: unknown): boolean {
  if (typeof value !== "string" && typeof value !== "number") return false;
  try {
    exactDecimal(value, "amount");
    return true;
  } catch {
    return false;
  }
}

function row<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, "an object");
}

function list<Item extends z.ZodType>(item: Item): z.ZodArray<Item> {
  return z.array(item, "a list");
}

function oneOf<const Words extends readonly [string, ...string[]]>(
  words: Words,
): z.ZodEnum<z.core.util.ToEnum<Words[number]>> {
  return z.enum(words, `one of ${words.join(", ")}`);
}

/** What a row was expected to be: an object at all, or one of a known kind. */
function ofKind(kinds: string): { error(issue: { readonly code: string }): string } {
  return { error: ({ code }) => (code === "invalid_type" ? "an object" : kinds) };
}

const bound = row({ score: number, inclusive: flag });
const slab = z.discriminatedUnion(
  "decision",
  [
    row({
      from: bound,
      to: bound,
      decision: z.literal("accept"),
      minimumRatePercent: decimal,
    }),
    row({ from: bound, to: bound, decision: z.literal("refuse") }),
  ],
  ofKind("accept or refuse"),
);

/** From the score to the lowest rate. */
export const slabsSchema: z.ZodType<readonly Slab[]> = list(slab);

const part = row({
  code: text,
  attribute: oneOf(["onTimePercent", "loanCount", "loansThisYear", "volumePercentOfLimit"]),
  bands: list(row({ atLeast: decimal, points: number })),
  sentence: text,
  missing: row({ points: number, sentence: text }).exactOptional(),
});

/** How a credit score comes about. */
export const scorecardSchema: z.ZodType<Scorecard> = row({
  name: text,
  version: text,
  noHistoryScore: number,
  noHistorySentence: text,
  overLimitScore: number,
  overLimitSentence: text,
  parts: list(part),
});

const frame = { code: text, on: flag, sentence: text };
const ruleKinds = [
  row({ ...frame, rule: z.literal("leastScore"), score: number }),
  row({ ...frame, rule: z.literal("leastIncome"), monthlyIncome: decimal }),
  row({ ...frame, rule: z.literal("leastAnnualIncome"), annualIncome: decimal }),
  row({ ...frame, rule: z.literal("largestAmount"), principal: decimal }),
  row({
    ...frame,
    rule: z.literal("amountsByLoanType"),
    amounts: list(row({ loanType: text, least: decimal, most: decimal })),
  }),
  row({ ...frame, rule: z.literal("leastRate"), annualRatePercent: decimal }),
  row({ ...frame, rule: z.literal("mostRate"), annualRatePercent: decimal }),
  row({ ...frame, rule: z.literal("leastInterest"), interest: decimal }),
  row({ ...frame, rule: z.literal("installmentsOfIncome"), percentOfIncome: decimal }),
  row({ ...frame, rule: z.literal("age"), least: number, most: number }),
] as const;

/** A bound that a request has to keep. */
export const hardRuleSchema: z.ZodType<HardRule> = z.discriminatedUnion(
  "rule",
  ruleKinds,
  ofKind(`one of ${ruleKinds.map(({ shape }) => shape.rule.value).join(", ")}`),
);

/** Points for every whole step of a balance above a floor. */
export const balanceScoreRuleSchema: z.ZodType<BalanceScoreRule> = row({
  floor: decimal,
  ceiling: decimal,
  step: decimal,
  pointsPerStep: number,
  lowest: number,
  highest: number,
});

const rounding = row({
  mode: z.enum(roundingModes, `one of ${roundingModes.join(", ")}`),
  unit: decimal,
});

/** The rules of `decideCredit`. */
export const creditPolicySchema: z.ZodType<CreditPolicy> = row({
  name: text,
  version: text,
  scorecard: scorecardSchema,
  slabs: slabsSchema,
  installmentCap: row({ percentOfIncome: decimal, countsProposed: flag }),
  currentLoans: oneOf(["byDate", "byBalance"]).exactOptional(),
  limit: row({ countsProposed: flag }),
  rateBelowSlab: oneOf(["correct", "refuse"]),
  installmentRounding: rounding,
  hardRules: list(hardRuleSchema).exactOptional(),
  amountStep: decimal.exactOptional(),
  rateStep: decimal.exactOptional(),
});

/** The rules of `decideApplication`. */
export const applicationPolicySchema: z.ZodType<ApplicationPolicy> = row({
  name: text,
  version: text,
  balanceScore: balanceScoreRuleSchema,
  scorePendingSentence: text,
  hardRules: list(hardRuleSchema),
  installmentRounding: rounding,
  amountStep: decimal,
});
