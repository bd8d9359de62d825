/**
 * The engine as npm hands it out: packed, unpacked, and bundled for a browser.
 *
 * Run `pnpm build` before.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";

const engine = join(import.meta.dirname, "..", "packages", "engine");

/** A folder in which `@lendkit/engine` is installed. */
export interface PackedEngine {
  readonly folder: string;
}

/** Minified code, and the bytes that each of its source files takes up in it. */
export interface Bundle {
  readonly code: string;
  readonly bytesByFile: ReadonlyMap<string, number>;
}

/** Installs the packed engine into a folder of its own, which is gone after `work`. */
export async function withPackedEngine<Result>(
  work: (packed: PackedEngine) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "lendkit-engine-"));
  try {
    installInto(folder);
    return await work({ folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Bundles code that imports the engine, as a user's own build would. */
export async function bundleWithEngine(
  packed: PackedEngine,
  code: string,
  options: Pick<BuildOptions, "external" | "format" | "globalName">,
): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    ...options,
    stdin: { contents: code, resolveDir: packed.folder, loader: "ts" },
    absWorkingDir: packed.folder,
    bundle: true,
    minify: true,
    platform: "browser",
    write: false,
    metafile: true,
    preserveSymlinks: true,
  });
  return { code: outputFiles.map((file) => file.text).join(""), bytesByFile: bytesOf(metafile) };
}

function installInto(folder: string): void {
  const installed = join(folder, "node_modules", "@lendkit", "engine");
  mkdirSync(installed, { recursive: true });
  const packed = execFileSync("pnpm", ["pack", "--json", "--pack-destination", folder], {
    cwd: engine,
    encoding: "utf8",
  });
  const { filename } = JSON.parse(packed) as { filename: string };
  execFileSync("tar", ["-xzf", filename, "-C", installed, "--strip-components=1"]);
  symlinkSync(join(engine, "node_modules"), join(installed, "node_modules"));
}

function bytesOf({ outputs }: Metafile): Map<string, number> {
  const bytes = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      if (bytesInOutput > 0) bytes.set(file, bytesInOutput);
    }
  }
  return bytes;
}
