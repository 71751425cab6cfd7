import type { SheetRect } from "../model/sheetRect";
import { HostError } from "../model/hostError";
import { onShift, shiftRect } from "../model/structure";
import type { Workbook } from "../model/workbook";

/** Ranges that the add-in keeps over several requests. They follow their cells when rows are inserted or deleted. */
export class References {
  private readonly kept = new Map<string, { rects: readonly SheetRect[] | null; readonly areas: boolean }>();
  private sequence = 0;

  constructor(workbook: Workbook) {
    onShift(workbook, (shift) => {
      for (const reference of this.kept.values()) {
        reference.rects =
          reference.rects?.flatMap(({ sheet, rect }) => {
            const moved = sheet === shift.sheet ? shiftRect(rect, shift) : rect;
            return moved ? [{ sheet, rect: moved }] : [];
          }) ?? null;
      }
    });
  }

  get count(): number {
    return this.kept.size;
  }

  keep(rects: readonly SheetRect[], kind: "range" | "areas"): string {
    const id = `ref${++this.sequence}`;
    this.kept.set(id, { rects, areas: kind === "areas" });
    return id;
  }

  isAreas(id: string): boolean {
    return this.kept.get(id)?.areas === true;
  }

  find(id: string): readonly SheetRect[] {
    const rects = this.kept.get(id)?.rects;
    if (!rects || rects.length === 0 || rects.some(({ sheet }) => sheet.deleted)) {
      throw new HostError("InvalidReference", "This reference is not valid for the current operation.", "Range");
    }
    return rects;
  }

  remove(id: string): void {
    this.kept.delete(id);
  }

  removeAll(): void {
    this.kept.clear();
  }
}
