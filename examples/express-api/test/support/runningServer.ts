import { pino } from "pino";
import { type Config, readConfig } from "../../src/config.ts";
import { type Server, startServer } from "../../src/server.ts";
import { type Client, clientOf } from "./client.ts";

/** The whole server inside the test's process, once it is ready; on 2026-11-20, on a free port. */
export async function runServer(
  changes: Partial<Config>,
): Promise<{ readonly server: Server; readonly client: Client }> {
  const config = readConfig({ PORT: "0", LENDKIT_AS_OF: "2026-11-20" }, "/");
  const server = await startServer(
    { ...config, ...changes },
    { logger: pino({ level: "silent" }), progress: { show: () => {}, end: () => {} } },
  );
  try {
    await server.ready;
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { server, client: clientOf(server.url) };
}
