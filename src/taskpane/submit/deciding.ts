import { toProblem } from "../problem";
import { matchRows } from "../workbook/matchRows";
import type { CellRepair } from "../workbook/port";
import { locatorOf } from "./engine/compare";
import { acceptRepairs, confirmWarnings, withdrawRepairs } from "./engine/decide";
import type { RepairDecision } from "./engine/decide";
import type { GroupMember } from "./engine/groups";
import type { PaneRow } from "./engine/paneRow";
import type { Notice, Validated } from "./submitState";
import type { SubmitDeps } from "./submitDeps";
import { askTheRecord } from "./validating";

/** Accepts repairs, corrects the cells in the sheet, and asks the record anew about the rows concerned. */
export async function acceptAndCorrect(deps: SubmitDeps, decisions: readonly RepairDecision[]): Promise<void> {
  const { store, ports } = deps;
  const { validated, setup } = store.get();
  if (validated === null || decisions.length === 0) return;
  const repairs: CellRepair[] = decisions.flatMap(({ rowIndex, field, after }) => {
    const row = validated.rows[rowIndex];
    return row === undefined ? [] : [{ locator: locatorOf(row), field, after }];
  });
  change(deps, (now) => acceptRepairs(now.rows, decisions, now.context));

  // A sheet that cannot be written to is no reason not to accept: the repair is sent all the same.
  let notice: Notice | null = null;
  if (setup?.look.isReadOnly !== true) {
    store.set((state) => ({ ...state, writing: true, notice: null }));
    try {
      const { written, gone } = await ports.workbook.applyRepairs(validated.list, repairs);
      notice = { kind: "repaired", written, gone: gone.length };
      const missing = new Set(gone);
      change(deps, (now) => withWritten(now.rows, decisions, missing));
    } catch (error) {
      notice = { kind: "problem", problem: toProblem(error) };
    }
    store.set((state) => ({ ...state, writing: false, notice }));
  }
  await askAgain(deps);
}

/** Takes acceptances back, and brings back what stood in the cells before. */
export async function withdraw(deps: SubmitDeps, decisions: readonly Omit<RepairDecision, "after">[]): Promise<void> {
  const { store, ports } = deps;
  const { validated } = store.get();
  if (validated === null) return;
  const cells = decisions.flatMap(({ rowIndex, field }) => {
    const row = validated.rows[rowIndex];
    return row?.written[field] === undefined ? [] : [{ locator: locatorOf(row), field }];
  });
  if (cells.length > 0) {
    store.set((state) => ({ ...state, writing: true, notice: null }));
    const { left } = await ports.workbook.takeBackRepairs(validated.list, cells);
    store.set((state) => ({ ...state, writing: false, notice: left === 0 ? null : { kind: "undone", restored: cells.length - left, left } }));
  }
  change(deps, (now) => withoutWritten(withdrawRepairs(now.rows, decisions, now.context), decisions));
  await askAgain(deps);
}

/** After *Undo last change*: a repair whose cell is again as it was typed is no longer accepted. */
export async function withdrawUndone(deps: SubmitDeps): Promise<void> {
  const { validated } = deps.store.get();
  const corrected = validated?.rows.filter(({ written }) => Object.keys(written).length > 0) ?? [];
  if (validated === null || corrected.length === 0) return;
  const { rows: now } = await deps.ports.workbook.readRows(validated.list);
  const places = matchRows(corrected.map(({ sheet, mark }) => ({ rowNumber: sheet.rowNumber, rowId: sheet.rowId, mark })), now);
  const decisions = corrected.flatMap(({ index, accepted, written }, at) =>
    places[at] === null ? [] : accepted.filter(({ field }) => written[field] !== undefined).map(({ field, code }) => ({ rowIndex: index, field, code })),
  );
  if (decisions.length === 0) return;
  change(deps, (state) => withoutWritten(withdrawRepairs(state.rows, decisions, state.context), decisions));
  await askAgain(deps);
}

export async function confirm(deps: SubmitDeps, members: readonly GroupMember[], confirmed: boolean): Promise<void> {
  change(deps, (now) => confirmWarnings(now.rows, members, confirmed));
  await askAgain(deps);
}

function change({ store }: SubmitDeps, rowsOf: (validated: Validated) => readonly PaneRow[]): void {
  store.set((state) => (state.validated === null ? state : { ...state, validated: { ...state.validated, rows: rowsOf(state.validated) } }));
}

/** Rows on which the person has decided something have no word of the server any more. Where it could not be reached, it is not asked each time. */
async function askAgain(deps: SubmitDeps): Promise<void> {
  const { validated } = deps.store.get();
  if (validated === null || validated.record.kind === "not-asked") return;
  const unseen = validated.rows.filter((row) => row.preview === null);
  await askTheRecord(deps, unseen, deps.begin());
}

function withoutWritten(rows: readonly PaneRow[], decisions: readonly Omit<RepairDecision, "after">[]): readonly PaneRow[] {
  const byRow = new Map<number, Set<string>>();
  for (const { rowIndex, field } of decisions) byRow.set(rowIndex, (byRow.get(rowIndex) ?? new Set()).add(field));
  return rows.map((row) => {
    const fields = byRow.get(row.index);
    return fields === undefined ? row : { ...row, written: Object.fromEntries(Object.entries(row.written).filter(([field]) => !fields.has(field))) };
  });
}

function withWritten(rows: readonly PaneRow[], decisions: readonly RepairDecision[], gone: ReadonlySet<number>): readonly PaneRow[] {
  const byRow = new Map<number, Record<string, string>>();
  for (const { rowIndex, field, after } of decisions) byRow.set(rowIndex, { ...byRow.get(rowIndex), [field]: after });
  return rows.map((row) => {
    const texts = byRow.get(row.index);
    return texts === undefined || gone.has(row.sheet.rowNumber) ? row : { ...row, written: { ...row.written, ...texts } };
  });
}
