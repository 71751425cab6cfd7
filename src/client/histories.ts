import { HistoriesAnswer, historyFields } from "../contract/patients";
import type { HistoriesRequest } from "../contract/patients";
import { limits } from "../contract/primitives";
import { type Batcher, type Outcome, createBatcher } from "./batcher";
import type { Client } from "./client";
import { type Clock, systemClock } from "./clock";

export type HistoryField = HistoriesRequest["field"];
/** Every value that a field of a patient ever had, newest first; or why there is no single patient. */
export type HistoryResult = HistoriesAnswer["results"][number];

export interface Histories {
  /** Cells that ask within a tenth of a second go to the server together, one request for each field. Never rejects. */
  ask(artId: string, field: HistoryField): Promise<Outcome<HistoryResult>>;
}

/** Histories for cells, gathered and remembered as look-ups are; whatever is forgotten of those is forgotten here. Lasts as long as the client. */
export function createHistories({ api, session, lookup }: Pick<Client, "api" | "session" | "lookup">, clock: Clock = systemClock): Histories {
  const batcherOf = (field: HistoryField): Batcher<HistoryField, HistoryResult> =>
    createBatcher<HistoryField, HistoryResult>({
      session,
      clock,
      windowMilliseconds: 100,
      maxAgeMilliseconds: 600_000,
      idsPerRequest: limits.artIdsPerHistory,
      charactersPerRequest: 500_000,
      remembered: 5_000,
      slice: 500,
      request: async (artIds, _fields, signal) => {
        const body: HistoriesRequest = { artIds, field };
        return (await api.ask(HistoriesAnswer, { method: "POST", path: "/api/patients/histories", body, pace: "read", signal })).results;
      },
    });
  const batchers = new Map(historyFields.map((field) => [field, batcherOf(field)]));
  lookup.onForget((artIds) => {
    for (const batcher of batchers.values()) batcher.invalidate(artIds);
  });
  return { ask: (artId, field) => batchers.get(field)?.ask(artId, [field]) ?? Promise.resolve({ ok: false, code: "unreadable" }) };
}
