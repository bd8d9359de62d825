import { Decimal, isLendkitError, tvm } from "@lendkit/engine";
import { z } from "zod";
import { type CaseResult, type RunFile, runCase } from "../caseResult.ts";
import { type Argument, amount, found, functions, list, NotFound } from "../spreadsheet.ts";

const argument: z.ZodType<Argument> = z.lazy(() =>
  z.union([z.number(), z.string(), z.null(), z.array(argument)]),
);

const suiteFile = z.object({
  cases: z.array(
    z.object({
      fn: z.string(),
      args: z.array(argument),
      expected: z.union([z.number(), z.string()]),
      precision: z.string().nullish(),
    }),
  ),
});

type Case = z.infer<typeof suiteFile>["cases"][number];

/** The libraries with numpy's argument order and signs; what has no value is `NaN` or infinite there. */
export const runNumpyFinancial: RunFile = (file) => suiteFile.parse(file).cases.map(runOne);

function runOne(each: Case, index: number): CaseResult {
  const id = `${index + 1} ${each.fn} ${JSON.stringify(each.args).slice(0, 80)}`;
  const expected = String(each.expected);
  return runCase(
    id,
    expected,
    () => resultOf(each),
    (got, wanted) => isSame(got, wanted, tolerance(each)),
  );
}

function resultOf({ fn, args }: Case): string {
  try {
    return String(valueBy(fn, args));
  } catch (error) {
    const none = error instanceof NotFound || isLendkitError(error);
    if (none) return "NaN";
    throw error;
  }
}

/** As spreadsheets have it, but for the first flow of npv, which comes at once, and a limit of steps. */
function valueBy(fn: string, args: readonly Argument[]): ReturnType<(typeof functions)[string]> {
  if (fn === "npv") {
    const [rate, flows] = args;
    const [first = 0, ...later] = list([flows]);
    return tvm.npv(amount(rate), later).plus(String(first));
  }
  if (fn === "irr") {
    const [flows, guess = 0.1, , maxSteps] = args;
    const limit = typeof maxSteps === "number" ? { maxSteps } : {};
    return found(tvm.irr(list([flows]), { guess: Number(guess), ...limit }));
  }
  const known = functions[fn.toUpperCase()];
  if (known === undefined) throw new Error(`No function is known by the name ${fn}.`);
  return known(args);
}

/**
 * Of the suites' decimals of 28 digits a division by a small rate costs up to four; their doubles
 * and the rates that they search for are good to nine.
 */
function tolerance({ fn, precision }: Case): string {
  return precision === "decimal28" && fn !== "rate" && fn !== "irr" ? "1e-24" : "1e-9";
}

/** Relative, or to the last digit that is written out if fewer are. */
function isSame(got: string, expected: string, relative: string): boolean {
  if (expected === "NaN" || expected === "Infinity") return got === "NaN";
  const wanted = new Decimal(expected);
  const lastPlace = new Decimal(10).pow(-wanted.decimalPlaces());
  const allowed = Decimal.max(lastPlace, wanted.abs().times(relative));
  return wanted.minus(got).abs().lte(allowed);
}
