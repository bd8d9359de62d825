/**
 * Checks that the packed engine gives the same figures in headless Chromium as in Node: random
 * loans through `emi` and `amortize`, compared row for row.
 *
 * Chromium is CHROME_PATH or found on PATH. Without one the check is not run, which `--strict`
 * makes a failure. Run `pnpm build` before.
 */
import { execFileSync } from "node:child_process";
import { accessSync, constants, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { browserLoans } from "./browserLoans.ts";
import { bundleWithEngine, withPackedEngine } from "./packedEngine.ts";

const LOANS = 3_000;
const DIFFERENCES_SHOWN = 10;
const BROWSER_TIME_MS = 120_000;
const MOST_TEXT_BYTES = 2 ** 28;
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const chromium = findChromium();
if (chromium === undefined) {
  console.log("Browser check not run: no Chromium on PATH or in CHROME_PATH.");
  if (process.argv.includes("--strict")) process.exitCode = 1;
} else {
  await withPackedEngine(async (packed) => {
    const figures = readFileSync(join(import.meta.dirname, "browserFigures.ts"), "utf8");
    const { code } = await bundleWithEngine(packed, figures, {
      format: "iife",
      globalName: "lendkit",
    });
    const lines = `lendkit.figureLines(${JSON.stringify(browserLoans(LOANS))}).join("\\n")`;
    const script = `${code}\nvar figures = ${lines};`;
    compare(inNode(script), inBrowser(chromium, packed.folder, script));
  });
}

function findChromium(): string | undefined {
  const named = process.env["CHROME_PATH"];
  if (named !== undefined) return named;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The value of `figures` after the script, by line. */
function inNode(script: string): string[] {
  return String(vm.runInNewContext(`${script}\nfigures;`)).split("\n");
}

/** The same, out of the text of a page that ran the script. */
function inBrowser(browser: string, folder: string, script: string): string[] {
  const page = join(folder, "page.html");
  writeFileSync(join(folder, "script.js"), script);
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><script src="script.js"></script>
<pre></pre><script>document.querySelector("pre").textContent = figures;</script>`,
  );
  // Chromium's own sandbox does not start for the root user, as whom containers run.
  const forRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const profile = `--user-data-dir=${join(folder, "profile")}`;
  const text = execFileSync(
    browser,
    ["--headless", "--disable-gpu", ...forRoot, profile, "--dump-dom", pathToFileURL(page).href],
    {
      encoding: "utf8",
      timeout: BROWSER_TIME_MS,
      maxBuffer: MOST_TEXT_BYTES,
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  return (/<pre>([^<]*)<\/pre>/.exec(text)?.[1] ?? "").split("\n");
}

function compare(node: readonly string[], browser: readonly string[]): void {
  const longest = node.length > browser.length ? node : browser;
  const different = longest.flatMap((_, line) => (node[line] === browser[line] ? [] : [line]));
  if (different.length === 0) {
    console.log(`${LOANS} loans, ${node.length} lines: the same in Node and in Chromium.`);
    return;
  }
  console.error(`${different.length} of ${longest.length} lines differ between Node and Chromium:`);
  for (const line of different.slice(0, DIFFERENCES_SHOWN)) {
    console.error(
      `  Node:     ${node[line] ?? "nothing"}\n  Chromium: ${browser[line] ?? "nothing"}`,
    );
  }
  process.exitCode = 1;
}
