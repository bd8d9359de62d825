import { KEPT, median, ROUNDS, type Side, type Timing, timeOne } from "./sideBySide.ts";

/** Passes over the inputs before the clock counts, until both sides are compiled. */
const WARM_UP = 30;

/**
 * As `sideBySide`, beside one that answers with promises. Each of them is waited for before the next
 * is asked for, as a server does that decides one request; our side answers at once.
 */
export async function besideAwaited<Input, Ours, Other>(
  inputs: readonly Input[],
  ours: Side<Input, Ours>,
  other: AwaitedSide<Input, Other>,
): Promise<Timing> {
  const times: { ours: number[]; other: number[] } = { ours: [], other: [] };
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const oursFirst = round % 2 === 0;
    if (oursFirst) times.ours.push(timeOne(inputs, ours));
    times.other.push(await timeAwaited(inputs, other));
    if (!oursFirst) times.ours.push(timeOne(inputs, ours));
  }
  const medianAfterWarmUp = (all: readonly number[]): number => median(all.slice(WARM_UP));
  return { ours: medianAfterWarmUp(times.ours), other: medianAfterWarmUp(times.other) };
}

export interface AwaitedSide<Input, Result> {
  readonly run: (input: Input) => Promise<Result>;
  /** A number that depends on the result. */
  readonly check: (result: Result) => number;
}

async function timeAwaited<Input, Result>(
  inputs: readonly Input[],
  { run, check }: AwaitedSide<Input, Result>,
): Promise<number> {
  const kept: Result[] = [];
  const start = process.hrtime.bigint();
  for (const [index, input] of inputs.entries()) kept[index % KEPT] = await run(input);
  const elapsed = Number(process.hrtime.bigint() - start);

  const checksum = kept.reduce((sum, result) => sum + check(result), 0);
  if (!Number.isFinite(checksum)) throw new Error(`A measured result is not a number: ${checksum}`);
  return elapsed / inputs.length;
}
