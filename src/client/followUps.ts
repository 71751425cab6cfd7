import type { FollowUpRequest, UndoRequest } from "../contract/followUps";
import type { SubmissionStatus } from "../contract/submissions";
import type { Api } from "./api";
import { type OnceOnly, createOnceOnly } from "./onceOnly";
import type { KeyValueStore, Session } from "./session";

/** Taking a submission back and carrying its rows on. Sent again after a lost answer, neither is done twice. */
export interface FollowUps {
  undo(origin: string, wish: Omit<UndoRequest, "uuid">): Promise<SubmissionStatus>;
  followUp(origin: string, wish: Omit<FollowUpRequest, "uuid">): Promise<SubmissionStatus>;
}

interface Options {
  readonly api: Pick<Api, "undo" | "followUp">;
  readonly session: Pick<Session, "snapshot">;
  readonly kept: KeyValueStore | null;
}

export function createFollowUps({ api, session, kept }: Options, once: OnceOnly = createOnceOnly(kept)): FollowUps {
  // The same words of another person are another wish.
  const person = (): string => session.snapshot().person?.userUuid ?? "";
  return {
    undo: (origin, wish) => once.send(["undo", person(), origin, wish], (uuid) => api.undo(origin, { uuid, ...wish })),
    followUp: (origin, wish) => once.send(["follow-up", person(), origin, wish], (uuid) => api.followUp(origin, { uuid, ...wish })),
  };
}
