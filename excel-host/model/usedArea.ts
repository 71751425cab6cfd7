import { boundingRect, cellRect, containsCell, keyColumn, keyRow, type Rect } from "./address";

/** Remembers the smallest rectangle around some cells, and finds it anew only when a cell at its border went away. */
export class UsedArea {
  private rect: Rect | null = null;
  private isKnown = true;

  cellChanged(key: number, countedBefore: boolean, countsNow: boolean): void {
    if (!this.isKnown || countedBefore === countsNow) return;
    const here = cellRect(keyRow(key), keyColumn(key));
    if (countsNow)
      this.rect = this.rect ? (containsCell(this.rect, here.row, here.column) ? this.rect : boundingRect(this.rect, here)) : here;
    else if (this.rect && this.isAtBorder(here)) this.isKnown = false;
  }

  forget(): void {
    this.isKnown = false;
  }

  /** `keys` gives the counted cells, and is read only when the rectangle must be found anew. */
  find(keys: () => Iterable<number>): Rect | null {
    if (this.isKnown) return this.rect;
    let [first, last, left, right] = [Infinity, -1, Infinity, -1];
    for (const key of keys()) {
      first = Math.min(first, keyRow(key));
      last = Math.max(last, keyRow(key));
      left = Math.min(left, keyColumn(key));
      right = Math.max(right, keyColumn(key));
    }
    this.isKnown = true;
    this.rect = last < 0 ? null : { row: first, column: left, rows: last - first + 1, columns: right - left + 1 };
    return this.rect;
  }

  private isAtBorder({ row, column }: Rect): boolean {
    const { rect } = this;
    if (!rect) return false;
    return row === rect.row || row === rect.row + rect.rows - 1 || column === rect.column || column === rect.column + rect.columns - 1;
  }
}
