import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, plainDate } from "../calendar/plainDate.ts";
import { byKind, type Due, type DueAmounts, type DueKind, dueKinds, nothing } from "../due/due.ts";
import { runs } from "../testing/runs.ts";
import {
  checkWaterfall,
  invalidWaterfall,
  type PaidPart,
  payDues,
  sumOfParts,
  type Waterfall,
} from "./waterfall.ts";

const today = plainDate("2024-03-01");
const vertical: Waterfall = { direction: "vertical", kinds: dueKinds };

interface Installment extends Due {
  readonly number: number;
}

const dues: readonly Installment[] = [
  {
    number: 2,
    id: "installment 2",
    dueOn: today,
    charged: { penalty: 0, fee: 0, interest: 30, principal: 70 },
    paid: nothing,
  },
  {
    number: 1,
    id: "installment 1",
    dueOn: plainDate("2024-02-01"),
    charged: { penalty: 5, fee: 0, interest: 40, principal: 60 },
    paid: { penalty: 5, fee: 0, interest: 15, principal: 0 },
  },
  {
    number: 3,
    id: "installment 3",
    dueOn: plainDate("2024-04-01"),
    charged: { penalty: 0, fee: 0, interest: 20, principal: 80 },
    paid: nothing,
  },
];

test("only what is unpaid is paid, and every due comes back in its place", () => {
  // 40 − 15 = 25 of interest and 60 of principal of the first, and 10 of the second.
  const { dues: after, parts, rest } = payDues(dues, 95, vertical, today);
  expect(parts).toEqual<readonly PaidPart[]>([
    { dueId: "installment 1", amounts: { penalty: 0, fee: 0, interest: 25, principal: 60 } },
    { dueId: "installment 2", amounts: { penalty: 0, fee: 0, interest: 10, principal: 0 } },
  ]);
  expect(rest).toBe(0);
  expect(after.map(({ number, paid }) => ({ number, paid }))).toEqual([
    { number: 2, paid: { penalty: 0, fee: 0, interest: 10, principal: 0 } },
    { number: 1, paid: { penalty: 5, fee: 0, interest: 40, principal: 60 } },
    { number: 3, paid: nothing },
  ]);
  expect(after.map(({ charged }) => charged)).toEqual(dues.map(({ charged }) => charged));
});

test("a due that gets nothing is the same value, and those that came in stay as they were", () => {
  const before = structuredClone(dues);
  const { dues: after } = payDues(dues, 25, vertical, today);
  expect(after[0]).toBe(dues[0]);
  expect(after[2]).toBe(dues[2]);
  expect(dues).toEqual(before);
});

test("what is left is told", () => {
  // 85 and 100 are unpaid up to today.
  expect(payDues(dues, 200, vertical, today).rest).toBe(15);
  expect(payDues(dues, 200, vertical, plainDate("2024-01-31"))).toEqual({
    dues,
    parts: [],
    steps: [],
    rest: 200,
  });
  expect(payDues([], 7, vertical, today)).toEqual({ dues: [], parts: [], steps: [], rest: 7 });
});

test("each step tells what there was to pay with, and what was unpaid", () => {
  // Two kinds of the oldest due: 7 of 10 pays the fee's 4, and 3 of what is unpaid of its principal.
  const due = {
    id: "a",
    dueOn: today,
    charged: { ...nothing, fee: 4, principal: 9 },
    paid: nothing,
  };
  expect(payDues([due], 7, vertical, today).steps).toEqual([
    { dueId: "a", kind: "fee", money: 7, unpaid: 4 },
    { dueId: "a", kind: "principal", money: 3, unpaid: 9 },
  ]);
});

test("parts are summed by kind", () => {
  expect(sumOfParts(payDues(dues, 95, vertical, today).parts)).toEqual({
    penalty: 0,
    fee: 0,
    interest: 35,
    principal: 60,
  });
  expect(sumOfParts([])).toEqual(nothing);
});

describe("a waterfall pays every kind once", () => {
  test.each<[readonly DueKind[]]>([
    [[]],
    [["penalty", "fee", "interest"]],
    [["penalty", "fee", "interest", "interest"]],
    [["penalty", "fee", "interest", "principal", "principal"]],
  ])("not %s", (kinds) => {
    expect(() => checkWaterfall({ direction: "horizontal", kinds })).toThrow(
      invalidWaterfall({ found: kinds }),
    );
  });

  test("in any order", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...dueKinds], { minLength: 4 }), (kinds) => {
        expect(() => checkWaterfall({ direction: "vertical", kinds })).not.toThrow();
      }),
    );
  });
});

const anyAmounts: fc.Arbitrary<DueAmounts> = fc
  .tuple(fc.nat(50), fc.nat(50), fc.nat(50), fc.nat(50))
  .map(([penalty, fee, interest, principal]) => ({ penalty, fee, interest, principal }));
/** Of what was charged a part is paid. */
const anyDues = fc
  .array(fc.tuple(fc.integer({ min: -4, max: 2 }), anyAmounts, anyAmounts), { maxLength: 6 })
  .map((all) =>
    all.map(([after, charged, most], index): Due => {
      const paid = byKind((kind) => Math.min(charged[kind], most[kind]));
      return { id: `${index}`, dueOn: addDays(today, after), charged, paid };
    }),
  );
const anyWaterfall: fc.Arbitrary<Waterfall> = fc.record({
  direction: fc.constantFrom("vertical", "horizontal"),
  kinds: fc.shuffledSubarray([...dueKinds], { minLength: dueKinds.length }),
});

test("two payments on a day pay what one of both would", () => {
  fc.assert(
    fc.property(anyDues, fc.nat(500), fc.nat(500), anyWaterfall, (of, one, two, waterfall) => {
      const first = payDues(of, one, waterfall, today);
      const second = payDues(first.dues, two, waterfall, today);
      const both = payDues(of, one + two, waterfall, today);
      expect(second.dues).toEqual(both.dues);
      expect(first.rest + second.rest).toBe(both.rest);
    }),
    { numRuns: runs(300, 3_000) },
  );
});
