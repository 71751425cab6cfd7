import type { RowLocator } from "./list";
import type { SheetRow } from "./port";
import { rowMark } from "./rowMark";

/**
 * Finds validated rows again among the rows as they stand now: the same typing, preferring the same row id, then the same row number.
 * Every row is taken at most once, so identical rows each find their own. Gives the place in `rows` for each locator, or null.
 */
export function matchRows(locators: readonly RowLocator[], rows: readonly SheetRow[]): readonly (number | null)[] {
  const byMark = new Map<string, number[]>();
  rows.forEach((row, place) => {
    const mark = rowMark(row.cells);
    const places = byMark.get(mark);
    if (places === undefined) byMark.set(mark, [place]);
    else places.push(place);
  });
  const found: (number | null)[] = locators.map(() => null);
  const take = (index: number, locator: RowLocator, fits: (row: SheetRow) => boolean): void => {
    if (found[index] !== null) return;
    const places = byMark.get(locator.mark) ?? [];
    const at = places.findIndex((place) => {
      const row = rows[place];
      return row !== undefined && fits(row);
    });
    if (at !== -1) found[index] = places.splice(at, 1)[0] ?? null;
  };
  const eachTime = [
    (locator: RowLocator) => (row: SheetRow) => locator.rowId !== "" && row.rowId === locator.rowId,
    (locator: RowLocator) => (row: SheetRow) => row.rowNumber === locator.rowNumber,
    () => () => true,
  ];
  for (const fits of eachTime) locators.forEach((locator, index) => take(index, locator, fits(locator)));
  return found;
}
