import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Name, path and users, in order of first appearance. */
export type RealTransactions = readonly [name: string, path: string, users: readonly string[]];

/** The files of account transactions beside the repository; none where they are not there. */
export function realTransactions(): readonly RealTransactions[] {
  return ["transactions.csv", "transactions.crlf.csv"].flatMap((name) => {
    const url = new URL(`../../../../../shared/data/${name}`, import.meta.url);
    if (!existsSync(url)) return [];
    const [, ...lines] = readFileSync(url, "utf8").trim().split(/\r?\n/);
    const users = new Set(lines.map((line) => line.slice(0, line.indexOf(","))));
    return [[name, fileURLToPath(url), [...users]] as const];
  });
}
