import type { RowField, ValueField } from "../../domain/types";
import { doneWords } from "../workbook/ownColumns";
import { placeId } from "../workbook/port";
import type { SheetLook } from "../workbook/port";
import { findDates, orSiteOrder } from "./engine/dates";
import { isAlreadySent } from "./engine/sentRows";
import { nextTurn } from "./engine/slices";
import { sheetListOf, understand } from "./engine/understand";
import type { Corrections } from "./engine/understand";
import type { ReadList, Setup } from "./submitState";
import type { SubmitDeps } from "./submitDeps";

/** Looks at the sheet in front of the person, and counts its rows. */
export async function look(deps: SubmitDeps): Promise<void> {
  const { store, ports } = deps;
  const signal = deps.begin();
  store.set((state) => ({ ...state, phase: { name: "looking" }, validated: null }));
  const seen = await ports.workbook.lookAtSheet();
  if (signal.aborted) return;
  const before = store.get().setup;
  // The same list again keeps what the person has said about it.
  const same = before !== null && before.look.sheetId === seen.sheetId && placeId(before.look.chosen) === placeId(seen.chosen);
  await showLook(deps, seen, same ? withoutGiven(before) : null, signal);
}

/** Values that another screen has chosen in rows of a list, to be validated and sent without all others. */
export interface GivenRows {
  readonly sheetId: string;
  readonly placeId: string;
  /** By the rows' marks (`rowMark`). */
  readonly values: ReadonlyMap<string, ReadonlySet<ValueField>>;
  readonly includeHidden: boolean;
}

export async function lookAtRows(deps: SubmitDeps, { sheetId, placeId: chosen, values, includeHidden }: GivenRows): Promise<void> {
  const signal = deps.begin();
  const before = deps.store.get().setup;
  deps.store.set((state) => ({ ...state, phase: { name: "looking" }, validated: null }));
  const seen = await deps.ports.workbook.lookAtSheet({ sheetId, placeId: chosen });
  if (signal.aborted) return;
  const isSame = before !== null && before.look.sheetId === seen.sheetId && placeId(before.look.chosen) === placeId(seen.chosen);
  // Also rows that were sent before: the record has another value since, and these rows are meant.
  const scope: Setup["scope"] = { rows: "given", given: values, includeHidden, includeSent: true };
  await showLook(deps, seen, isSame ? { ...before, scope } : { corrections: {}, scope, chosenOrder: undefined, chosen1904: undefined }, signal);
}

/** What another screen had chosen was for once. */
function withoutGiven(setup: Setup): Setup {
  return setup.scope.rows === "given" ? { ...setup, scope: wholeList } : setup;
}

export async function setPlace(deps: SubmitDeps, chosen: string): Promise<void> {
  const { setup } = deps.store.get();
  if (setup === null) return;
  const signal = deps.begin();
  const seen = await deps.ports.workbook.lookAtSheet({ sheetId: setup.look.sheetId, placeId: chosen });
  if (!signal.aborted) await showLook(deps, seen, null, signal);
}

export async function setCorrection(deps: SubmitDeps, field: RowField, column: number | null): Promise<void> {
  const { setup } = deps.store.get();
  if (setup === null) return;
  const signal = deps.begin();
  // One column means one thing: what it was taken for before gives way.
  const freed = Object.entries(setup.understanding.columns).filter(([other, at]) => other !== field && column !== null && at.column === column);
  const corrections: Corrections = { ...setup.corrections, ...Object.fromEntries(freed.map(([other]) => [other, null])), [field]: column };
  await showLook(deps, setup.look, { ...setup, corrections }, signal);
}

/** What the person says about the list; a validation made before no longer holds. */
export function updateSetup({ store }: SubmitDeps, change: (setup: Setup) => Setup): void {
  store.set((state) =>
    state.setup === null ? state : { ...state, setup: change(state.setup), validated: null, notice: null, phase: { name: "setup" } },
  );
}

/** The person has selected other cells: matters only where the selected rows are meant. */
export async function noteSelection({ store, ports }: SubmitDeps): Promise<void> {
  const { setup, phase } = store.get();
  if (setup === null || phase.name !== "setup" || setup.scope.rows !== "selected") return;
  const { selectedRows } = await ports.workbook.lookAtSheet({ sheetId: setup.look.sheetId, placeId: placeId(setup.look.chosen) });
  store.set((state) =>
    state.setup === null || state.phase.name !== "setup" ? state : { ...state, setup: { ...state.setup, look: { ...state.setup.look, selectedRows } } },
  );
}

const wholeList: Setup["scope"] = { rows: "all", includeHidden: false, includeSent: false };
type Kept = Pick<Setup, "corrections" | "scope" | "chosenOrder" | "chosen1904">;

async function showLook(deps: SubmitDeps, seen: SheetLook, kept: Kept | null, signal: AbortSignal): Promise<void> {
  const corrections = kept?.corrections ?? {};
  const understanding = understand(seen, corrections);
  const setup: Setup = {
    look: seen,
    understanding,
    corrections,
    scope: kept?.scope ?? wholeList,
    read: null,
    chosenOrder: kept?.chosenOrder,
    chosen1904: kept?.chosen1904,
  };
  deps.store.set((state) => ({ ...state, setup, validated: null, phase: { name: "setup" }, notice: state.notice?.kind === "undone" ? state.notice : null }));
  if (understanding.lacks !== null) return;
  const read = await readList(deps, setup, signal);
  deps.store.set((state) => (signal.aborted || state.setup !== setup ? state : { ...state, setup: { ...setup, read } }));
}

/** Reads the rows of the list as it stands. */
export async function readList(deps: SubmitDeps, setup: Setup, signal: AbortSignal, onProgress?: (done: number, total: number) => void): Promise<ReadList> {
  const list = sheetListOf(setup.look, setup.understanding);
  const { rows, date1904 } = await deps.ports.workbook.readRows(list, { signal, ...(onProgress !== undefined && { onProgress }) });
  await nextTurn();
  const alreadySent = new Set(rows.filter((row) => isAlreadySent(row, doneWords)).map((row) => row.rowNumber));
  await nextTurn();
  return { list, rows, alreadySent, dates: orSiteOrder(findDates(rows, date1904), deps.siteOrder()) };
}
