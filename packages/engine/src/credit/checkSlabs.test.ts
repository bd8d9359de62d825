import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkSlabs } from "./checkSlabs.ts";
import { accept, fourSlabs } from "./creditSamples.ts";
import type { Slab, SlabBound } from "./slabs.ts";

const scores = { lowest: 0, highest: 100 };

/** "[30" includes 30, "(50" starts over 50; "50]" includes 50, "30)" ends under 30. */
function slab(from: string, to: string, rate = "12"): Slab {
  const start: SlabBound = { score: Number(from.slice(1)), inclusive: from.startsWith("[") };
  const end: SlabBound = { score: Number(to.slice(0, -1)), inclusive: to.endsWith("]") };
  return accept(start, end, rate);
}

const messagesOf = (slabs: readonly Slab[], range = scores): string[] => {
  const check = checkSlabs(slabs, range);
  return check.ok ? [] : check.problems.map(({ message }) => message);
};

test("the four slabs of the credit product cover 0 to 100 once", () => {
  expect(checkSlabs(fourSlabs, scores)).toEqual({ ok: true });
  expect(checkSlabs([...fourSlabs].reverse())).toEqual({ ok: true });
});

test.each<[what: string, Slab[], messages: string[]]>([
  ["one slab", [slab("[0", "100]")], []],
  ["open and closed ends that meet", [slab("[0", "50)"), slab("[50", "100]")], []],
  ["the same cut the other way", [slab("[0", "50]"), slab("(50", "100]")], []],
  ["open ends one apart", [slab("[0", "50)"), slab("(49", "100]")], []],
  ["open ends beyond the scores", [slab("(-1", "101)")], []],
  ["no slabs", [], ["No slab covers scores 0 to 100."]],
  ["a gap", [slab("[0", "30]"), slab("[40", "100]")], ["No slab covers scores 31 to 39."]],
  ["a gap of one", [slab("[0", "50)"), slab("(50", "100]")], ["No slab covers score 50."]],
  [
    "gaps at both ends",
    [slab("(0", "100)")],
    ["No slab covers score 0.", "No slab covers score 100."],
  ],
  [
    "an overlap of one, by the place in the list",
    [slab("(50", "100]"), slab("[30", "50]"), slab("[0", "30]")],
    ["Slabs 2 and 3 both cover 30."],
  ],
  [
    "an overlap of many",
    [slab("[0", "60]"), slab("[31", "100]")],
    ["Slabs 1 and 2 both cover scores 31 to 60."],
  ],
  [
    "one slab inside another hides no gap after it",
    [slab("[0", "80]"), slab("[10", "20]")],
    ["No slab covers scores 81 to 100.", "Slabs 1 and 2 both cover scores 10 to 20."],
  ],
  [
    "three on one score",
    [slab("[0", "50]"), slab("[50", "50]"), slab("[50", "100]")],
    [
      "Slabs 1 and 2 both cover 50.",
      "Slabs 1 and 3 both cover 50.",
      "Slabs 2 and 3 both cover 50.",
    ],
  ],
  [
    "a slab that covers nothing",
    [slab("[0", "100]"), slab("(30", "31)")],
    ["Slab 2 covers no score: it is over 30 to under 31."],
  ],
  [
    "a slab the wrong way round",
    [slab("[100", "0]")],
    ["Slab 1 covers no score: it is from 100 to 0.", "No slab covers scores 0 to 100."],
  ],
  [
    "a slab beyond the scores",
    [slab("[0", "120]")],
    ["Slab 1 covers scores 0 to 120, beyond 0 to 100."],
  ],
  [
    "a bound that is not whole",
    [slab("[0", "49.5]"), slab("[50", "100]")],
    ["Slab 1 has a bound of 49.5, expected a whole number.", "No slab covers scores 0 to 49."],
  ],
])("%s", (_what, slabs, messages) => {
  expect(messagesOf(slabs)).toEqual(messages);
});

test.each(["0", "100", "12.5", "0.000000000001"])("a lowest rate of %s percent passes", (rate) => {
  expect(messagesOf([slab("[0", "100]", rate)])).toEqual([]);
});

test.each(["-0.01", "100.01", "twelve", "", "0.0000000000001"])(
  "a lowest rate of %j percent is named",
  (rate) => {
    expect(checkSlabs([slab("[0", "100]", rate)])).toMatchObject({
      ok: false,
      problems: [{ code: "SLAB_RATE_OUT_OF_RANGE", slab: 1 }],
    });
  },
);

test("a decision that is neither accept nor refuse is named", () => {
  // What a policy file without types could hold.
  const odd = { ...slab("[0", "100]"), decision: "Refuse" } as unknown as Slab;
  expect(messagesOf([odd])).toEqual(['Slab 1 says "Refuse", expected "accept" or "refuse".']);
});

test("another range of scores", () => {
  const range = { lowest: 300, highest: 900 };
  expect(messagesOf([slab("[300", "450)"), slab("[450", "900]")], range)).toEqual([]);
  expect(messagesOf([slab("[300", "450)"), slab("(450", "900]")], range)).toEqual([
    "No slab covers score 450.",
  ]);
});

test.each([
  { lowest: 1, highest: 0 },
  { lowest: 0, highest: 0.5 },
  { lowest: Number.NaN, highest: 1 },
])("the range %o is refused", (range) => {
  const refusal = expect.objectContaining({ code: "CREDIT_VALUE_OUT_OF_RANGE" });
  expect(() => checkSlabs([], range)).toThrow(refusal);
});

/** 0 to 100 cut in pieces: the first scores of all pieces but the first. */
const anyCuts = fc
  .uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 12 })
  .map((cuts) => cuts.sort((a, b) => a - b));

/** One slab for each piece, each bound written open or closed. */
function partition(cuts: readonly number[], open: readonly boolean[]): Slab[] {
  const firsts = [0, ...cuts];
  return firsts.map((first, index) => {
    const last = (firsts[index + 1] ?? 101) - 1;
    const [openFrom, openTo] = [open[2 * index] === true, open[2 * index + 1] === true];
    return accept(
      openFrom ? { score: first - 1, inclusive: false } : { score: first, inclusive: true },
      openTo ? { score: last + 1, inclusive: false } : { score: last, inclusive: true },
      "12",
    );
  });
}

const anyOpen = fc.array(fc.boolean(), { minLength: 26, maxLength: 26 });

describe("for every partition of 0 to 100", () => {
  test("it passes, in any order", () => {
    fc.assert(
      fc.property(anyCuts, anyOpen, fc.infiniteStream(fc.nat()), (cuts, open, random) => {
        const slabs = partition(cuts, open);
        const shuffled = slabs
          .map((each) => ({ each, key: random.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        expect(checkSlabs(shuffled, scores)).toEqual({ ok: true });
      }),
    );
  });

  test("with one start moved, the scores that are lost or doubled are named exactly", () => {
    const anyMove = fc.integer({ min: -20, max: 20 }).filter((by) => by !== 0);
    fc.assert(
      fc.property(anyCuts, anyOpen, fc.nat(), anyMove, (cuts, open, pick, by) => {
        const slabs = partition(cuts, open);
        const moved = 1 + (pick % cuts.length);
        const first = cuts[moved - 1] ?? 0;
        const last = (cuts[moved] ?? 101) - 1;
        const before = cuts[moved - 2] ?? 0;
        // The move leaves the slab a score and reaches into no other than its neighbor.
        fc.pre(first + by <= last && first + by >= before);
        const faulty = slabs.map((each, index) =>
          index === moved ? { ...each, from: { ...each.from, score: each.from.score + by } } : each,
        );
        const expected =
          by > 0
            ? { code: "SLAB_GAP", from: first, to: first + by - 1 }
            : { code: "SLAB_OVERLAP", slabs: [moved, moved + 1], from: first + by, to: first - 1 };
        expect(checkSlabs(faulty, scores)).toMatchObject({ ok: false, problems: [expected] });
      }),
    );
  });

  test("with one bound opened or closed, exactly one score is named", () => {
    fc.assert(
      fc.property(anyCuts, anyOpen, fc.nat(), fc.boolean(), (cuts, open, pick, atStart) => {
        const slabs = partition(cuts, open);
        const index = pick % slabs.length;
        const faulty = slabs.map((each, at) => {
          if (at !== index) return each;
          const end = atStart ? "from" : "to";
          return { ...each, [end]: { ...each[end], inclusive: !each[end].inclusive } };
        });
        const check = checkSlabs(faulty, scores);
        expect(check.ok).toBe(false);
        const named = check.ok ? [] : check.problems;
        expect(named.length).toBeGreaterThan(0);
        for (const problem of named) {
          if (problem.code === "SLAB_GAP" || problem.code === "SLAB_OVERLAP") {
            expect(problem.to).toBe(problem.from);
          }
        }
      }),
    );
  });
});
