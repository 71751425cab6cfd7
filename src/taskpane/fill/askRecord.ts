import { ApiFailure } from "../../client/apiFailure";
import type { LookupField, LookupResult } from "../../contract/patients";
import { limits } from "../../contract/primitives";
import type { PanePorts } from "../ports";
import type { WorkOptions } from "./sheetPort";

/** Characters of all ART IDs of one request. */
const charactersPerRequest = 500_000;

export interface RecordRead {
  readonly results: ReadonlyMap<string, LookupResult>;
  /** When the oldest of the answers was read. */
  readonly readAt: string;
}

/**
 * Asks the record for each ART ID once, in as few requests as it takes. What cells have looked up in the last minutes is not used: the columns
 * say when they were read, and whoever presses the button means now.
 */
export async function askRecord(server: Pick<PanePorts["server"], "lookup">, artIds: readonly string[], fields: LookupField[], { signal, onProgress }: WorkOptions): Promise<RecordRead> {
  const unique = [...new Set(artIds)];
  const results = new Map<string, LookupResult>();
  let readAt: string | null = null;
  for (let from = 0; from < unique.length; ) {
    const some = nextRequest(unique, from);
    onProgress?.(from, unique.length);
    const answer = await server.lookup({ artIds: some, fields }, signal);
    if (answer.results.length !== some.length) throw new ApiFailure("unreadable");
    some.forEach((artId, at) => {
      const result = answer.results[at];
      if (result !== undefined) results.set(artId, result);
    });
    readAt ??= answer.readAt;
    from += some.length;
  }
  onProgress?.(unique.length, unique.length);
  return { results, readAt: readAt ?? new Date().toISOString() };
}

function nextRequest(artIds: readonly string[], from: number): string[] {
  const some: string[] = [];
  let characters = 0;
  for (let at = from; at < artIds.length && some.length < limits.artIdsPerLookup; at += 1) {
    const artId = artIds[at] ?? "";
    characters += artId.length;
    if (some.length > 0 && characters > charactersPerRequest) break;
    some.push(artId);
  }
  return some;
}
