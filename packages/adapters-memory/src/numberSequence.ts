/**
 * Numbers from 1 on, each given once. Like a database's sequence it belongs to no transaction:
 * what a failed one was given is gone.
 */
export class NumberSequence {
  #last = 0;

  next(): number {
    this.#last += 1;
    return this.#last;
  }

  /** The next number will be above this one; never moves back. */
  movePast(number: number): void {
    this.#last = Math.max(this.#last, number);
  }

  /** Moves past the numbers that are there, and gives the next ones to those without. */
  numberAll<T extends { readonly number?: number }>(
    records: readonly T[],
  ): readonly (T & { readonly number: number })[] {
    for (const { number } of records) {
      if (number !== undefined) this.movePast(number);
    }
    return records.map((record) => ({ ...record, number: record.number ?? this.next() }));
  }
}
