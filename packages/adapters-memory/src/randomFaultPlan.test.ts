import { expect, test } from "vitest";
import { randomFaultPlan } from "./randomFaultPlan.ts";

const seeds = Array.from({ length: 200 }, (_, seed) => seed);

test("one seed is one plan of plain data, and seeds differ", () => {
  const texts = seeds.map((seed) => JSON.stringify(randomFaultPlan({ seed, calls: 200 })));
  expect(texts).toEqual(seeds.map((seed) => JSON.stringify(randomFaultPlan({ seed, calls: 200 }))));
  expect(new Set(texts).size).toBe(seeds.length);
});

test("faults are as frequent as asked for, of all kinds, and none comes after the last call", () => {
  const plans = seeds.map((seed) => randomFaultPlan({ seed, calls: 1000, percentOfCalls: 3 }));
  const all = plans.flat();
  const ofCalls = all.filter(({ at }) => at.storeCall !== undefined);
  // Of 200,000 calls 3 %, and as many commits 8 %; within five standard deviations.
  expect(Math.abs(ofCalls.length - 6000)).toBeLessThan(5 * Math.sqrt(200_000 * 0.03 * 0.97));
  const ofCommits = all.length - ofCalls.length;
  expect(Math.abs(ofCommits - 16_000)).toBeLessThan(5 * Math.sqrt(200_000 * 0.08 * 0.92));
  const kinds = all.map(({ fault }) =>
    "when" in fault ? `${fault.kind} ${fault.when}` : fault.kind,
  );
  expect([...new Set(kinds)].sort()).toEqual([
    "crash after",
    "crash before",
    "delay",
    "fail after",
    "fail before",
    "reorder",
  ]);
  expect(Math.max(...ofCalls.map(({ at }) => at.storeCall ?? 0))).toBeLessThanOrEqual(1000);
  expect(randomFaultPlan({ seed: 1, calls: 1000, percentOfCalls: 0, percentOfCommits: 0 })).toEqual(
    [],
  );
});
