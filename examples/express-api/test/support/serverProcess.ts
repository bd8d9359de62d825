import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type Client, clientOf } from "./client.ts";

const source = (file: string | URL): string =>
  fileURLToPath(typeof file === "string" ? new URL(`../../src/${file}`, import.meta.url) : file);

/** A real process of ours, and what it has said. */
export interface Program {
  readonly child: ChildProcess;
  /** Standard output and standard error so far. */
  output(): string;
  /** Resolves with the match once the output has it; rejects if the process ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves when it has ended: its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  signal(name: "SIGINT" | "SIGTERM" | "SIGKILL"): Promise<number | string>;
}

/**
 * Starts one of our programs with this environment and nothing of the caller's but its path.
 *
 * @param file a program of the server's, or where one of another package is
 */
export function startProgram(
  file: "main.ts" | "ingest.ts" | URL,
  environment: Readonly<Record<string, string>>,
  given: readonly string[] = [],
): Program {
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [source(file), ...given], {
    env: { PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const onText = (chunk: Buffer): void => {
    text += chunk.toString();
    child.emit("text");
  };
  child.stdout.on("data", onText);
  child.stderr.on("data", onText);
  const ended = once(child, "close").then(([code, signal]) => code ?? signal);
  void ended.then(() => child.emit("text"));
  return {
    child,
    ended,
    output: () => text,
    says: async (pattern) => {
      for (;;) {
        const match = pattern.exec(text);
        if (match !== null) return match;
        if (child.exitCode !== null || child.signalCode !== null) {
          throw new Error(`It ended without saying ${pattern}. It said:\n${text}`);
        }
        await once(child, "text");
      }
    },
    signal: (name) => {
      child.kill(name);
      return ended;
    },
  };
}

/** A server on a free port of loopback, once it listens. */
export async function startServerProcess(
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly program: Program; readonly client: Client; readonly url: string }> {
  const program = startProgram("main.ts", { PORT: "0", ...environment });
  const [, url = ""] = await program.says(/listens on (\S+)/);
  return { program, client: clientOf(url), url };
}
