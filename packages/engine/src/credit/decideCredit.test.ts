import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "../money/decimal.ts";
import { emi } from "../schedule/emi.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import { accept, applicant, asOf, codes, loan, policy, request } from "./creditSamples.ts";
import { creditScore } from "./creditScore.ts";
import { decideCredit } from "./decideCredit.ts";
import type { Applicant, CreditRequest, Decision } from "./decision.ts";
import { anyApplicant, anyPolicy, anyRate, anyRequest } from "./decisionSamples.ts";
import { fourParts } from "./scorecardSamples.ts";

// 100,000 over 12 months with Python's decimal at 60 digits: 0 % 8333.333…, 0.01 % 8333.784…,
// 8 % 8698.842…, 10 % 8791.588…, 11.99 % 8884.411…, 12 % 8884.878…, 12.01 % 8885.346…,
// 15.99 % 9072.612…, 16 % 9073.085…, 16.01 % 9073.559….
test.each<[score: number, asked: string, approved: boolean, rate: string, installment: string]>([
  [0, "0", false, "0", "8333.33"],
  [0, "12", false, "12", "8884.88"],
  [0, "16", false, "16", "9073.09"],
  [9, "0", false, "0", "8333.33"],
  [9, "12", false, "12", "8884.88"],
  [9, "15.99", false, "15.99", "9072.61"],
  [9, "16", false, "16", "9073.09"],
  [9, "16.01", false, "16.01", "9073.56"],
  [10, "15.99", true, "16", "9073.09"],
  [10, "16", true, "16", "9073.09"],
  [10, "16.01", true, "16.01", "9073.56"],
  [29, "15.99", true, "16", "9073.09"],
  [29, "16", true, "16", "9073.09"],
  [29, "16.01", true, "16.01", "9073.56"],
  [30, "11.99", true, "12", "8884.88"],
  [30, "12", true, "12", "8884.88"],
  [30, "12.01", true, "12.01", "8885.35"],
  [49, "11.99", true, "12", "8884.88"],
  [49, "12", true, "12", "8884.88"],
  [49, "12.01", true, "12.01", "8885.35"],
  [50, "11.99", true, "12", "8884.88"],
  [50, "12", true, "12", "8884.88"],
  [50, "12.01", true, "12.01", "8885.35"],
  [51, "0", true, "0", "8333.33"],
  [51, "0.01", true, "0.01", "8333.78"],
  [51, "11.99", true, "11.99", "8884.41"],
  [51, "12", true, "12", "8884.88"],
  [100, "0", true, "0", "8333.33"],
  [100, "0.01", true, "0.01", "8333.78"],
  [100, "8", true, "8", "8698.84"],
  [100, "16.01", true, "16.01", "9073.56"],
])(
  "score %i, asked %s: approved %s, at a rate of %s, %s a month",
  (score, asked, approved, rate, installment) => {
    const decision = decideCredit(policy(score), applicant(), request(asked), asOf);
    const corrected = asked === rate ? [] : ["RATE_CORRECTED"];
    expect(decision).toMatchObject({ approved, score, asOf });
    expect(decision.requestedRatePercent.toFixed()).toBe(asked);
    expect(decision.correctedRatePercent.toFixed()).toBe(rate);
    expect(decision.installment.toFixed(2)).toBe(installment);
    expect(codes(decision, "refusal")).toEqual(approved ? [] : ["SCORE_TOO_LOW"]);
    expect(codes(decision, "correction")).toEqual(corrected);

    // The same under the other switch: a corrected rate is a refusal, with the same figures.
    const strict = policy(score, { rateBelowSlab: "refuse" });
    const refused = decideCredit(strict, applicant(), request(asked), asOf);
    expect(refused.approved).toBe(approved && corrected.length === 0);
    expect(refused.correctedRatePercent.toFixed()).toBe(rate);
    expect(refused.installment.toFixed(2)).toBe(installment);
    expect(codes(refused, "correction")).toEqual([]);
    expect(codes(refused, "refusal")).toEqual([
      ...(approved ? [] : ["SCORE_TOO_LOW"]),
      ...(corrected.length === 0 ? [] : ["RATE_BELOW_SLAB"]),
    ]);
  },
);

test("the installment is rounded as the policy says", () => {
  const up = policy(100, { installmentRounding: { mode: "up", unit: "10" } });
  expect(decideCredit(up, applicant(), request("12"), asOf).installment.toFixed()).toBe("8890");
});

test.each<[what: string, Applicant, CreditRequest, code: string]>([
  ["an income of 0", applicant([], { income: "0" }), request("9"), "CREDIT_VALUE_OUT_OF_RANGE"],
  ["an income below 0", applicant([], { income: "-1" }), request("9"), "CREDIT_VALUE_OUT_OF_RANGE"],
  ["an income of NaN", applicant([], { income: "NaN" }), request("9"), "CREDIT_VALUE_OUT_OF_RANGE"],
  ["a limit below 0", applicant([], { limit: "-1" }), request("9"), "CREDIT_VALUE_OUT_OF_RANGE"],
  [
    "a broken record",
    applicant([loan({ tenorMonths: 0 })]),
    request("9"),
    "CREDIT_VALUE_OUT_OF_RANGE",
  ],
  ["nothing asked for", applicant(), request("9", "0"), "PRINCIPAL_NOT_POSITIVE"],
  ["a rate below 0, that a slab would correct", applicant(), request("-1"), "RATE_OUT_OF_RANGE"],
  ["a rate of NaN", applicant(), request("NaN"), "RATE_OUT_OF_RANGE"],
  ["a rate above 1000", applicant(), request("1000.01"), "RATE_OUT_OF_RANGE"],
  ["no tenor", applicant(), { ...request("9"), tenorMonths: 0 }, "INSTALLMENTS_OUT_OF_RANGE"],
])("%s is refused with %s", (_what, who, what, code) => {
  expect(() => decideCredit(policy(40), who, what, asOf)).toThrow(
    expect.objectContaining({ code }),
  );
});

test.each<[CreditPolicy, message: string]>([
  [policy(100, { slabs: policy(100).slabs.slice(1) }), "No slab covers scores 51 to 100."],
  [policy(101), "noHistoryScore is 101"],
  [policy(100, { installmentCap: { percentOfIncome: 101, countsProposed: false } }), "101 %"],
])("a policy that its checker does not pass is never used", (unsound, message) => {
  const attempt = () => decideCredit(unsound, applicant(), request("9"), asOf);
  const refusal = expect.objectContaining({ code: "INVALID_CREDIT_POLICY" });
  expect(attempt).toThrow(refusal);
  // Nor the second time, when it was seen before.
  expect(attempt).toThrow(refusal);
  expect(attempt).toThrow(message);
});

/** What a decision is made again of. */
interface Mended {
  readonly rules: CreditPolicy;
  readonly who: Applicant;
  readonly annualRatePercent: Decimal;
}

describe("for every policy, applicant and request", () => {
  test("asking again at the corrected rate corrects nothing and changes nothing else", () => {
    let corrected = 0;
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, (rules, who, what) => {
        const first = decideCredit(rules, who, what, asOf);
        const annualRatePercent = first.correctedRatePercent;
        const second = decideCredit(rules, who, { ...what, annualRatePercent }, asOf);
        if (codes(first).includes("RATE_CORRECTED")) corrected += 1;
        const withoutRate = first.reasons.filter(
          ({ code }) => code !== "RATE_CORRECTED" && code !== "RATE_BELOW_SLAB",
        );
        expect(second).toEqual({
          ...first,
          approved: !withoutRate.some(({ effect }) => effect === "refusal"),
          requestedRatePercent: first.correctedRatePercent,
          reasons: withoutRate,
          // At a refused rate no amount and no tenor would be approved; at the corrected one some may.
          counterfactuals: codes(first).includes("RATE_BELOW_SLAB")
            ? second.counterfactuals
            : first.counterfactuals,
          snapshot: {
            ...first.snapshot,
            request: {
              ...first.snapshot.request,
              annualRatePercent: first.correctedRatePercent.toFixed(),
            },
          },
        });
      }),
      { numRuns: 500 },
    );
    expect(corrected).toBeGreaterThan(10);
  });

  test("a higher rate never refuses, while no rule counts the proposed installment or caps rates", () => {
    let approvals = 0;
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, anyRate, (rules, who, what, more) => {
        const { percentOfIncome } = rules.installmentCap;
        const counting = ["installmentsOfIncome", "mostRate"];
        const lenient = {
          ...rules,
          installmentCap: { percentOfIncome, countsProposed: false },
          hardRules: rules.hardRules?.filter(({ rule }) => !counting.includes(rule)) ?? [],
        };
        if (!decideCredit(lenient, who, what, asOf).approved) return;
        approvals += 1;
        const annualRatePercent = what.annualRatePercent.plus(more);
        expect(decideCredit(lenient, who, { ...what, annualRatePercent }, asOf).approved).toBe(
          true,
        );
      }),
      { numRuns: 500 },
    );
    expect(approvals).toBeGreaterThan(10);
  });

  test("the proposed loan never changes the score or its reasons", () => {
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, anyRequest, (rules, who, one, other) => {
        const [a, b] = [one, other].map((what) => decideCredit(rules, who, what, asOf));
        expect(a?.score).toBe(b?.score);
        const factors = (decision?: Decision) =>
          decision?.reasons.filter(({ effect }) => effect === "score");
        expect(factors(a)).toEqual(factors(b));
      }),
    );
  });

  test("it is approved exactly when no reason refuses, and the installment is always there", () => {
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, (rules, who, what) => {
        const decision = decideCredit(rules, who, what, asOf);
        expect(decision.approved).toBe(codes(decision, "refusal").length === 0);
        const annualRatePercent = decision.correctedRatePercent;
        expect(decision.installment).toEqual(
          emi({ ...what, annualRatePercent, rounding: rules.installmentRounding }),
        );
      }),
    );
  });

  const anyScore = accept({ score: 0, inclusive: true }, { score: 100, inclusive: true }, "0");

  test("with the causes of all refusals that are named gone, it is approved", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, (rules, who, what) => {
        const decision = decideCredit(rules, who, what, asOf);
        const named = codes(decision, "refusal");
        if (named.length < 2) return;
        for (const code of named) seen.add(code);
        const without = <Value>(code: string, mended: Value, as: Value): Value =>
          named.includes(code) ? mended : as;
        const mendedRules: CreditPolicy = {
          ...rules,
          slabs: without("SCORE_TOO_LOW", [anyScore], rules.slabs),
          rateBelowSlab: without("RATE_BELOW_SLAB", "correct", rules.rateBelowSlab),
          limit: without("LIMIT_WOULD_BE_EXCEEDED", { countsProposed: false }, rules.limit),
          installmentCap: without(
            "INSTALLMENTS_OVER_CAP",
            { percentOfIncome: 100, countsProposed: false },
            rules.installmentCap,
          ),
          hardRules: rules.hardRules?.filter(({ code }) => !named.includes(code)) ?? [],
        };
        const mendedWho: Applicant = {
          ...who,
          approvedLimit: without("LIMIT_EXCEEDED", new Decimal(1e9), who.approvedLimit),
          monthlyIncome: without("INSTALLMENTS_OVER_CAP", new Decimal(1e9), who.monthlyIncome),
        };
        expect(codes(decideCredit(mendedRules, mendedWho, what, asOf), "refusal")).toEqual([]);
      }),
      { numRuns: 1000 },
    );
    expect(seen.size).toBeGreaterThan(10);
  });

  test("a refusal that is named is gone once its own cause is", () => {
    const mended: Readonly<
      Record<string, (rules: CreditPolicy, who: Applicant, rate: Decimal) => Partial<Mended>>
    > = {
      SCORE_TOO_LOW: (rules) => ({ rules: { ...rules, slabs: [anyScore] } }),
      LIMIT_EXCEEDED: (_rules, who) => ({ who: { ...who, approvedLimit: new Decimal(1e9) } }),
      LIMIT_WOULD_BE_EXCEEDED: (rules) => ({
        rules: { ...rules, limit: { countsProposed: false } },
      }),
      INSTALLMENTS_OVER_CAP: (rules, who) => ({
        rules: { ...rules, installmentCap: { percentOfIncome: 100, countsProposed: false } },
        who: { ...who, monthlyIncome: new Decimal(1e9) },
      }),
      RATE_BELOW_SLAB: (_rules, _who, annualRatePercent) => ({ annualRatePercent }),
    };
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, (rules, who, what) => {
        const decision = decideCredit(rules, who, what, asOf);
        for (const code of codes(decision, "refusal")) {
          const change = mended[code]?.(rules, who, decision.correctedRatePercent);
          if (change === undefined) continue;
          seen.add(code);
          const { annualRatePercent = what.annualRatePercent } = change;
          const request = { ...what, annualRatePercent };
          const again = decideCredit(change.rules ?? rules, change.who ?? who, request, asOf);
          expect(codes(again)).not.toContain(code);
        }
      }),
      { numRuns: 500 },
    );
    expect([...seen].sort()).toEqual(Object.keys(mended).sort());
  });

  test("a score factor that is named lost its points in a part that counted", () => {
    const scorecard = { ...policy(50).scorecard, parts: fourParts };
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, (rules, who, what) => {
        const { reasons, score } = decideCredit({ ...rules, scorecard }, who, what, asOf);
        const factors = reasons.filter(({ effect }) => effect === "score");
        const { parts, basis } = creditScore(scorecard, who, asOf, rules.currentLoans);
        for (const { code, pointsLost } of factors) {
          expect(pointsLost).toBeGreaterThan(0);
          const part = parts.find((each) => each.code === code);
          if (basis === "parts") expect(part && part.topPoints - part.points).toBe(pointsLost);
        }
        // There are four parts and at most four factors, so none is left out.
        const lost = factors.reduce((sum, { pointsLost }) => sum + pointsLost, 0);
        if (basis !== "overLimit") expect(score + lost).toBe(100);
      }),
    );
  });

  test("a policy read back from JSON decides the same", () => {
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, (rules, who, what) => {
        const copy: CreditPolicy = JSON.parse(JSON.stringify(rules));
        expect(decideCredit(copy, who, what, asOf)).toEqual(decideCredit(rules, who, what, asOf));
      }),
    );
  });
});
