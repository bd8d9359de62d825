import { isLendkitError } from "@lendkit/engine";

/** Why a process cannot start or go on, for the person at the terminal. */
export function failureText(error: unknown): string {
  if (isLendkitError(error)) return `${error.message}\n`;
  if (!(error instanceof Error)) return "Failed for an unknown reason.\n";
  if ("code" in error && error.code === "EADDRINUSE") {
    return "Another process listens on this address. Stop it, or set PORT to another one.\n";
  }
  return `${error.stack ?? error.message}\n`;
}
