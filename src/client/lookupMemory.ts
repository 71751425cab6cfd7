import type { LookupField, LookupResult } from "../contract/patients";
import type { Clock } from "./clock";

interface Remembered {
  readonly result: LookupResult;
  readonly fields: ReadonlySet<LookupField>;
  readonly at: number;
}

export interface LookupMemory {
  /** What was read of an ART ID, if it is young enough and holds these fields. */
  recall(artId: string, fields: readonly LookupField[]): LookupResult | null;
  remember(artId: string, entry: Remembered): void;
  forget(isMeant: (artId: string) => boolean): void;
}

/** What look-ups have brought, for a limited time; beyond `most` ART IDs the oldest go first. */
export function createLookupMemory({ clock, maxAge, most }: { readonly clock: Clock; readonly maxAge: number; readonly most: number }): LookupMemory {
  const memory = new Map<string, Remembered>();
  return {
    recall: (artId, fields) => {
      const entry = memory.get(artId);
      if (entry === undefined || clock.now() - entry.at > maxAge) return null;
      return !entry.result.found || fields.every((field) => entry.fields.has(field)) ? entry.result : null;
    },
    remember: (artId, entry) => {
      memory.delete(artId);
      memory.set(artId, entry);
      const oldest = memory.size > most ? memory.keys().next().value : undefined;
      if (oldest !== undefined) memory.delete(oldest);
    },
    forget: (isMeant) => {
      for (const artId of memory.keys()) if (isMeant(artId)) memory.delete(artId);
    },
  };
}
