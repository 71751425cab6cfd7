import type { RowOutcome } from "../../contract/submissions";
import { locatorOf } from "./engine/compare";
import { locatorFromRowId } from "./engine/sentRows";
import type { Validated } from "./submitState";

/**
 * The ART IDs of the rows that were answered: of these patients the record may say something else now. Undefined (all) where one of the rows is
 * not known here any more.
 */
export function touchedArtIds(validated: Validated | null | undefined, outcomes: readonly RowOutcome[]): readonly string[] | undefined {
  if (validated === null || validated === undefined) return undefined;
  const known = new Map(validated.rows.map((row) => [placeOf(locatorOf(row)), row.checked.artId]));
  const artIds = outcomes.map(({ rowId, rowNumber }) => known.get(placeOf(locatorFromRowId(rowId, rowNumber))));
  return artIds.some((artId) => artId === undefined) ? undefined : artIds.filter((artId) => artId !== null && artId !== undefined);
}

function placeOf({ mark, rowNumber }: { readonly mark: string; readonly rowNumber: number }): string {
  return `${mark} ${rowNumber}`;
}
