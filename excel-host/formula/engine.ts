import { boundingRect, cellKey, containsCell, keyColumn, keyRow, overlaps, sameRect, type Rect } from "../model/address";
import { isError, type Cell } from "../model/cell";
import type { WorkbookChange } from "../model/changes";
import type { CellWatcher, Sheet, StoredResults } from "../model/sheet";
import type { Workbook } from "../model/workbook";
import type { CustomFunctions } from "./customFunctions";
import { CellEvaluator } from "./cellEvaluator";
import { calculationOrder, keysOf } from "./calculationOrder";
import type { FormulaCell, FormulaUse } from "./formulaCell";
import { FormulaRegistry } from "./formulaRegistry";
import type { SheetRect } from "../model/sheetRect";
import { clearAllSpills, clearSpill } from "./spill";

/** Spills that move one another settle within this many rounds, or stay as they are. */
const mostRounds = 6;

const isSpillError = ({ sheet, key }: FormulaCell): boolean => {
  const value = sheet.cellAt(key)?.value ?? "";
  return isError(value) && value.error === "#SPILL!";
};

const usesByChange: Partial<Record<WorkbookChange["kind"], readonly FormulaUse[]>> = {
  tableAdded: ["tables"],
  tableDeleted: ["tables"],
  tableChanged: ["tables"],
  sheetAdded: ["sheets"],
  sheetDeleted: ["sheets"],
  sheetRenamed: ["sheets"],
  namesChanged: ["names"],
  restored: ["tables", "sheets", "names"],
};

/** Keeps every formula of the workbook calculated: a changed cell, a result that arrives, a cell marked dirty. */
export class FormulaEngine implements CellWatcher {
  mode: "Automatic" | "AutomaticExceptTables" | "Manual" = "Automatic";
  private readonly workbook: Workbook;
  private readonly evaluator: CellEvaluator;
  private readonly formulas: FormulaRegistry;
  private readonly changed = new Map<Sheet, Set<number>>();
  private readonly entered = new Set<FormulaCell>();
  private readonly marked = new Set<FormulaCell>();
  private readonly stale = new Set<FormulaCell>();
  private readonly circular = new Set<FormulaCell>();
  private isComputing = false;
  private isSettlePlanned = false;

  constructor(workbook: Workbook, functions: CustomFunctions) {
    this.workbook = workbook;
    this.evaluator = new CellEvaluator(workbook, functions, (cell) => this.takeResult(cell));
    this.formulas = new FormulaRegistry(workbook);
    workbook.watcher = this;
    workbook.onChange((change) => this.understandAnew(change));
  }

  cellChanged(sheet: Sheet, key: number, before: Cell | undefined, after: Cell | undefined): void {
    if (this.isComputing) return;
    const isOnlyFormat = before !== undefined && after !== undefined && before.formula === after.formula && before.value === after.value;
    if (isOnlyFormat && after.value !== "") return;
    if (before?.formula !== undefined) this.forget(sheet, key);
    if (after?.formula !== undefined) this.entered.add(this.formulas.add(sheet, key, after.formula));
    const changedHere = this.changed.get(sheet) ?? new Set();
    this.changed.set(sheet, changedHere.add(key));
  }

  cellsReplaced(sheet: Sheet): void {
    for (const cell of this.formulas.onSheet(sheet)) this.drop(cell);
    this.compute(() => clearAllSpills(sheet));
    for (const [key, cell] of sheet.cells) {
      if (cell.formula !== undefined) this.stale.add(this.formulas.add(sheet, key, cell.formula));
    }
    for (const cell of this.formulas.all()) if (cell.precedents.some((precedent) => precedent.sheet === sheet)) this.stale.add(cell);
  }

  /** The add-in's functions are other ones than before: formulas that call them are calculated anew, but for results that a file brought. */
  functionsChanged(): void {
    for (const cell of this.formulas.all()) if (cell.uses.has("functions") && !cell.isStored) this.entered.add(cell);
    this.settle();
  }

  formulaAt(sheet: Sheet, key: number): FormulaCell | null {
    return this.formulas.at(sheet, key);
  }

  /** What a file holds as the results of its formulas is shown, and not calculated before something asks for it; the clock always does. */
  resultsLoaded(stored: StoredResults): void {
    // Formulas that were saved without a result are calculated because they were entered, not because of what they read.
    if (stored.size > 0) this.changed.clear();
    for (const [sheet, results] of stored) {
      for (const [key, rect] of results) {
        const cell = this.formulaAt(sheet, key);
        if (!cell || cell.uses.has("clock")) continue;
        cell.isStored = true;
        cell.spillRect = rect;
        this.entered.delete(cell);
        this.stale.delete(cell);
      }
    }
  }

  /** Marks the formulas of a range for the next calculation, as `Range.setDirty` does. */
  setDirty(sheet: Sheet, rect: Rect): void {
    for (const cell of this.formulas.within(sheet, rect)) this.marked.add(cell);
  }

  /** A calculation that someone asked for; `everything` also runs what has not changed. */
  calculate(everything: boolean, within?: SheetRect): void {
    for (const cell of within ? this.formulas.within(within.sheet, within.rect) : this.formulas.all()) {
      if (everything || cell.uses.has("clock")) this.marked.add(cell);
    }
    this.run(true);
  }

  /** Calculates what changes made necessary; cheap when there were none. */
  settle(): void {
    if (this.changed.size === 0 && this.entered.size === 0 && this.stale.size === 0) return;
    this.run(false);
  }

  /** References by name mean other cells when tables, sheets or names change. */
  private understandAnew(change: WorkbookChange): void {
    const uses = usesByChange[change.kind];
    if (change.kind === "sheetDeleted") this.formulas.forgetSheet(change.sheet);
    if (!uses) return;
    for (const cell of this.formulas.all()) {
      if (!uses.some((use) => cell.uses.has(use))) continue;
      this.formulas.refresh(cell);
      this.stale.add(cell);
    }
  }

  private drop(cell: FormulaCell): void {
    this.evaluator.cancelCalls(cell);
    this.formulas.remove(cell);
    for (const set of [this.entered, this.marked, this.stale, this.circular]) set.delete(cell);
  }

  private forget(sheet: Sheet, key: number): void {
    const cell = this.formulaAt(sheet, key);
    if (!cell) return;
    this.drop(cell);
    if (!cell.spillRect) return;
    const changedHere = this.changed.get(sheet) ?? new Set();
    this.compute(() => {
      for (const cleared of clearSpill(sheet, key, cell.spillRect)) changedHere.add(cleared);
    });
    this.changed.set(sheet, changedHere);
  }

  private compute(work: () => void): void {
    this.isComputing = true;
    try {
      work();
    } finally {
      this.isComputing = false;
    }
  }

  private run(asked: boolean): void {
    const isManual = this.mode === "Manual" && !asked;
    const fresh = new Set<FormulaCell>([...this.entered, ...(isManual ? [] : this.marked)]);
    const again = new Set<FormulaCell>(this.stale);
    for (const [sheet, keys] of this.changed) {
      for (const cell of this.formulas.dependents(sheet, keys)) fresh.add(cell);
      for (const cell of this.blockedBy(sheet, keys)) again.add(cell);
    }
    if (isManual) {
      for (const cell of fresh) if (!this.entered.has(cell)) this.marked.add(cell);
      fresh.clear();
      for (const cell of this.entered) fresh.add(cell);
    } else this.marked.clear();
    this.changed.clear();
    this.entered.clear();
    this.stale.clear();
    for (const cell of fresh) this.evaluator.cancelCalls(cell);
    this.evaluateAll(new Set([...fresh, ...again]), isManual);
  }

  /** Formulas whose spill lies where something changed: it may now be free, or no longer. */
  private blockedBy(sheet: Sheet, keys: ReadonlySet<number>): FormulaCell[] {
    const spilling = this.formulas.onSheet(sheet).filter((cell) => cell.spillRect !== null);
    return spilling.filter((cell) =>
      [...keys].some((key) => key !== cell.key && cell.spillRect && containsCell(cell.spillRect, keyRow(key), keyColumn(key))),
    );
  }

  private evaluateAll(start: ReadonlySet<FormulaCell>, withoutDependents: boolean): void {
    const shown = new Map<Sheet, Rect>();
    let waiting = start;
    for (let round = 0; waiting.size > 0 && round < mostRounds; round++) {
      const dirty = withoutDependents ? new Set(waiting) : this.withDependents(waiting);
      for (const cell of dirty) if (!waiting.has(cell)) this.evaluator.cancelCalls(cell);
      const moved: SheetRect[] = [];
      this.compute(() => this.evaluateInOrder(dirty, shown, moved));
      waiting = withoutDependents ? new Set() : this.touchedBySpills(moved);
    }
    for (const [sheet, rect] of shown) this.workbook.emit({ kind: "calculated", sheet, rect });
  }

  private evaluateInOrder(dirty: ReadonlySet<FormulaCell>, shown: Map<Sheet, Rect>, moved: SheetRect[]): void {
    const { order, circular } = calculationOrder(dirty, (sheet, key) => this.formulaAt(sheet, key));
    for (const cell of dirty) this.circular.delete(cell);
    for (const cell of circular) this.circular.add(cell);
    for (const cell of order) {
      if (this.formulaAt(cell.sheet, cell.key) !== cell) continue;
      const before = { rect: cell.spillRect, isBlocked: isSpillError(cell) };
      const rect = this.evaluator.evaluate(cell, this.circular.has(cell));
      const isMoved = before.isBlocked !== isSpillError(cell) || !sameRect(before.rect, cell.spillRect);
      if (isMoved) moved.push({ sheet: cell.sheet, rect });
      const known = shown.get(cell.sheet);
      shown.set(cell.sheet, known ? boundingRect(known, rect) : rect);
    }
  }

  /** A spill that came, went or grew concerns the formulas that read its cells, and those that it had stood in the way of. */
  private touchedBySpills(moved: readonly SheetRect[]): Set<FormulaCell> {
    const touched = new Set<FormulaCell>();
    for (const { sheet, rect } of moved) {
      const anchor = cellKey(rect.row, rect.column);
      const keys = new Set(keysOf(rect).filter((key) => key !== anchor));
      for (const cell of this.formulas.dependents(sheet, keys)) touched.add(cell);
      for (const cell of this.formulas.onSheet(sheet))
        if (cell.spillRect && overlaps(cell.spillRect, rect) && isSpillError(cell)) touched.add(cell);
    }
    return touched;
  }

  private withDependents(start: ReadonlySet<FormulaCell>): Set<FormulaCell> {
    const dirty = new Set(start);
    let frontier = [...start];
    while (frontier.length > 0) {
      const keys = new Map<Sheet, Set<number>>();
      for (const cell of frontier) {
        const ofSheet = keys.get(cell.sheet) ?? new Set();
        keys.set(cell.sheet, ofSheet.add(cell.key));
        if (cell.spillRect) for (const key of keysOf(cell.spillRect)) ofSheet.add(key);
      }
      frontier = [...keys].flatMap(([sheet, set]) => this.formulas.dependents(sheet, set)).filter((cell) => !dirty.has(cell));
      for (const cell of frontier) dirty.add(cell);
    }
    return dirty;
  }

  private takeResult(cell: FormulaCell): void {
    if (this.formulaAt(cell.sheet, cell.key) !== cell) return;
    this.stale.add(cell);
    if (this.isSettlePlanned) return;
    this.isSettlePlanned = true;
    queueMicrotask(() => {
      this.isSettlePlanned = false;
      this.settle();
    });
  }
}
