import { longOutcomeHeadings as long, outcomeHeadings as short, rowIdHeading } from "../../domain/columnHeaders";
import { everyStatus, statusInEveryLanguage } from "../../wording/everyStatus";

/** Columns (sheet index from 0) under headers of ours; the only ones that we ever write in somebody's list. */
export interface OwnColumns {
  readonly status: number | null;
  readonly detail: number | null;
  /** Only in sheets that we made. */
  readonly rowId: number | null;
  /** Headers to use where ours are missing or belong to somebody else. */
  readonly headers: { readonly status: string; readonly detail: string };
}

const ourWords = new Set(everyStatus());

/** What Status says, in the language of whoever sent it, of a row that needs not be sent again as long as it stays as it is. */
export const doneWords: ReadonlySet<string> = new Set(
  (["updated", "unchanged", "collapsed", "takenBack", "leftOut"] as const).flatMap((status) => statusInEveryLanguage(status)),
);

/** Whether a Status cell says something that we would have written, in any language. */
export function isOurStatus(text: string): boolean {
  return text === "" || ourWords.has(text);
}

/** A person's list may have a Status column of its own (active, lost …); ours then bear longer names. */
export function findOwnColumns(headers: readonly string[], left: number): OwnColumns {
  const at = (header: string): number | null => {
    const index = headers.findIndex((text) => text.toLowerCase() === header.toLowerCase());
    return index === -1 ? null : index + left;
  };
  const rowId = at(rowIdHeading);
  if (at(short.status) !== null && at(short.detail) !== null && at(long.status) === null) {
    return { status: at(short.status), detail: at(short.detail), rowId, headers: short };
  }
  // One of the two alone is somebody else's.
  const taken = at(short.status) !== null || at(short.detail) !== null || at(long.status) !== null;
  return taken
    ? { status: at(long.status), detail: at(long.detail), rowId, headers: long }
    : { status: null, detail: null, rowId, headers: short };
}

/** For a list whose Status and Detail turned out to be somebody else's. */
export function withLongHeaders(own: OwnColumns): OwnColumns {
  return { ...own, status: null, detail: null, headers: long };
}
