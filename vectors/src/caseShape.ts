import { z } from "zod";
import { type CaseResult, equal, runCase } from "./caseResult.ts";

/** Runs a case of one shape; undefined for a case of another. */
export type RunShape = (given: unknown) => CaseResult | undefined;

/** Cases of a file that holds cases of several shapes, each by its inputs and expected figures. */
export function shape<Inputs, Expected>(
  inputs: z.ZodType<Inputs>,
  expected: z.ZodType<Expected>,
  compute: (inputs: Inputs, expected: Expected) => NoInfer<Expected>,
): RunShape {
  const schema = z.object({ id: z.string(), inputs, expected });
  return (given) => {
    const { data } = schema.safeParse(given);
    return (
      data && runCase(data.id, data.expected, () => compute(data.inputs, data.expected), equal)
    );
  };
}
