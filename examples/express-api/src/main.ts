/**
 * Starts the server: `npx pnpm@10 start`. Standard output says where it listens and what to try;
 * the log and the progress of an import go to standard error.
 *
 * @module
 */
import { destination, pino } from "pino";
import { callerDirectory } from "./callerDirectory.ts";
import { readConfig } from "./config.ts";
import { curlLines } from "./curlLines.ts";
import { failureText } from "./failureText.ts";
import { progressDisplay } from "./imports/progressDisplay.ts";
import { startServer } from "./server.ts";

async function main(): Promise<void> {
  const config = readConfig(process.env, callerDirectory());
  const server = await startServer(config, {
    logger: pino(destination(2)),
    progress: progressDisplay(process.stderr),
  });
  const stopped = stopOnSignal(server.stop);
  process.stdout.write(`LendKit listens on ${server.url}\n`);
  try {
    await server.ready;
    process.stdout.write(`${curlLines(server.url, config)}\n`);
  } catch (error) {
    await server.stop();
    if (!stopped.asked) throw error;
  }
}

/** The first signal stops gracefully, a second one at once. */
function stopOnSignal(stop: () => Promise<void>): { readonly asked: boolean } {
  const state = { asked: false };
  const onSignal = (): void => {
    if (state.asked) process.exit(130);
    state.asked = true;
    process.stdout.write("Stopping.\n");
    void stop().then(() => process.exit(0));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return state;
}

main().catch((error: unknown) => {
  process.stderr.write(failureText(error));
  process.exitCode = 1;
});
