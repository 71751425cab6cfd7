import type { Api } from "../client/api";
import type { FollowUps } from "../client/followUps";
import type { NotesQueue } from "../client/notesQueue";
import type { Outbox } from "../client/outbox";
import type { ReportsApi } from "../client/reportsApi";
import type { PlacesCache } from "../client/placesCache";
import type { SessionSnapshot } from "../client/session";
import type { LanguageCode } from "../wording/language";
import type { Manual } from "./help/manual";
import type { WorkbookPort } from "./workbook/port";

/** What the screens need of the server; a test gives plain objects. */
export type ServerPort = Pick<
  Api,
  | "preview"
  | "lookup"
  | "searchPatients"
  | "patientCard"
  | "patientHistory"
  | "patientNotes"
  | "noteContact"
  | "noteSheet"
  | "listSubmissions"
  | "readSubmission"
  | "watchSubmission"
  | "readOutcomes"
  | "readSystem"
  | "dashboard"
  | "needs"
  | "recentEvents"
  | "readSettings"
  | "changeSettings"
  | "cancel"
  | "resume"
  | "leftOver"
  | "resultFile"
  | "completeStreet"
> &
  ReportsApi;
export type OutboxPort = Pick<
  Outbox,
  "enqueue" | "drain" | "list" | "subscribe" | "discard" | "retry" | "results" | "unlockEarlier" | "isUnlocked" | "markTold"
>;
export type NotesPort = Pick<NotesQueue, "note" | "drain" | "list" | "discard" | "subscribe">;
export interface SessionPort {
  readonly snapshot: () => SessionSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  /** The person did something. */
  readonly touch: () => void;
}

/** Signing in and out as a whole: session, outbox, look-ups. */
export interface EntryPort {
  readonly signIn: (username: string, password: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** Forgets what was looked up (of these ART IDs, where they are said), so that functions ask the record again. */
  readonly forgetLookups: (artIds?: readonly string[]) => void;
}

export interface PanePorts {
  readonly workbook: WorkbookPort;
  readonly server: ServerPort;
  /** Any endpoint of the server, for screens that bring their own part of the contract when they are loaded. */
  readonly ask: Api["ask"];
  readonly outbox: OutboxPort;
  /** Taking back and carrying on, each once however often it is sent. */
  readonly followUps: FollowUps;
  /** Calls and other numbers: kept on this machine until the server has them. */
  readonly notes: NotesPort;
  /** The site's hierarchy of places, in memory. */
  readonly places: Pick<PlacesCache, "snapshot" | "subscribe" | "refresh">;
  /** Opens an address of our server in the person's browser; false where this Excel leaves that to a link that the person follows. */
  readonly openAddress: (address: string) => boolean;
  /** The user manual, from the pane's own files. */
  readonly readManual: (language: LanguageCode) => Promise<Manual>;
  readonly session: SessionPort;
  readonly entry: EntryPort;
  /** What a function's cell last had to say, e.g. `Line list!D7`; null where it gave a plain value. The cell may hold something else by now. */
  readonly messageForCell: (address: string) => string | null;
  /** Whether that sentence is told beside a value, not instead of one. */
  readonly isBesideValue: (address: string) => boolean;
  /** Told when some cell's sentence has changed; gives the function that ends it. */
  readonly onCellMessages: (listener: () => void) => () => void;
}
