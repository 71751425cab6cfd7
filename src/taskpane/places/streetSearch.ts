import type { StreetRequest } from "../../contract/places";
import { ApiFailure } from "../../client/apiFailure";
import { splitTyped, typedKey } from "../../domain/streetNames";
import { createStore } from "../store";
import type { PlacesStore } from "./placesStore";

/** Names that complete what stands in the street field. */
export interface StreetOffers {
  /** What stays before them: a house number, parts that are finished. */
  readonly kept: string;
  readonly names: readonly string[];
}

export type StreetSearch = ReturnType<typeof createStreetSearch>;

/** So long nothing was typed before the server is asked. */
const pauseMilliseconds = 200;
const fewestLetters = 2;
const nothing: StreetOffers = { kept: "", names: [] };

/**
 * Asks for streets while somebody types: after a short pause, only for the part that is being typed, and only the latest answer counts.
 * Without the server nothing is offered; typing never waits for it.
 */
export function createStreetSearch({ completeStreet }: Pick<PlacesStore, "completeStreet">) {
  const store = createStore<StreetOffers>(nothing);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = new AbortController();

  const clear = (): void => {
    clearTimeout(timer);
    stop.abort();
    stop = new AbortController();
    if (store.get().names.length > 0) store.set(() => nothing);
  };

  async function ask(request: StreetRequest, kept: string, { signal }: AbortController): Promise<void> {
    try {
      const { names } = await completeStreet(request, signal);
      if (!signal.aborted) store.set(() => ({ kept, names }));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      // Completing is a help, not a need: the person types on.
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    /** The street field now says this; `place` is the LGA and ward of the address, null where no LGA is known. */
    type: (text: string, place: Omit<StreetRequest, "text"> | null): void => {
      clear();
      const { kept, typed } = splitTyped(text);
      if (place === null || typed.length > 60 || typedKey(typed).length < fewestLetters) return;
      timer = setTimeout(() => void ask({ ...place, text: typed }, kept, stop), pauseMilliseconds);
    },
    clear,
  };
}
