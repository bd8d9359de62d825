import fc from "fast-check";
import { expect, test } from "vitest";
import { type Batch, batches } from "./batches.ts";

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

async function cut(
  items: readonly number[],
  start: number,
  size: number,
): Promise<Batch<number>[]> {
  const found: Batch<number>[] = [];
  for await (const batch of batches(each(items), start, size)) found.push(batch);
  return found;
}

test.each<[string, number[], number, number, Batch<number>[]]>([
  ["nothing", [], 0, 2, [{ start: 0, items: [], last: true }]],
  ["all done", [1, 2], 2, 2, [{ start: 2, items: [], last: true }]],
  ["one full batch", [1, 2], 0, 2, [{ start: 0, items: [1, 2], last: true }]],
  [
    "a rest",
    [1, 2, 3, 4, 5],
    0,
    2,
    [
      { start: 0, items: [1, 2], last: false },
      { start: 2, items: [3, 4], last: false },
      { start: 4, items: [5], last: true },
    ],
  ],
  [
    "from the third on",
    [1, 2, 3, 4, 5],
    2,
    2,
    [
      { start: 2, items: [3, 4], last: false },
      { start: 4, items: [5], last: true },
    ],
  ],
])("%s", async (_name, items, start, size, expected) => {
  expect(await cut(items, start, size)).toEqual(expected);
});

test("every item from the start on is in one batch, in order, and only the last is short", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(30),
      fc.nat(30),
      fc.integer({ min: 1, max: 8 }),
      async (count, from, size) => {
        const items = Array.from({ length: count }, (_, index) => index);
        const start = Math.min(from, count);
        const found = await cut(items, start, size);
        expect(found.flatMap((batch) => batch.items)).toEqual(items.slice(start));
        for (const batch of found) {
          expect(batch.items[0] ?? batch.start).toBe(batch.start);
          expect(batch.last).toBe(batch === found.at(-1));
          if (!batch.last) expect(batch.items).toHaveLength(size);
        }
      },
    ),
  );
});

test("leaving early ends the rows too", async () => {
  let ended = false;
  async function* rows(): AsyncGenerator<number> {
    try {
      yield* [1, 2, 3];
    } finally {
      ended = true;
    }
  }
  for await (const batch of batches(rows(), 0, 1)) {
    expect(batch.items).toEqual([1]);
    break;
  }
  expect(ended).toBe(true);
});
