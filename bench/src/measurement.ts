/** One line of the table. */
export interface Measurement {
  /** What is measured, with its unit. */
  readonly name: string;
  readonly ours: number;
  readonly other: number;
  /** `ours` / `other`: below 1 we are the better. */
  readonly ratio: number;
  /** The highest ratio that is good enough; absent where there is no aim. */
  readonly aim: number | undefined;
  readonly holds: boolean;
}

export function measurement(
  name: string,
  { ours, other }: { readonly ours: number; readonly other: number },
  aim?: number,
): Measurement {
  const ratio = ours / other;
  return { name, ours, other, ratio, aim, holds: aim === undefined || ratio <= aim };
}
