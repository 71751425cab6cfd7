import type { OutboxItem } from "../client/outbox";
import type { PaneProblem } from "./problem";

/** What keeps a submission in the outbox, as a problem that can be shown. */
export function outboxProblem({ problem }: Pick<OutboxItem, "problem">): PaneProblem | null {
  if (problem === null) return null;
  if (problem.code === "damaged") return { kind: "damaged" };
  return { kind: "server", code: problem.code, requestId: problem.requestId, retryAfterSeconds: null };
}
