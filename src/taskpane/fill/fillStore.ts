import { parseArtId } from "../../domain/artId";
import { recordHeadings } from "../../domain/recordColumns";
import type { RecordField } from "../../domain/recordColumns";
import { recordFields } from "../../domain/recordColumns";
import type { LookupResult } from "../../contract/patients";
import { formats } from "../../wording/formats";
import { fillWords } from "../../wording/paneFill";
import type { PanePorts } from "../ports";
import type { CorrectionsOf } from "../search/selectedRow";
import { nextTurn, workInSlices } from "../submit/engine/slices";
import { understand } from "../submit/engine/understand";
import { createStore } from "../store";
import { placeId } from "../workbook/port";
import type { SheetList } from "../workbook/list";
import type { SheetLook, SheetRow } from "../workbook/port";
import { rowMark } from "../workbook/rowMark";
import { askRecord } from "./askRecord";
import { lookupFieldsOf, textsOf } from "./recordTexts";
import type { Turn } from "./running";
import type { FillWritten } from "./sheetPort";

const words = fillWords.fill;

export interface FillTold extends FillWritten {
  readonly notFound: number;
  readonly ambiguous: number;
  readonly unreadable: number;
}

export interface FillState {
  readonly look: SheetLook | null;
  readonly lacks: "headings" | "art-id" | null;
  /** Rows with an ART ID; null until they have been counted. */
  readonly rows: readonly SheetRow[] | null;
  readonly fields: readonly RecordField[];
  readonly scope: "all" | "selected";
  readonly includeHidden: boolean;
  readonly told: FillTold | "cancelled" | null;
}

export type FillStore = ReturnType<typeof createFillStore>;

export interface FillGiven {
  readonly siteName: () => string;
  readonly personName: () => string;
  readonly correctionsOf: CorrectionsOf;
}

const start: FillState = { look: null, lacks: null, rows: null, fields: ["phone"], scope: "all", includeHidden: false, told: null };

/** Columns beside a list: which list, which fields, which rows, and what came of it. */
export function createFillStore({ workbook, server }: Pick<PanePorts, "workbook" | "server">, turn: Turn, given: FillGiven) {
  const store = createStore<FillState>(start);
  const set = (change: Partial<FillState>): void => store.set((state) => ({ ...state, ...change }));

  /** The list as Validate takes it; null where it has no ART IDs. */
  function listOf(look: SheetLook): { readonly list: SheetList | null; readonly lacks: FillState["lacks"] } {
    const { columns, headerRowNumber, lacks } = understand(look, given.correctionsOf(look));
    const { artId } = columns;
    if (lacks === "headings" || artId === undefined) return { list: null, lacks: lacks === "headings" ? "headings" : "art-id" };
    return { list: { sheetId: look.sheetId, place: look.chosen, headerRowNumber, columns: { artId } }, lacks: null };
  }

  async function readLook(choice: Parameters<typeof workbook.lookAtSheet>[0], by: { readonly signal: AbortSignal; readonly onProgress: (done: number, total: number) => void }): Promise<{ readonly list: SheetList; readonly rows: readonly SheetRow[]; readonly look: SheetLook } | null> {
    const look = await workbook.lookAtSheet(choice);
    const { list, lacks } = listOf(look);
    set({ look, lacks, rows: null });
    if (list === null) return null;
    const { rows } = await workbook.readRows(list, by);
    await nextTurn();
    set({ rows });
    return { list, rows, look };
  }

  async function look(choice?: Parameters<typeof workbook.lookAtSheet>[0]): Promise<void> {
    await turn.run("fill", async ({ signal, step }) => {
      await readLook(choice, { signal, onProgress: step(words.looking) });
    });
  }

  async function fill(): Promise<void> {
    const seen = store.get();
    if (seen.look === null) return;
    const choice = { sheetId: seen.look.sheetId, placeId: placeId(seen.look.chosen) };
    set({ told: null });
    const end = await turn.run("fill", async ({ signal, step }) => {
      const read = await readLook(choice, { signal, onProgress: step(words.steps.reading) });
      if (read === null) return;
      const meant = rowsToFill(store.get());
      const fields = recordFields.filter((field) => seen.fields.includes(field));
      const ids: (string | null)[] = [];
      await workInSlices(meant, (row) => void ids.push(row.cells.artId === undefined ? null : parseArtId(row.cells.artId).value), { signal });
      const answer = await askRecord(server, ids.filter((id) => id !== null), lookupFieldsOf(fields), { signal, onProgress: step(words.steps.asking) });
      const resultOf = (at: number): LookupResult | null => answer.results.get(ids[at] ?? "") ?? null;
      const rows = meant.map((row, at) => ({ locator: { rowNumber: row.rowNumber, rowId: row.rowId, mark: rowMark({ artId: row.cells.artId ?? { value: "" } }) }, texts: textsOf(resultOf(at), fields) }));
      await nextTurn();
      const written = await (await workbook.fill()).fillColumns(
        read.list,
        {
          headings: fields.map((field) => recordHeadings[field]),
          rows,
          source: words.source(given.siteName(), formats.moment(answer.readAt), given.personName()),
          someRows: words.someRows(formats.moment(answer.readAt), given.personName()),
          includeHidden: seen.includeHidden,
        },
        { signal, onProgress: step(words.steps.writing) },
      );
      set({ told: { ...written, ...countFailures(meant.map((_, at) => resultOf(at))) } });
    });
    if (end === "cancelled" && store.get().told === null) set({ told: "cancelled" });
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    look,
    fill,
    setField: (field: RecordField, isChosen: boolean): void =>
      store.set((state) => ({ ...state, fields: isChosen ? [...state.fields, field] : state.fields.filter((other) => other !== field) })),
    setScope: (scope: FillState["scope"]): void => set({ scope }),
    setIncludeHidden: (includeHidden: boolean): void => set({ includeHidden }),
    forget: (): void => store.set(() => start),
  };
}

/** Rows that are meant, hidden ones only where the person says so. */
export function rowsToFill({ rows, look, scope, includeHidden }: FillState): readonly SheetRow[] {
  return inScope({ rows, look, scope }).filter((row) => includeHidden || !row.isHidden);
}

export function inScope({ rows, look, scope }: Pick<FillState, "rows" | "look" | "scope">): readonly SheetRow[] {
  const all = rows ?? [];
  if (scope === "all" || look === null) return all;
  return all.filter(({ rowNumber }) => look.selectedRows.some(({ first, last }) => rowNumber >= first && rowNumber <= last));
}

function countFailures(results: readonly (LookupResult | null)[]): Pick<FillTold, "notFound" | "ambiguous" | "unreadable"> {
  let notFound = 0;
  let ambiguous = 0;
  let unreadable = 0;
  for (const result of results) {
    if (result === null) unreadable += 1;
    else if (!result.found && result.reason === "art-id-ambiguous") ambiguous += 1;
    else if (!result.found) notFound += 1;
  }
  return { notFound, ambiguous, unreadable };
}
