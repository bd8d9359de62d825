/**
 * Histories, scorecards and policies for the tests of this folder.
 *
 * @module
 */
import fc from "fast-check";
import { addMonths } from "../calendar/addMonths.ts";
import { addDays, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import type { CreditRecord } from "./creditRecord.ts";
import type { Applicant, CreditRequest, Decision } from "./decision.ts";
import type { Scorecard } from "./scorecard.ts";
import type { Slab } from "./slabs.ts";

/** The day on which the tests decide. */
export const asOf: PlainDate = plainDate("2026-11-20");

/** Current on `asOf`: 24 months from 2026-01-15, ten of them due, all paid on time. */
export function loan(changes: Partial<CreditRecord> = {}): CreditRecord {
  return {
    principal: new Decimal(100_000),
    installment: new Decimal(5_000),
    tenorMonths: 24,
    paidOnTime: 10,
    startedOn: plainDate("2026-01-15"),
    endsOn: plainDate("2028-01-15"),
    closed: false,
    ...changes,
  };
}

/** Gives every history but one over the limit, or an empty one, the same score. */
export function fixedScorecard(score: number): Scorecard {
  return {
    name: "fixed",
    version: "1",
    noHistoryScore: score,
    noHistorySentence: "There is no record yet.",
    overLimitScore: 0,
    overLimitSentence: "Current loans are above the limit.",
    parts: [
      {
        code: "FIXED",
        attribute: "loanCount",
        bands: [
          { atLeast: "1", points: score },
          { atLeast: "1000000", points: 100 },
        ],
        sentence: "Fewer than a million loans.",
      },
    ],
  };
}

/** Over 50 any rate, 30 to 50 at least 12 %, 10 to under 30 at least 16 %, under 10 refused. */
export const fourSlabs: readonly Slab[] = [
  accept({ score: 50, inclusive: false }, { score: 100, inclusive: true }, "0"),
  accept({ score: 30, inclusive: true }, { score: 50, inclusive: true }, "12"),
  accept({ score: 10, inclusive: true }, { score: 30, inclusive: false }, "16"),
  {
    from: { score: 0, inclusive: true },
    to: { score: 10, inclusive: false },
    decision: "refuse",
  },
];

export function accept(from: Slab["from"], to: Slab["to"], minimumRatePercent: string): Slab {
  return { from, to, decision: "accept", minimumRatePercent };
}

/** The four slabs over a fixed score, half the income as cap; each switch can be changed. */
export function policy(score: number, changes: Partial<CreditPolicy> = {}): CreditPolicy {
  return {
    name: "sample",
    version: "1",
    scorecard: fixedScorecard(score),
    slabs: fourSlabs,
    installmentCap: { percentOfIncome: "50", countsProposed: false },
    limit: { countsProposed: true },
    rateBelowSlab: "correct",
    installmentRounding: { mode: "halfEven", unit: "0.01" },
    ...changes,
  };
}

/** Earns 60,000 and may borrow 1,000,000, unless changed. */
export function applicant(
  history: readonly CreditRecord[] = [],
  changes: { income?: string; limit?: string } = {},
): Applicant {
  const { income = "60000", limit = "1000000" } = changes;
  return { monthlyIncome: new Decimal(income), approvedLimit: new Decimal(limit), history };
}

/** 100,000 over 12 months, unless changed. */
export function request(annualRatePercent: string, principal = "100000"): CreditRequest {
  return {
    principal: new Decimal(principal),
    annualRatePercent: new Decimal(annualRatePercent),
    tenorMonths: 12,
  };
}

/** The codes of a decision's reasons, or of those of one effect. */
export function codes({ reasons }: Decision, effect?: string): string[] {
  return reasons
    .filter((each) => effect === undefined || each.effect === effect)
    .map(({ code }) => code);
}

/** Amounts in paise, so that sums have decimals. */
export function anyAmount(most: number): fc.Arbitrary<Decimal> {
  return fc.integer({ min: 1, max: most * 100 }).map((paise) => new Decimal(paise).div(100));
}

/** Loans of every kind: long ended, current, not yet started, closed. */
export const anyLoan: fc.Arbitrary<CreditRecord> = fc
  .record({
    principal: anyAmount(1_000_000),
    installment: anyAmount(40_000),
    tenorMonths: fc.integer({ min: 1, max: 180 }),
    paidPart: fc.integer({ min: 0, max: 100 }),
    startedDaysAgo: fc.integer({ min: -100, max: 4_000 }),
    closed: fc.boolean(),
    outstanding: fc.option(fc.oneof(fc.constant(new Decimal(0)), anyAmount(900_000)), {
      nil: undefined,
    }),
  })
  .map(({ paidPart, startedDaysAgo, outstanding, ...rest }) => {
    const startedOn = addDays(asOf, -startedDaysAgo);
    return {
      ...rest,
      startedOn,
      endsOn: addMonths(startedOn, rest.tenorMonths),
      paidOnTime: Math.floor((rest.tenorMonths * paidPart) / 100),
      ...(outstanding === undefined ? {} : { outstanding }),
    };
  });

export const anyHistory: fc.Arbitrary<CreditRecord[]> = fc.array(anyLoan, { maxLength: 8 });
