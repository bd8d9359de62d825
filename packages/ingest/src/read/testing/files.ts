import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isLendkitError } from "@lendkit/engine";
import type { ReadLimits } from "../readLimits.ts";
import { readXlsx } from "../readXlsx.ts";
import type { SheetRow } from "../sheetRow.ts";

/** A folder of its own for one test file. */
export async function temporaryFolder(): Promise<{
  readonly path: string;
  readonly file: (name: string, content: string | Buffer) => Promise<string>;
  readonly remove: () => Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), "lendkit-ingest-"));
  return {
    path,
    file: async (name, content) => {
      await writeFile(join(path, name), content);
      return join(path, name);
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

export async function collect(rows: AsyncIterable<SheetRow>): Promise<SheetRow[]> {
  const all: SheetRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

/** The error that reading a workbook ends in; any other than ours is thrown on. */
export async function failureOf(path: string, limits: Partial<ReadLimits> = {}): Promise<Error> {
  try {
    await collect(readXlsx(path, { limits }));
  } catch (error) {
    if (isLendkitError(error)) return error;
    throw error;
  }
  throw new Error(`${path} was read without an error`);
}
