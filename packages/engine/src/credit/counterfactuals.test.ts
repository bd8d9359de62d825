import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "../money/decimal.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import type { CreditRecord } from "./creditRecord.ts";
import { applicant, asOf, codes, loan, policy, request } from "./creditSamples.ts";
import { decideCredit } from "./decideCredit.ts";
import type { Applicant, CreditRequest } from "./decision.ts";
import { anyApplicant, anyPolicy, anyRequest } from "./decisionSamples.ts";
import type { HardRule } from "./hardRule.ts";

const paying = (installment: string, principal = "300000"): CreditRecord[] => [
  loan({ installment: new Decimal(installment), principal: new Decimal(principal) }),
];
const capCounts = { installmentCap: { percentOfIncome: "50", countsProposed: true } };
const rule = (row: object): Partial<CreditPolicy> => {
  // The rest of the row is given by each case.
  const framed = { code: "RULE", on: true, sentence: "No.", ...row } as HardRule;
  return { hardRules: [framed] };
};
const over = (tenorMonths: number, asked: CreditRequest): CreditRequest => ({
  ...asked,
  tenorMonths,
});
const unlimited = { limit: { countsProposed: false } };

type Found = [rate: string | undefined, amount: string | undefined, tenor: number | undefined];

// An income of 60,000 and a limit of 1,000,000; 12 months. Half the income less 20,000 leaves 10,000:
// - at 0 % that is 12 × 10000.005, which is a tie that goes to the even 10000.00: 120000.06;
// - at 12 %, with Python's decimal at 60 digits, 10000.005 / 0.0888487886… = 112550.831…;
//   300,000 is 10201.10 a month over 35 months and 9964.29 over 36;
//   100,000 earns 6618.56 over 12 months (12 × 8884.88) and 7139.24 over 13.
// 7,000 of 100,000 over 12 months is 8916.67 a month: 8916.25 at 12.67 %, 8916.72 at 12.68 %.
test.each<[what: string, CreditPolicy, Applicant, CreditRequest, Found]>([
  ["approved as asked", policy(60), applicant(), request("8"), ["0", "1000000", 1]],
  ["approved at a corrected rate", policy(50), applicant(), request("8"), ["12", "1000000", 1]],
  [
    "the rate is refused, so no amount and no tenor help",
    policy(40, { rateBelowSlab: "refuse" }),
    applicant(),
    request("9.5"),
    ["12", undefined, undefined],
  ],
  ["no slab", policy(9), applicant(), request("20"), [undefined, undefined, undefined]],
  [
    "current loans above the limit",
    policy(100),
    applicant(paying("1", "1000000.01")),
    request("20"),
    [undefined, undefined, undefined],
  ],
  [
    "current loans at the limit",
    policy(100),
    applicant(paying("1", "1000000")),
    request("20"),
    [undefined, undefined, undefined],
  ],
  [
    "a paisa of the limit is left",
    policy(100),
    applicant(paying("1", "999999.99")),
    request("20"),
    [undefined, "0.01", undefined],
  ],
  [
    "the limit in whole thousands",
    policy(100, { amountStep: "1000" }),
    applicant(paying("1", "300000.01")),
    request("9", "800000"),
    [undefined, "699000", undefined],
  ],
  [
    "current installments above the cap",
    policy(100),
    applicant(paying("30000.01")),
    request("9"),
    [undefined, undefined, undefined],
  ],
  [
    "the cap counts the proposed loan, without interest",
    policy(60, capCounts),
    applicant(paying("20000")),
    request("0", "120000.07"),
    [undefined, "120000.06", 13],
  ],
  [
    "the cap counts the proposed loan, at the corrected rate",
    policy(50, capCounts),
    applicant(paying("20000")),
    request("0", "300000"),
    [undefined, "112550.83", 36],
  ],
  [
    "a lower rate would keep the cap",
    policy(60, capCounts),
    applicant(paying("20000")),
    request("12", "120000"),
    ["0", "112550.83", 13],
  ],
  [
    "nothing bounds the amount",
    policy(60, unlimited),
    applicant(),
    request("9"),
    ["0", undefined, 1],
  ],
  [
    "a least rate above the slab's",
    policy(50, rule({ rule: "leastRate", annualRatePercent: "14.5" })),
    applicant(),
    request("13"),
    ["14.5", undefined, undefined],
  ],
  [
    "a least rate below the slab's",
    policy(50, rule({ rule: "leastRate", annualRatePercent: "8" })),
    applicant(),
    request("7"),
    ["12", "1000000", 1],
  ],
  [
    "a least interest that the slab's rate earns",
    policy(50, rule({ rule: "leastInterest", interest: "6618.56" })),
    applicant(),
    request("12"),
    ["12", "1000000", 12],
  ],
  [
    "a least interest that takes a higher rate or a longer tenor",
    policy(50, rule({ rule: "leastInterest", interest: 7000 })),
    applicant(),
    request("12"),
    ["12.68", "1000000", 13],
  ],
  [
    "the same in steps of half a percent",
    policy(50, { ...rule({ rule: "leastInterest", interest: 7000 }), rateStep: "0.5" }),
    applicant(),
    request("12"),
    ["13", "1000000", 13],
  ],
  [
    "a least interest that no rate earns",
    policy(50, rule({ rule: "leastInterest", interest: "1e12" })),
    applicant(),
    request("12"),
    [undefined, undefined, undefined],
  ],
  [
    "a largest amount",
    policy(60, { ...unlimited, ...rule({ rule: "largestAmount", principal: 5000 }) }),
    applicant(),
    request("9", "5000.01"),
    [undefined, "5000", undefined],
  ],
  [
    "amounts of a type",
    policy(
      60,
      rule({ rule: "amountsByLoanType", amounts: [{ loanType: "car", least: 1, most: 7 }] }),
    ),
    applicant(),
    { ...request("9"), loanType: "car" },
    [undefined, "7", undefined],
  ],
  [
    "a type that is not lent",
    policy(
      60,
      rule({ rule: "amountsByLoanType", amounts: [{ loanType: "car", least: 1, most: 7 }] }),
    ),
    applicant(),
    { ...request("9"), loanType: "boat" },
    [undefined, undefined, undefined],
  ],
  // The same shares as those of the cap above, asked for by a row: half the income less 20,000.
  [
    "a share of the income, without interest",
    policy(100, { ...unlimited, ...rule({ rule: "installmentsOfIncome", percentOfIncome: "50" }) }),
    applicant(paying("20000")),
    request("0", "200000"),
    [undefined, "120000.06", 20],
  ],
  [
    "a share of the income, at 12 %",
    policy(50, { ...unlimited, ...rule({ rule: "installmentsOfIncome", percentOfIncome: "50" }) }),
    applicant(paying("20000")),
    request("12", "300000"),
    [undefined, "112550.83", 36],
  ],
  [
    "a share that current installments take alone",
    policy(50, { ...unlimited, ...rule({ rule: "installmentsOfIncome", percentOfIncome: "30" }) }),
    applicant(paying("18000.01")),
    request("12"),
    [undefined, undefined, undefined],
  ],
  [
    "a highest rate, asked above it",
    policy(60, rule({ rule: "mostRate", annualRatePercent: "16" })),
    applicant(),
    request("16.01"),
    ["0", undefined, undefined],
  ],
  [
    "no tenor up to 600 months keeps the cap",
    policy(60, { ...capCounts, ...unlimited }),
    applicant(paying("29999")),
    over(12, request("0", "603.01")),
    [undefined, "12.06", undefined],
  ],
  [
    "600 months keep it: 603 / 600 is 1.005, a tie that goes to 1.00",
    policy(60, { ...capCounts, ...unlimited }),
    applicant(paying("29999")),
    over(12, request("0", "603")),
    [undefined, "12.06", 600],
  ],
])("%s", (_what, rules, who, asked, [rate, amount, tenor]) => {
  const { counterfactuals } = decideCredit(rules, who, asked, asOf);
  expect({
    rate: counterfactuals.lowestRatePercent?.toFixed(),
    amount: counterfactuals.largestPrincipal?.toFixed(),
    tenor: counterfactuals.shortestTenorMonths,
  }).toEqual({ rate, amount, tenor });
});

test("what is absent is no property, and the second reading is the first", () => {
  const decision = decideCredit(policy(9), applicant(), request("20"), asOf);
  expect(Object.keys(decision.counterfactuals)).toEqual([]);
  expect(decision.counterfactuals).toBe(decision.counterfactuals);
});

describe("for every policy, applicant and request", () => {
  const isApproved = (rules: CreditPolicy, who: Applicant, asked: CreditRequest): boolean =>
    decideCredit(rules, who, asked, asOf).approved;
  const runs = { numRuns: 1000 };

  test("the lowest rate is approved uncorrected, and a step below it is not", () => {
    let [refused, searched] = [0, 0];
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, (rules, who, asked) => {
        const decision = decideCredit(rules, who, asked, asOf);
        const rate = decision.counterfactuals.lowestRatePercent;
        if (rate === undefined) return;
        if (!decision.approved) refused += 1;
        if (![0, 7.125, 12, 16].includes(rate.toNumber())) searched += 1;
        const at = decideCredit(rules, who, { ...asked, annualRatePercent: rate }, asOf);
        expect([at.approved, at.correctedRatePercent.toFixed()]).toEqual([true, rate.toFixed()]);
        const annualRatePercent = rate.minus("0.01");
        if (annualRatePercent.lt(0)) return;
        const below = decideCredit(rules, who, { ...asked, annualRatePercent }, asOf);
        expect(below.approved && below.correctedRatePercent.eq(annualRatePercent)).toBe(false);
      }),
      runs,
    );
    expect(Math.min(refused, searched)).toBeGreaterThan(5);
  });

  test("the largest amount is approved, and a step above it is not", () => {
    let refused = 0;
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, (rules, who, asked) => {
        const decision = decideCredit(rules, who, asked, asOf);
        const principal = decision.counterfactuals.largestPrincipal;
        if (principal === undefined) return;
        if (!decision.approved) refused += 1;
        const step = String(rules.amountStep);
        expect(principal.mod(step).isZero()).toBe(true);
        expect(isApproved(rules, who, { ...asked, principal })).toBe(true);
        expect(isApproved(rules, who, { ...asked, principal: principal.plus(step) })).toBe(false);
      }),
      runs,
    );
    expect(refused).toBeGreaterThan(5);
  });

  test("the shortest tenor is approved, and a month less is not", () => {
    let refused = 0;
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, (rules, who, asked) => {
        const decision = decideCredit(rules, who, asked, asOf);
        const tenorMonths = decision.counterfactuals.shortestTenorMonths;
        if (tenorMonths === undefined) return;
        if (!decision.approved) refused += 1;
        expect(isApproved(rules, who, over(tenorMonths, asked))).toBe(true);
        if (tenorMonths === 1) return;
        expect(isApproved(rules, who, over(tenorMonths - 1, asked))).toBe(false);
      }),
      runs,
    );
    expect(refused).toBeGreaterThan(5);
  });

  test("whatever is approved lies within all three", () => {
    let approvals = 0;
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, (rules, who, asked) => {
        const decision = decideCredit(rules, who, asked, asOf);
        if (!decision.approved) return;
        approvals += 1;
        const { lowestRatePercent, largestPrincipal, shortestTenorMonths } =
          decision.counterfactuals;
        expect(shortestTenorMonths).toBeLessThanOrEqual(asked.tenorMonths);
        if (!codes(decision).includes("RATE_CORRECTED")) {
          expect(lowestRatePercent?.lte(asked.annualRatePercent)).toBe(true);
        }
        if (largestPrincipal === undefined) return;
        const above = largestPrincipal.plus(String(rules.amountStep));
        expect(asked.principal.lt(above)).toBe(true);
      }),
      runs,
    );
    expect(approvals).toBeGreaterThan(20);
  });

  test("where a rule bounds the amount and none asks for interest, an approved one has a largest", () => {
    let bounds = 0;
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, (rules, who, asked) => {
        const step = String(rules.amountStep);
        const principal = asked.principal.divToInt(step).times(step);
        const kinds = (rules.hardRules ?? []).filter((row) => row.on).map((row) => row.rule);
        const bounded =
          rules.limit.countsProposed ||
          rules.installmentCap.countsProposed ||
          kinds.includes("largestAmount") ||
          kinds.includes("amountsByLoanType");
        if (principal.isZero() || !bounded || kinds.includes("leastInterest")) return;
        const decision = decideCredit(rules, who, { ...asked, principal }, asOf);
        if (!decision.approved) return;
        bounds += 1;
        expect(decision.counterfactuals.largestPrincipal?.gte(principal)).toBe(true);
      }),
      runs,
    );
    expect(bounds).toBeGreaterThan(10);
  });
});
