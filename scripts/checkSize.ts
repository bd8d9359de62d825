/**
 * Checks what a function costs in a browser: our code, minified and gzipped, with decimal.js left
 * out, and nothing of zod or of the ports in it. Prints the bytes of each module before gzip.
 *
 * Run `pnpm build` before.
 */
import { gzipSync } from "node:zlib";
import {
  type Bundle,
  bundleWithEngine,
  type PackedEngine,
  withPackedEngine,
} from "./packedEngine.ts";

/** By exported function, in bytes. */
const limits = { emi: 3_000, amortize: 8_000 };

/** Belongs to the server side; in a bundle it means that a module imports too much. */
const serverSide = /node_modules\/zod\/|dist\/(?:ports|schemas|service|conformance)\//;

const failures = await withPackedEngine(async (packed) => {
  const found: string[] = [];
  for (const [name, limit] of Object.entries(limits)) {
    found.push(...(await check(packed, name, limit)));
  }
  return found;
});
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exitCode = 1;

/** Prints the size of one function's bundle; answers what is wrong with it. */
async function check(packed: PackedEngine, name: string, limit: number): Promise<string[]> {
  const code = `import { ${name} } from "@lendkit/engine"; console.log(${name});`;
  const bundle = await bundleWithEngine(packed, code, {
    format: "esm",
    external: ["decimal.js"],
  });
  const size = gzipSync(bundle.code, { level: 9 }).length;
  console.log(`${name}: ${size} bytes gzipped beside decimal.js, at most ${limit}.`);
  printModules(bundle);
  const strangers = new Set(
    [...bundle.bytesByFile.keys()].flatMap((file) => serverSide.exec(file)?.[0] ?? []),
  );
  return [
    ...(size > limit ? [`${name} takes ${size} bytes, expected at most ${limit}.`] : []),
    ...[...strangers].map((part) => `${name} brings ${part}, expected nothing of the server side.`),
  ];
}

function printModules({ bytesByFile }: Bundle): void {
  const largestFirst = [...bytesByFile].sort(([, a], [, b]) => b - a);
  for (const [file, bytes] of largestFirst) {
    console.log(`${String(bytes).padStart(8)}  ${file.replace(/^.*node_modules\//, "")}`);
  }
}
