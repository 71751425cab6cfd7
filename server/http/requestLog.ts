import { randomUUID } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";
import type { Logger } from "pino";
import { pinoHttp } from "pino-http";
import { addressOf, findCaller, rememberRequestId, requestIdOf } from "./callers";

/** Gives every request its id, which is also the reference that a person may quote to support. */
export const giveRequestId: RequestHandler = (_req, res, next) => {
  const requestId = randomUUID();
  rememberRequestId(res, requestId);
  res.setHeader("X-Request-Id", requestId);
  next();
};

/** One line for each answer: the route's pattern and never the address as sent, no headers, no query, no body. */
export function logRequests(log: Logger): RequestHandler {
  return pinoHttp<Request, Response>({
    logger: log,
    quietReqLogger: true,
    genReqId: (_req, res) => requestIdOf(res),
    customLogLevel: (_req, res, error) => (error !== undefined || res.statusCode >= 500 ? "error" : res.statusCode === 429 ? "warn" : "info"),
    customSuccessMessage: () => "request",
    customErrorMessage: () => "request",
    customAttributeKeys: { req: "ignoredRequest", res: "ignoredResponse", err: "err", reqId: "requestId" },
    serializers: { ignoredRequest: () => undefined, ignoredResponse: () => undefined },
    customProps: (req, res) => ({
      requestId: requestIdOf(res),
      method: req.method,
      route: routeOf(req),
      status: res.statusCode,
      address: addressOf(req),
      userId: findCaller(res)?.userId,
    }),
  });
}

/** `/api/submissions/:uuid` and the like; what no route knows may hold anything and is not written. */
function routeOf(req: Request): string {
  const route: unknown = req.route;
  const hasPath = typeof route === "object" && route !== null && "path" in route && typeof route.path === "string";
  return hasPath ? `${req.baseUrl}${String(route.path)}` : "(file or unknown)";
}
