import type { DateOrder } from "../../domain/types";
import { isCancelled, toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { createStore } from "../store";
import type { Store } from "../store";
import { CancelledError } from "../submit/engine/slices";
import type { WorkbookPort } from "../workbook/port";
import type { FileReader } from "./fileReader";
import type { FileProblem } from "./read/fileProblem";
import type { FileChoices, FileLook } from "./read/readFile";
import type { ReadingSummary } from "./read/fileDesk";

type Read = Extract<ReadingSummary, { ok: true }>;

export type FilesPhase =
  | { readonly name: "choosing" }
  | { readonly name: "reading" }
  | { readonly name: "refused"; readonly problem: FileProblem }
  | { readonly name: "read"; readonly read: Read }
  | { readonly name: "writing"; readonly read: Read; readonly done: number };

export interface FilesState {
  readonly phase: FilesPhase;
  /** Of the chosen file, as the person knows it. */
  readonly fileName: string | null;
  readonly choices: FileChoices;
  readonly chosenOrder: DateOrder | undefined;
  readonly notice: { readonly kind: "problem"; readonly problem: PaneProblem } | { readonly kind: "cancelled" } | null;
}

export interface FilesDeps {
  readonly workbook: Pick<WorkbookPort, "importSheet">;
  readonly reader: FileReader;
  /** The sheet has been made; in which order the person says that its dates are typed. */
  readonly onMade: (sheet: { readonly name: string; readonly dateOrder: DateOrder | undefined }) => void;
}

export type FilesStore = ReturnType<typeof createFilesStore>;

const start: FilesState = { phase: { name: "choosing" }, fileName: null, choices: {}, chosenOrder: undefined, notice: null };

/** Choosing a file, looking at what it holds, making a sheet of it. Nothing in the workbook changes before the last step. */
export function createFilesStore({ workbook, reader, onMade }: FilesDeps) {
  const store: Store<FilesState> = createStore(start);
  let stop: AbortController | null = null;
  let readings = 0;
  let isLeft = false;

  async function show(fileName: string, choices: FileChoices, read: () => Promise<ReadingSummary>): Promise<void> {
    readings += 1;
    const own = readings;
    store.set((state) => ({ ...state, phase: { name: "reading" }, fileName, choices, notice: null }));
    try {
      const reading = await read();
      // Another file, or another choice, came meanwhile.
      if (own !== readings) return;
      store.set((state) => ({ ...state, phase: reading.ok ? { name: "read", read: reading } : { name: "refused", problem: reading.problem } }));
    } catch (error) {
      if (own === readings) store.set(() => ({ ...start, notice: { kind: "problem", problem: toProblem(error) } }));
    }
  }

  function choose(change: FileChoices): Promise<void> {
    const { fileName, choices } = store.get();
    const all = { ...choices, ...change };
    return show(fileName ?? "", all, () => reader.again(all));
  }

  async function make(): Promise<void> {
    const { phase, fileName, chosenOrder } = store.get();
    if (phase.name !== "read") return;
    const { read } = phase;
    stop = new AbortController();
    const { signal } = stop;
    store.set((state) => ({ ...state, phase: { name: "writing", read, done: 0 }, notice: null }));
    try {
      const { name } = await workbook.importSheet(
        { ...contentOf(read, fileName ?? ""), readRows: (from, count) => (signal.aborted ? Promise.reject(new CancelledError()) : reader.rows(from, count)) },
        { signal, onProgress: (done) => store.set((state) => (state.phase.name === "writing" ? { ...state, phase: { ...state.phase, done } } : state)) },
      );
      store.set(() => start);
      onMade({ name, dateOrder: chosenOrder });
    } catch (error) {
      store.set((state) => ({ ...state, phase: { name: "read", read }, notice: isCancelled(error) ? { kind: "cancelled" } : { kind: "problem", problem: toProblem(error) } }));
    } finally {
      stop = null;
      if (isLeft) reader.close();
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    open: async (file: File): Promise<void> => {
      store.set((state) => ({ ...state, chosenOrder: undefined }));
      await show(file.name, {}, async () => reader.open({ name: file.name, bytes: await file.arrayBuffer() }, {}));
    },
    choose,
    setDateOrder: (chosenOrder: DateOrder | undefined): void => store.set((state) => ({ ...state, chosenOrder })),
    make,
    cancel: (): void => stop?.abort(),
    dismissNotice: (): void => store.set((state) => ({ ...state, notice: null })),
    /** The screen has gone; a sheet that is being written is finished first. */
    leave: (): void => {
      isLeft = true;
      if (stop === null) reader.close();
    },
  };
}

function contentOf({ look, rowCount, hiddenRows }: Read, fileName: string): { name: string; rowCount: number; width: number; headingRow: number; hiddenRows: readonly number[] } {
  return { name: sheetName(look, fileName), rowCount, width: look.width, headingRow: look.headingRow, hiddenRows };
}

/** After the file; where that is a workbook of several sheets, after the sheet. */
function sheetName({ source }: FileLook, fileName: string): string {
  const bare = fileName.replace(/\.[^.]{1,5}$/, "");
  return source.kind === "workbook" && source.sheets.length > 1 ? source.sheet : bare;
}
