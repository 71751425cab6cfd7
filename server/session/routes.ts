import { SignInRequest } from "../../src/contract/session";
import { insertAuditEvent } from "../audit/auditEvents";
import { inRetriedTransaction } from "../database/transaction";
import type { Deps } from "../deps";
import { visitorOf } from "../http/callers";
import { openEndpoint } from "../http/endpoint";
import type { Route } from "../http/route";
import { requireSession, type Session } from "./requireSession";
import { revokeSession } from "./sessions";
import { describeSession } from "./sessionState";
import { signIn } from "./signIn";

export function sessionRoutes(deps: Deps): readonly Route[] {
  return [
    { method: "post", path: "/session", bodyLimit: "4kb", handler: openEndpoint(deps, { body: SignInRequest, run: async (_deps, visitor, { body }) => await signIn(deps, visitor, body) }) },
    {
      method: "get",
      path: "/session",
      handler: async (req, res) => {
        const session = await requireSession(deps, req.headers.authorization, visitorOf(req, res));
        res.json(await describeSession(deps, session));
      },
    },
    {
      method: "delete",
      path: "/session",
      handler: async (req, res) => {
        await signOut(deps, await requireSession(deps, req.headers.authorization, visitorOf(req, res)));
        res.status(204).end();
      },
    },
  ];
}

async function signOut(deps: Deps, { caller, tokenHash }: Session): Promise<void> {
  const at = deps.clock.now();
  await inRetriedTransaction(deps, async (tx) => {
    await revokeSession(tx, tokenHash, at);
    await insertAuditEvent(tx, { at, caller, action: "sign-out", result: "done" });
  });
}
