import type { Request, RequestHandler, Response } from "express";
import type { ZodType } from "zod";
import { can, type Action } from "../../src/domain/roles";
import { insertAuditEvent } from "../audit/auditEvents";
import type { Caller, Deps } from "../deps";
import { requireSession } from "../session/requireSession";
import { ApiError } from "./apiError";
import { readJsonBody } from "./body";
import { rememberCaller, visitorOf, type Visitor } from "./callers";
import { parseInput } from "./input";

export { callerOf } from "./callers";

/** What a command is given of a request. A part without a schema is undefined. */
export interface Input<B, P, Q> {
  readonly body: B;
  readonly params: P;
  readonly query: Q;
  /** SHA-256 of the body's bytes as hex; of nothing where there is no body. */
  readonly bodyDigest: string;
}

interface Schemas<B, P, Q> {
  readonly body?: ZodType<B>;
  readonly params?: ZodType<P>;
  readonly query?: ZodType<Q>;
  /** Of the answer; 200 where it is not said. */
  readonly status?: number;
}

export interface EndpointSpec<B, P, Q> extends Schemas<B, P, Q> {
  /** What the person must be allowed to do; null for what every signed-in person may. */
  readonly action: Action | null;
  run(deps: Deps, caller: Caller, input: Input<B, P, Q>): Promise<unknown>;
}

export interface OpenEndpointSpec<B, P, Q> extends Schemas<B, P, Q> {
  run(deps: Deps, visitor: Visitor, input: Input<B, P, Q>): Promise<unknown>;
}

/** Gates a request, parses it, runs the command and answers with its result as JSON (204 where it is undefined). */
export function endpoint<B = undefined, P = undefined, Q = undefined>(deps: Deps, spec: EndpointSpec<B, P, Q>): RequestHandler {
  return async (req, res) => {
    const caller = await admit(deps, spec.action, { req, res });
    const input = await readInput(spec, req, res);
    answer(res, spec.status, await spec.run(deps, caller, input));
  };
}

/** The same for the few addresses that need no session. */
export function openEndpoint<B = undefined, P = undefined, Q = undefined>(deps: Deps, spec: OpenEndpointSpec<B, P, Q>): RequestHandler {
  return async (req, res) => {
    const input = await readInput(spec, req, res);
    answer(res, spec.status, await spec.run(deps, visitorOf(req, res), input));
  };
}

/** Lets a request pass whose person may do `action`; for streams, which answer by themselves. Then ask `callerOf(res)`. */
export function gate(deps: Deps, action: Action | null): RequestHandler {
  return async (req, res, next) => {
    await admit(deps, action, { req, res });
    next();
  };
}

async function admit(deps: Deps, action: Action | null, { req, res }: { req: Request; res: Response }): Promise<Caller> {
  const visitor = visitorOf(req, res);
  const { caller } = await requireSession(deps, req.headers.authorization, visitor);
  rememberCaller(res, caller);
  if (action !== null && !can(caller.role, action)) {
    await insertAuditEvent(deps.pool, { at: deps.clock.now(), caller, action, result: "refused", details: { reason: "role", role: caller.role } });
    throw new ApiError(403, "not-allowed");
  }
  return caller;
}

const nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

async function readInput<B, P, Q>(schemas: Schemas<B, P, Q>, req: Request, res: Response): Promise<Input<B, P, Q>> {
  const params = parsePart(schemas.params, req.params);
  const query = parsePart(schemas.query, req.query);
  const body = schemas.body === undefined ? null : await readJsonBody(req, res);
  return { params, query, body: parsePart(schemas.body, body?.value), bodyDigest: body?.digest ?? nothing };
}

function parsePart<T>(schema: ZodType<T> | undefined, value: unknown): T {
  // A part without a schema has the type undefined by default of the type parameter.
  return schema === undefined ? (undefined as T) : parseInput(schema, value);
}

function answer(res: Response, status: number | undefined, result: unknown): void {
  if (result === undefined) res.status(status ?? 204).end();
  else res.status(status ?? 200).json(result);
}
