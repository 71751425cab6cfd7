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
  const line = (req: Request, res: Response, { responseTime }: { responseTime?: number }) => ({
    method: req.method,
    route: routeOf(res),
    status: res.statusCode,
    // Gone before the answer was: the person closed the pane, or the network broke.
    ...(res.writableFinished ? {} : { aborted: true }),
    address: addressOf(req),
    userId: findCaller(res)?.userId,
    responseTime,
  });
  return pinoHttp<Request, Response>({
    logger: log,
    quietReqLogger: true,
    quietResLogger: true,
    wrapSerializers: false,
    serializers: { req: () => undefined },
    customAttributeKeys: { reqId: "requestId" },
    genReqId: (_req, res) => requestIdOf(res),
    customLogLevel: (_req, res) => (res.statusCode >= 500 ? "error" : res.statusCode === 429 ? "warn" : "info"),
    customSuccessMessage: () => "request",
    customErrorMessage: () => "request",
    customSuccessObject: line,
    customErrorObject: (req, res, _error, value: { responseTime?: number }) => line(req, res, value),
  });
}

const routes = new WeakMap<Response, string>();

/** Notes the pattern of the route that answers, such as `/api/submissions/:uuid`. What no route knows may hold anything and is not written. */
export function rememberRoute(res: Response, route: string): void {
  routes.set(res, route);
}

function routeOf(res: Response): string {
  return routes.get(res) ?? "(file or unknown)";
}
