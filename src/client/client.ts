import type { SignInAnswer } from "../contract/session";
import { type Api, createApi } from "./api";
import type { RequestSeen } from "./transport";
import { ApiFailure } from "./apiFailure";
import { type Clock, systemClock } from "./clock";
import { type FollowUps, createFollowUps } from "./followUps";
import { type Lookup, createLookup } from "./lookup";
import { type NotesQueue, type NotesQueueOptions, createNotesQueue } from "./notesQueue";
import { type Outbox, type OutboxOptions, createOutbox } from "./outbox";
import { type PlacesCache, type PlacesCacheOptions, createPlacesCache } from "./placesCache";
import { type Channel, type KeyValueStore, type Session, createSession } from "./session";

/** All that a pane and its functions share: made once per workbook, since both run in one runtime. */
export interface Client {
  readonly session: Session;
  readonly api: Api;
  readonly lookup: Lookup;
  readonly outbox: Outbox;
  readonly followUps: FollowUps;
  readonly places: PlacesCache;
  /** Calls and other numbers that are noted of patients, kept here until the server has them. */
  readonly notes: NotesQueue;
  /** Signs in, opens the person's outbox and sends what waits in it. */
  signIn(username: string, password: string): Promise<SignInAnswer>;
  /** Signs out here at once, in the person's other workbooks, and on the server where it can be reached. */
  signOut(): Promise<void>;
  /** The person typed or pressed something: keeps the session from becoming idle, here and (seldom) on the server. */
  noteActivity(): void;
  close(): Promise<void>;
}

export interface ClientOptions {
  /** Origin of the server; empty for the page's own. */
  readonly baseUrl?: string;
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
  readonly store?: KeyValueStore | null;
  readonly openChannel?: (name: string) => Channel | null;
  readonly onRequest?: (seen: RequestSeen) => void;
  readonly places?: Pick<PlacesCacheOptions, "openStore">;
  readonly outbox?: Pick<OutboxOptions, "openStore" | "withLock" | "iterations" | "partLimits" | "random">;
  readonly notes?: Pick<NotesQueueOptions, "openStore">;
}

const noteEveryMilliseconds = 5_000;

export function createClient(options: ClientOptions = {}): Client {
  const clock = options.clock ?? systemClock;
  const store = options.store === undefined ? sessionStore() : options.store;
  const openChannel = options.openChannel ?? broadcastChannel;
  const session = createSession({ clock, store, channel: openChannel("patient-contacts.session") });
  const api = createApi({
    baseUrl: options.baseUrl ?? "",
    session,
    clock,
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    ...(options.onRequest === undefined ? {} : { onRequest: options.onRequest }),
  });
  const lookup = createLookup({ api, session, clock });
  const outbox = createOutbox({ ...options.outbox, api, session, clock, kept: store, channel: openChannel("patient-contacts.outbox") });
  const followUps = createFollowUps({ api, session, kept: store });
  const places = createPlacesCache({ ...options.places, api, session, clock });
  const notes = createNotesQueue({ ...options.notes, api, keys: outbox.keys, clock });
  let notedAt = 0;
  let known = session.snapshot().person?.userUuid ?? null;

  const stopListening = session.subscribe(() => {
    const { person, ended } = session.snapshot();
    if (person !== null || known === null) return;
    known = null;
    outbox.lock();
    notes.lock();
    // Idle, or signed out in another workbook: this workbook's session on the server ends too.
    if (ended === "elsewhere" || ended === "idle") ignoreFailure(api.endOnServer());
  });
  const online = (): void => {
    void outbox.drain({ now: true });
    void notes.drain();
  };
  if (typeof addEventListener === "function") addEventListener("online", online);
  if (known !== null) void resume(known);

  async function resume(userUuid: string): Promise<void> {
    if (await outbox.resume(userUuid)) await Promise.all([outbox.drain(), notes.drain()]);
  }

  return {
    session,
    api,
    lookup,
    outbox,
    followUps,
    places,
    notes,
    signIn: async (username, password) => {
      const answer = await api.signIn({ username, password });
      known = answer.person.userUuid;
      await outbox.unlock(answer.person.userUuid, password);
      online();
      return answer;
    },
    signOut: () => api.signOut().catch(unlessUnreachable),
    noteActivity: () => {
      const idle = session.idleSeconds();
      if (idle === null || clock.now() - notedAt < noteEveryMilliseconds) return;
      notedAt = clock.now();
      session.touch();
      if (session.secondsSinceHeard() > idle / 3) ignoreFailure(api.readSession());
    },
    close: async () => {
      stopListening();
      if (typeof removeEventListener === "function") removeEventListener("online", online);
      session.close();
      lookup.close();
      await notes.close();
      await Promise.all([outbox.close(), places.close()]);
    },
  };
}

let shared: Client | null = null;

/** The client of this workbook's runtime. */
export function sharedClient(): Client {
  return (shared ??= createClient());
}

/** Makes this the runtime's client, before anything has asked for it. */
export function shareClient(client: Client): void {
  shared = client;
}

/** A failure here changes nothing: a session that ended is told of by itself, and one that could not be told ends on the server alone. */
function unlessUnreachable(error: unknown): void {
  if (!(error instanceof ApiFailure)) throw error;
}

function ignoreFailure(work: Promise<unknown>): void {
  void work.catch(unlessUnreachable);
}

/** Null where the browser refuses storage to a page in a frame. */
function sessionStore(): KeyValueStore | null {
  try {
    return globalThis.sessionStorage;
  } catch {
    return null;
  }
}

function broadcastChannel(name: string): Channel | null {
  return typeof BroadcastChannel === "function" ? new BroadcastChannel(name) : null;
}
