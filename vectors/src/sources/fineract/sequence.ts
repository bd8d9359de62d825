/**
 * Runs what a case does to a loan, and compares every table that it expects on the way.
 *
 * @module
 */
import { z } from "zod";
import { type CaseResult, equal, notApplicable, runCase } from "../../caseResult.ts";
import type { AbsentFeature } from "../../notApplicable.ts";
import { Absent } from "./account.ts";
import { compare } from "./comparison.ts";
import { Life } from "./life.ts";
import { type Product, type ProductsFile, productOf } from "./product.ts";
import { knownStep, type SequenceCase } from "./steps.ts";

/** Operations and expectations that have no counterpart. */
const absentSteps: Readonly<Record<string, AbsentFeature>> = {
  chargeOff: "chargeOff",
  reage: "reAging",
  chargeback: "chargeback",
  chargeAdjustment: "chargeAdjustment",
  creditBalanceRefund: "creditBalanceRefund",
  waiveCharge: "waivedInstallmentCharge",
  tranches: "expectedTranches",
  rejected: "expectedTranches",
};

export function runSequence(
  { id, products, replayable, sequence }: SequenceCase,
  settings: ProductsFile | undefined,
): CaseResult {
  const product = settings && productOf(settings, products[0] ?? "");
  if (settings === undefined || product === undefined || !replayable) {
    return notApplicable(id, "unstatedTerms");
  }
  const [absent] = sequence.flatMap((step) => absentFeature(step) ?? []);
  if (absent !== undefined) return notApplicable(id, absent);
  try {
    return runSteps(id, product, settings, sequence);
  } catch (error) {
    if (error instanceof Absent) return notApplicable(id, error.feature);
    const fail = (): never => {
      throw error;
    };
    return runCase<unknown>(id, "all steps", fail, equal);
  }
}

function absentFeature(step: SequenceCase["sequence"][number]): AbsentFeature | undefined {
  const absent = absentSteps[String(step["op"] ?? step["expect"])];
  if (absent !== undefined) return absent;
  if (hasAccrualActivity(step["rows"])) return "accrualActivity";
  return knownStep.safeParse(step).success ? undefined : "unstatedTerms";
}

/** The income of an installment on its due date, apart from what accrued day by day. */
function hasAccrualActivity(rows: unknown): boolean {
  const types = z.array(z.looseObject({ "Transaction Type": z.string() })).safeParse(rows).data;
  return types?.some((row) => row["Transaction Type"].startsWith("Accrual A")) === true;
}

/** Up to the first step that says something else than is expected. */
function runSteps(
  id: string,
  product: Product,
  settings: ProductsFile,
  sequence: SequenceCase["sequence"],
): CaseResult {
  const life = new Life(product, settings);
  for (const [step, given] of sequence.entries()) {
    const known = knownStep.parse(given);
    if ("op" in known) {
      life.do(known);
      continue;
    }
    const { expected, got } = compare(life, known);
    if (!equal(got, expected)) {
      return runCase<unknown>(id, { step, ...expected }, () => ({ step, ...got }), equal);
    }
  }
  return { id, outcome: "passed" };
}
