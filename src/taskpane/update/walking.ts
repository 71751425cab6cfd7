import type { PatientHit } from "../../contract/patientSearch";
import { parseArtId } from "../../domain/artId";
import { errorIssue } from "../../domain/issue";
import type { Issue, ReadingContext } from "../../domain/types";
import { toProblem } from "../problem";
import { areDatesSuspect, findDates, orSiteOrder, orderOf } from "../submit/engine/dates";
import { sheetListOf, understand } from "../submit/engine/understand";
import type { Understanding } from "../submit/engine/understand";
import { matchRows } from "../workbook/matchRows";
import type { RowsRead, SheetRow } from "../workbook/port";
import { rowMark, typedText } from "../workbook/rowMark";
import type { DraftRow } from "./draft";
import type { UpdateState } from "./formState";
import type { UpdateDeps } from "./updateDeps";
import type { Walk, WalkProblem } from "./walkState";

/** Takes the selected rows of the list in front, hidden ones left out, and opens the first one's patient. */
export async function startWalk(deps: UpdateDeps): Promise<void> {
  const { store, ports } = deps;
  if (store.get().isStarting) return;
  store.set((state) => ({ ...state, isStarting: true, walkProblem: null, walk: null }));
  const refuse = (walkProblem: UpdateState["walkProblem"]): void => store.set((state) => ({ ...state, isStarting: false, walkProblem }));
  try {
    const look = await ports.workbook.lookAtSheet();
    const understanding = understand(look, deps.correctionsOf(look));
    if (understanding.lacks === "headings" || understanding.lacks === "art-id") return refuse("no-list");
    const list = sheetListOf(look, understanding);
    const read = await ports.workbook.readRows(list, { signal: deps.signal() });
    const visible = read.rows.filter(({ isHidden }) => !isHidden);
    const { of, rows } = rowsMeant(visible, look.selectedRows);
    if (rows.length === 0) return refuse("no-rows");
    const walk: Walk = { list, workbook: look.workbookName, sheetName: look.sheetName, of, rows, at: -1, row: null, patient: null, isOpening: false, problem: null, isNew: false };
    store.set((state) => ({ ...state, isStarting: false, walk }));
    await openRow(deps, walk, 1, { read, understanding });
  } catch (error) {
    refuse(toProblem(error));
  }
}

/** The selected rows; where that is only one, the list from there on: so “Next row” leads to the one beneath. */
function rowsMeant(visible: readonly SheetRow[], selected: readonly { readonly first: number; readonly last: number }[]): Pick<Walk, "of" | "rows"> {
  const [span] = selected;
  const isOne = selected.length === 1 && span !== undefined && span.first === span.last;
  if (span === undefined) return { of: "list", rows: visible };
  if (isOne) return { of: "list", rows: visible.filter(({ rowNumber }) => rowNumber >= span.first) };
  return { of: "selection", rows: visible.filter(({ rowNumber }) => selected.some(({ first, last }) => rowNumber >= first && rowNumber <= last)) };
}

/** On to the next row, or (-1) back to the one before, as the sheet stands now. */
export async function moveWalk(deps: UpdateDeps, step: 1 | -1): Promise<void> {
  const { store, ports } = deps;
  const { walk } = store.get();
  if (walk === null || walk.isOpening) return;
  change(deps, walk, { isOpening: true, problem: null });
  try {
    const look = await ports.workbook.lookAtSheet({ sheetId: walk.list.sheetId, placeId: walk.list.place.kind === "table" ? walk.list.place.id : "cells" });
    const read = await ports.workbook.readRows(walk.list, { signal: deps.signal() });
    await openRow(deps, walk, step, { read, understanding: understand(look, deps.correctionsOf(look)) });
  } catch (error) {
    change(deps, walk, { isOpening: false, problem: { kind: "problem", problem: toProblem(error) } });
  }
}

/** Asks again for the patient of the row in front. */
export async function retryWalk(deps: UpdateDeps): Promise<void> {
  const { walk } = deps.store.get();
  if (walk?.row != null && !walk.isOpening) await openPatient(deps, walk);
}

/** The list as it stands now. */
interface Seen {
  readonly read: RowsRead;
  readonly understanding: Understanding;
}

/** Opens the next row that way which can be seen. */
async function openRow(deps: UpdateDeps, walk: Walk, step: 1 | -1, seen: Seen): Promise<void> {
  for (let at = walk.at + step; at >= 0 && at < walk.rows.length; at += step) {
    const before = walk.rows[at];
    const sheet = before === undefined ? null : findAgain(before, seen.read.rows);
    // Hidden by a filter meanwhile, or gone.
    if (sheet === null || sheet.isHidden) continue;
    const row: DraftRow = { list: walk.list, workbook: walk.workbook, sheetName: walk.sheetName, sheet, context: contextOfList(deps, seen) };
    const opened: Walk = { ...walk, at, row, patient: null, isOpening: true, problem: null };
    deps.store.set((state) => (isSameWalk(state.walk, walk) ? { ...state, walk: opened } : state));
    await openPatient(deps, opened);
    return;
  }
  change(deps, walk, { isOpening: false, problem: { kind: "end" } });
}

/** The row as it stands now: also where it has been edited or has moved since the walk began. */
function findAgain(before: SheetRow, now: readonly SheetRow[]): SheetRow | null {
  const place = matchRows([{ rowNumber: before.rowNumber, rowId: before.rowId, mark: rowMark(before.cells) }], now)[0] ?? null;
  if (place !== null) return now[place] ?? null;
  const artId = artIdText(before);
  const same = now.filter((row) => artIdText(row) === artId);
  return same.find(({ rowId }) => rowId !== "" && rowId === before.rowId) ?? same.find(({ rowNumber }) => rowNumber === before.rowNumber) ?? (same.length === 1 ? (same[0] ?? null) : null);
}

function artIdText({ cells }: SheetRow): string {
  return cells.artId === undefined ? "" : typedText(cells.artId);
}

function contextOfList({ today, siteOrder }: UpdateDeps, { read: { rows, date1904 }, understanding }: Seen): ReadingContext {
  const dates = orSiteOrder(findDates(rows, date1904), siteOrder());
  const { streetIncludesLga, birthdateIsListed } = understanding;
  return {
    today: today(),
    dateOrder: orderOf(dates, undefined),
    date1904: date1904 ?? false,
    streetIncludesLga,
    birthdateIsListed,
    dateCellsSuspect: areDatesSuspect(rows, dates, date1904 ?? false),
  };
}

/** Finds whose row it is, and shows the patient. */
async function openPatient(deps: UpdateDeps, walk: Walk): Promise<void> {
  change(deps, walk, { isOpening: true, problem: null });
  const { value: artId, issues } = parseArtId(walk.row?.sheet.cells.artId ?? { value: "" });
  const fail = (problem: WalkProblem): void => change(deps, walk, { isOpening: false, problem });
  if (artId === null) return fail({ kind: "issue", issue: issues[0] ?? errorIssue("art-id-missing", "artId") });
  try {
    const { hits } = await deps.ports.server.searchPatients({ text: artId, kind: "artId", after: null, limit: 10 }, deps.signal());
    const found = patientOf(artId, hits);
    if ("issue" in found) return fail({ kind: "issue", issue: found.issue });
    change(deps, walk, { isOpening: false, patient: found.patient, isNew: true });
    deps.showPatient(found.patient);
  } catch (error) {
    fail({ kind: "problem", problem: toProblem(error) });
  }
}

/** Exactly one living record bears the ART ID, or nobody is opened. */
function patientOf(artId: string, hits: readonly PatientHit[]): { readonly patient: string } | { readonly issue: Issue } {
  const wanted = artId.toLowerCase();
  const bearing = hits.filter(({ identifiers }) => identifiers.some(({ identifier, isArtId }) => isArtId && identifier.trim().toLowerCase() === wanted));
  const current = bearing.filter(({ marks, identifiers }) => !marks.includes("voided") && identifiers.some((one) => one.isArtId && !one.voided && one.identifier.trim().toLowerCase() === wanted));
  const [only, ...others] = current;
  if (others.length > 0 || only?.marks.includes("ambiguous-art-id") === true) return { issue: errorIssue("art-id-ambiguous", "artId") };
  if (only !== undefined) return { patient: only.patient };
  const [gone] = bearing;
  if (gone === undefined) return { issue: errorIssue("art-id-not-found", "artId") };
  return { issue: errorIssue(gone.marks.includes("voided") ? "patient-voided" : "art-id-voided", "artId") };
}

/** Changes the walk, unless another has begun or it was ended meanwhile. */
function change({ store }: UpdateDeps, walk: Walk, to: Partial<Walk>): void {
  store.set((state) => (state.walk !== null && isSameWalk(state.walk, walk) ? { ...state, walk: { ...state.walk, ...to } } : state));
}

function isSameWalk(one: Walk | null, other: Walk): boolean {
  return one?.rows === other.rows;
}
