/** Rows that stand together in a file. */
export interface Batch<Item> {
  /** Data rows of the file before the first item. */
  readonly start: number;
  readonly items: readonly Item[];
  /** Whether the file ends with it. */
  readonly last: boolean;
}

/**
 * Items from `start` on, `size` at a time and the rest at the end; one empty batch where there is
 * none, so that there always is a last one.
 *
 * @param start items to leave out at the beginning
 * @param size 1 or more
 */
export async function* batches<Item>(
  all: AsyncIterable<Item>,
  start: number,
  size: number,
): AsyncGenerator<Batch<Item>> {
  let items: Item[] = [];
  let seen = 0;
  for await (const item of all) {
    if (items.length === size) {
      yield { start: seen - size, items, last: false };
      items = [];
    }
    seen += 1;
    if (seen > start) items.push(item);
  }
  yield { start: seen - items.length, items, last: true };
}
