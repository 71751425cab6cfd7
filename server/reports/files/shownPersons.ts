import { insertAuditEvent } from "../../audit/auditEvents";
import type { Deps } from "../../deps";
import type { StoredFile } from "./fileStore";

/** Patients of one event: of a file with half a million rows no more are ever held in memory. */
const personsPerEvent = 2_000;

export interface ShownPersons {
  /** Notes whose values go into the file. Of many, every two thousand are an event of their own, written beside the making. */
  readonly add: (personIds: readonly number[]) => Promise<void>;
  /** Waits until all earlier events are written, and gives the patients that are left for the event that ends the file. */
  readonly rest: () => Promise<readonly number[]>;
}

/** Keeps account of whose values a file shows. Every event stands before the file is ready, so nobody can open it unrecorded. */
export function noteShownPersons({ pool, clock }: Pick<Deps, "pool" | "clock">, file: StoredFile, attempt: number): ShownPersons {
  let persons = new Set<number>();
  let part = 0;
  let writing: Promise<unknown> = Promise.resolve();
  const write = (subjects: readonly number[]): void => {
    part += 1;
    const { kind, format } = file.request;
    writing = insertAuditEvent(pool, {
      at: clock.now(),
      caller: file,
      action: "make-report",
      result: "done",
      details: { kind, format, attempt, part },
      subjects: subjects.map((personId) => ({ personId })),
    });
    // Whoever waits for it next is told; until then nobody does.
    writing.catch(() => undefined);
  };
  return {
    add: async (personIds) => {
      for (const personId of personIds) {
        persons.add(personId);
        if (persons.size < personsPerEvent) continue;
        const full = [...persons];
        persons = new Set();
        await writing;
        write(full);
      }
    },
    rest: async () => {
      await writing;
      return [...persons];
    },
  };
}
