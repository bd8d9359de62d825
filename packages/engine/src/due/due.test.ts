import fc from "fast-check";
import { expect, test } from "vitest";
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import {
  addAmounts,
  byKind,
  type DueAmounts,
  dueKinds,
  inOrder,
  isUnpaid,
  nothing,
  subtractAmounts,
  totalOf,
  unpaidOf,
} from "./due.ts";

const charged: DueAmounts = { penalty: 1, fee: 20, interest: 300, principal: 4000 };
const paid: DueAmounts = { penalty: 1, fee: 5, interest: 0, principal: 1000 };

test("amounts are taken kind by kind", () => {
  expect(byKind((kind) => charged[kind])).toEqual(charged);
  expect(addAmounts(charged, paid)).toEqual({
    penalty: 2,
    fee: 25,
    interest: 300,
    principal: 5000,
  });
  expect(subtractAmounts(charged, paid)).toEqual({
    penalty: 0,
    fee: 15,
    interest: 300,
    principal: 3000,
  });
  expect(totalOf(charged)).toBe(4321);
  expect(totalOf(nothing)).toBe(0);
});

test("what is unpaid is what was charged less what was paid", () => {
  expect(unpaidOf({ charged, paid })).toEqual({
    penalty: 0,
    fee: 15,
    interest: 300,
    principal: 3000,
  });
});

test.each<[what: string, paid: DueAmounts, unpaid: boolean]>([
  ["nothing is paid", nothing, true],
  ["one kind is paid", { ...nothing, principal: 4000 }, true],
  ["one unit is left", { ...charged, interest: 299 }, true],
  ["all is paid", charged, false],
])("%s", (_, paidSoFar, unpaid) => {
  expect(isUnpaid({ charged, paid: paidSoFar })).toBe(unpaid);
});

test("nothing was asked for, so nothing is unpaid", () => {
  expect(isUnpaid({ charged: nothing, paid: nothing })).toBe(false);
});

test("penalties come first and principal last", () => {
  expect(dueKinds).toEqual(["penalty", "fee", "interest", "principal"]);
});

interface Dated {
  readonly id: number;
  readonly dueOn: PlainDate;
}

test("dues of one day keep their order, and the list that came in stays as it was", () => {
  const dues: readonly Dated[] = [
    { id: 1, dueOn: plainDate("2024-03-01") },
    { id: 2, dueOn: plainDate("2024-02-29") },
    { id: 3, dueOn: plainDate("2024-03-01") },
    { id: 4, dueOn: plainDate("2023-12-31") },
  ];
  expect(inOrder(dues).map(({ id }) => id)).toEqual([4, 2, 1, 3]);
  expect(dues.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
});

test("the oldest come first, and equals as they came", () => {
  const someDay = fc
    .constantFrom("2023-12-31", "2024-01-01", "2024-02-29")
    .map((d) => plainDate(d));
  const anyDues = fc
    .array(someDay, { maxLength: 30 })
    .map((days) => days.map((dueOn, id): Dated => ({ id, dueOn })));
  fc.assert(
    fc.property(anyDues, (dues) => {
      const ordered = inOrder(dues);
      expect(new Set(ordered)).toEqual(new Set(dues));
      for (const [index, due] of ordered.entries()) {
        const next = ordered[index + 1];
        if (next === undefined) continue;
        expect(due.dueOn <= next.dueOn).toBe(true);
        if (due.dueOn === next.dueOn) expect(due.id).toBeLessThan(next.id);
      }
    }),
  );
});
