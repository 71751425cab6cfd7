import type { Clock } from "./clock";

interface Remembered<Field, Result> {
  readonly result: Result;
  readonly fields: ReadonlySet<Field>;
  readonly at: number;
}

export interface AnswerMemory<Field, Result> {
  /** What was read of an ART ID, if it is young enough and holds these fields. */
  recall(artId: string, fields: readonly Field[]): Result | null;
  remember(artId: string, entry: Remembered<Field, Result>): void;
  forget(isMeant: (artId: string) => boolean): void;
}

interface Options {
  readonly clock: Clock;
  readonly maxAge: number;
  readonly most: number;
}

/** What the server has answered, for a limited time; beyond `most` ART IDs the oldest go first. */
export function createAnswerMemory<Field, Result extends { readonly found: boolean }>({ clock, maxAge, most }: Options): AnswerMemory<Field, Result> {
  const memory = new Map<string, Remembered<Field, Result>>();
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
