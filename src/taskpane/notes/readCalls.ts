import { digestBytes } from "../../client/digest";
import type { SheetAttempt } from "../../contract/contactNotes";
import { callColumnOf, callColumns, readCallDay, readOutcome } from "../../domain/callColumns";
import type { CallColumn } from "../../domain/callColumns";
import { isBlankCell, readCell } from "../../domain/cell";
import { attemptOutcomes, checkAttempt } from "../../domain/contactNotes";
import type { AttemptOutcome, NoteFaultCode } from "../../domain/contactNotes";
import { phoneKey } from "../../domain/phone";
import type { CellContent, DateOrder, RowField } from "../../domain/types";
import { understand } from "../submit/engine/understand";
import type { Heading } from "../submit/engine/understand";
import type { ListColumn, RowLocator, SheetList } from "../workbook/list";
import type { RowsRead, SheetLook, SheetRow } from "../workbook/port";
import { rowMark } from "../workbook/rowMark";

/**
 * The workbook is read and written by fields of a line list, and finds a row again by the new values typed in it. A list of calls borrows
 * three of them for its own columns, so that rows are read in blocks, found after sorting, and written beside as everywhere.
 */
const borrowed: Readonly<Record<CallColumn, RowField>> = { outcome: "street", day: "birthdate", note: "ward" };

/** The list with its columns, as far as they are known. */
export interface CallList {
  readonly look: SheetLook;
  readonly headings: readonly Heading[];
  readonly headerRowNumber: number;
  readonly artId: ListColumn | null;
  readonly phone: ListColumn | null;
  readonly columns: Readonly<Partial<Record<CallColumn, ListColumn>>>;
}

/** Understands a list of calls; `chosen`: the sheet column that the person says holds the result. */
export function understandCalls(look: SheetLook, chosen: number | null): CallList {
  const { headings, headerRowNumber, columns } = understand(look);
  const found: Partial<Record<CallColumn, ListColumn>> = {};
  for (const column of callColumns) {
    const heading = headings.find(({ header }) => callColumnOf(header) === column);
    if (heading !== undefined) found[column] = heading;
  }
  const picked = headings.find(({ column }) => column === chosen);
  if (picked !== undefined) found.outcome = picked;
  const used = new Set(Object.values(found).map(({ column }) => column));
  const free = (column: ListColumn | undefined): ListColumn | null => (column === undefined || used.has(column.column) ? null : column);
  return { look, headings, headerRowNumber, artId: free(columns.artId), phone: free(columns.phone), columns: found };
}

/** The list as the workbook is asked for it; null while the ART ID or the result has no column. */
export function sheetListOf({ look, headerRowNumber, artId, phone, columns }: CallList): SheetList | null {
  if (artId === null || columns.outcome === undefined) return null;
  const borrowing = callColumns.flatMap((column) => {
    const at = columns[column];
    return at === undefined ? [] : [[borrowed[column], at] as const];
  });
  return { sheetId: look.sheetId, place: look.chosen, headerRowNumber, columns: { artId, ...(phone === null ? {} : { phone }), ...Object.fromEntries(borrowing) } };
}

/** A row in which a call can be noted. */
export interface CallRow {
  readonly locator: RowLocator;
  readonly attempt: Omit<SheetAttempt, "mark">;
  /** What makes it this call: in a list without days, the sheet that it stands in. */
  readonly identity: readonly string[];
  /** What stands beside the row already. */
  readonly beside: { readonly status: string; readonly detail: string };
}

export type CallFault = { readonly rowNumber: number } & (
  | { readonly kind: "outcome" | "day"; readonly text: string }
  | { readonly kind: "art-id" }
  | { readonly kind: "fault"; readonly code: NoteFaultCode }
);

export interface CallsRead {
  readonly rows: readonly CallRow[];
  readonly faults: readonly CallFault[];
  readonly hidden: number;
  readonly counts: readonly { readonly outcome: AttemptOutcome; readonly count: number }[];
}

interface Reading {
  readonly today: string;
  readonly order: DateOrder;
  /** Sheet rows to read; null for all. */
  readonly spans: SheetLook["selectedRows"] | null;
}

/** Reads the visible rows with a result of a call; a row without one is somebody who was not called. */
export function readCalls(list: CallList, { rows, date1904 }: RowsRead, { today, order, spans }: Reading): CallsRead {
  const ready: CallRow[] = [];
  const faults: CallFault[] = [];
  let hidden = 0;
  for (const row of rows) {
    if (isBlankCell(row.cells[borrowed.outcome])) continue;
    if (spans !== null && !spans.some(({ first, last }) => row.rowNumber >= first && row.rowNumber <= last)) continue;
    if (row.isHidden) {
      hidden += 1;
      continue;
    }
    const call = readRow(list, row, { today, order, date1904: date1904 === true });
    if ("kind" in call) faults.push(call);
    else ready.push(call);
  }
  const counts = attemptOutcomes.map((outcome) => ({ outcome, count: ready.filter(({ attempt }) => attempt.outcome === outcome).length })).filter(({ count }) => count > 0);
  return { rows: ready, faults, hidden, counts };
}

function readRow(list: CallList, row: SheetRow, how: { today: string; order: DateOrder; date1904: boolean }): CallRow | CallFault {
  const { rowNumber, cells } = row;
  const text = (field: RowField): string => textOf(cells[field]);
  const outcome = readOutcome(text(borrowed.outcome));
  if (outcome === null) return { kind: "outcome", rowNumber, text: text(borrowed.outcome) };
  const artId = text("artId");
  if (artId === "") return { kind: "art-id", rowNumber };
  const dayCell = cells[borrowed.day];
  const hasDay = dayCell !== undefined && !isBlankCell(dayCell);
  const day = hasDay ? readCallDay(dayCell, how) : how.today;
  if (day === null) return { kind: "day", rowNumber, text: dayCell?.text ?? text(borrowed.day) };
  const note = text(borrowed.note);
  const [fault] = checkAttempt({ day, note }, how.today).faults;
  if (fault !== undefined) return { kind: "fault", rowNumber, code: fault.code };
  // A second number beside the first leaves open which one was called, as a number that nobody can read does.
  const phone = text("phone");
  const identity = [artId.toUpperCase(), outcome, note, ...(hasDay ? [day] : ["", list.look.workbookName, list.look.sheetName])];
  return {
    locator: { rowNumber, rowId: row.rowId, mark: rowMark(cells) },
    attempt: { rowNumber, artId, outcome, day, phone: phone === "" ? null : (phoneKey(phone) ?? phone), note },
    identity,
    beside: { status: row.status, detail: row.detail },
  };
}

/** The row with its mark. `salt`: empty, or what makes the same words a new call. */
export async function markCall({ attempt, identity }: CallRow, salt: string): Promise<SheetAttempt> {
  return { ...attempt, mark: await digestBytes(new TextEncoder().encode(JSON.stringify([...identity, salt]))) };
}

function textOf(cell: CellContent | undefined): string {
  if (cell === undefined) return "";
  const reading = readCell(cell);
  if (reading.kind === "blank") return "";
  return reading.kind === "number" ? String(reading.value) : reading.text;
}
