import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** A script of this folder in a process of its own; gives what it printed as JSON. */
export async function runChild(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [printed, complaint, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ]);
  if (code !== 0) throw new Error(`${script} ended with code ${code}:\n${complaint}`);
  return JSON.parse(printed);
}

/** Starts a script of this folder and kills it as soon as it has printed so many lines. */
export async function killAfter(
  script: string,
  args: readonly string[],
  lines: number,
): Promise<void> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
  let printed = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.length > 0) printed += 1;
    if (printed === lines) child.kill("SIGKILL");
  }
  await ended;
  if (printed < lines) throw new Error(`${script} printed ${printed} lines, expected ${lines}.`);
}
