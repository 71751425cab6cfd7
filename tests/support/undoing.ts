import { randomUUID } from "node:crypto";
import type { RowOutcome, SubmissionStatus } from "../../src/contract/submissions";
import type { ApiUnderTest } from "./submitting";
import { outcomesOf } from "./submitting";

export interface Undone {
  readonly uuid: string;
  readonly status: SubmissionStatus;
  readonly outcomes: readonly RowOutcome[];
}

/** Asks to take a submission back and waits until that is done. */
export async function undo(
  api: ApiUnderTest,
  token: string,
  origin: string,
  { uuid = randomUUID(), ordinals = null, reason = null }: { uuid?: string; ordinals?: number[] | null; reason?: string | null } = {},
): Promise<Undone> {
  const { status, body } = await api.call("POST", `/api/submissions/${origin}/undo`, { token, body: { uuid, ordinals, reason } });
  if (status !== 202) throw new Error(`undo answered ${status}: ${JSON.stringify(body)}`);
  return { uuid, ...(await outcomesOf(api, token, uuid)) };
}
