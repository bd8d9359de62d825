import { Decimal } from "@lendkit/engine";
import express, { type RequestHandler } from "express";
import { sendProblem } from "./answerErrors.ts";
import { problem } from "./problem.ts";

/** Reads a JSON body of at most 16 kB, and refuses a body of any other type. */
export const jsonBody: readonly RequestHandler[] = [
  (request, response, next) => {
    // No body at all is for the route's own check to answer.
    const empty = request.get("content-length") === "0";
    if (empty || request.is("application/json") !== false) return next();
    const message = "Send the body as JSON, with content-type: application/json.";
    sendProblem(response, problem(415, "CONTENT_TYPE_UNSUPPORTED", message));
  },
  express.json({ limit: "16kb", inflate: false, reviver: keepExactNumber }),
];

/**
 * A number that a double cannot hold goes on as its text, which the schemas read exactly or refuse:
 * an amount is never rounded by the mere reading of it.
 */
export function keepExactNumber(
  _key: string,
  value: unknown,
  context?: { readonly source?: string },
): unknown {
  const source = context?.source;
  if (typeof value !== "number" || source === undefined) return value;
  return String(value) === source || new Decimal(source).eq(value) ? value : source;
}
