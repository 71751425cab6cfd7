import { indexCompletion } from "../domain/placeCompletion";
import type { PlaceCompletion } from "../domain/placeCompletion";
import { indexPlaces } from "../domain/placeNames";
import { pathsOfTree } from "../domain/placeTree";
import type { Places } from "../domain/types";
import type { Api } from "./api";
import { ApiFailure } from "./apiFailure";
import { type Clock, systemClock } from "./clock";
import { createListeners } from "./listeners";
import { checkPlaces, openPlacesStore } from "./placesStore";
import type { KeptPlaces, PlacesStore } from "./placesStore";
import type { Session } from "./session";

/** The site's hierarchy in memory: names are found and completed at once, whether or not the server can be reached. */
export interface KnownPlaces {
  readonly version: string;
  readonly places: Places;
  readonly completion: PlaceCompletion;
}

/** The same object until something changes. */
export interface PlacesSnapshot {
  readonly known: KnownPlaces | null;
  /** Being read from this browser or asked of the server, and nothing is known yet. */
  readonly isLoading: boolean;
  /** Why nothing could be learnt from the server at the last try. */
  readonly failure: ApiFailure | null;
}

export type PlacesCache = ReturnType<typeof createPlacesCache>;

export interface PlacesCacheOptions {
  readonly api: Pick<Api, "places">;
  readonly session: Pick<Session, "snapshot" | "subscribe">;
  readonly clock?: Clock;
  readonly openStore?: () => Promise<PlacesStore>;
}

/** How long an answer counts as fresh; the server itself reads the hierarchy again at this pace. */
const freshMilliseconds = 10 * 60_000;

/**
 * Keeps the site's hierarchy: what this browser has stored serves at once, also without the server and after a reload; in the background the
 * server is asked, when somebody signs in and when a form is opened, whether it has another version.
 */
export function createPlacesCache({ api, session, clock = systemClock, openStore = openPlacesStore }: PlacesCacheOptions) {
  const listeners = createListeners<null>();
  let view: PlacesSnapshot = { known: null, isLoading: true, failure: null };
  let freshUntil = 0;
  let asking: Promise<void> | null = null;
  let closed = false;
  // Where the browser refuses storage the hierarchy is kept as long as the page lives.
  const store: Promise<PlacesStore | null> = openStore().catch(() => null);

  const show = (change: Partial<PlacesSnapshot>): void => {
    if (closed) return;
    view = { ...view, ...change };
    listeners.tell(null);
  };
  const learn = ({ version, states }: KeptPlaces): void => {
    const places = indexPlaces(pathsOfTree(states));
    show({ known: { version, places, completion: indexCompletion(states, places) }, isLoading: false, failure: null });
  };

  async function readStored(): Promise<void> {
    const kept = await (await store)?.read().catch(() => null);
    // What the server has said meanwhile is newer.
    if (kept && view.known === null) learn(kept);
  }
  const stored = readStored();

  async function ask(): Promise<void> {
    await stored;
    try {
      const version = view.known?.version ?? null;
      const answer = await api.places(version);
      if (answer.states === null) show({ isLoading: false, failure: null });
      else await adopt(answer);
      freshUntil = clock.now() + freshMilliseconds;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      // What is known goes on serving; the next form asks again.
      show({ isLoading: false, failure: error });
    }
  }

  async function adopt(answer: unknown): Promise<void> {
    const places = await checkPlaces(answer);
    if (places === null) throw new ApiFailure("unreadable", { status: 200 });
    learn(places);
    // A full or refused store is no reason to do without: it is asked for again after the next reload.
    await (await store)?.write(places).catch(() => undefined);
  }

  /** Asks the server whether there is another version, unless that was just done; never fails. */
  function refresh(): Promise<void> {
    if (session.snapshot().person === null || clock.now() < freshUntil) return settle();
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  }

  async function settle(): Promise<void> {
    await stored;
    if (view.isLoading && asking === null) show({ isLoading: false });
  }

  let person = session.snapshot().person?.userUuid ?? null;
  const stopListening = session.subscribe(() => {
    const now = session.snapshot().person?.userUuid ?? null;
    if (now === person) return;
    person = now;
    if (now !== null) void refresh();
  });
  void refresh();

  return {
    snapshot: () => view,
    subscribe: (listener: () => void) => listeners.add(listener),
    refresh,
    close: async (): Promise<void> => {
      closed = true;
      stopListening();
      (await store)?.close();
    },
  };
}
