/** How many times each side is measured. */
export const ROUNDS = 15;

export interface Timing {
  /** Median nanoseconds for one input. */
  readonly ours: number;
  readonly other: number;
}

/**
 * Runs two functions over the same inputs in turn, in one process: what disturbs the machine
 * disturbs both. Who goes first alternates. Results are kept while the clock runs and summed after
 * it stops, so that no work can be left out as unused.
 */
export function sideBySide<Input, Ours, Other>(
  inputs: readonly Input[],
  ours: Side<Input, Ours>,
  other: Side<Input, Other>,
): Timing {
  const times: { ours: number[]; other: number[] } = { ours: [], other: [] };
  timeOne(inputs, ours);
  timeOne(inputs, other);
  for (let round = 0; round < ROUNDS; round += 1) {
    const oursFirst = round % 2 === 0;
    if (oursFirst) times.ours.push(timeOne(inputs, ours));
    times.other.push(timeOne(inputs, other));
    if (!oursFirst) times.ours.push(timeOne(inputs, ours));
  }
  return { ours: median(times.ours), other: median(times.other) };
}

export interface Side<Input, Result> {
  readonly run: (input: Input) => Result;
  /** A number that depends on the result. */
  readonly check: (result: Result) => number;
}

export const KEPT = 64;

export function timeOne<Input, Result>(
  inputs: readonly Input[],
  side: Side<Input, Result>,
): number {
  const kept: Result[] = [];
  const start = process.hrtime.bigint();
  for (const [index, input] of inputs.entries()) kept[index % KEPT] = side.run(input);
  const elapsed = Number(process.hrtime.bigint() - start);

  const checksum = kept.reduce((sum, result) => sum + side.check(result), 0);
  if (!Number.isFinite(checksum)) throw new Error(`A measured result is not a number: ${checksum}`);
  return elapsed / inputs.length;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
