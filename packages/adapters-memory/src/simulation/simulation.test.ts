/** A whole lender under faults, seed by seed; see docs/concepts/simulation.md. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { brokenLaws, type PlantedBug, plantedBugs } from "./plantedBugs.ts";
import { simulate } from "./simulate.ts";

const calls = 1000;
const seeds = process.env["LENDKIT_SOAK"] === "1" ? 10_000 : 300;
const first = fc.readConfigureGlobal()?.seed ?? 1;

/** What is wrong with a seed, and how to see it again; empty where all is well. */
function told(seed: number, violations: readonly string[]): readonly string[] {
  const again = `LENDKIT_SEED=${seed} npx vitest run packages/adapters-memory/src/simulation`;
  return violations.length === 0 ? [] : [`seed ${seed}`, ...violations, again];
}

function textOf(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([what, times]) => `${what} ${times}`)
    .join(", ");
}

test("whatever fails, nothing is lost, and nothing happens twice", async () => {
  const counts = new Map<string, number>();
  for (let seed = first; seed < first + seeds; seed += 1) {
    const simulated = await simulate({ seed, calls });
    expect(told(seed, simulated.violations)).toEqual([]);
    for (const [what, times] of simulated.counts) {
      counts.set(what, (counts.get(what) ?? 0) + times);
    }
  }
  process.stdout.write(`simulation of ${seeds} seeds from ${first}: ${textOf(counts)}\n`);
  const least = (what: string): number => counts.get(what) ?? 0;
  expect(least("calls")).toBeGreaterThanOrEqual(seeds * calls);
  expect(least("done")).toBeGreaterThan(seeds * 20);
  expect(least("day-end finished")).toBeGreaterThan(seeds);
  expect(least("checked notices")).toBeGreaterThan(seeds);
  const often = [
    ...["asked open", "asked receivePayment", "asked reversePayment", "asked waiveCharge"],
    ...["asked addCharge", "otherwise IDEMPOTENCY_CONFLICT", "settled done", "reader done"],
    ...["fault crash after", "fault crash before", "fault fail after", "fault fail before"],
    ...["fault crash after commit", "fault crash before commit", "fault fail after commit"],
    ...["fault fail before commit", "fault delay", "fault reorder", "day-end crashed"],
  ];
  expect(often.filter((what) => least(what) < seeds / 10)).toEqual([]);
}, 7_200_000);

test("one seed is one life, to the byte", async () => {
  for (let seed = first; seed < first + 3; seed += 1) {
    const [one, same] = [await simulate({ seed, calls }), await simulate({ seed, calls })];
    expect(one.trace.length).toBeGreaterThanOrEqual(calls);
    expect(same.trace.join("\n")).toBe(one.trace.join("\n"));
    expect(textOf(same.counts)).toBe(textOf(one.counts));
    const other = await simulate({ seed: seed + 1000, calls });
    expect(other.trace.join("\n")).not.toBe(one.trace.join("\n"));
  }
});

/** The first seed up to 100 that finds it, and how. */
async function findingOf({ bug, foundAs, ...broken }: PlantedBug): Promise<string | undefined> {
  for (let seed = 1; seed <= 100; seed += 1) {
    const { violations, trace } = await simulate({ seed, calls, ...broken });
    const found = violations.find((violation) => foundAs.test(violation));
    if (found !== undefined) return `${bug}: by seed ${seed} in ${trace.length} turns: ${found}`;
  }
  return undefined;
}

test.each(plantedBugs)("a planted bug is found within 100 seeds: $bug", async (planted) => {
  const found = await findingOf(planted);
  process.stdout.write(`${found}\n`);
  expect(found).toBeDefined();
});

test.each(brokenLaws)("every law can be seen to be broken: $bug", async (planted) => {
  expect(await findingOf(planted)).toBeDefined();
});
