import { isLendkitError } from "@lendkit/engine";

/** PostgreSQL's codes for a wrong password or user, and for a database that is not there. */
const refusals = /^(28...|3D000)$/;

/** Why a process cannot start or go on, for the person at the terminal. */
export function failureText(error: unknown): string {
  if (isLendkitError(error)) return `${error.message}\n`;
  if (!(error instanceof Error)) return "Failed for an unknown reason.\n";
  if ("code" in error && error.code === "EADDRINUSE") {
    return "Another process listens on this address. Stop it, or set PORT to another one.\n";
  }
  if ("code" in error && refusals.test(String(error.code))) {
    return `The database refused the connection: ${error.message}. Look at DATABASE_URL.\n`;
  }
  return `${error.stack ?? error.message}\n`;
}
