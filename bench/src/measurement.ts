/** One line of the table. Times are medians, in nanoseconds for what `name` says. */
export interface Measurement {
  readonly name: string;
  readonly ours: number;
  readonly other: number;
  /** `ours` / `other`: below 1 we are the faster. For counts, the same of counts. */
  readonly ratio: number;
  readonly aim: string;
  readonly holds: boolean;
}

/** Where the ratio may be this at most. */
export function atMost(name: string, ours: number, other: number, most: number): Measurement {
  const ratio = ours / other;
  return { name, ours, other, ratio, aim: `ratio at most ${most}`, holds: ratio <= most };
}

/** Where ours must be this many times faster. */
export function timesFaster(name: string, ours: number, other: number, least: number): Measurement {
  const ratio = ours / other;
  return {
    name,
    ours,
    other,
    ratio,
    aim: `at least ${least} times faster`,
    holds: other / ours >= least,
  };
}
