/**
 * The environment, checked once when a process starts. Nothing else reads `process.env`.
 *
 * @module
 */
import { isIPv4 } from "node:net";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type ErrorType, errorType, isPlainDate, type PlainDate } from "@lendkit/engine";
import { z } from "zod";

export interface Config {
  /** The address to listen on. */
  readonly host: string;
  /** 0 lets the system choose a free one. */
  readonly port: number;
  /** Without one the server is open, and `host` is a loopback address. */
  readonly apiKey: string | undefined;
  /** An external PostgreSQL; without it an embedded one lives in `dataDirectory`. */
  readonly databaseUrl: string | undefined;
  /** Absolute. */
  readonly dataDirectory: string;
  /** The lender's zone, by its IANA name. */
  readonly timeZone: string;
  /** The day that every decision takes for today, instead of the real one. */
  readonly asOf: PlainDate | undefined;
  /** What an empty database is filled from; without them, from the samples. */
  readonly workbooks: Workbooks | undefined;
}

/** Absolute paths of the two files of an import. */
export interface Workbooks {
  readonly customers: string;
  readonly loans: string;
}

export const configInvalid: ErrorType<{ readonly problems: readonly string[] }> = errorType(
  "CONFIG_INVALID",
  {
    kind: "invalid",
    message: ({ problems }) => `The environment is not valid.\n- ${problems.join("\n- ")}`,
  },
);

type Environment = Readonly<Record<string, string | undefined>>;

/** `.lendkit/data` at the root of the repository, wherever the process was started from. */
const DEFAULT_DATA_DIRECTORY = fileURLToPath(new URL("../../../.lendkit/data", import.meta.url));

const variables = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number("expected a port, 0 to 65535").int().min(0).max(65535).default(3000),
  LENDKIT_API_KEY: z.string().min(16, "expected at least 16 characters").optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "expected a URL that starts with postgres://")
    .optional(),
  LENDKIT_DATA_DIR: z.string().default(DEFAULT_DATA_DIRECTORY),
  LENDKIT_TIME_ZONE: z
    .string()
    .refine(isTimeZone, "expected the IANA name of a time zone, such as Asia/Kolkata")
    .default("Asia/Kolkata"),
  LENDKIT_AS_OF: z
    .custom<PlainDate>(isPlainDate, "expected a calendar date as YYYY-MM-DD")
    .optional(),
  LENDKIT_CUSTOMERS: z.string().optional(),
  LENDKIT_LOANS: z.string().optional(),
});

/**
 * Reads the configuration. A variable that is empty counts as not set.
 *
 * @param startedIn the directory that relative paths are meant from
 * @throws LendkitError `CONFIG_INVALID` naming every variable at fault, and for an address that
 *   others can reach without an API key.
 */
export function readConfig(environment: Environment, startedIn: string): Config {
  const set = Object.entries(environment).filter(([, value]) => value !== "");
  const { success, data, error } = variables.safeParse(Object.fromEntries(set));
  if (!success) {
    throw configInvalid({
      problems: error.issues.map(({ path, message }) => `${path.join(".")}: ${message}.`),
    });
  }
  refuseOpenAddress(data.HOST, data.LENDKIT_API_KEY);
  return {
    host: data.HOST,
    port: data.PORT,
    apiKey: data.LENDKIT_API_KEY,
    databaseUrl: data.DATABASE_URL,
    dataDirectory: resolve(startedIn, data.LENDKIT_DATA_DIR),
    timeZone: data.LENDKIT_TIME_ZONE,
    asOf: data.LENDKIT_AS_OF,
    workbooks: workbooksOf(data.LENDKIT_CUSTOMERS, data.LENDKIT_LOANS, startedIn),
  };
}

/** True for an address that only programs on this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
}

function refuseOpenAddress(host: string, apiKey: string | undefined): void {
  if (apiKey !== undefined || isLoopback(host)) return;
  const problem =
    `HOST is ${host}, which other machines may reach, and there is no API key. ` +
    "Set LENDKIT_API_KEY to at least 16 characters, or HOST to 127.0.0.1.";
  throw configInvalid({ problems: [problem] });
}

function workbooksOf(
  customers: string | undefined,
  loans: string | undefined,
  startedIn: string,
): Workbooks | undefined {
  if (customers === undefined && loans === undefined) return undefined;
  if (customers === undefined || loans === undefined) {
    const missing = customers === undefined ? "LENDKIT_CUSTOMERS" : "LENDKIT_LOANS";
    throw configInvalid({ problems: [`${missing} is not set. Set both workbooks, or neither.`] });
  }
  return { customers: resolve(startedIn, customers), loans: resolve(startedIn, loans) };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
