import type { Request, Response } from "express";
import { SignInRequest } from "../../src/contract/session";
import { insertAuditEvent } from "../audit/auditEvents";
import { inRetriedTransaction } from "../database/transaction";
import type { Deps } from "../deps";
import { rememberCaller, visitorOf } from "../http/callers";
import { openEndpoint } from "../http/endpoint";
import type { Route } from "../http/route";
import { requireSession, type Session } from "./requireSession";
import { revokeSession } from "./sessions";
import { describeSession } from "./sessionState";
import { signIn } from "./signIn";

export function sessionRoutes(deps: Deps): readonly Route[] {
  return [
    {
      method: "post",
      path: "/session",
      bodyLimit: "8kb",
      handler: openEndpoint(deps, { body: SignInRequest, run: async (_deps, visitor, { body }) => await signIn(deps, visitor, body) }),
    },
    {
      method: "get",
      path: "/session",
      handler: async (req, res) => {
        res.json(await describeSession(deps, await enter(deps, req, res)));
      },
    },
    {
      method: "delete",
      path: "/session",
      handler: async (req, res) => {
        await signOut(deps, await enter(deps, req, res));
        res.status(204).end();
      },
    },
  ];
}

async function enter(deps: Deps, req: Request, res: Response): Promise<Session> {
  const session = await requireSession(deps, req.headers.authorization, visitorOf(req, res));
  rememberCaller(res, session.caller);
  return session;
}

async function signOut(deps: Deps, { caller, tokenHash }: Session): Promise<void> {
  const at = deps.clock.now();
  await inRetriedTransaction(deps, async (tx) => {
    await revokeSession(tx, tokenHash, at);
    await insertAuditEvent(tx, { at, caller, action: "sign-out", result: "done" });
  });
}
