import type { PlacesCache, PlacesSnapshot } from "../../client/placesCache";
import type { Api } from "../../client/api";

/** What completing an address needs: the hierarchy in memory, and streets from the server where it can be reached. */
export interface PlacesStore {
  readonly get: () => PlacesSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  /** Asks whether the server has another hierarchy, unless that was just done. */
  readonly refresh: () => void;
  readonly completeStreet: Api["completeStreet"];
}

export interface PlacesPorts {
  readonly places: Pick<PlacesCache, "snapshot" | "subscribe" | "refresh">;
  readonly server: Pick<Api, "completeStreet">;
}

export function createPlacesStore({ places, server }: PlacesPorts): PlacesStore {
  return {
    get: places.snapshot,
    subscribe: places.subscribe,
    refresh: () => void places.refresh(),
    completeStreet: (body, signal) => server.completeStreet(body, signal),
  };
}
