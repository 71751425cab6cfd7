import type { z } from "zod";
import { AuditPage, type AuditQuery } from "../contract/audit";
import { ContactNoteAnswer, PatientNotes, SheetAttemptsAnswer } from "../contract/contactNotes";
import type { ContactNote, PatientNotesRequest, SheetAttemptsRequest } from "../contract/contactNotes";
import { Dashboard, Needs, RecentEvents } from "../contract/dashboard";
import { DownloadAnswer, LeftOverPage } from "../contract/followUps";
import type { FollowUpRequest, LeftOverRequest, ResultFileRequest, UndoRequest } from "../contract/followUps";
import { PatientCard, PatientHistory } from "../contract/patientCard";
import type { PatientCardRequest, PatientHistoryRequest } from "../contract/patientCard";
import { PatientSearchAnswer } from "../contract/patientSearch";
import type { PatientSearchRequest } from "../contract/patientSearch";
import { LookupAnswer, type LookupRequest } from "../contract/patients";
import { PlacesAnswer, StreetAnswer, type StreetRequest } from "../contract/places";
import { SettingsState, type ChangeSettingsRequest } from "../contract/settings";
import { SessionState, SignInAnswer, type SignInRequest } from "../contract/session";
import { StaffList, type GrantRoleRequest } from "../contract/staff";
import { OutcomePage, PreviewAnswer, SubmissionList, SubmissionStatus } from "../contract/submissions";
import type { OpenSubmissionRequest, PreviewRequest } from "../contract/submissions";
import { SystemInfo } from "../contract/system";
import { readServerEvents } from "./eventStream";
import { createTransport, parseText, seconds } from "./transport";
import type { ApiOptions } from "./transport";

export type Api = ReturnType<typeof createApi>;

/** A request to an endpoint whose answer somebody else knows how to read. */
export interface Question {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** How long it may take: an answer from memory, a reading of the record, or work on much of it. */
  readonly pace: keyof typeof seconds;
  readonly background?: boolean;
}

/** One method per endpoint of `src/contract`. Each throws `ApiFailure` and nothing else. */
export function createApi(options: ApiOptions) {
  const { session } = options;
  const { send, ask } = createTransport(options);

  async function endOnServer(): Promise<void> {
    const token = session.takeEndedToken();
    if (token === null) return;
    await send({ method: "DELETE", path: "/api/session", seconds: seconds.quick, token, background: true }, () => Promise.resolve());
  }

  return {
    /** For parts of the API that are loaded with the screen that needs them. */
    ask: <T extends z.ZodType>(answer: T, { body, pace, ...call }: Question): Promise<z.infer<T>> =>
      ask(answer, { ...call, seconds: seconds[pace], body: body === undefined ? undefined : json(body) }),
    readSystem: (signal?: AbortSignal) => ask(SystemInfo, { method: "GET", path: "/api/system", seconds: seconds.quick, signal, open: true }),

    /** Signs in and lets the session adopt the answer. */
    signIn: async (body: SignInRequest): Promise<SignInAnswer> => {
      const answer = await ask(SignInAnswer, { method: "POST", path: "/api/session", body: json(body), seconds: seconds.quick, open: true });
      session.adopt(answer);
      return answer;
    },
    readSession: async (): Promise<SessionState> => {
      const state = await ask(SessionState, { method: "GET", path: "/api/session", seconds: seconds.quick, background: true });
      session.renew(state);
      return state;
    },
    /** Ends the session here at once, and on the server if it can be reached; there it ends by itself otherwise. */
    signOut: async (): Promise<void> => {
      session.end("person");
      await endOnServer();
    },
    /** Tells the server of a session that has ended here (idle, or signed out in another workbook). */
    endOnServer,

    lookup: (body: LookupRequest, signal?: AbortSignal) =>
      ask(LookupAnswer, { method: "POST", path: "/api/patients/lookup", body: json(body), seconds: seconds.read, signal }),
    searchPatients: (body: PatientSearchRequest, signal?: AbortSignal) =>
      ask(PatientSearchAnswer, { method: "POST", path: "/api/patients/search", body: json(body), seconds: seconds.quick, signal }),
    patientCard: (body: PatientCardRequest, signal?: AbortSignal) =>
      ask(PatientCard, { method: "POST", path: "/api/patients/card", body: json(body), seconds: seconds.quick, signal }),
    patientHistory: (body: PatientHistoryRequest, signal?: AbortSignal) =>
      ask(PatientHistory, { method: "POST", path: "/api/patients/history", body: json(body), seconds: seconds.quick, signal }),
    preview: (body: PreviewRequest, signal?: AbortSignal) =>
      ask(PreviewAnswer, { method: "POST", path: "/api/submissions/preview", body: json(body), seconds: seconds.work, signal }),

    openSubmission: (uuid: string, header: OpenSubmissionRequest, signal?: AbortSignal) =>
      ask(SubmissionStatus, { method: "PUT", path: `/api/submissions/${uuid}`, body: json(header), seconds: seconds.quick, signal }),
    /** `part` counts from 1. The bytes are sent as they are: their SHA-256 is the part's digest. */
    putPart: ({ uuid, part, bytes, signal }: { uuid: string; part: number; bytes: Uint8Array<ArrayBuffer>; signal?: AbortSignal | undefined }) =>
      send({ method: "PUT", path: `/api/submissions/${uuid}/parts/${part}`, body: bytes, seconds: seconds.work, signal }, () => Promise.resolve()),
    acceptSubmission: (uuid: string, signal?: AbortSignal) =>
      ask(SubmissionStatus, { method: "POST", path: `/api/submissions/${uuid}/accept`, seconds: seconds.read, signal }),
    readSubmission: (uuid: string, signal?: AbortSignal) =>
      ask(SubmissionStatus, { method: "GET", path: `/api/submissions/${uuid}`, seconds: seconds.quick, signal, background: true }),
    /** Newest first, from the one after `before`. `background`: asked by a timer, not by the person. */
    listSubmissions: ({ limit, before, signal, background = false }: { limit: number; before?: string | undefined; signal?: AbortSignal | undefined; background?: boolean }) =>
      ask(SubmissionList, {
        method: "GET",
        path: `/api/submissions?limit=${limit}${before === undefined ? "" : `&before=${before}`}`,
        seconds: seconds.read,
        signal,
        background,
      }),
    readOutcomes: ({ uuid, after, limit, signal }: { uuid: string; after: number; limit: number; signal?: AbortSignal | undefined }) =>
      ask(OutcomePage, { method: "GET", path: `/api/submissions/${uuid}/outcomes?after=${after}&limit=${limit}`, seconds: seconds.read, signal }),
    /**
     * Server-sent events of a submission: calls `onStatus` for each `progress`, and `onLife` for every sign of life. Resolves with true at
     * `end`, with false where the stream was cut before.
     */
    watchSubmission: (uuid: string, watch: { onStatus: (status: SubmissionStatus) => void; onLife: () => void; signal: AbortSignal }) =>
      send(
        { method: "GET", path: `/api/submissions/${uuid}/events`, seconds: 3600, signal: watch.signal, background: true, accept: "text/event-stream" },
        async (response) => {
          if (response.body === null) return false;
          for await (const event of readServerEvents(response.body)) {
            watch.onLife();
            if (event?.event === "end") return true;
            if (event?.event === "progress") watch.onStatus(parseText(SubmissionStatus, event.data, response.status));
          }
          return false;
        },
      ),

    /** Each of these names the new submission by a uuid of the asker's: sent again after an answer that was lost, it is done once. */
    undo: (uuid: string, body: UndoRequest, signal?: AbortSignal) =>
      ask(SubmissionStatus, { method: "POST", path: `/api/submissions/${uuid}/undo`, body: json(body), seconds: seconds.work, signal }),
    followUp: (uuid: string, body: FollowUpRequest, signal?: AbortSignal) =>
      ask(SubmissionStatus, { method: "POST", path: `/api/submissions/${uuid}/follow-up`, body: json(body), seconds: seconds.work, signal }),
    leftOver: (uuid: string, body: LeftOverRequest, signal?: AbortSignal) =>
      ask(LeftOverPage, { method: "POST", path: `/api/submissions/${uuid}/left-over`, body: json(body), seconds: seconds.work, signal }),
    /** Asked twice, both are done once. */
    cancel: (uuid: string, signal?: AbortSignal) =>
      ask(SubmissionStatus, { method: "POST", path: `/api/submissions/${uuid}/cancel`, seconds: seconds.read, signal }),
    resume: (uuid: string, signal?: AbortSignal) =>
      ask(SubmissionStatus, { method: "POST", path: `/api/submissions/${uuid}/resume`, seconds: seconds.read, signal }),
    resultFile: (uuid: string, body: ResultFileRequest, signal?: AbortSignal) =>
      ask(DownloadAnswer, { method: "POST", path: `/api/submissions/${uuid}/result-file`, body: json(body), seconds: seconds.read, signal }),

    patientNotes: (body: PatientNotesRequest, signal?: AbortSignal) =>
      ask(PatientNotes, { method: "POST", path: "/api/patients/notes", body: json(body), seconds: seconds.read, signal }),
    /** Both are done once however often they are asked. */
    noteContact: (body: ContactNote, signal?: AbortSignal) =>
      ask(ContactNoteAnswer, { method: "POST", path: "/api/contact-notes", body: json(body), seconds: seconds.quick, signal }),
    noteSheet: (body: SheetAttemptsRequest, signal?: AbortSignal) =>
      ask(SheetAttemptsAnswer, { method: "POST", path: "/api/contact-notes/sheet", body: json(body), seconds: seconds.work, signal }),

    /** `version`: the one that the asker has; null where it has none. Asked by itself, not by the person. */
    places: (version: string | null, signal?: AbortSignal) =>
      ask(PlacesAnswer, { method: "GET", path: `/api/places${version === null ? "" : `?version=${version}`}`, seconds: seconds.read, signal, background: true }),
    completeStreet: (body: StreetRequest, signal?: AbortSignal) =>
      ask(StreetAnswer, { method: "POST", path: "/api/places/streets", body: json(body), seconds: seconds.quick, signal }),

    /** These are asked by the pane itself, also by a timer: they do not keep the person signed in. */
    dashboard: (signal?: AbortSignal) => ask(Dashboard, { method: "GET", path: "/api/dashboard", seconds: seconds.read, signal, background: true }),
    needs: (signal?: AbortSignal) => ask(Needs, { method: "GET", path: "/api/dashboard/needs", seconds: seconds.read, signal, background: true }),
    recentEvents: (signal?: AbortSignal) => ask(RecentEvents, { method: "GET", path: "/api/dashboard/recent", seconds: seconds.read, signal, background: true }),

    readSettings: (signal?: AbortSignal) => ask(SettingsState, { method: "GET", path: "/api/settings", seconds: seconds.quick, signal, background: true }),
    changeSettings: (body: ChangeSettingsRequest) => ask(SettingsState, { method: "PUT", path: "/api/settings", body: json(body), seconds: seconds.quick }),

    searchAudit: (body: z.input<typeof AuditQuery>, signal?: AbortSignal) =>
      ask(AuditPage, { method: "POST", path: "/api/audit/search", body: json(body), seconds: seconds.read, signal }),
    listStaff: (signal?: AbortSignal) => ask(StaffList, { method: "GET", path: "/api/staff", seconds: seconds.read, signal }),
    grantRole: (body: GrantRoleRequest) =>
      send({ method: "POST", path: "/api/staff", body: json(body), seconds: seconds.quick }, () => Promise.resolve()),
  };
}

function json(body: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(body));
}
