import { randomUUID } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";
import type { Logger } from "pino";
import { pinoHttp } from "pino-http";

/**
 * Logs each call by id, method, route, status and time. A route is the pattern, not the path; no
 * body, query, header or address is logged, because people stand in them.
 *
 * The id is ours and is answered in `x-request-id`.
 */
export function requestLog(logger: Logger): RequestHandler {
  const line = (
    request: Request,
    response: Response,
    value: { responseTime?: number },
  ): object => ({
    method: request.method,
    route: routeOf(request),
    status: response.statusCode,
    milliseconds: value.responseTime,
  });
  return pinoHttp<Request, Response>({
    logger,
    genReqId: (_request, response) => {
      const id = randomUUID();
      response.setHeader("x-request-id", id);
      return id;
    },
    quietReqLogger: true,
    quietResLogger: true,
    customLogLevel: (_request, response) =>
      response.statusCode >= 500 ? "error" : response.statusCode >= 400 ? "warn" : "info",
    customSuccessMessage: () => "request",
    customErrorMessage: () => "request",
    customSuccessObject: line,
    customErrorObject: (request, response, _error, value) => line(request, response, value),
  });
}

function routeOf(request: Request): string {
  const route: unknown = request.route;
  if (typeof route !== "object" || route === null || !("path" in route)) return "none";
  return `${request.baseUrl}${String(route.path)}`;
}
