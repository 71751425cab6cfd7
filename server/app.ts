import compression from "compression";
import express, { Router, type Express, type RequestHandler } from "express";
import type { Deps } from "./deps";
import { templates } from "./files/templates";
import { defaultBodyLimit, rememberBodyLimit } from "./http/body";
import { answerNotFound, answerProblem, refuseMethod } from "./http/problems";
import { giveRequestId, logRequests, rememberRoute } from "./http/requestLog";
import type { Route } from "./http/route";
import { requestLimit, securityHeaders } from "./http/security";
import { staticFiles } from "./http/staticFiles";
import { apiRoutes } from "./routes";

/** The whole server without its socket. */
export function createApp(deps: Deps): Express {
  const { config, log } = deps;
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", config.TRUST_PROXY);
  app.set("query parser", "simple");
  app.use(giveRequestId, logRequests(log), securityHeaders(config), compression({ filter: isCompressible }));
  app.use("/api", requestLimit(config), neverStore, apiRouter(apiRoutes(deps)), answerNotFound);
  app.use("/templates", templates());
  app.use(staticFiles(config));
  app.use(answerProblem(log));
  return app;
}

function apiRouter(routes: readonly Route[]): Router {
  const router = Router({ caseSensitive: true });
  const methodsByPath = new Map<string, string[]>();
  for (const { method, path, handler, bodyLimit } of routes) {
    router[method](path, knowRoute(path, bodyLimit ?? defaultBodyLimit), handler);
    methodsByPath.set(path, [...(methodsByPath.get(path) ?? []), method]);
  }
  for (const [path, methods] of methodsByPath) router.all(path, refuseMethod(methods));
  return router;
}

function knowRoute(path: string, limit: string): RequestHandler {
  return (_req, res, next) => {
    rememberRoute(res, `/api${path}`);
    rememberBodyLimit(res, limit);
    next();
  };
}

/** Answers of the API hold patients: no cache keeps them and no other site embeds them. */
const neverStore: RequestHandler = (_req, res, next) => {
  res.setHeader("Cache-Control", "no-store");
  res.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  next();
};

/** Compression holds back what is written until there is enough of it; the events of a submission must arrive at once. */
const isCompressible: typeof compression.filter = (req, res) => {
  const type = res.getHeader("Content-Type");
  return typeof type === "string" && type.startsWith("text/event-stream") ? false : compression.filter(req, res);
};
