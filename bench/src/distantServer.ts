import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface DistantServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A server as from another machine: what it answers comes a millisecond or two later, as between data
 * centres of one region. A process of its own passes it on, so that the delay costs us no time.
 */
export async function distantServer(url: string): Promise<DistantServer> {
  const program = fileURLToPath(new URL("distantServerProgram.ts", import.meta.url));
  const { port: serverPort } = new URL(url);
  const child = fork(program, [serverPort]);
  const [port]: unknown[] = await once(child, "message");
  const distant = new URL(url);
  distant.port = String(port);
  return {
    url: distant.href,
    async close() {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}
