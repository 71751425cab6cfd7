import { cellRect, containsCell, type Rect } from "./address";
import type { Cell } from "./cell";
import type { ChangeListener, ChangeSource, WorkbookChange } from "./changes";
import { Journal } from "./journal";
import { formatValue, type FormatSettings } from "./numberFormat";
import { Sheet, type CellWatcher } from "./sheet";
import type { Table } from "./tableState";

export interface NamedItem {
  readonly name: string;
  readonly formula: string;
  readonly comment: string;
  readonly visible: boolean;
  /** Null when the name counts in the whole workbook. */
  readonly scope: Sheet | null;
}

export interface WorkbookState {
  readonly sheets: readonly Sheet[];
  readonly tables: readonly Table[];
  readonly names: readonly NamedItem[];
  readonly settings: ReadonlyMap<string, unknown>;
}

export interface Selection {
  readonly sheet: Sheet;
  readonly rects: readonly [Rect, ...Rect[]];
  readonly activeRow: number;
  readonly activeColumn: number;
}

export interface Region {
  /** Decides how typed dates are read. */
  readonly locale: string;
  readonly shortDate: string;
}

/** Nigerian English: the day comes first. */
const defaultRegion: Region = { locale: "en-GB", shortDate: "dd/mm/yyyy" };

export class Workbook {
  name = "Book1.xlsx";
  date1904 = false;
  region: Region = defaultRegion;
  readonly journal = new Journal();
  /** Set by the formula engine. */
  watcher: CellWatcher | null = null;
  /** Whose change is being made: set around each request and each edit. */
  source: ChangeSource = "person";
  private current: WorkbookState;
  private selected: Selection;
  private sequence = 0;
  private readonly listeners = new Set<ChangeListener>();

  constructor() {
    const first = this.newSheet("Sheet1");
    this.current = { sheets: [first], tables: [], names: [], settings: new Map() };
    this.selected = { sheet: first, rects: [cellRect(0, 0)], activeRow: 0, activeColumn: 0 };
  }

  get state(): WorkbookState {
    return this.current;
  }

  get selection(): Selection {
    return this.selected;
  }

  get activeSheet(): Sheet {
    return this.selected.sheet;
  }

  get formatSettings(): FormatSettings {
    return { date1904: this.date1904, shortDate: this.region.shortDate };
  }

  update(change: Partial<WorkbookState>): void {
    const before = this.current;
    const after = { ...before, ...change };
    this.current = after;
    this.journal.state({ undo: () => (this.current = before), redo: () => (this.current = after) });
  }

  nextId(): number {
    return ++this.sequence;
  }

  /** A sheet that is not yet part of the workbook. */
  newSheet(name: string): Sheet {
    const number = String(this.nextId()).padStart(12, "0");
    return new Sheet(`{00000000-0001-0000-0000-${number}}`, name, this);
  }

  findSheet(nameOrId: string): Sheet | null {
    const wanted = nameOrId.toLowerCase();
    return this.current.sheets.find((sheet) => sheet.id.toLowerCase() === wanted || sheet.name.toLowerCase() === wanted) ?? null;
  }

  setSelection(selection: Selection): void {
    this.selected = selection;
  }

  /** Runs `work` as one undoable step made by `source`. */
  change<T>(label: string, source: ChangeSource, work: () => T): T {
    const outer = this.source;
    this.source = source;
    try {
      return this.journal.record(label, work);
    } finally {
      this.source = outer;
    }
  }

  emit(change: WorkbookChange): void {
    for (const listener of this.listeners) listener(change, this.source);
  }

  onChange(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  textOf(cell: Cell | undefined): string {
    return cell ? formatValue(cell.value, cell.numberFormat, this.formatSettings) : "";
  }

  tableAt(sheet: Sheet, row: number, column: number): Table | null {
    return this.current.tables.find((table) => table.sheet === sheet && containsCell(table.rect, row, column)) ?? null;
  }
}
