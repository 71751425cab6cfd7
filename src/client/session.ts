import { z } from "zod";
import { SessionState, type SignInAnswer } from "../contract/session";
import type { SessionPerson } from "../contract/session";
import { type Clock, systemClock } from "./clock";
import { createListeners } from "./listeners";

/*
 * Who is signed in, in this pane and in the functions of this workbook.
 *
 * The token lives in memory and in sessionStorage, so that a reload of the pane does not ask for the password again. It is never in
 * the workbook, in localStorage or in a cookie, and it is never sent to another workbook: over the channel panes only say who signed
 * in or out. Each workbook therefore has a session of its own on the server; signing out in one ends that person's sessions in all, because
 * somebody who leaves the machine means all of them.
 */

/** Why nobody is signed in any more. `elsewhere`: the person signed out in another workbook. */
export type EndReason = "person" | "idle" | "expired" | "elsewhere";

/** What a screen shows; the same object until something changes. */
export interface SessionSnapshot {
  readonly person: SessionPerson | null;
  readonly ended: EndReason | null;
  /** Less than a minute is left before the session ends by itself. */
  readonly idleSoon: boolean;
  /** Who is signed in in another workbook, known only while nobody is here. */
  readonly elsewhere: { readonly username: string; readonly displayName: string } | null;
}

/** The part of `Storage` that is used. */
export type KeyValueStore = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The part of `BroadcastChannel` that is used. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  close(): void;
}

export interface Session {
  snapshot(): SessionSnapshot;
  subscribe(listener: () => void): () => void;
  /** For the Authorization header; null when nobody is signed in or the idle time has passed. */
  token(): string | null;
  adopt(answer: SignInAnswer): void;
  /** What the server says of the running session (also the answer to a reload). */
  renew(state: SessionState): void;
  end(reason: EndReason): void;
  /** The token of a session that ended here without the server being told; once. */
  takeEndedToken(): string | null;
  /** A person did something, or a request was answered: the idle time starts anew. */
  touch(): void;
  /** Seconds since the server last heard of this session. */
  secondsSinceHeard(): number;
  heard(): void;
  idleSeconds(): number | null;
  close(): void;
}

export interface SessionOptions {
  readonly clock?: Clock;
  readonly store?: KeyValueStore | null;
  readonly channel?: Channel | null;
}

const storeKey = "patient-contacts.session";
const warnSeconds = 60;

const Kept = z.object({ token: z.string().min(40), state: SessionState, endsAt: z.number(), touchedAt: z.number() });
type Kept = z.infer<typeof Kept>;

const Message = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("signed-in"), userUuid: z.string(), username: z.string(), displayName: z.string() }),
  z.object({ kind: z.literal("signed-out"), userUuid: z.string() }),
  z.object({ kind: z.literal("who") }),
]);
type Message = z.infer<typeof Message>;

const nobody: SessionSnapshot = { person: null, ended: null, idleSoon: false, elsewhere: null };

export function createSession({ clock = systemClock, store = null, channel = null }: SessionOptions = {}): Session {
  const listeners = createListeners<null>();
  let kept: Kept | null = null;
  let heardAt = clock.now();
  let view = nobody;
  let endedToken: string | null = null;
  let stopTimer: () => void = () => undefined;

  const show = (next: SessionSnapshot): void => {
    view = next;
    listeners.tell(null);
  };
  const say = (message: Message): void => channel?.postMessage(message);
  const idleEndsAt = (of: Kept): number => Math.min(of.touchedAt + of.state.idleSeconds * 1000, of.endsAt);

  function watch(): void {
    stopTimer();
    if (kept === null) return;
    const left = idleEndsAt(kept) - clock.now();
    if (left <= 0) {
      end(clock.now() >= kept.endsAt ? "expired" : "idle");
      return;
    }
    const idleSoon = left <= warnSeconds * 1000;
    if (idleSoon !== view.idleSoon) show({ ...view, idleSoon });
    stopTimer = clock.later(watch, idleSoon ? left : left - warnSeconds * 1000);
  }

  function keep(next: Kept): void {
    kept = next;
    store?.setItem(storeKey, JSON.stringify(next));
    watch();
  }

  function end(reason: EndReason): void {
    const person = kept?.state.person;
    if (kept === null || person === undefined) return;
    endedToken = reason === "expired" ? null : kept.token;
    kept = null;
    stopTimer();
    store?.removeItem(storeKey);
    show({ ...nobody, ended: reason });
    if (reason === "person") say({ kind: "signed-out", userUuid: person.userUuid });
  }

  function hear(message: Message): void {
    const person = kept?.state.person;
    if (message.kind === "who") {
      if (person !== undefined) say(announcement(person));
    } else if (message.kind === "signed-out") {
      if (person?.userUuid === message.userUuid) end("elsewhere");
      else if (person === undefined && view.elsewhere !== null) show({ ...view, elsewhere: null });
    } else if (person === undefined) {
      show({ ...view, elsewhere: { username: message.username, displayName: message.displayName } });
    }
  }

  channel?.addEventListener("message", (event) => {
    const message = Message.safeParse(event.data);
    if (message.success) hear(message.data);
  });

  const resumed = readKept(store);
  if (resumed !== null && idleEndsAt(resumed) > clock.now()) {
    view = { ...nobody, person: resumed.state.person };
    keep(resumed);
  } else {
    store?.removeItem(storeKey);
    say({ kind: "who" });
  }

  const lasting = (state: SessionState): number => Date.parse(state.expiresAt) - Date.parse(state.serverTime);

  return {
    snapshot: () => view,
    subscribe: (listener) => listeners.add(listener),
    token: () => {
      // A laptop that slept wakes with its timers late: the time is looked at, not only waited for.
      if (kept !== null && idleEndsAt(kept) <= clock.now()) watch();
      return kept?.token ?? null;
    },
    adopt: ({ token, ...state }) => {
      const now = clock.now();
      heardAt = now;
      view = { ...nobody, person: state.person };
      keep({ token, state, endsAt: now + lasting(state), touchedAt: now });
      listeners.tell(null);
      say(announcement(state.person));
    },
    renew: (state) => {
      if (kept === null) return;
      const now = clock.now();
      keep({ token: kept.token, state, endsAt: now + lasting(state), touchedAt: kept.touchedAt });
      if (JSON.stringify(view.person) !== JSON.stringify(state.person)) show({ ...view, person: state.person });
    },
    end,
    takeEndedToken: () => {
      const token = endedToken;
      endedToken = null;
      return token;
    },
    touch: () => {
      if (kept !== null) keep({ ...kept, touchedAt: clock.now() });
    },
    heard: () => {
      heardAt = clock.now();
    },
    secondsSinceHeard: () => (clock.now() - heardAt) / 1000,
    idleSeconds: () => kept?.state.idleSeconds ?? null,
    close: () => {
      stopTimer();
      channel?.close();
    },
  };
}

function announcement(person: SessionPerson): Message {
  return { kind: "signed-in", userUuid: person.userUuid, username: person.username, displayName: person.displayName };
}

function readKept(store: KeyValueStore | null): Kept | null {
  const text = store?.getItem(storeKey) ?? null;
  if (text === null) return null;
  try {
    return Kept.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Not JSON: something else wrote there. Nobody is signed in then.
    return null;
  }
}
