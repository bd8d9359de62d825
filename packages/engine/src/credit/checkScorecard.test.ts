import { expect, test } from "vitest";
import { checkScorecard, type ScorecardProblemCode } from "./checkScorecard.ts";
import { fixedScorecard } from "./creditSamples.ts";
import type { ScoreAttribute, Scorecard, ScorecardPart } from "./scorecard.ts";

const onTime: ScorecardPart = {
  code: "ON_TIME",
  attribute: "onTimePercent",
  bands: [
    { atLeast: "0", points: 0 },
    { atLeast: "50", points: 30 },
    { atLeast: "99.5", points: 60 },
  ],
  sentence: "Some were late.",
  missing: { points: 20, sentence: "Nothing was due." },
};

const count: ScorecardPart = {
  code: "COUNT",
  attribute: "loanCount",
  bands: [
    { atLeast: 1, points: 10 },
    { atLeast: 3, points: 40 },
  ],
  sentence: "Few loans.",
};

const sound: Scorecard = { ...fixedScorecard(50), parts: [onTime, count] };

test("a sound scorecard passes, also with bounds as numbers", () => {
  expect(checkScorecard(sound)).toEqual({ ok: true });
});

const withOnTime = (changes: Partial<ScorecardPart>): Scorecard => ({
  ...sound,
  parts: [{ ...onTime, ...changes }, count],
});

const bands = (...list: [atLeast: number | string, points: number][]) => ({
  bands: list.map(([atLeast, points]) => ({ atLeast, points })),
});

const { missing: _, ...withoutMissing } = onTime;

// One fault each. The message names what was found.
test.each<[fault: string, Scorecard, ScorecardProblemCode, message: string]>([
  ["90 points", { ...sound, parts: [onTime] }, "POINTS_DO_NOT_ADD_UP", "add up to 60"],
  ["no parts", { ...sound, parts: [] }, "POINTS_DO_NOT_ADD_UP", "add up to 0"],
  [
    "a set score above 100",
    { ...sound, noHistoryScore: 101 },
    "SCORE_OUT_OF_RANGE",
    "noHistoryScore is 101",
  ],
  [
    "a set score that is not whole",
    { ...sound, overLimitScore: 0.5 },
    "SCORE_OUT_OF_RANGE",
    "overLimitScore is 0.5",
  ],
  [
    "an empty sentence",
    { ...sound, noHistorySentence: " " },
    "SENTENCE_EMPTY",
    "noHistorySentence is empty",
  ],
  ["an empty part's sentence", withOnTime({ sentence: "" }), "SENTENCE_EMPTY", "ON_TIME"],
  [
    "an empty sentence for a missing value",
    withOnTime({ missing: { points: 20, sentence: "" } }),
    "SENTENCE_EMPTY",
    "missing value",
  ],
  ["two parts of one code", withOnTime({ code: "COUNT" }), "CODE_TAKEN", "COUNT"],
  ["a decision's code", withOnTime({ code: "NO_HISTORY" }), "CODE_TAKEN", "NO_HISTORY"],
  ["no code", withOnTime({ code: "" }), "CODE_TAKEN", '""'],
  [
    "an unknown attribute",
    withOnTime({ attribute: "zodiacSign" as ScoreAttribute }),
    "UNKNOWN_ATTRIBUTE",
    "zodiacSign",
  ],
  [
    "an attribute that objects have",
    withOnTime({ attribute: "toString" as ScoreAttribute }),
    "UNKNOWN_ATTRIBUTE",
    "toString",
  ],
  [
    "a band that is no number",
    withOnTime(bands(["0", 0], ["half", 60])),
    "BAND_NOT_A_NUMBER",
    "half",
  ],
  [
    "bands out of order",
    withOnTime(bands(["0", 0], ["60", 30], ["50", 60])),
    "BANDS_NOT_ASCENDING",
    "50 after one from 60",
  ],
  [
    "one band twice",
    withOnTime(bands(["0", 0], ["60", 30], ["60.0", 60])),
    "BANDS_NOT_ASCENDING",
    "60.0",
  ],
  ["a first band above zero", withOnTime(bands(["1", 60])), "FIRST_BAND_MISPLACED", "expected 0"],
  [
    "a count from zero",
    { ...sound, parts: [onTime, { ...count, ...bands([0, 0], [1, 40]) }] },
    "FIRST_BAND_MISPLACED",
    "begins at 0, expected 1",
  ],
  [
    "a share above 100 %",
    withOnTime(bands(["0", 0], ["100.01", 60])),
    "BAND_OUT_OF_REACH",
    "100.01",
  ],
  [
    "points that are not whole",
    withOnTime(bands(["0", 0.5], ["50", 60])),
    "POINTS_OUT_OF_RANGE",
    "0.5",
  ],
  ["points below zero", withOnTime(bands(["0", -5], ["50", 60])), "POINTS_OUT_OF_RANGE", "-5"],
  [
    "a missing value above the best band",
    withOnTime({ missing: { points: 61, sentence: "Nothing was due." } }),
    "POINTS_OUT_OF_RANGE",
    "61 points for a missing value",
  ],
  [
    "points that fall as more is paid on time",
    withOnTime(bands(["0", 0], ["50", 60], ["80", 59])),
    "POINTS_FALL",
    "59 points from 80 on, after 60",
  ],
  [
    "no rule for a missing value",
    { ...sound, parts: [withoutMissing, count] },
    "MISSING_RULE_ABSENT",
    "onTimePercent",
  ],
])("%s", (_fault, scorecard, code, message) => {
  const check = checkScorecard(scorecard);
  const problems = check.ok ? [] : check.problems;
  expect(problems.map((problem) => problem.code)).toEqual([code]);
  expect(problems[0]?.message).toContain(message);
});

test("points may fall as loans or their volume grow", () => {
  const fewer = { ...count, ...bands([1, 40], [5, 0]) };
  expect(checkScorecard({ ...sound, parts: [onTime, fewer] })).toEqual({ ok: true });
});

test("every fault is named, with its part", () => {
  const scorecard = { ...sound, noHistoryScore: -1, parts: [{ ...onTime, bands: [] }, count] };
  const check = checkScorecard(scorecard);
  expect(check).toMatchObject({
    ok: false,
    problems: [
      { code: "SCORE_OUT_OF_RANGE" },
      { code: "NO_BANDS", part: "ON_TIME" },
      { code: "POINTS_OUT_OF_RANGE", part: "ON_TIME" },
      { code: "POINTS_DO_NOT_ADD_UP" },
    ],
  });
});
