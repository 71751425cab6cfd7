import type { RequestHandler } from "express";
import { rateLimit } from "express-rate-limit";
import helmet from "helmet";
import type { Config } from "../config";
import { ApiError } from "./apiError";

/** Office.js comes from Microsoft, or from this server in a clinic without Internet. */
const officeScripts = ["https://appsforoffice.microsoft.com", "https://ajax.aspnetcdn.com"];

/** Headers of every answer. Excel on the web shows the pane in a frame, so frames are allowed by list and X-Frame-Options is not sent. */
export function securityHeaders(config: Config): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", ...officeScripts],
        // Fluent UI writes its styles at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'", ...officeScripts],
        workerSrc: ["'self'", "blob:"],
        frameSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: config.FRAME_ANCESTORS.split(/\s+/),
      },
    },
    frameguard: false,
    // Dialogs of Office are windows of another origin that speak with their opener; icons are fetched by Office from another origin.
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: { policy: "cross-origin" },
    // A demo runs on localhost, where the promise would bind every other server of that machine too.
    strictTransportSecurity: config.ENVIRONMENT === "production" ? { maxAge: 180 * 24 * 3600, includeSubDomains: false } : false,
  });
}

/** A brake for one network address and one server; sign-in has its own, in the database. */
export function requestLimit(config: Config): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: config.REQUESTS_PER_MINUTE,
    standardHeaders: "draft-7",
    legacyHeaders: false,
    // Node's address is absent when the connection has gone already.
    validate: { ip: false },
    handler: (_req, _res, next) => {
      next(new ApiError(429, "too-many-requests", undefined, { retryAfterSeconds: 60 }));
    },
  });
}
