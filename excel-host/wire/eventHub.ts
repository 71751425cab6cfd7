import type { MessageEntry } from "../formula/customFunctions";
import { addressOf, overlaps, type Rect } from "../model/address";
import { plainValue } from "../model/cell";
import type { ChangeSource, WorkbookChange } from "../model/changes";
import type { Sheet } from "../model/sheet";
import { currentTable } from "../model/table";
import type { Workbook } from "../model/workbook";

/** Event numbers of the pinned library, by the words of its `_Register…Event` methods. */
export const sheetEvents: Readonly<Record<string, number>> = {
  Activated: 11,
  Calculated: 16,
  DataChanged: 10,
  Deactivated: 12,
  FormatChanged: 18,
  ProtectionChanged: 24,
  RowHiddenChanged: 22,
  SelectionChanged: 14,
  Added: 13,
  Deleted: 15,
};
export const tableEvents: Readonly<Record<string, number>> = { SelectionChanged: 100, DataChanged: 101, Added: 102, Deleted: 103 };

export const workbookTarget = "Workbook";
const eventCategory = 65_536;

interface Occurrence {
  readonly event: number;
  readonly targets: readonly string[];
  readonly args: Record<string, unknown>;
}

/** Turns changes of the workbook into the events that the add-in registered for, and sends them after the request that caused them. */
export class EventHub {
  /** Switched by `runtime.enableEvents`. */
  enabled = true;
  private readonly registered = new Map<string, number>();
  private readonly ranges = new Map<string, { sheet: Sheet; rect: Rect }>();
  private queue: MessageEntry[] = [];
  private sequence = 0;
  private isPlanned = false;
  private readonly workbook: Workbook;
  private readonly send: (entries: readonly MessageEntry[]) => void;

  constructor(workbook: Workbook, send: (entries: readonly MessageEntry[]) => void) {
    this.workbook = workbook;
    this.send = send;
    workbook.onChange((change, source) => this.onChange(change, source));
  }

  register(event: number, target: string): void {
    const key = `${event}:${target}`;
    this.registered.set(key, (this.registered.get(key) ?? 0) + 1);
  }

  unregister(event: number, target: string): void {
    const key = `${event}:${target}`;
    this.registered.set(key, Math.max(0, (this.registered.get(key) ?? 0) - 1));
  }

  /** The page has gone: nobody listens any more. */
  clear(): void {
    this.registered.clear();
    this.queue = [];
    this.enabled = true;
  }

  rangeOf(referenceId: string): { sheet: Sheet; rect: Rect } | null {
    return this.ranges.get(referenceId) ?? null;
  }

  /** Pane shown or hidden; has no registration on the wire. */
  paneVisibility(visible: boolean): void {
    this.post(65_539, "", { visibility: visible ? "Visible" : "Hidden" });
  }

  private onChange(change: WorkbookChange, source: ChangeSource): void {
    if (!this.enabled) return;
    for (const { event, targets, args } of this.occurrences(change, source)) {
      for (const target of targets) if ((this.registered.get(`${event}:${target}`) ?? 0) > 0) this.post(event, target, args);
    }
  }

  private post(event: number, target: string, args: Record<string, unknown>): void {
    this.queue.push([eventCategory, event, target, JSON.stringify(args), ++this.sequence, false]);
    if (this.isPlanned) return;
    this.isPlanned = true;
    setTimeout(() => {
      this.isPlanned = false;
      const entries = this.queue;
      this.queue = [];
      if (entries.length > 0) this.send(entries);
    }, 0);
  }

  private occurrences(change: WorkbookChange, source: ChangeSource): Occurrence[] {
    switch (change.kind) {
      case "cells":
        return this.cellEvents(change, source);
      case "calculated":
        return [this.onSheet("Calculated", change.sheet, { address: addressOf(change.rect) })];
      case "format":
        return [
          this.onSheet("FormatChanged", change.sheet, {
            address: addressOf(change.rect),
            source: "Local",
            referenceId: this.keepRange(change.sheet, change.rect),
          }),
        ];
      case "rowsHidden":
        return [
          this.onSheet("RowHiddenChanged", change.sheet, {
            address: addressOf(change.rect),
            changeType: change.hidden ? "Hidden" : "Unhidden",
            source: "Local",
          }),
        ];
      case "protection":
        return [this.onSheet("ProtectionChanged", change.sheet, { isProtected: change.sheet.state.protection !== null, source: "Local" })];
      case "sheetActivated":
        return [this.onSheet("Activated", change.sheet, {})];
      case "sheetDeactivated":
        return [this.onSheet("Deactivated", change.sheet, {})];
      case "sheetAdded":
        return [this.onWorkbook("Added", change.sheet)];
      case "sheetDeleted":
        return [this.onWorkbook("Deleted", change.sheet)];
      case "selection":
        return this.selectionEvents();
      case "tableAdded":
      case "tableDeleted":
        return [this.onTables(change.kind === "tableAdded" ? "Added" : "Deleted", change)];
      default:
        return [];
    }
  }

  private onSheet(name: string, sheet: Sheet, args: Record<string, unknown>): Occurrence {
    return { event: sheetEvents[name] ?? 0, targets: [sheet.id, workbookTarget], args: { ...args, worksheetId: sheet.id } };
  }

  private onWorkbook(name: string, sheet: Sheet): Occurrence {
    return { event: sheetEvents[name] ?? 0, targets: [workbookTarget], args: { worksheetId: sheet.id, source: "Local" } };
  }

  private onTables(name: string, change: { sheet: Sheet; tableId: string; tableName: string }): Occurrence {
    const { sheet, tableId, tableName } = change;
    return {
      event: tableEvents[name] ?? 0,
      targets: [sheet.id, workbookTarget],
      args: { tableId, tableName, worksheetId: sheet.id, source: "Local" },
    };
  }

  private cellEvents(change: Extract<WorkbookChange, { kind: "cells" }>, source: ChangeSource): Occurrence[] {
    const { sheet, rect, changeType, before } = change;
    const after = rect.rows === 1 && rect.columns === 1 ? plainValue(sheet.cell(rect.row, rect.column)?.value ?? "") : undefined;
    const details =
      before === undefined || after === undefined
        ? {}
        : { valueBefore: before, valueAfter: after, valueTypeBefore: typeName(before), valueTypeAfter: typeName(after) };
    const args = {
      address: addressOf(rect),
      changeType,
      source: "Local",
      triggerSource: source === "addin" ? "ThisLocalAddin" : "Unknown",
      shiftDirection: "None",
      referenceId: this.keepRange(sheet, rect),
      worksheetId: sheet.id,
      ...details,
    };
    const touched = this.workbook.state.tables.filter((table) => table.sheet === sheet && overlaps(table.rect, rect));
    const onTables = touched.map((table): Occurrence => ({
      event: tableEvents["DataChanged"] ?? 0,
      targets: [table.id, sheet.id, workbookTarget],
      args: { ...args, tableId: table.id },
    }));
    return [{ event: sheetEvents["DataChanged"] ?? 0, targets: [sheet.id, workbookTarget], args }, ...onTables];
  }

  private selectionEvents(): Occurrence[] {
    const { sheet, rects } = this.workbook.selection;
    const address = rects.map(addressOf).join(",");
    const onTables = this.workbook.state.tables
      .filter((table) => table.sheet === sheet)
      .map((table): Occurrence => {
        const isInside = rects.some((rect) => overlaps(rect, currentTable(this.workbook, table.id).rect));
        return {
          event: tableEvents["SelectionChanged"] ?? 0,
          targets: [table.id],
          args: { address: isInside ? address : "", worksheetId: sheet.id },
        };
      });
    return [this.onSheet("SelectionChanged", sheet, { address }), ...onTables];
  }

  private keepRange(sheet: Sheet, rect: Rect): string {
    const id = `event${++this.sequence}`;
    this.ranges.set(id, { sheet, rect });
    if (this.ranges.size > 500) this.ranges.delete(this.ranges.keys().next().value ?? "");
    return id;
  }
}

function typeName(value: string | number | boolean): string {
  if (value === "") return "Empty";
  return typeof value === "number" ? "Double" : typeof value === "boolean" ? "Boolean" : "String";
}
