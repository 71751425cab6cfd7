import type { KnownPlaces } from "../../client/placesCache";
import type { WorklistsApi } from "../../client/worklistsApi";
import type { Worklist, WorklistRow } from "../../contract/worklists";
import { formats } from "../../wording/formats";
import { worklistsWords as words } from "../../wording/paneWorklists";
import { placeLists } from "./placeLists";
import type { RecordedPlace } from "./placeLists";
import type { WorklistContent } from "./sheetPort";
import { sheetRow } from "./sheetRows";

interface Fetching {
  readonly rows: WorklistsApi["rows"];
  readonly known: () => KnownPlaces | null;
  readonly signal: AbortSignal;
}

/** What a sheet of the worklist is made of: the first page at once, so that a refusal leaves the workbook alone, the others as they are written. */
export async function fetchSheet({ uuid, name, madeBy }: Worklist, { rows: ask, known, signal }: Fetching): Promise<WorklistContent> {
  const first = await ask(uuid, 0, signal);
  const places = new Map<string, RecordedPlace>();
  let page: typeof first | null = first;
  let next: number | null = first.next;
  const hand = (rows: readonly WorklistRow[]): readonly (readonly string[])[] => {
    for (const { lga, state } of rows) places.set(JSON.stringify([lga, state]), { lga, state });
    return rows.map(sheetRow);
  };
  return {
    worklist: uuid,
    name,
    lines: [name, words.sheet.line(first.total, formats.moment(first.readAt), madeBy)],
    total: first.total,
    next: async () => {
      const now = page ?? (next === null ? null : await ask(uuid, next, signal));
      if (now === null) return null;
      page = null;
      next = now.next;
      return hand(now.rows);
    },
    lists: () => placeLists(known(), [...places.values()]),
  };
}
