/**
 * Writes the sample workbooks anew: `node src/samples/writeSamples.ts`, after a change of their
 * rows.
 *
 * @module
 */
import { writeFile } from "node:fs/promises";
import { customersWorkbook, loansWorkbook } from "./makeSamples.ts";
import { sampleWorkbooks } from "./sampleWorkbooks.ts";

await writeFile(sampleWorkbooks.customers, await customersWorkbook());
await writeFile(sampleWorkbooks.loans, await loansWorkbook());
