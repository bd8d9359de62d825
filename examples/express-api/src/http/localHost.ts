import type { RequestHandler } from "express";
import { isLoopback } from "../config.ts";
import { sendProblem } from "./answerErrors.ts";
import { problem } from "./problem.ts";

/**
 * Lets only calls pass that name this machine as their host. A server without an API key trusts
 * whoever reaches loopback, and a web page can: by a domain of its own that resolves to 127.0.0.1.
 */
export const requireLocalHost: RequestHandler = (request, response, next) => {
  const host = (request.get("host") ?? "").replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  if (isLoopback(host.toLowerCase())) return next();
  const message =
    "Without an API key this server answers only to localhost and 127.0.0.1. " +
    "Call it by one of these, or start it with LENDKIT_API_KEY.";
  sendProblem(response, problem(403, "HOST_NOT_LOCAL", message));
};
