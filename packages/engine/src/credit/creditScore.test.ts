import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import { checkScorecard } from "./checkScorecard.ts";
import type { CreditRecord } from "./creditRecord.ts";
import { anyHistory, anyLoan, asOf, fixedScorecard, loan } from "./creditSamples.ts";
import { creditScore } from "./creditScore.ts";
import type { Scorecard } from "./scorecard.ts";
import { anyScorecard, fourParts } from "./scorecardSamples.ts";

const scorecard: Scorecard = { ...fixedScorecard(50), parts: fourParts };

const scoreOf = (history: readonly CreditRecord[], approvedLimit: number | string = 800_000) =>
  creditScore(scorecard, { history, approvedLimit: new Decimal(approvedLimit) }, asOf);

/** Ended in 2022, so nothing of it is current: 12 were due. */
const ended = (paidOnTime: number): CreditRecord =>
  loan({
    startedOn: plainDate("2021-03-01"),
    endsOn: plainDate("2022-03-01"),
    tenorMonths: 12,
    paidOnTime,
  });

test("the test's own scorecard is sound", () => {
  expect(checkScorecard(scorecard)).toEqual({ ok: true });
});

// One ended loan: VOLUME 30 (0 %), COUNT 5, YEAR 10, so 45 and what ON_TIME gives.
test.each([
  [0, 0, "0 of 12"],
  [3, 0, "25 %"],
  [4, 10, "4/12 is just above 33.3333333333 %"],
  [7, 10, "58.3 %"],
  [8, 10, "8/12 is just below 66.6666666667 %"],
  [9, 30, "exactly 75 %"],
  [11, 30, "91.7 %"],
  [12, 40, "exactly 100 %"],
])("%i of 12 on time gives %i points: %s", (paidOnTime, points) => {
  expect(scoreOf([ended(paidOnTime)]).score).toBe(45 + points);
});

// One current loan of this year, 10 of 10 on time: ON_TIME 40, COUNT 5, YEAR 0, so 45 and VOLUME.
test.each([
  ["100000.01", "800000", 20, "just above 12.5 %"],
  ["100000", "800000", 20, "exactly 12.5 %"],
  ["99999.99", "800000", 30, "just below 12.5 %"],
  ["100000.01", "800000.08", 20, "exactly 12.5 % of a limit with paise"],
  ["100000", "800000.08", 30, "just below it"],
  ["799999.99", "800000", 20, "just below the limit"],
  ["800000", "800000", 5, "exactly the limit"],
])("a volume of %s of %s gives %i points: %s", (principal, limit, points) => {
  const { score, basis } = scoreOf([loan({ principal: new Decimal(principal) })], limit);
  expect({ score, basis }).toEqual({ score: 45 + points, basis: "parts" });
});

test("a volume above the limit, by a paisa, gives the over-limit score", () => {
  const history = [loan({ principal: new Decimal("800000.01") })];
  expect(scoreOf(history)).toMatchObject({
    score: 0,
    basis: "overLimit",
    parts: [],
    reasons: [{ code: "LIMIT_EXCEEDED", pointsLost: 100, sentence: scorecard.overLimitSentence }],
  });
});

test("loans that are not current do not count towards the limit", () => {
  const big = new Decimal(9_000_000);
  const notCurrent = [
    loan({ principal: big, closed: true }),
    { ...ended(12), principal: big },
    loan({ principal: big, startedOn: plainDate("2026-11-21") }),
  ];
  expect(scoreOf(notCurrent).basis).toBe("parts");
});

test.each([
  ["no loans", []],
  ["only a loan that starts tomorrow", [loan({ startedOn: plainDate("2026-11-21") })]],
])("%s: the set score", (_what, history) => {
  expect(scoreOf(history)).toMatchObject({
    score: 50,
    basis: "noHistory",
    parts: [],
    reasons: [{ code: "NO_HISTORY", pointsLost: 50, sentence: scorecard.noHistorySentence }],
  });
});

test("missing values take their own points and sentence", () => {
  const justStarted = loan({
    startedOn: plainDate("2026-11-01"),
    principal: new Decimal(0),
    paidOnTime: 0,
  });
  const scored = scoreOf([justStarted], 0);
  // ON_TIME missing 20, VOLUME missing 3, COUNT 5, YEAR 0.
  expect(scored.score).toBe(28);
  expect(scored.parts.map(({ missing }) => missing)).toEqual([true, true, false, false]);
  expect(scored.reasons).toEqual([
    { code: "VOLUME", pointsLost: 27, sentence: "There is no limit." },
    { code: "ON_TIME", pointsLost: 20, sentence: "Nothing was due." },
    { code: "COUNT", pointsLost: 15, sentence: "Few loans." },
    { code: "YEAR", pointsLost: 10, sentence: "A loan this year." },
  ]);
});

test("reasons go by points lost, equal ones in the scorecard's order, and none for full points", () => {
  // ON_TIME 9/12: 30 of 40; VOLUME 0 %: all 30; COUNT 2: all 20; YEAR: 1 loan, 0 of 10.
  const history = [ended(9), loan({ closed: true, paidOnTime: 10 })];
  const withoutDues = history.map((record, index) =>
    index === 1 ? { ...record, startedOn: plainDate("2026-11-01"), paidOnTime: 0 } : record,
  );
  expect(scoreOf(withoutDues).reasons.map(({ code, pointsLost }) => [code, pointsLost])).toEqual([
    ["ON_TIME", 10],
    ["YEAR", 10],
  ]);
});

test("the full score has no reasons", () => {
  expect(scoreOf([ended(12), ended(12)])).toMatchObject({ score: 100, reasons: [] });
});

test("a scorecard that is not sound is refused, naming what is wrong", () => {
  const unsound = { ...scorecard, noHistoryScore: 120 };
  const attempt = () => creditScore(unsound, { history: [], approvedLimit: new Decimal(1) }, asOf);
  expect(attempt).toThrow(
    expect.objectContaining({
      code: "INVALID_CREDIT_POLICY",
      details: { problems: [expect.objectContaining({ code: "SCORE_OUT_OF_RANGE" })] },
    }),
  );
  expect(attempt).toThrow("noHistoryScore is 120");
});

describe("for every sound scorecard and history", () => {
  const anySubject = fc.record({
    history: anyHistory,
    approvedLimit: fc.integer({ min: 0, max: 5_000_000 }).map((limit) => new Decimal(limit)),
  });

  test("the generated scorecards are sound", () => {
    fc.assert(fc.property(anyScorecard, (card) => checkScorecard(card).ok));
  });

  test("the score is whole, 0 to 100, and 100 less the points that the reasons name", () => {
    fc.assert(
      fc.property(anyScorecard, anySubject, (card, subject) => {
        const { score, reasons } = creditScore(card, subject, asOf);
        const lost = reasons.reduce((sum, { pointsLost }) => sum + pointsLost, 0);
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
        expect(lost).toBe(100 - score);
        expect(reasons.every(({ pointsLost }) => pointsLost > 0)).toBe(true);
      }),
    );
  });

  test("more on-time payments never lower it", () => {
    fc.assert(
      fc.property(anyScorecard, anySubject, anyLoan, fc.nat(180), (card, subject, one, more) => {
        const better = { ...one, paidOnTime: Math.min(one.tenorMonths, one.paidOnTime + more) };
        const scoreWith = (record: CreditRecord) =>
          creditScore(card, { ...subject, history: [...subject.history, record] }, asOf).score;
        expect(scoreWith(better)).toBeGreaterThanOrEqual(scoreWith(one));
      }),
      { numRuns: 1_000 },
    );
  });

  test("the order of the loans does not matter", () => {
    fc.assert(
      fc.property(anyScorecard, anySubject, (card, subject) => {
        const reversed = { ...subject, history: [...subject.history].reverse() };
        expect(creditScore(card, reversed, asOf)).toEqual(creditScore(card, subject, asOf));
      }),
    );
  });
});
