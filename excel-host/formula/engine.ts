import { boundingRect, cellKey, cellRect, containsCell, keyColumn, keyRow, overlaps, sameRect, type Rect } from "../model/address";
import { errorValue, isError, type Cell, type CellValue } from "../model/cell";
import type { CellWatcher, Sheet } from "../model/sheet";
import type { Workbook } from "../model/workbook";
import type { CustomFunctions } from "./customFunctions";
import { calculationOrder, keysOf } from "./calculationOrder";
import { DependencyIndex } from "./dependencyIndex";
import { evaluate, type EvaluationContext } from "./evaluate";
import type { FormulaCell } from "./formulaCell";
import { isArea, type Matrix, type Operand, type Scalar } from "./operand";
import { parseFormula } from "./parser";
import { precedentsOf, resolveOperand, type SheetRect } from "./resolve";
import { clearAllSpills, clearSpill, spill } from "./spill";

const busy = errorValue("#BUSY!");
/** Spills that move one another settle within this many rounds, or stay as they are. */
const mostRounds = 6;

const isSpillError = ({ sheet, key }: FormulaCell): boolean => {
  const value = sheet.cellAt(key)?.value ?? "";
  return isError(value) && value.error === "#SPILL!";
};
const callsClock = (formula: string): boolean => /\b(?:TODAY|NOW)\(/i.test(formula);

function valueOf(result: Operand): CellValue {
  const scalar: Scalar = isArea(result) ? (result.matrix[0]?.[0] ?? 0) : result;
  return scalar ?? 0;
}

const asMatrix = (result: Operand): Matrix | null => (isArea(result) && (result.matrix.length > 1 || (result.matrix[0]?.length ?? 0) > 1) ? result.matrix : null);

/** Keeps every formula of the workbook calculated: a changed cell, a result that arrives, a cell marked dirty. */
export class FormulaEngine implements CellWatcher {
  mode: "Automatic" | "AutomaticExceptTables" | "Manual" = "Automatic";
  now: () => Date = () => new Date();
  private readonly workbook: Workbook;
  private readonly functions: CustomFunctions;
  private readonly formulas = new Map<Sheet, Map<number, FormulaCell>>();
  private readonly index = new DependencyIndex();
  private readonly changed = new Map<Sheet, Set<number>>();
  private readonly entered = new Set<FormulaCell>();
  private readonly marked = new Set<FormulaCell>();
  private readonly stale = new Set<FormulaCell>();
  private readonly circular = new Set<FormulaCell>();
  private isComputing = false;
  private isSettlePlanned = false;

  constructor(workbook: Workbook, functions: CustomFunctions) {
    this.workbook = workbook;
    this.functions = functions;
    workbook.watcher = this;
  }

  cellChanged(sheet: Sheet, key: number, before: Cell | undefined, after: Cell | undefined): void {
    if (this.isComputing) return;
    const isOnlyFormat = before !== undefined && after !== undefined && before.formula === after.formula && before.value === after.value;
    if (isOnlyFormat && after.value !== "") return;
    if (before?.formula !== undefined) this.forget(sheet, key);
    if (after?.formula !== undefined) this.entered.add(this.register(sheet, key, after.formula));
    const changedHere = this.changed.get(sheet) ?? new Set();
    this.changed.set(sheet, changedHere.add(key));
  }

  cellsReplaced(sheet: Sheet): void {
    for (const key of [...(this.formulas.get(sheet)?.keys() ?? [])]) this.drop(sheet, key);
    this.compute(() => clearAllSpills(sheet));
    for (const [key, cell] of sheet.cells) {
      if (cell.formula !== undefined) this.stale.add(this.register(sheet, key, cell.formula));
    }
    for (const cells of this.formulas.values()) {
      for (const cell of cells.values()) if (cell.precedents.some((precedent) => precedent.sheet === sheet)) this.stale.add(cell);
    }
  }

  formulaAt(sheet: Sheet, key: number): FormulaCell | null {
    return this.formulas.get(sheet)?.get(key) ?? null;
  }

  /** Marks the formulas of a range for the next calculation, as `Range.setDirty` does. */
  setDirty(sheet: Sheet, rect: Rect): void {
    for (const cell of this.formulas.get(sheet)?.values() ?? []) {
      if (containsCell(rect, keyRow(cell.key), keyColumn(cell.key))) this.marked.add(cell);
    }
  }

  /** A calculation that someone asked for; `everything` also runs what has not changed. */
  calculate(everything: boolean, within?: SheetRect): void {
    for (const [sheet, cells] of this.formulas) {
      for (const cell of cells.values()) {
        const isWithin = !within || (within.sheet === sheet && containsCell(within.rect, keyRow(cell.key), keyColumn(cell.key)));
        if (isWithin && (everything || cell.isVolatile)) this.marked.add(cell);
      }
    }
    this.run(true);
  }

  /** Calculates what changes made necessary; cheap when there were none. */
  settle(): void {
    if (this.changed.size === 0 && this.entered.size === 0 && this.stale.size === 0) return;
    this.run(false);
  }

  private register(sheet: Sheet, key: number, formula: string): FormulaCell {
    const expression = parseFormula(formula);
    const place = { sheet, row: keyRow(key), column: keyColumn(key) };
    const precedents = expression ? precedentsOf(this.workbook, expression, place) : [];
    const cell: FormulaCell = { sheet, key, formula, expression, precedents, isVolatile: callsClock(formula), results: new Map(), running: new Map(), spillRect: null };
    const ofSheet = this.formulas.get(sheet) ?? new Map<number, FormulaCell>();
    this.formulas.set(sheet, ofSheet.set(key, cell));
    this.index.add(cell);
    return cell;
  }

  private drop(sheet: Sheet, key: number): FormulaCell | null {
    const cell = this.formulas.get(sheet)?.get(key);
    if (!cell) return null;
    this.cancelCalls(cell);
    this.formulas.get(sheet)?.delete(key);
    this.index.remove(cell);
    for (const set of [this.entered, this.marked, this.stale, this.circular]) set.delete(cell);
    return cell;
  }

  private forget(sheet: Sheet, key: number): void {
    const cell = this.drop(sheet, key);
    if (!cell?.spillRect) return;
    const changedHere = this.changed.get(sheet) ?? new Set();
    this.compute(() => {
      for (const cleared of clearSpill(sheet, key, cell.spillRect)) changedHere.add(cleared);
    });
    this.changed.set(sheet, changedHere);
  }

  private cancelCalls(cell: FormulaCell): void {
    for (const id of cell.running.values()) this.functions.cancel(id);
    cell.running.clear();
    cell.results.clear();
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
      for (const cell of this.index.dependents(sheet, keys)) fresh.add(cell);
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
    for (const cell of fresh) this.cancelCalls(cell);
    this.evaluateAll(new Set([...fresh, ...again]), isManual);
  }

  /** Formulas whose spill lies where something changed: it may now be free, or no longer. */
  private blockedBy(sheet: Sheet, keys: ReadonlySet<number>): FormulaCell[] {
    const spilling = [...(this.formulas.get(sheet)?.values() ?? [])].filter((cell) => cell.spillRect !== null);
    return spilling.filter((cell) => [...keys].some((key) => key !== cell.key && cell.spillRect && containsCell(cell.spillRect, keyRow(key), keyColumn(key))));
  }

  private evaluateAll(start: ReadonlySet<FormulaCell>, withoutDependents: boolean): void {
    const shown = new Map<Sheet, Rect>();
    let waiting = start;
    for (let round = 0; waiting.size > 0 && round < mostRounds; round++) {
      const dirty = withoutDependents ? new Set(waiting) : this.withDependents(waiting);
      for (const cell of dirty) if (!waiting.has(cell)) this.cancelCalls(cell);
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
      const rect = this.evaluateCell(cell);
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
      for (const cell of this.index.dependents(sheet, keys)) touched.add(cell);
      for (const cell of this.formulas.get(sheet)?.values() ?? []) if (cell.spillRect && overlaps(cell.spillRect, rect) && isSpillError(cell)) touched.add(cell);
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
      frontier = [...keys].flatMap(([sheet, set]) => this.index.dependents(sheet, set)).filter((cell) => !dirty.has(cell));
      for (const cell of frontier) dirty.add(cell);
    }
    return dirty;
  }

  private evaluateCell(cell: FormulaCell): Rect {
    const { sheet, key } = cell;
    const here = cellRect(keyRow(key), keyColumn(key));
    const old = cell.spillRect;
    if (old) clearSpill(sheet, key, old);
    const result: Operand = this.circular.has(cell) ? 0 : cell.expression ? evaluate(cell.expression, this.contextOf(cell)) : errorValue("#NAME?");
    const matrix = asMatrix(result);
    const outcome = matrix ? spill(this.workbook, sheet, { key, matrix }) : null;
    cell.spillRect = outcome?.rect ?? null;
    const value = outcome?.blocked ? errorValue("#SPILL!", outcome.blocked) : valueOf(result);
    sheet.restoreCell(key, { ...(sheet.cellAt(key) ?? { value }), value, formula: cell.formula });
    const after = outcome ? boundingRect(here, outcome.rect) : here;
    return old ? boundingRect(after, old) : after;
  }

  private contextOf(cell: FormulaCell): EvaluationContext {
    const place = { sheet: cell.sheet, row: keyRow(cell.key), column: keyColumn(cell.key) };
    return {
      row: place.row,
      column: place.column,
      date1904: this.workbook.date1904,
      now: this.now,
      resolve: (expression) => resolveOperand(this.workbook, expression, place),
      callCustom: (name, args, site) => this.callCustom(cell, name, args, site),
    };
  }

  private callCustom(cell: FormulaCell, name: string, args: readonly Operand[], site: number): Operand | null {
    const metadata = this.functions.find(name);
    if (!metadata) return null;
    if (args.some((arg) => isBusy(arg))) return busy;
    const call = `${site}:${JSON.stringify(args.map((arg) => (isArea(arg) ? arg.matrix : arg)))}`;
    const known = cell.results.get(call);
    if (known !== undefined) return known;
    if (cell.running.has(call)) return busy;
    const place = { sheet: cell.sheet, row: keyRow(cell.key), column: keyColumn(cell.key) };
    const id = this.functions.invoke(metadata, args, place, (result) => this.takeResult(cell, call, result));
    if (typeof id !== "number") return id;
    cell.running.set(call, id);
    return busy;
  }

  private takeResult(cell: FormulaCell, call: string, result: Operand): void {
    if (this.formulaAt(cell.sheet, cell.key) !== cell) return;
    cell.results.set(call, result);
    this.stale.add(cell);
    if (this.isSettlePlanned) return;
    this.isSettlePlanned = true;
    queueMicrotask(() => {
      this.isSettlePlanned = false;
      this.settle();
    });
  }
}

const isBusy = (operand: Operand): boolean => (isArea(operand) ? operand.matrix.some((row) => row.some((cell) => isError(cell) && cell.error === "#BUSY!")) : isError(operand) && operand.error === "#BUSY!");

