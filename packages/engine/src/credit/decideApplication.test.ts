import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "../money/decimal.ts";
import type { ApplicationPolicy } from "./applicationPolicy.ts";
import { anyAmount } from "./creditSamples.ts";
import { type ApplicationApplicant, decideApplication } from "./decideApplication.ts";
import type { CreditRequest } from "./decision.ts";
import { anyRequest, everyRule } from "./decisionSamples.ts";

const scores = { lowest: 300, highest: 900 };
const rules: ApplicationPolicy = {
  name: "sample",
  version: "1",
  balanceScore: { floor: 1, ceiling: 2, step: 1, pointsPerStep: 1, ...scores },
  scorePendingSentence: "Later.",
  hardRules: everyRule.map((row) => (row.rule === "leastScore" ? { ...row, score: 450 } : row)),
  installmentRounding: { mode: "halfEven", unit: "0.01" },
  amountStep: "0.01",
};

/** Any rows on, and any step. */
const anyPolicy: fc.Arbitrary<ApplicationPolicy> = fc
  .record({
    on: fc.array(fc.boolean(), { minLength: everyRule.length, maxLength: everyRule.length }),
    amountStep: fc.constantFrom("0.01", "1", "250", "1000.10"),
    unit: fc.constantFrom("0.01", "1", "10"),
  })
  .map(({ on, amountStep, unit }) => ({
    ...rules,
    amountStep,
    installmentRounding: { mode: "halfEven", unit },
    hardRules: rules.hardRules.map((row, index) => ({ ...row, on: on[index] ?? false })),
  }));

const anyApplicant: fc.Arbitrary<ApplicationApplicant> = fc.record({
  score: fc.integer({ min: 300, max: 900 }),
  annualIncome: anyAmount(2_000_000),
  currentInstallments: anyAmount(40_000),
  age: fc.integer({ min: 17, max: 72 }),
});

const withPrincipal = (request: CreditRequest, principal: Decimal): CreditRequest => ({
  ...request,
  principal,
});

describe("for every policy, applicant and request", () => {
  const runs = { numRuns: 1000 };

  test("it is approved exactly when no row refuses, and the same again", () => {
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, (policy, who, asked) => {
        const decision = decideApplication(policy, who, asked);
        expect(decision.outcome).toBe(decision.reasons.length === 0 ? "approved" : "refused");
        expect(decideApplication(JSON.parse(JSON.stringify(policy)), who, asked)).toEqual(decision);
      }),
    );
  });

  test("a row that is named refuses alone, one that is not changes nothing", () => {
    const seen = new Set<string>();
    const codes = everyRule.map(({ code }) => code);
    fc.assert(
      fc.property(
        anyPolicy,
        anyApplicant,
        anyRequest,
        fc.constantFrom(...codes),
        (policy, who, asked, picked) => {
          const named = decideApplication(policy, who, asked).reasons.map(({ code }) => code);
          const hardRules = policy.hardRules.map((row) =>
            row.code === picked ? { ...row, on: false } : row,
          );
          const rest = decideApplication({ ...policy, hardRules }, who, asked);
          expect(rest.reasons.map(({ code }) => code)).toEqual(
            named.filter((code) => code !== picked),
          );
          if (named.includes(picked)) seen.add(picked);
        },
      ),
      runs,
    );
    expect([...seen].sort()).toEqual([...codes].sort());
  });

  test("the largest amount is approved, and a step above it is not", () => {
    let [refused, byShare] = [0, 0];
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, (policy, who, asked) => {
        const { outcome, reasons, largestPrincipal } = decideApplication(policy, who, asked);
        if (largestPrincipal === undefined) return;
        if (outcome === "refused") refused += 1;
        if (reasons.some(({ code }) => code === "SHARE")) byShare += 1;
        const step = String(policy.amountStep);
        expect(largestPrincipal.mod(step).isZero()).toBe(true);
        const at = decideApplication(policy, who, withPrincipal(asked, largestPrincipal));
        expect(at.outcome).toBe("approved");
        const above = withPrincipal(asked, largestPrincipal.plus(step));
        expect(decideApplication(policy, who, above).outcome).toBe("refused");
      }),
      runs,
    );
    expect(Math.min(refused, byShare)).toBeGreaterThan(5);
  });

  test("without a score it is pending, whatever else", () => {
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, (policy, who, asked) => {
        const { outcome, reasons } = decideApplication(policy, { ...who, score: null }, asked);
        expect([outcome, reasons]).toEqual([
          "scorePending",
          [{ code: "SCORE_PENDING", sentence: "Later." }],
        ]);
      }),
    );
  });
});

describe("is refused", () => {
  const who: ApplicationApplicant = { score: 500, annualIncome: new Decimal(500_000), age: 30 };
  const asked: CreditRequest = {
    principal: new Decimal(5_000),
    annualRatePercent: new Decimal(12),
    tenorMonths: 12,
    loanType: "car",
  };

  test.each<[Partial<ApplicationApplicant>, Partial<CreditRequest>, code: string]>([
    [{ score: 299 }, {}, "CREDIT_VALUE_OUT_OF_RANGE"],
    [{ score: 901 }, {}, "CREDIT_VALUE_OUT_OF_RANGE"],
    [{ score: 450.5 }, {}, "CREDIT_VALUE_OUT_OF_RANGE"],
    [{ score: Number.NaN }, {}, "CREDIT_VALUE_OUT_OF_RANGE"],
    [{ annualIncome: new Decimal("-0.01") }, {}, "CREDIT_VALUE_OUT_OF_RANGE"],
    [{ annualIncome: new Decimal(Number.NaN) }, {}, "CREDIT_VALUE_OUT_OF_RANGE"],
    [{ currentInstallments: new Decimal(-1) }, {}, "CREDIT_VALUE_OUT_OF_RANGE"],
    [{ age: -1 }, {}, "CREDIT_VALUE_OUT_OF_RANGE"],
    [{}, { principal: new Decimal(0) }, "PRINCIPAL_NOT_POSITIVE"],
    [{}, { annualRatePercent: new Decimal("1000.01") }, "RATE_OUT_OF_RANGE"],
    [{}, { tenorMonths: 0 }, "INSTALLMENTS_OUT_OF_RANGE"],
    // Also while the score is pending.
    [{ score: null }, { tenorMonths: 0 }, "INSTALLMENTS_OUT_OF_RANGE"],
    [{ score: null, annualIncome: new Decimal(-1) }, {}, "CREDIT_VALUE_OUT_OF_RANGE"],
  ])("%o %o with %s", (changes, other, code) => {
    expect(() => decideApplication(rules, { ...who, ...changes }, { ...asked, ...other })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test("under a policy that its checker does not pass", () => {
    const unsound = { ...rules, version: "" };
    expect(() => decideApplication(unsound, who, asked)).toThrow(
      expect.objectContaining({ code: "INVALID_CREDIT_POLICY" }),
    );
  });
});
