import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import type { Logger } from "pino";
import type { ApiProblem } from "../../src/contract/errors";
import { isConnectionLost, isRetryable } from "../database/errors";
import { ApiError } from "./apiError";
import { statusOf } from "./body";
import { findCaller, requestIdOf } from "./callers";

/** Under `/api`, what no route answers. */
export const answerNotFound: RequestHandler = () => {
  throw new ApiError(404, "not-found");
};

/** A known address with another method. */
export function refuseMethod(methods: readonly string[]): RequestHandler {
  return (_req, res) => {
    res.setHeader("Allow", methods.map((method) => method.toUpperCase()).join(", "));
    throw new ApiError(405, "method-not-allowed");
  };
}

/** The last handler: every thrown thing becomes an answer of the contract, and what is not the caller's doing goes to the log. */
export function answerProblem(log: Logger): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    const problem = asApiError(error);
    const requestId = requestIdOf(res);
    if (problem.status >= 500) log.error({ requestId, userId: findCaller(res)?.userId, err: error }, problem.code);
    if (res.headersSent) {
      // Express cuts the connection: an answer that broke off must not look complete.
      next(error);
      return;
    }
    sendProblem(res, problem);
  };
}

export function sendProblem(res: Response, problem: ApiError): void {
  const { retryAfterSeconds, faults } = problem.extra;
  const body: ApiProblem = {
    code: problem.code,
    message: problem.message,
    requestId: requestIdOf(res),
    ...(faults === undefined ? {} : { faults }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
  if (retryAfterSeconds !== undefined) res.setHeader("Retry-After", String(retryAfterSeconds));
  res.status(problem.status).json(body);
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  // A lock that did not come free after all tries is the database being busy, not a bug.
  if (isConnectionLost(error) || isRetryable(error)) return new ApiError(503, "database-unavailable", undefined, { retryAfterSeconds: 5 });
  // Express itself refuses addresses that cannot be decoded.
  if (statusOf(error) === 400) return new ApiError(404, "not-found");
  return new ApiError(500, "internal");
}
