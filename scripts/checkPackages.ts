/**
 * Checks every package as a user gets it: the manifest (publint), its types under every module
 * resolution (attw), and an npm install of the packed tarballs, imported, required and tested with the
 * conformance kit on each supported Node.
 *
 * Run `pnpm build` before.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const consumer = join(root, "scripts", "consumer");
const supportedNodes = ["20", "22", "24", "26"];

const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

const work = mkdtempSync(join(tmpdir(), "lendkit-packages-"));
try {
  const tarballs = readdirSync(join(root, "packages")).map((folder) => pack(folder));
  installAndRun(tarballs);
  console.log(`${tarballs.length} packages checked on Node ${supportedNodes.join(", ")}.`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Packs a package and checks the tarball; answers its path. */
function pack(folder: string): string {
  const from = join(root, "packages", folder);
  const { name } = JSON.parse(readFileSync(join(from, "package.json"), "utf8")) as { name: string };
  const packed = run("pnpm", ["pack", "--json", "--pack-destination", work], from);
  const { filename } = JSON.parse(packed) as { filename: string };
  run("publint", ["run", filename, "--strict"], root);
  // Node 10 resolution knows no `exports`, so subpaths cannot be found by it; nothing we support
  // resolves that way.
  run("attw", [filename, "--profile", "node16"], root);
  console.log(`${name}: manifest and types are right.`);
  return filename;
}

function installAndRun(tarballs: readonly string[]): void {
  const app = join(work, "app");
  cpSync(consumer, app, { recursive: true });
  const dependencies = Object.fromEntries(
    tarballs.map((file) => [packageName(file), `file:${file}`]),
  );
  const manifest = { name: "consumer", version: "1.0.0", private: true, dependencies };
  writeFileSync(join(app, "package.json"), JSON.stringify(manifest));
  run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], app);
  for (const node of supportedNodes) {
    const runNode = (args: readonly string[]): string =>
      run("npx", ["--yes", "--loglevel=error", `node@${node}`, ...args], app).trim();
    for (const script of ["import.mjs", "require.cjs"]) console.log(runNode([script]));
    runNode(["--test", "kit.test.mjs"]);
    console.log(`kit on Node ${node}: all promises are kept.`);
  }
}

function packageName(tarball: string): string {
  const manifest = run("tar", ["-xOf", tarball, "package/package.json"], work);
  return (JSON.parse(manifest) as { name: string }).name;
}
