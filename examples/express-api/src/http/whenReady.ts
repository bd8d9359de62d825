import type { RequestHandler } from "express";
import type { Readiness } from "../readiness.ts";
import { sendProblem } from "./answerErrors.ts";
import { problem } from "./problem.ts";

/**
 * Holds business calls back until the data is there: a customer registered in the middle of an
 * import could take the number of one that the file brings.
 */
export function whenReady(readiness: Readiness): RequestHandler {
  return (_request, response, next) => {
    if (readiness.phase.name === "ready") return next();
    const message = `The server is ${readiness.phase.name}. GET /health/ready says when it serves.`;
    sendProblem(response, problem(503, "NOT_READY", message, { retryable: true }));
  };
}
