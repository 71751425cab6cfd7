import type { Cell } from "./cell";
import type { Sheet } from "./sheet";

interface CellStep {
  readonly sheet: Sheet;
  readonly key: number;
  readonly before: Cell | undefined;
  readonly after: Cell | undefined;
}

/** A step that is not one cell: `undo` and `redo` put the whole earlier or later state back. */
export interface StateStep {
  undo(): void;
  redo(): void;
}

export interface UndoRecord {
  readonly label: string;
  readonly steps: (CellStep | StateStep)[];
}

export const isCellStep = (step: CellStep | StateStep): step is CellStep => "sheet" in step;

/** Keeps what a person can take back: one record per command, per edit, per request of the add-in. */
export class Journal {
  private undoable: UndoRecord[] = [];
  private redoable: UndoRecord[] = [];
  private current: UndoRecord | null = null;
  private replaying = false;
  private readonly limit = 100;

  /** All changes made during `work` become one record; a call inside another joins the outer record. */
  record<T>(label: string, work: () => T): T {
    if (this.current) return work();
    const record: UndoRecord = { label, steps: [] };
    this.current = record;
    try {
      return work();
    } finally {
      this.current = null;
      if (record.steps.length > 0) this.keep(record);
    }
  }

  cell(step: CellStep): void {
    if (!this.replaying) this.current?.steps.push(step);
  }

  state(step: StateStep): void {
    if (!this.replaying) this.current?.steps.push(step);
  }

  /** Some things cannot be undone in Excel (deleting or protecting a sheet): they empty the list. */
  forget(): void {
    this.undoable = [];
    this.redoable = [];
    this.current?.steps.splice(0);
  }

  undo(): UndoRecord | null {
    const record = this.undoable.pop();
    if (!record) return null;
    this.replay([...record.steps].reverse(), (step) => (isCellStep(step) ? step.sheet.restoreCell(step.key, step.before) : step.undo()));
    this.redoable.push(record);
    return record;
  }

  redo(): UndoRecord | null {
    const record = this.redoable.pop();
    if (!record) return null;
    this.replay(record.steps, (step) => (isCellStep(step) ? step.sheet.restoreCell(step.key, step.after) : step.redo()));
    this.undoable.push(record);
    return record;
  }

  get undoLabels(): readonly string[] {
    return this.undoable.map((record) => record.label);
  }

  get redoLabels(): readonly string[] {
    return this.redoable.map((record) => record.label);
  }

  private keep(record: UndoRecord): void {
    this.undoable.push(record);
    this.redoable = [];
    if (this.undoable.length > this.limit) this.undoable.shift();
  }

  private replay(steps: readonly (CellStep | StateStep)[], apply: (step: CellStep | StateStep) => void): void {
    this.replaying = true;
    try {
      for (const step of steps) apply(step);
    } finally {
      this.replaying = false;
    }
  }
}
