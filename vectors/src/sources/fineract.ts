import type { RunFile } from "../caseResult.ts";
import { productsFile } from "./fineract/product.ts";
import { pureFile, runSchedule } from "./fineract/schedules.ts";
import { runSequence } from "./fineract/sequence.ts";
import { sequencesFile } from "./fineract/steps.ts";

/** Sequences name their product; its settings stand in a file beside them. */
export const runFineract: RunFile = (file, beside) => {
  if (productsFile.safeParse(file).success) return [];
  const sequences = sequencesFile.safeParse(file);
  if (!sequences.success) return pureFile.parse(file).cases.map(runSchedule);
  const products = productsFile.safeParse(beside("products.json"));
  return sequences.data.cases.map((each) => runSequence(each, products.data));
};
