import type { RowOutcome } from "../../contract/submissions";
import { locatorOf } from "./engine/compare";
import type { PaneRow } from "./engine/paneRow";
import { locatorFromRowId } from "./engine/sentRows";
import type { Validated } from "./submitState";

/**
 * All ART IDs of the patients whose rows were answered, also those that the list does not have: of these patients the record may say something
 * else now. Undefined (all) where one of the rows is not known here any more, or was never compared with the record.
 */
export function touchedArtIds(validated: Validated | null | undefined, outcomes: readonly RowOutcome[]): readonly string[] | undefined {
  if (validated === null || validated === undefined) return undefined;
  const known = new Map(validated.rows.map((row) => [placeOf(locatorOf(row)), row]));
  const touched = new Set<string>();
  for (const { rowId, rowNumber } of outcomes) {
    const artIds = artIdsOf(known.get(placeOf(locatorFromRowId(rowId, rowNumber))));
    if (artIds === null) return undefined;
    for (const artId of artIds) touched.add(artId);
  }
  return [...touched];
}

function artIdsOf(row: PaneRow | undefined): readonly string[] | null {
  if (row === undefined) return null;
  const { artId } = row.checked;
  if (artId === null) return [];
  return row.preview === null ? null : [artId, ...(row.preview.otherArtIds ?? [])];
}

function placeOf({ mark, rowNumber }: { readonly mark: string; readonly rowNumber: number }): string {
  return `${mark} ${rowNumber}`;
}
