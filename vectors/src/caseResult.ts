import type { AbsentFeature } from "./notApplicable.ts";

/** What became of one case of a suite. */
export type CaseResult =
  | { readonly id: string; readonly outcome: "passed" }
  | {
      readonly id: string;
      readonly outcome: "failed";
      readonly expected: string;
      readonly got: string;
    }
  | { readonly id: string; readonly outcome: "notApplicable"; readonly feature: AbsentFeature };

/**
 * Runs all cases of one file's parsed JSON.
 *
 * @param beside the parsed JSON of another file of the same folder; undefined where there is none
 */
export type RunFile = (file: unknown, beside: (name: string) => unknown) => readonly CaseResult[];

/** Runs one case; one that throws has failed, with the error as what it got. */
export function runCase<Value>(
  id: string,
  expected: Value,
  compute: () => Value,
  isSame: (got: Value, expected: Value) => boolean,
): CaseResult {
  try {
    const got = compute();
    if (isSame(got, expected)) return { id, outcome: "passed" };
    return { id, outcome: "failed", expected: text(expected), got: text(got) };
  } catch (error) {
    return { id, outcome: "failed", expected: text(expected), got: text(error) };
  }
}

export const notApplicable = (id: string, feature: AbsentFeature): CaseResult => ({
  id,
  outcome: "notApplicable",
  feature,
});

export const equal = (got: unknown, expected: unknown): boolean => text(got) === text(expected);

/** Within a tolerance of the larger of 1 and the expected figure; the bound is included. */
export const within =
  (tolerance: number) =>
  (got: number, expected: number): boolean =>
    Math.abs(got - expected) <= tolerance * Math.max(1, Math.abs(expected));

function text(value: unknown): string {
  return value instanceof Error ? value.message : (JSON.stringify(value) ?? String(value));
}
