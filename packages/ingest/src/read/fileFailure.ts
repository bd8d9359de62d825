import type { LendkitError } from "@lendkit/engine";
import { fileNotFound, fileUnreadable } from "./errors.ts";

/** The operating system's refusal of a file as a typed error; undefined for any other error. */
export function fileFailure(path: string, error: unknown): LendkitError | undefined {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return undefined;
  if (error.code === "ENOENT" || error.code === "ENOTDIR") {
    return fileNotFound({ path }, { cause: error });
  }
  return fileUnreadable({ path, reason: String(error.code) }, { cause: error });
}
