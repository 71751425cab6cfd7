import { Worklist, WorklistList, WorklistRowsAnswer } from "../contract/worklists";
import type { MakeWorklistRequest } from "../contract/worklists";
import type { Api } from "./api";

/** Worklists on the server. Loaded with their screen. Each function throws `ApiFailure` and nothing else. */
export type WorklistsApi = ReturnType<typeof createWorklistsApi>;

/** Rows of one request for a sheet: each answer is read and written before the next is asked for. */
export const rowsPerAsking = 1_000;

export function createWorklistsApi(ask: Api["ask"]) {
  return {
    /** `background`: asked by a timer while a worklist is being gathered. */
    list: ({ background, signal }: { readonly background: boolean; readonly signal?: AbortSignal }) =>
      ask(WorklistList, { method: "GET", path: "/api/worklists", pace: "read", background, signal }),
    /** One of them, counted in any case. */
    one: (uuid: string) => ask(Worklist, { method: "GET", path: `/api/worklists/${uuid}`, pace: "read" }),
    /** The uuid is the asker's: asked twice, the worklist is made once. */
    make: (uuid: string, body: MakeWorklistRequest) => ask(Worklist, { method: "PUT", path: `/api/worklists/${uuid}`, pace: "read", body }),
    /** Patients after the one with this number. */
    rows: (uuid: string, after: number, signal: AbortSignal) =>
      ask(WorklistRowsAnswer, { method: "POST", path: `/api/worklists/${uuid}/rows`, pace: "work", body: { after, limit: rowsPerAsking }, signal }),
    /** Closed twice, it is closed. */
    close: (uuid: string) => ask(Worklist, { method: "POST", path: `/api/worklists/${uuid}/close`, pace: "quick" }),
  };
}
