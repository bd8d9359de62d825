import { createServer, type Server, type ServerResponse } from "node:http";
import type { Express } from "express";

export interface Listening {
  /** As a client on this machine calls it. */
  readonly url: string;
  /** Takes no more calls and resolves when those under way are answered. */
  close(): Promise<void>;
}

/** Calls that are still under way so long after a close are cut off. */
const CLOSE_WITHIN_MILLISECONDS = 10_000;

/**
 * Serves an app.
 *
 * @param address.port 0 lets the system choose a free one
 * @throws when the address is taken or is none of this machine's.
 */
export async function listen(
  app: Express,
  address: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const http = createServer();
  const underWay = new Set<ServerResponse>();
  http.on("request", (_request, response) => {
    underWay.add(response);
    response.once("close", () => underWay.delete(response));
  });
  http.on("request", app);
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(address.port, address.host, resolve);
  });
  return { url: urlOf(http, address), close: () => close(http, underWay) };
}

function close(http: Server, underWay: ReadonlySet<ServerResponse>): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => http.closeAllConnections(), CLOSE_WITHIN_MILLISECONDS);
    http.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    // Else these connections would be kept for a next call, and the close would wait for them.
    for (const response of underWay) {
      if (!response.headersSent) response.setHeader("Connection", "close");
    }
  });
}

/** An address that means "all of them" is called by the one of this machine. */
function urlOf(
  http: Server,
  { host, port }: { readonly host: string; readonly port: number },
): string {
  const address = http.address();
  const actualPort = typeof address === "object" && address !== null ? address.port : port;
  const callable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${callable.includes(":") ? `[${callable}]` : callable}:${actualPort}`;
}
