/**
 * The directory that the user stood in. A package manager starts scripts in the package's own
 * directory and names the user's one in `INIT_CWD`.
 */
export function callerDirectory(): string {
  return process.env["INIT_CWD"] ?? process.cwd();
}
