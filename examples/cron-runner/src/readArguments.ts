import { parseArgs } from "node:util";
import {
  type ErrorType,
  errorType,
  isPlainDate,
  type LoanShard,
  type PlainDate,
} from "@lendkit/engine";

/** What the command was asked for. */
export interface DayEndArguments {
  readonly help: boolean;
  readonly json: boolean;
  /** Undefined for today. */
  readonly date: PlainDate | undefined;
  /** Undefined for the engine's own. */
  readonly batchSize: number | undefined;
  /** Undefined for all loans. */
  readonly shard: LoanShard | undefined;
  readonly workers: number;
}

export const argumentsInvalid: ErrorType<{ readonly problem: string }> = errorType(
  "ARGUMENTS_INVALID",
  {
    kind: "invalid",
    message: ({ problem }) => `${problem} The option --help shows how to call it.`,
  },
);

/** As many connections as the server's pool has. */
const MOST_WORKERS = 10;

/** @throws LendkitError `ARGUMENTS_INVALID` */
export function readArguments(given: readonly string[]): DayEndArguments {
  const values = parse(given);
  const batchSize = values["batch-size"];
  return {
    help: values.help,
    json: values.json,
    date: values.date === undefined ? undefined : dateOf(values.date),
    batchSize:
      batchSize === undefined
        ? undefined
        : wholeNumber("--batch-size", batchSize, Number.MAX_SAFE_INTEGER),
    shard: values.shard === undefined ? undefined : shardOf(values.shard),
    workers: wholeNumber("--workers", values.workers, MOST_WORKERS),
  };
}

interface Values {
  readonly help: boolean;
  readonly json: boolean;
  readonly workers: string;
  readonly date?: string | undefined;
  readonly "batch-size"?: string | undefined;
  readonly shard?: string | undefined;
}

function parse(given: readonly string[]): Values {
  try {
    return parseArgs({
      args: [...given],
      options: {
        date: { type: "string" },
        "batch-size": { type: "string" },
        shard: { type: "string" },
        workers: { type: "string", default: "1" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    // Node says what it found and what it expected, over several lines.
    const said = error instanceof Error ? error.message : String(error);
    throw argumentsInvalid({ problem: said.replaceAll(/\s+/g, " ").replace(/\.?$/, ".") });
  }
}

function dateOf(found: string): PlainDate {
  if (isPlainDate(found)) return found;
  throw argumentsInvalid({
    problem: `--date is ${JSON.stringify(found)}, expected a calendar date as YYYY-MM-DD.`,
  });
}

/** People count parts from 1, the engine from 0. */
function shardOf(found: string): LoanShard {
  const [, part = "", parts = ""] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(found) ?? [];
  const [index, of] = [Number(part) - 1, Number(parts)];
  if (index >= 0 && index < of && Number.isSafeInteger(of)) return { index, of };
  throw argumentsInvalid({
    problem: `--shard is ${JSON.stringify(found)}, expected a part of all parts, such as 1/4.`,
  });
}

function wholeNumber(option: string, found: string, most: number): number {
  const value = /^[1-9]\d*$/.test(found) ? Number(found) : 0;
  if (value >= 1 && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? "from 1" : `from 1 to ${most}`;
  throw argumentsInvalid({
    problem: `${option} is ${JSON.stringify(found)}, expected a whole number ${range}.`,
  });
}
