import type { ImportRun, Store } from "@lendkit/engine";
import { Router } from "express";
import type { Readiness } from "../readiness.ts";

/**
 * Whether the process runs, and whether it serves. Nothing here names a person, so neither call
 * asks for a key.
 */
export function health(store: Store, readiness: Readiness): Router {
  const router = Router();

  router.get("/health/live", (_request, response) => {
    response.json({ status: "live" });
  });

  router.get("/health/ready", async (_request, response) => {
    const { name: status, ...progress } = readiness.phase;
    if (status !== "ready") {
      response
        .status(503)
        .set("Retry-After", "1")
        .json({ status, ...progress });
      return;
    }
    const runs = await store.transact((unit) => unit.imports.latestOfEachKind());
    response.json({ status, imports: Object.fromEntries(runs.map(importAnswer)) });
  });

  return router;
}

function importAnswer({ kind, status, asOf, counts }: ImportRun): readonly [string, object] {
  return [kind, { status, as_of: asOf, ...counts }];
}
