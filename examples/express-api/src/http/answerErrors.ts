import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import { knownProblem, type Problem, problem } from "./problem.ts";
import { safeError } from "./safeError.ts";

/** How long a client should wait before it repeats a call that may succeed later. */
const RETRY_AFTER_SECONDS = "1";

export function sendProblem(response: Response, { status, answer }: Problem): void {
  if (status === 503) response.set("Retry-After", RETRY_AFTER_SECONDS);
  response.status(status).json(answer);
}

/** Answers what no route has taken. */
export const answerUnknownRoute: RequestHandler = (_request, response) => {
  sendProblem(response, problem(404, "ROUTE_NOT_FOUND", "There is no such method and path here."));
};

/**
 * Answers every error in one JSON shape. What we do not know is logged, and the client learns only
 * that it happened.
 */
export const answerErrors: ErrorRequestHandler = (error, request, response, next) => {
  const known = knownProblem(error);
  if (known === undefined) request.log.error({ failure: safeError(error) }, "unexpected error");
  if (response.headersSent) return next(error);
  sendProblem(
    response,
    known ??
      problem(500, "INTERNAL", "Something went wrong here. The log names it by the request id."),
  );
};
