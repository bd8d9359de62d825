import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../src/storage/database.ts";

/** Data directories with an empty database in them; a new one takes PGlite seconds to make. */
export interface EmptyDatabases {
  /** A new directory; its `data` is ready to be a `LENDKIT_DATA_DIR`. */
  directory(): Promise<string>;
  /** Removes all of them. */
  remove(): Promise<void>;
}

export async function emptyDatabases(): Promise<EmptyDatabases> {
  const root = await mkdtemp(join(tmpdir(), "lendkit-test-"));
  const template = join(root, "template");
  const database = await openDatabase(
    { databaseUrl: undefined, dataDirectory: template },
    () => {},
  );
  await database.close();
  return {
    directory: async () => {
      const directory = await mkdtemp(join(root, "test-"));
      await cp(template, join(directory, "data"), { recursive: true });
      return directory;
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
