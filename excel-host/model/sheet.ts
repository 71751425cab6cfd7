import { boundingRect, cellKey, cellRect, intersect, keyColumn, keyRow, type Rect } from "./address";
import { hasContent, isBare, type Cell } from "./cell";
import type { Chart } from "./chart";
import type { ConditionalFormat } from "./conditionalFormat";
import type { FilterState } from "./filterState";
import type { SheetProtection } from "./protection";
import { UsedArea } from "./usedArea";
import type { Validation } from "./validation";

export type SheetVisibility = "Visible" | "Hidden" | "VeryHidden";

/** Everything about a sheet that is not in its cells. Replaced as a whole at each change, so that undo keeps the old one. */
export interface SheetState {
  readonly name: string;
  readonly visibility: SheetVisibility;
  readonly tabColor: string;
  readonly showGridlines: boolean;
  /** Rows that a person hid, apart from those that a filter hides. */
  readonly hiddenRows: ReadonlySet<number>;
  readonly filteredRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
  /** Widths and heights in points, where they are not the default. */
  readonly columnWidths: ReadonlyMap<number, number>;
  readonly rowHeights: ReadonlyMap<number, number>;
  readonly frozenRows: number;
  readonly frozenColumns: number;
  readonly protection: SheetProtection | null;
  readonly autoFilter: FilterState | null;
  readonly validations: readonly Validation[];
  readonly conditionalFormats: readonly ConditionalFormat[];
  readonly charts: readonly Chart[];
}

const freshState = (name: string): SheetState => ({
  name,
  visibility: "Visible",
  tabColor: "",
  showGridlines: true,
  hiddenRows: new Set(),
  filteredRows: new Set(),
  hiddenColumns: new Set(),
  columnWidths: new Map(),
  rowHeights: new Map(),
  frozenRows: 0,
  frozenColumns: 0,
  protection: null,
  autoFilter: null,
  validations: [],
  conditionalFormats: [],
  charts: [],
});

/** The results that a file holds for its formulas: by the formula's key, with the cells that the result fills, where it fills several. */
export type StoredResults = ReadonlyMap<Sheet, ReadonlyMap<number, Rect | null>>;

/** Told of every cell that changes, by whomever: this is how formulas know what to calculate again. */
export interface CellWatcher {
  cellChanged(sheet: Sheet, key: number, before: Cell | undefined, after: Cell | undefined): void;
  cellsReplaced(sheet: Sheet): void;
  resultsLoaded(stored: StoredResults): void;
}

/** Keeps what was done, so that it can be taken back. */
interface StepKeeper {
  cell(step: { sheet: Sheet; key: number; before: Cell | undefined; after: Cell | undefined }): void;
  state(step: { undo(): void; redo(): void }): void;
}

/** What a sheet needs of its workbook. */
export interface SheetOwner {
  readonly journal: StepKeeper;
  readonly watcher: CellWatcher | null;
}

export class Sheet {
  readonly id: string;
  deleted = false;
  private current: SheetState;
  private content = new Map<number, Cell>();
  private readonly filled = new UsedArea();
  private readonly kept = new UsedArea();
  private readonly owner: SheetOwner;

  constructor(id: string, name: string, owner: SheetOwner) {
    this.id = id;
    this.owner = owner;
    this.current = freshState(name);
  }

  get state(): SheetState {
    return this.current;
  }

  get name(): string {
    return this.current.name;
  }

  update(change: Partial<SheetState>): void {
    const before = this.current;
    const after = { ...before, ...change };
    this.current = after;
    this.owner.journal.state({ undo: () => (this.current = before), redo: () => (this.current = after) });
  }

  cell(row: number, column: number): Cell | undefined {
    return this.content.get(cellKey(row, column));
  }

  cellAt(key: number): Cell | undefined {
    return this.content.get(key);
  }

  get cells(): ReadonlyMap<number, Cell> {
    return this.content;
  }

  put(row: number, column: number, cell: Cell): void {
    const key = cellKey(row, column);
    this.owner.journal.cell({ sheet: this, key, before: this.content.get(key), after: cell });
    this.restoreCell(key, cell);
  }

  /** Puts a cell without a trace in the undo list: for undo itself and for what formulas compute. */
  restoreCell(key: number, cell: Cell | undefined): void {
    const before = this.content.get(key);
    if (cell === undefined || isBare(cell)) this.content.delete(key);
    else this.content.set(key, cell);
    const after = this.content.get(key);
    this.kept.cellChanged(key, before !== undefined, after !== undefined);
    this.filled.cellChanged(key, before !== undefined && hasContent(before), after !== undefined && hasContent(after));
    this.owner.watcher?.cellChanged(this, key, before, after);
  }

  /** Replaces all cells at once, for inserting and deleting rows or columns. */
  replaceCells(after: Map<number, Cell>): void {
    const before = this.content;
    const install = (content: Map<number, Cell>): void => {
      this.content = content;
      this.kept.forget();
      this.filled.forget();
      this.owner.watcher?.cellsReplaced(this);
    };
    install(after);
    this.owner.journal.state({ undo: () => install(before), redo: () => install(after) });
  }

  /** Calls `visit` for the cells that exist in `rect`, in no particular order. */
  forEachCell(rect: Rect, visit: (key: number, cell: Cell) => void): void {
    if (rect.rows * rect.columns <= this.content.size) {
      for (let row = rect.row; row < rect.row + rect.rows; row++) {
        for (let column = rect.column; column < rect.column + rect.columns; column++) {
          const cell = this.content.get(cellKey(row, column));
          if (cell) visit(cellKey(row, column), cell);
        }
      }
      return;
    }
    for (const [key, cell] of this.content) if (intersect(rect, cellRect(keyRow(key), keyColumn(key)))) visit(key, cell);
  }

  /** The smallest rectangle with all values (and formats, unless `valuesOnly`) inside `within`; null when there are none. */
  usedRect(valuesOnly: boolean, within?: Rect): Rect | null {
    const used = valuesOnly ? this.filled.find(() => this.filledKeys()) : this.kept.find(() => this.content.keys());
    return within && used ? this.usedInside(within, used, valuesOnly) : used;
  }

  isRowHidden(row: number): boolean {
    return this.current.hiddenRows.has(row) || this.current.filteredRows.has(row);
  }

  isColumnHidden(column: number): boolean {
    return this.current.hiddenColumns.has(column);
  }

  private *filledKeys(): Iterable<number> {
    for (const [key, cell] of this.content) if (hasContent(cell)) yield key;
  }

  private usedInside(within: Rect, used: Rect, valuesOnly: boolean): Rect | null {
    const common = intersect(within, used);
    if (!common) return null;
    let found: Rect | null = null;
    this.forEachCell(common, (key, cell) => {
      if (valuesOnly && !hasContent(cell)) return;
      const here = cellRect(keyRow(key), keyColumn(key));
      found = found ? boundingRect(found, here) : here;
    });
    return found;
  }
}
