import type { RunFile } from "./caseResult.ts";
import { runEarlyRepayment } from "./sources/earlyRepayment.ts";
import { runFineract } from "./sources/fineract.ts";
import { runPyxirr } from "./sources/pyxirr.ts";
import { runQuantlib } from "./sources/quantlib.ts";
import { runStrata } from "./sources/strata.ts";

/** How the files of a folder are run, by the folder's name. */
export const sources: Readonly<Record<string, RunFile>> = {
  early_repayment: runEarlyRepayment,
  fineract: runFineract,
  pyxirr: runPyxirr,
  quantlib: runQuantlib,
  strata: runStrata,
};
