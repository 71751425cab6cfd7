import { type DBSchema, openDB } from "idb";
import { PlacesAnswer } from "../contract/places";
import { digestBytes } from "./digest";

/** A hierarchy that is whole: its version is its digest. */
export interface KeptPlaces {
  readonly version: string;
  readonly states: NonNullable<PlacesAnswer["states"]>;
}

interface Schema extends DBSchema {
  places: { key: string; value: unknown };
}

/** Where the hierarchy outlasts a reload. */
export interface PlacesStore {
  /** Null where there is none, or what is stored is not whole any more. */
  read(): Promise<KeptPlaces | null>;
  write(places: KeptPlaces): Promise<void>;
  close(): void;
}

const only = "hierarchy";

/**
 * Opens (and at first makes) the store in this browser. Names of states, LGAs and wards are public and say nothing of a patient, so they are
 * stored as they are, for whoever signs in here next; the outbox, which holds patients, is encrypted.
 */
export async function openPlacesStore(name = "patient-contacts.places"): Promise<PlacesStore> {
  const database = await openDB<Schema>(name, 1, {
    upgrade: (made) => {
      made.createObjectStore("places");
    },
    // A later version in another workbook must be able to upgrade.
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
  return {
    read: async () => checkPlaces(await database.get("places", only)),
    write: async (places) => {
      await database.put("places", places, only);
    },
    close: () => database.close(),
  };
}

/** A hierarchy whose digest is its version; anything else (damaged, of another version of the product, cut off on the way) is none. */
export async function checkPlaces(found: unknown): Promise<KeptPlaces | null> {
  const parsed = PlacesAnswer.safeParse(found);
  if (!parsed.success || parsed.data.states === null) return null;
  const { version, states } = parsed.data;
  return (await digestBytes(new TextEncoder().encode(JSON.stringify(states)))) === version ? { version, states } : null;
}
