import fc from "fast-check";
import { expect, test } from "vitest";
import { createScheduler, type Scheduler } from "./scheduler.ts";

async function walk(scheduler: Scheduler, name: string, steps: number): Promise<void> {
  for (let step = 1; step <= steps; step += 1) await scheduler.turn(`${name}${step}`);
}

async function traceOf(seed: number, names: string, steps: number): Promise<readonly string[]> {
  const scheduler = createScheduler(seed);
  await Promise.all([...names].map((name) => walk(scheduler, name, steps)));
  return scheduler.trace;
}

test("everybody is given each turn once, in its own order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 6 }), async (seed, steps) => {
      const trace = await traceOf(seed, "abc", steps);
      const numbers = Array.from({ length: steps }, (_, index) => index + 1);
      for (const name of "abc") {
        const own = trace.filter((turn) => turn.startsWith(name));
        expect(own).toEqual(numbers.map((step) => `${name}${step}`));
      }
      expect(trace).toHaveLength(3 * steps);
    }),
  );
});

test("one seed is one order", async () => {
  const anySeed = fc.nat();
  await fc.assert(
    fc.asyncProperty(anySeed, async (seed) => {
      expect(await traceOf(seed, "abcd", 5)).toEqual(await traceOf(seed, "abcd", 5));
    }),
  );
});

test("seeds differ, and all of the orders come about", async () => {
  // Two who take two turns each: (4 choose 2) orders.
  const seeds = Array.from({ length: 200 }, (_, seed) => seed);
  const traces = await Promise.all(seeds.map((seed) => traceOf(seed, "ab", 2)));
  expect(new Set(traces.map((trace) => trace.join(" "))).size).toBe(6);
});

test("a turn after three others is given after three others, as long as others wait", async () => {
  const places: number[] = [];
  for (let seed = 0; seed < 50; seed += 1) {
    const scheduler = createScheduler(seed);
    const late = scheduler.turn("late", { afterTurns: 3 });
    await Promise.all([late, walk(scheduler, "a", 5)]);
    places.push(scheduler.trace.indexOf("late"));
    const alone = createScheduler(seed);
    await alone.turn("late", { afterTurns: 3 });
    expect(alone.trace).toEqual(["late"]);
  }
  expect([...new Set(places)].sort()).toEqual([3, 4, 5]);
});

test("a first turn comes before all that wait", async () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const scheduler = createScheduler(seed);
    const others = ["a", "b", "c"].map((name) => scheduler.turn(name));
    await Promise.all([...others, scheduler.turn("first", { first: true })]);
    expect(scheduler.trace[0]).toBe("first");
  }
});

test("nobody is given a turn while one works alone, also where that fails", async () => {
  const scheduler = createScheduler(1);
  const others = walk(scheduler, "a", 3);
  const refused = scheduler.alone(async () => {
    for (let turn = 0; turn < 1000; turn += 1) await undefined;
    expect(scheduler.trace).toEqual([]);
    throw new Error("the host's own");
  });
  await expect(refused).rejects.toThrow("the host's own");
  await others;
  expect(scheduler.trace).toHaveLength(3);
});

test("steps do not overlap: one that waits for forty promises has ended before the next", async () => {
  const scheduler = createScheduler(3);
  let [busy, most] = [0, 0];
  const work = async (name: string): Promise<void> => {
    for (let step = 0; step < 5; step += 1) {
      await scheduler.turn(name);
      busy += 1;
      most = Math.max(most, busy);
      for (let promise = 0; promise < 40; promise += 1) await undefined;
      busy -= 1;
    }
  };
  await Promise.all([work("a"), work("b"), work("c")]);
  expect(most).toBe(1);
});
