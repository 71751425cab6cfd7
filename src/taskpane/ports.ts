import type { Api } from "../client/api";
import type { Outbox } from "../client/outbox";
import type { SessionSnapshot } from "../client/session";
import type { WorkbookPort } from "./workbook/port";

/** What the screens need of the server; a test gives plain objects. */
export type ServerPort = Pick<Api, "preview" | "lookup" | "listSubmissions" | "readSubmission" | "readOutcomes" | "readSystem">;
export type OutboxPort = Pick<Outbox, "enqueue" | "drain" | "list" | "subscribe" | "discard" | "retry" | "results" | "unlockEarlier" | "isUnlocked">;
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
  /** Forgets what was looked up, so that functions and screens ask the record again. */
  readonly forgetLookups: () => void;
}

export interface PanePorts {
  readonly workbook: WorkbookPort;
  readonly server: ServerPort;
  readonly outbox: OutboxPort;
  readonly session: SessionPort;
  readonly entry: EntryPort;
  /** The sentence of a function's cell that shows an error, e.g. `Line list!D7`; null where it shows none. */
  readonly messageForCell: (address: string) => string | null;
}
