import type { Lending, Store } from "@lendkit/engine";
import express, { type Express } from "express";
import helmet from "helmet";
import type { Logger } from "pino";
import { answerErrors, answerUnknownRoute } from "./http/answerErrors.ts";
import { requireApiKey } from "./http/apiKey.ts";
import { requireLocalHost } from "./http/localHost.ts";
import { requestLog } from "./http/requestLog.ts";
import { whenReady } from "./http/whenReady.ts";
import type { Readiness } from "./readiness.ts";
import { creditApproval } from "./routes/creditApproval.ts";
import { health } from "./routes/health.ts";

export interface AppParts {
  readonly lending: Lending;
  readonly store: Store;
  readonly readiness: Readiness;
  /** Without one, only calls to this machine by its own name are served. */
  readonly apiKey: string | undefined;
  readonly logger: Logger;
}

/** The server's calls, in the order in which a request passes them. */
export function createApp({ lending, store, readiness, apiKey, logger }: AppParts): Express {
  const app = express();
  app.use(requestLog(logger));
  app.use(helmet());
  app.use(health(store, readiness));

  app.use(apiKey === undefined ? requireLocalHost : requireApiKey(apiKey));
  app.use(whenReady(readiness));
  app.use((_request, response, next) => {
    response.set("Cache-Control", "no-store");
    next();
  });
  app.use(creditApproval(lending));

  app.use(answerUnknownRoute);
  app.use(answerErrors);
  return app;
}
