import { startPostgres } from "./postgresServer.ts";

/** For Vitest's `globalSetup`: one server for all test files, told to them by the environment. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env["LENDKIT_TEST_POSTGRES_URL"] !== undefined) return undefined;
  const server = await startPostgres();
  process.env["LENDKIT_TEST_POSTGRES_URL"] = server.url;
  return server.stop;
}
