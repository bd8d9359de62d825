import { createHash, timingSafeEqual } from "node:crypto";
import type { RequestHandler } from "express";
import { sendProblem } from "./answerErrors.ts";
import { problem } from "./problem.ts";

/** Lets only calls pass that carry the key in `x-api-key`; the comparison takes the same time always. */
export function requireApiKey(apiKey: string): RequestHandler {
  const expected = digest(apiKey);
  return (request, response, next) => {
    if (timingSafeEqual(digest(request.get("x-api-key") ?? ""), expected)) return next();
    const message = "Send the server's API key in the header x-api-key.";
    sendProblem(response, problem(401, "API_KEY_REQUIRED", message));
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
