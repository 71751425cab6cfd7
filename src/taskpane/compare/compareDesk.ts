import type { ReadingContext } from "../../domain/types";
import type { PanePorts } from "../ports";
import { isCancelled, toProblem } from "../problem";
import type { Desk } from "../shell/keptDesks";
import { createStore } from "../store";
import { areDatesSuspect, findDates, orSiteOrder, orderOf } from "../submit/engine/dates";
import { sheetListOf, understand } from "../submit/engine/understand";
import type { Corrections } from "../submit/engine/understand";
import { nextTurn } from "../submit/engine/slices";
import type { GivenRows } from "../submit/looking";
import type { DateFinding, Setup } from "../submit/submitState";
import { placeId } from "../workbook/port";
import type { SheetLook, SheetRow } from "../workbook/port";
import { everything, startState } from "./compareState";
import type { Compared, CompareFilter, CompareSetup, CompareState, ComparedRow, Work } from "./compareState";
import { compareRows, fieldsOf, markedColumns, textOfRow } from "./comparing";
import type { DifferingCell } from "./counting";
import { takeable, valuesByRow } from "./counting";
import { sourceText } from "./sourceText";
import { takeValues } from "./taking";

export interface CompareDeps {
  readonly ports: Pick<PanePorts, "workbook" | "server" | "places" | "outbox">;
  readonly today: () => string;
  readonly siteName: () => string;
  /** What the person has said on the Submit screen of this sheet: columns and dates. */
  readonly saidOf: (look: SheetLook) => Partial<Pick<Setup, "corrections" | "chosenOrder" | "chosen1904">>;
  readonly siteOrder: () => DateFinding["order"];
  /** Leads to Submit with these rows chosen. */
  readonly onSubmit: (given: GivenRows) => void;
  /** Takes the last change of ours in the workbook back. */
  readonly undo: () => Promise<{ readonly restored: number; readonly left: number }>;
}

export type CompareDesk = ReturnType<typeof createCompareDesk>;

/** The Compare screen's state and everything that a person can do there. */
export function createCompareDesk(deps: CompareDeps) {
  const { ports } = deps;
  const store = createStore<CompareState>(startState);
  let running: AbortController | null = null;
  let isWriting = false;

  /** What failed is said; the person stays where they were. */
  async function run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    try {
      await work(mine.signal);
    } catch (error) {
      if (running === mine) store.set((state) => ({ ...state, notice: isCancelled(error) ? { kind: "cancelled" } : { kind: "problem", problem: toProblem(error) } }));
    } finally {
      if (running === mine) store.set((state) => ({ ...state, work: null, isLooking: false }));
    }
  }

  /** Changes of ours are no reason to call the comparison old. */
  async function writing<T>(work: () => Promise<T>): Promise<T> {
    isWriting = true;
    try {
      return await work();
    } finally {
      isWriting = false;
    }
  }

  const older = (than: NonNullable<Compared["olderThan"]>): void =>
    store.set((state) => (state.compared === null || state.compared.olderThan === "submission" ? state : { ...state, compared: { ...state.compared, olderThan: than } }));
  const onWork = (work: Work): void => store.set((state) => ({ ...state, work }));

  async function look(choice?: { sheetId: string; placeId?: string }): Promise<CompareSetup> {
    const seen = await ports.workbook.lookAtSheet(choice);
    const corrections: Corrections = deps.saidOf(seen).corrections ?? {};
    const understanding = understand(seen, corrections);
    const list = sheetListOf(seen, understanding);
    const lacks = understanding.lacks === "values" && fieldsOf(list).length > 0 ? null : understanding.lacks;
    const setup = { look: seen, understanding, lacks };
    store.set((state) => ({ ...state, setup }));
    return setup;
  }

  async function compare(signal: AbortSignal): Promise<void> {
    const before = store.get().setup;
    store.set((state) => ({ ...state, notice: null, work: { step: "reading", done: 0, total: 0 } }));
    const setup = await look(before === null ? undefined : { sheetId: before.look.sheetId, placeId: placeId(before.look.chosen) });
    if (setup.lacks !== null) return;
    const list = sheetListOf(setup.look, setup.understanding);
    const read = await ports.workbook.readRows(list, { signal, onProgress: (done, total) => onWork({ step: "reading", done, total }) });
    await nextTurn();
    const rows = store.get().includeHidden ? read.rows : read.rows.filter(({ isHidden }) => !isHidden);
    const fields = fieldsOf(list);
    const context = { reading: readingOf(setup, rows, read.date1904), places: ports.places.snapshot().known?.places ?? null };
    const compared = await compareRows(rows, fields, { lookup: ports.server.lookup, context, signal, onWork });
    const result: Compared = { list, look: setup.look, ...compared, hidden: read.rows.length - rows.length, heading: null, olderThan: null };
    store.set((state) => ({ ...state, compared: result, filter: everything, work: { step: "marking", done: 0, total: rows.length } }));
    await mark(result, signal);
  }

  /** A sheet that cannot be written to can be compared all the same. */
  async function mark(compared: Compared, signal: AbortSignal): Promise<void> {
    const { list, rows, readAt } = compared;
    try {
      const sheets = await ports.workbook.compare();
      const content = {
        columns: markedColumns(list, fieldsOf(list)),
        rows: rows.map((row) => ({ locator: row.locator, text: textOfRow(row) })),
        source: sourceText(deps.siteName(), readAt),
      };
      const { heading } = await writing(() => sheets.mark(list, content, { signal, onProgress: (done, total) => onWork({ step: "marking", done, total }) }));
      store.set((state) => (state.compared?.rows === rows ? { ...state, compared: { ...state.compared, heading } } : state));
    } catch (error) {
      if (isCancelled(error)) throw error;
      store.set((state) => ({ ...state, notice: { kind: "marks-failed", problem: toProblem(error) } }));
    }
  }

  function readingOf({ look: seen, understanding }: CompareSetup, rows: readonly SheetRow[], read1904: boolean | null): ReadingContext {
    const { chosenOrder, chosen1904 } = deps.saidOf(seen);
    const dates = orSiteOrder(findDates(rows, read1904), deps.siteOrder());
    const date1904 = chosen1904 ?? dates.date1904 ?? false;
    const { streetIncludesLga, birthdateIsListed } = understanding;
    return { today: deps.today(), dateOrder: orderOf(dates, chosenOrder), date1904, streetIncludesLga, birthdateIsListed, dateCellsSuspect: areDatesSuspect(rows, dates, date1904) };
  }

  const stopOutbox = ports.outbox.subscribe(({ item }) => {
    // What is told again later happened before.
    if (item?.state === "done" && !item.isTold) older("submission");
  });
  const stopChanges = ports.workbook.onLastChange(() => {
    if (!isWriting) older("change");
  });

  return {
    get: store.get,
    subscribe: store.subscribe,
    look: (): Promise<void> =>
      run(async () => {
        store.set((state) => ({ ...state, isLooking: true, notice: null, setup: null }));
        await look();
      }),
    choosePlace: (chosen: string): Promise<void> =>
      run(async () => {
        const { setup } = store.get();
        if (setup !== null) await look({ sheetId: setup.look.sheetId, placeId: chosen });
      }),
    setIncludeHidden: (includeHidden: boolean): void => store.set((state) => ({ ...state, includeHidden })),
    setFilter: (change: Partial<CompareFilter>): void => store.set((state) => ({ ...state, filter: { ...state.filter, ...change } })),
    compare: (): Promise<void> => run(compare),
    cancel: (): void => running?.abort(),
    jump: ({ row, field }: { readonly row: ComparedRow; readonly field: DifferingCell["field"] | null }): Promise<void> =>
      run(async () => {
        const { compared } = store.get();
        if (compared === null) return;
        const column = field === null ? null : (fieldColumn(compared, field) ?? null);
        await ports.workbook.jumpToCell(compared.list, { locator: row.locator, field: column });
      }),
    /** Writes what the record says into these cells, as text. */
    take: (cells: readonly DifferingCell[]): Promise<void> =>
      run(async () => {
        const { compared } = store.get();
        const wanted = takeable(cells);
        if (compared === null || wanted.length === 0) return;
        store.set((state) => ({ ...state, notice: null, work: { step: "taking", done: 0, total: 0 } }));
        const taken = await writing(() => takeValues(ports.workbook, compared, wanted));
        store.set((state) => ({
          ...state,
          compared: state.compared === null ? null : { ...state.compared, rows: taken.rows },
          notice: { kind: "taken", cells: taken.cells, left: taken.left },
        }));
      }),
    /** Leads to Submit with just these values; state, LGA and ward of a row are one. */
    submit: (cells: readonly DifferingCell[]): void => {
      const { compared, includeHidden } = store.get();
      const values = valuesByRow(cells);
      if (compared === null || values.size === 0) return;
      const { look: seen } = compared;
      deps.onSubmit({ sheetId: seen.sheetId, placeId: placeId(seen.chosen), values, includeHidden });
    },
    removeMarks: (): Promise<void> =>
      run(async () => {
        const { compared, setup } = store.get();
        const sheetId = compared?.look.sheetId ?? setup?.look.sheetId;
        if (sheetId === undefined) return;
        const sheets = await ports.workbook.compare();
        await writing(() => sheets.removeMarks(sheetId));
        store.set((state) => ({ ...state, compared: state.compared === null ? null : { ...state.compared, heading: null }, notice: { kind: "marks-removed" } }));
      }),
    undo: (): Promise<void> =>
      run(async () => {
        const undone = await deps.undo();
        store.set((state) => ({ ...state, notice: { kind: "undone", ...undone } }));
      }),
    dismissNotice: (): void => store.set((state) => ({ ...state, notice: null })),
    forget: (): void => {
      running?.abort();
      store.set(() => startState);
    },
    stop: (): void => {
      stopOutbox();
      stopChanges();
    },
  } satisfies Desk & Record<string, unknown>;
}

function fieldColumn({ list }: Compared, field: DifferingCell["field"]) {
  if (field !== "name") return field;
  return (["fullName", "givenName", "familyName"] as const).find((column) => list.columns[column] !== undefined);
}

