import type { RunFile } from "./caseResult.ts";
import { runActus } from "./sources/actus.ts";
import { runEarlyRepayment } from "./sources/earlyRepayment.ts";
import { runEuCcd } from "./sources/euCcd.ts";
import { runFineract } from "./sources/fineract.ts";
import { runFormulajs } from "./sources/formulajs.ts";
import { runFrappe } from "./sources/frappe.ts";
import { runFsharp } from "./sources/fsharp.ts";
import { runLibreoffice } from "./sources/libreoffice.ts";
import { runNumpyFinancial } from "./sources/numpyFinancial.ts";
import { runPyxirr } from "./sources/pyxirr.ts";
import { runQuantlib } from "./sources/quantlib.ts";
import { runRegz } from "./sources/regz.ts";
import { runRevolving } from "./sources/revolving.ts";
import { runStrata } from "./sources/strata.ts";

/** How the files of a folder are run, by the folder's name. */
export const sources: Readonly<Record<string, RunFile>> = {
  actus: runActus,
  early_repayment: runEarlyRepayment,
  eu_ccd: runEuCcd,
  fineract: runFineract,
  formulajs: runFormulajs,
  frappe: runFrappe,
  fsharp: runFsharp,
  libreoffice: runLibreoffice,
  lmammino_financial: runNumpyFinancial,
  numpy_financial: runNumpyFinancial,
  pyxirr: runPyxirr,
  quantlib: runQuantlib,
  regz: runRegz,
  revolving: runRevolving,
  strata: runStrata,
};
