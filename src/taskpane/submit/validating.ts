import type { ReadingContext } from "../../domain/types";
import { isCancelled, toProblem } from "../problem";
import { placeId } from "../workbook/port";
import { checkList } from "./engine/checkList";
import { areDatesSuspect, orderOf } from "./engine/dates";
import type { PaneRow } from "./engine/paneRow";
import { prepareOverview } from "./engine/overview";
import { askAbout, withAllAnswers, withAnswers } from "./engine/preview";
import { CancelledError, nextTurn } from "./engine/slices";
import { rowsInScope, valuesInScope } from "./engine/scope";
import { understand } from "./engine/understand";
import { readList } from "./looking";
import type { RecordState, Setup, Validated, WorkStep } from "./submitState";
import type { SubmitDeps } from "./submitDeps";

/** Reads the list as it stands now, checks every row here, then asks the server what the record would make of it. */
export async function validate(deps: SubmitDeps): Promise<void> {
  const { store, ports } = deps;
  const { setup: before } = store.get();
  if (before === null) return;
  const signal = deps.begin();
  const show = (work: WorkStep): void => {
    if (!signal.aborted) store.set((state) => ({ ...state, phase: { name: "validating", work } }));
  };
  store.set((state) => ({ ...state, validated: null, notice: null, phase: { name: "validating", work: { step: "reading", done: 0, total: 0 } } }));

  const look = await ports.workbook.lookAtSheet({ sheetId: before.look.sheetId, placeId: placeId(before.look.chosen) });
  const looked: Setup = { ...before, look, understanding: understand(look, before.corrections), read: null };
  if (looked.understanding.lacks !== null) {
    store.set((state) => ({ ...state, setup: looked, phase: { name: "setup" } }));
    return;
  }
  const read = await readList(deps, looked, signal, (done, total) => show({ step: "reading", done, total }));
  await nextTurn();
  const setup: Setup = { ...looked, read };
  const { chosen } = rowsInScope(read, setup.scope, look.selectedRows);
  const date1904 = setup.chosen1904 ?? read.dates.date1904 ?? false;
  const context: ReadingContext = {
    today: deps.today(),
    dateOrder: orderOf(read.dates, setup.chosenOrder),
    date1904,
    streetIncludesLga: setup.understanding.streetIncludesLga,
    birthdateIsListed: setup.understanding.birthdateIsListed,
    dateCellsSuspect: areDatesSuspect(read.rows, read.dates, date1904),
  };
  const rows = await checkList(chosen, context, { valuesOf: (row) => valuesInScope(row, setup.scope), signal, onProgress: (done, total) => show({ step: "checking", done, total }) });
  if (signal.aborted) throw new CancelledError();
  const validated: Validated = {
    list: read.list,
    sheetName: look.sheetName,
    context,
    rows,
    record: { kind: "asking", done: 0, total: rows.length },
    reason: "",
    changed: new Set(),
    hiddenSince: new Set(),
  };
  store.set((state) => ({ ...state, setup, validated, phase: { name: "validating", work: { step: "asking", done: 0, total: rows.length } } }));
  await askTheRecord(deps, rows, signal);
  await prepareOverview(store.get().validated?.rows ?? [], {});
  store.set((state) => (state.phase.name === "validating" ? { ...state, phase: { name: "validated" } } : state));
}

/** Asks about rows for which the server's word is missing. Without an answer the list stays validated as far as this computer can. */
export async function askTheRecord(deps: SubmitDeps, rows: readonly PaneRow[], signal: AbortSignal): Promise<void> {
  const { store, ports } = deps;
  const { validated } = store.get();
  if (validated === null || rows.length === 0) {
    setRecord(deps, { kind: "seen" });
    return;
  }
  setRecord(deps, { kind: "asking", done: 0, total: rows.length });
  try {
    await askAbout(rows, {
      ask: ports.server.preview,
      context: validated.context,
      reason: reasonOf(validated),
      signal,
      onAnswer: (answered, done, total) => {
        store.set((state) => {
          if (state.validated === null) return state;
          const phase = state.phase.name === "validating" ? { name: "validating" as const, work: { step: "asking" as const, done, total } } : state.phase;
          return { ...state, phase, validated: { ...state.validated, rows: withAnswers(state.validated.rows, answered), record: { kind: "asking", done, total } } };
        });
      },
    });
    await nextTurn();
    store.set((state) =>
      state.validated === null ? state : { ...state, validated: { ...state.validated, rows: withAllAnswers(state.validated.rows), record: { kind: "seen" } } },
    );
  } catch (error) {
    // A newer question has taken over: it tells how it goes.
    if (signal.aborted && store.get().phase.name !== "validating") return;
    setRecord(deps, { kind: "not-asked", why: isCancelled(error) ? "cancelled" : toProblem(error) });
  }
}

/** The submission's reason as the server takes it; null where there is none. */
export function reasonOf({ reason }: Validated): string | null {
  const text = reason.trim();
  return text === "" ? null : text;
}

function setRecord({ store }: SubmitDeps, record: RecordState): void {
  store.set((state) => (state.validated === null ? state : { ...state, validated: { ...state.validated, record } }));
}
