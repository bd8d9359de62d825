import { describe, expect, test } from "vitest";

import {
  ruleBesideGiven,
  type StubConvention,
  stubContradicted,
  stubConventions,
  stubRule,
} from "./stubConvention.ts";
import { unknownConvention } from "./unknownConvention.ts";

test.each<[stub: StubConvention, countedFrom: "start" | "end", sixDays: unknown, aWeek: unknown]>([
  ["none", "start", undefined, undefined],
  ["shortInitial", "end", false, false],
  ["longInitial", "end", true, true],
  ["smartInitial", "end", true, false],
  ["shortFinal", "start", false, false],
  ["longFinal", "start", true, true],
  ["smartFinal", "start", true, false],
  ["both", "start", undefined, undefined],
])(
  "%s counts from the %s; stubs of 6 and 7 days join: %s, %s",
  (stub, countedFrom, sixDays, aWeek) => {
    const rule = stubRule(stub);
    expect(rule.countedFrom).toBe(countedFrom);
    expect([rule.joins?.(6), rule.joins?.(7)]).toEqual([sixDays, aWeek]);
  },
);

test("these are all conventions", () => {
  expect(stubConventions).toHaveLength(8);
  expect(stubConventions[0]).toBe("none");
});

describe("beside stubs that regular dates set apart", () => {
  const initials: readonly StubConvention[] = ["shortInitial", "longInitial", "smartInitial"];
  const finals: readonly StubConvention[] = ["shortFinal", "longFinal", "smartFinal"];

  test.each(stubConventions.filter((stub) => stub !== "both"))(
    "%s with none of them is itself",
    (stub) => {
      expect(ruleBesideGiven(stub, { initial: false, final: false })).toBe(stubRule(stub));
    },
  );

  test.each(initials)("%s with its stub allows no other", (stub) => {
    expect(ruleBesideGiven(stub, { initial: true, final: false })).toBe(stubRule("none"));
    const refused = stubContradicted({ stub, end: "final", given: true });
    expect(() => ruleBesideGiven(stub, { initial: false, final: true })).toThrow(refused);
    expect(() => ruleBesideGiven(stub, { initial: true, final: true })).toThrow(refused);
  });

  test.each(finals)("%s with its stub allows no other", (stub) => {
    expect(ruleBesideGiven(stub, { initial: false, final: true })).toBe(stubRule("none"));
    const refused = stubContradicted({ stub, end: "initial", given: true });
    expect(() => ruleBesideGiven(stub, { initial: true, final: false })).toThrow(refused);
    expect(() => ruleBesideGiven(stub, { initial: true, final: true })).toThrow(refused);
  });

  test("none allows neither", () => {
    const refused = (end: "initial" | "final"): Error =>
      stubContradicted({ stub: "none", end, given: true });
    expect(() => ruleBesideGiven("none", { initial: true, final: false })).toThrow(
      refused("initial"),
    );
    expect(() => ruleBesideGiven("none", { initial: false, final: true })).toThrow(
      refused("final"),
    );
  });

  test("both needs either", () => {
    expect(ruleBesideGiven("both", { initial: true, final: true })).toBe(stubRule("none"));
    const refused = (end: "initial" | "final"): Error =>
      stubContradicted({ stub: "both", end, given: false });
    expect(() => ruleBesideGiven("both", { initial: false, final: true })).toThrow(
      refused("initial"),
    );
    expect(() => ruleBesideGiven("both", { initial: true, final: false })).toThrow(
      refused("final"),
    );
  });
});

test.each(["", "SHORT_INITIAL", "toString"])("%j is no convention", (text) => {
  const stub: StubConvention = JSON.parse(JSON.stringify(text));
  const refused = unknownConvention({ field: "stub", found: text, expected: stubConventions });
  expect(() => stubRule(stub)).toThrow(refused);
  expect(() => ruleBesideGiven(stub, { initial: false, final: false })).toThrow(refused);
});
