/**
 * Writes `src/migrations.ts` from the `.sql` files in `src/migrations`. The SQL files are what a
 * person edits and reads; the module carries their text into every bundle, where no file of this
 * package can be found by its path.
 *
 *     node packages/adapters-postgres/scripts/writeMigrations.ts
 *
 * @module
 */
import { readdir, readFile, writeFile } from "node:fs/promises";

const sources = new URL("../src/migrations/", import.meta.url);
const target = new URL("../src/migrations.ts", import.meta.url);

/** The text that `src/migrations.ts` should have. */
export async function renderMigrations(): Promise<string> {
  const files = (await readdir(sources)).filter((file) => file.endsWith(".sql")).sort();
  const entries = await Promise.all(
    files.map(async (file) => {
      const sql = (await readFile(new URL(file, sources), "utf8")).replaceAll("\r\n", "\n");
      const escaped = sql.replaceAll(/[\\`]|\$\{/g, (special) => `\\${special}`);
      return `  {\n    name: "${file.replace(/\.sql$/, "")}",\n    sql: \`${escaped}\`,\n  },\n`;
    }),
  );
  return [
    "// Written by scripts/writeMigrations.ts from src/migrations/*.sql. Do not edit.\n",
    'import type { Migration } from "./migrationHistory.ts";\n\n',
    "/** In the order in which they are applied. One that was published is never changed. */\n",
    `export const migrations: readonly Migration[] = [\n${entries.join("")}];\n`,
  ].join("");
}

if (import.meta.main) await writeFile(target, await renderMigrations());
