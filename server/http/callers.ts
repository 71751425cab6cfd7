import type { Request, Response } from "express";
import type { Caller } from "../deps";

/** What is known of every request, signed in or not. */
export interface Visitor {
  readonly requestId: string;
  readonly address: string;
}

const callers = new WeakMap<Response, Caller>();

/** Remembers who a request is from; called by the gate only. */
export function rememberCaller(res: Response, caller: Caller): void {
  callers.set(res, caller);
}

/** Who a request is from; for handlers behind `gate`. */
export function callerOf(res: Response): Caller {
  const caller = callers.get(res);
  if (caller === undefined) throw new Error("callerOf was asked on a route without a gate.");
  return caller;
}

/** The caller where there is one, for the log. */
export function findCaller(res: Response): Caller | null {
  return callers.get(res) ?? null;
}

export function visitorOf(req: Request, res: Response): Visitor {
  return { requestId: requestIdOf(res), address: addressOf(req) };
}

const requestIds = new WeakMap<object, string>();

export function rememberRequestId(res: object, requestId: string): void {
  requestIds.set(res, requestId);
}

export function requestIdOf(res: object): string {
  return requestIds.get(res) ?? "unknown";
}

/** The network address as text of at most 45 characters; IPv4 without the wrapping of IPv6. */
export function addressOf(req: Request): string {
  return (req.ip ?? "unknown").replace(/^::ffff:/, "").slice(0, 45);
}
