import { limits } from "../../contract/primitives";
import type { SheetAttemptResult } from "../../contract/contactNotes";
import type { DateOrder } from "../../domain/types";
import { formats } from "../../wording/formats";
import { noteWords } from "../../wording/paneNotes";
import { dayWords } from "../../wording/sentence";
import { refreshCells } from "../common/freshCells";
import type { PanePorts } from "../ports";
import { isCancelled, toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { createStore } from "../store";
import type { SheetList } from "../workbook/list";
import type { RowsRead, StatusEntry } from "../workbook/port";
import { markCall, readCalls, sheetListOf, understandCalls } from "./readCalls";
import { hasReceipt } from "../submit/engine/sentRows";
import type { CallList, CallRow, CallsRead } from "./readCalls";

/** What became of the rows that were sent. */
export interface CallsDone {
  readonly noted: number;
  /** Rows that an earlier sending had noted: they can be noted as new calls. */
  readonly before: readonly CallRow[];
  readonly refused: number;
  /** The results stand in the sheet; null while they are being written. */
  readonly isWritten: boolean | null;
}

export interface CallsState {
  readonly phase: "idle" | "looking" | "ready" | "sending" | "done";
  readonly list: CallList | null;
  readonly calls: CallsRead | null;
  readonly selectedOnly: boolean;
  readonly done: CallsDone | null;
  readonly problem: PaneProblem | null;
}

export type CallsStore = ReturnType<typeof createCallsStore>;

interface Options {
  readonly today: () => string;
  readonly dateOrder: () => DateOrder;
}

const nothing: CallsState = { phase: "idle", list: null, calls: null, selectedOnly: false, done: null, problem: null };

/** Calls from a column of the sheet: read, counted, sent in one go, and answered beside the rows. */
export function createCallsStore(ports: Pick<PanePorts, "workbook" | "server" | "entry">, { today, dateOrder }: Options) {
  const store = createStore<CallsState>(nothing);
  let turn = 0;
  /** Kept until the rows have been answered: pressed again after a lost answer, they are the same new calls. */
  let again: string | null = null;
  let read: { readonly list: SheetList; readonly rows: RowsRead } | null = null;
  const change = (part: Partial<CallsState>): void => store.set((state) => ({ ...state, ...part }));

  async function look(chosen: number | null): Promise<void> {
    const own = ++turn;
    change({ phase: "looking", problem: null, done: null, calls: null });
    try {
      const list = understandCalls(await ports.workbook.lookAtSheet(), chosen);
      const sheetList = sheetListOf(list);
      const rows = sheetList === null ? null : await ports.workbook.readRows(sheetList);
      if (own !== turn) return;
      read = sheetList === null || rows === null ? null : { list: sheetList, rows };
      change({ phase: "ready", list });
      judge();
    } catch (error) {
      if (own === turn && !isCancelled(error)) change({ phase: "idle", list: null, problem: toProblem(error) });
    }
  }

  function judge(): void {
    const { list, selectedOnly } = store.get();
    if (list === null || read === null) return;
    change({ calls: readCalls(list, read.rows, { today: today(), order: dateOrder(), spans: selectedOnly ? list.look.selectedRows : null }) });
  }

  /** Sends rows; what the server has noted under the same mark before is not noted again. `salt` makes the same words new calls. */
  async function send(rows: readonly CallRow[], salt: string, before: CallsDone | null): Promise<void> {
    const sheet = read;
    if (sheet === null || rows.length === 0 || store.get().phase === "sending") return;
    const own = ++turn;
    let isAnyNoted = false;
    change({ phase: "sending", problem: null });
    try {
      const results: SheetAttemptResult[] = [];
      for (let from = 0; from < rows.length; from += limits.rowsPerPart) {
        const part = await Promise.all(rows.slice(from, from + limits.rowsPerPart).map((row) => markCall(row, salt)));
        const answer = await ports.server.noteSheet({ rows: part });
        results.push(...answer.rows);
        const noted = part.filter((_, at) => answer.rows[at]?.result === "noted").map(({ artId }) => artId);
        if (noted.length > 0) ports.entry.forgetLookups(noted);
        isAnyNoted ||= noted.length > 0;
      }
      if (own !== turn) return;
      const of = (result: SheetAttemptResult["result"]): CallRow[] => rows.filter((_, at) => results[at]?.result === result);
      const done: CallsDone = { noted: of("noted").length + (before?.noted ?? 0), before: of("noted-before"), refused: of("refused").length + (before?.refused ?? 0), isWritten: null };
      again = null;
      change({ phase: "done", done });
      const isWritten = await write(sheet.list, rows, results);
      if (own === turn) change({ done: { ...done, isWritten } });
    } catch (error) {
      if (own === turn) change({ phase: before === null ? "ready" : "done", problem: isCancelled(error) ? null : toProblem(error) });
    }
    if (isAnyNoted) await refreshed();
  }

  async function write(list: SheetList, rows: readonly CallRow[], results: readonly SheetAttemptResult[]): Promise<boolean> {
    const entries = rows.flatMap((row, at) => {
      const result = results[at];
      return result === undefined ? [] : [statusOf(row, result)];
    });
    try {
      await ports.workbook.writeStatus(list, entries);
      return true;
    } catch (error) {
      change({ problem: toProblem(error) });
      return false;
    }
  }

  /** Cells tell when a patient was last reached. */
  async function refreshed(): Promise<void> {
    try {
      await refreshCells(ports.workbook);
    } catch (error) {
      change({ problem: toProblem(error) });
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    look: () => look(null),
    chooseColumn: (column: number | null) => look(column),
    setSelectedOnly: (selectedOnly: boolean): void => {
      change({ selectedOnly });
      judge();
    },
    send: (): Promise<void> => send(store.get().calls?.rows ?? [], "", null),
    /** Rows that were noted before are new calls: each press is one more call, a repeated request is not. */
    noteAgain: async (): Promise<void> => {
      const { done } = store.get();
      if (done === null) return;
      again ??= crypto.randomUUID();
      await send(done.before, again, done);
    },
    forget: (): void => {
      turn += 1;
      read = null;
      again = null;
      store.set(() => nothing);
    },
  };
}

/** Between what is said of a call and what a submission has said of the row. */
const divider = " | ";

/**
 * What a submission wrote beside a row stays, with its receipt at the end: by both a later one knows that the row was sent. The call is told
 * before it, in the place of what was told of an earlier one.
 */
function statusOf(row: CallRow, result: SheetAttemptResult): StatusEntry {
  const entry = entryOf(row, result);
  const { status, detail } = row.beside;
  if (!hasReceipt(detail)) return entry;
  const kept = detail.split(divider).at(-1) ?? detail;
  return { ...entry, status, detail: `${formats.labelled(entry.status, entry.detail)}${divider}${kept}` };
}

function entryOf({ locator, attempt }: CallRow, result: SheetAttemptResult): StatusEntry {
  const words = noteWords.sheet;
  switch (result.result) {
    case "noted": {
      const said = words.detail.noted(noteWords.outcomes[attempt.outcome], dayWords(attempt.day));
      return { locator, status: words.status.noted, detail: result.number === "unknown" ? `${said}. ${words.detail.unknownNumber}` : said };
    }
    case "noted-before":
      return { locator, status: words.status.before, detail: words.detail.before(dayWords(result.day), formats.moment(result.at)) };
    case "refused":
      return { locator, status: words.status.refused, detail: refusalText(result.reason) };
  }
}

function refusalText(reason: Extract<SheetAttemptResult, { result: "refused" }>["reason"]): string {
  const { refusals } = noteWords.sheet;
  const identity = Object.entries(refusals).find(([code]) => code === reason)?.[1];
  const fault = Object.entries(noteWords.faults).find(([code]) => code === reason)?.[1];
  return identity ?? fault ?? reason;
}
