import type { PatientHit, PatientSearchAnswer, SearchKind } from "../../contract/patientSearch";
import type { PanePorts } from "../ports";
import { isCancelled, toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { createStore } from "../store";
import { readSelectedRow } from "./selectedRow";
import type { CorrectionsOf, SelectedRow } from "./selectedRow";

export interface SearchList extends Pick<PatientSearchAnswer, "hits" | "next" | "knownUntil" | "entered"> {
  /** What it is the answer to. */
  readonly text: string;
  readonly kind: SearchKind;
}

export interface SearchState {
  readonly text: string;
  readonly kind: SearchKind;
  readonly list: SearchList | null;
  /** The place in the list that the arrow keys have come to; -1 before. */
  readonly active: number;
  readonly asking: "first" | "more" | null;
  readonly problem: PaneProblem | null;
  /** The patient of the row that is selected in the sheet is shown. */
  readonly follows: boolean;
  /** What the selected row says of a patient, while it is followed. */
  readonly row: SelectedRow | null;
}

const start: SearchState = { text: "", kind: "any", list: null, active: -1, asking: null, problem: null, follows: false, row: null };

/** Fewer characters than these would find half of everybody. */
export const leastCharacters = 2;
const pause = { typing: 250, selecting: 200 } as const;
const perPage = 20;

export type SearchStore = ReturnType<typeof createSearchStore>;

/** Finding a patient: what was typed, or what the selected row names. Of several questions only the last one's answer counts. */
export function createSearchStore(ports: Pick<PanePorts, "server" | "workbook">, correctionsOf: CorrectionsOf = () => ({})) {
  const store = createStore<SearchState>(start);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = new AbortController();
  let hasOpened = false;

  const set = (change: Partial<SearchState>): void => store.set((state) => ({ ...state, ...change }));

  /** Drops what is under way or about to be asked; gives the signal of what comes instead. */
  function begin(): AbortSignal {
    clearTimeout(timer);
    stop.abort();
    stop = new AbortController();
    return stop.signal;
  }

  async function ask(asking: "first" | "more", signal: AbortSignal): Promise<void> {
    const { text, kind, list, row } = store.get();
    const after = asking === "more" ? (list?.next ?? null) : null;
    set({ asking, problem: null });
    try {
      const answer = await ports.server.searchPatients({ text: text.trim(), kind, after, limit: perPage }, signal);
      if (signal.aborted) return;
      if (row !== null && row.artId !== null) {
        // The row means the patient of this very ART ID, nobody whose own only begins so.
        set({ asking: null, active: -1, list: { ...answer, hits: answer.hits.filter((hit) => bears(hit, row.artId)), next: null, text: text.trim(), kind } });
        return;
      }
      const before = asking === "more" ? (list?.hits ?? []) : [];
      set({ asking: null, active: asking === "more" ? store.get().active : -1, list: { ...answer, hits: [...before, ...newHits(before, answer.hits)], text: text.trim(), kind } });
    } catch (error) {
      if (signal.aborted || isCancelled(error)) return;
      set({ asking: null, problem: toProblem(error) });
    }
  }

  function search(): Promise<void> {
    const signal = begin();
    if (store.get().text.trim().length < leastCharacters) {
      set({ list: null, active: -1, asking: null, problem: null });
      return Promise.resolve();
    }
    return ask("first", signal);
  }

  function searchSoon(): void {
    begin();
    if (store.get().text.trim().length < leastCharacters) void search();
    else timer = setTimeout(() => void search(), pause.typing);
  }

  /** Shows the patient of the selected row; nothing else of the pane is touched, least of all the focus. */
  async function followRow(): Promise<void> {
    const signal = begin();
    try {
      const row = await readSelectedRow(ports.workbook, correctionsOf);
      if (signal.aborted) return;
      if (row.artId === null) set({ row, text: "", list: null, active: -1, asking: null, problem: null });
      else {
        set({ row, text: row.artId, kind: "artId" });
        await search();
      }
    } catch (error) {
      if (!signal.aborted) set({ row: null, list: null, asking: null, problem: toProblem(error) });
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    type: (text: string): void => {
      // The row that was followed asked for an ART ID; what is typed may be anything.
      set({ text, ...(store.get().row !== null && { row: null, kind: "any" as const }) });
      searchSoon();
    },
    setKind: (kind: SearchKind): void => {
      set({ kind });
      void search();
    },
    clear: (): void => {
      set({ text: "", row: null });
      void search();
    },
    search,
    more: (): Promise<void> => (store.get().list?.next == null ? Promise.resolve() : ask("more", begin())),
    moveTo: (active: number): void => {
      const last = (store.get().list?.hits.length ?? 0) - 1;
      set({ active: Math.max(-1, Math.min(active, last)) });
    },
    setFollows: (follows: boolean): void => {
      set({ follows, row: null, ...(follows && { kind: "any" as const }) });
      if (follows) void followRow();
    },
    /** The person has selected another cell of the sheet. */
    noteSelection: (): void => {
      if (!store.get().follows) return;
      begin();
      timer = setTimeout(() => void followRow(), pause.selecting);
    },
    /** The patient of the selected row once, or whatever the selected cell says where it belongs to no list. */
    useSelection: async (): Promise<void> => {
      await followRow();
      const { row } = store.get();
      if (row === null || row.artId !== null) return;
      try {
        const { text } = await ports.workbook.readSelectedCell();
        if (text === "") return;
        set({ text: text.slice(0, 100), kind: "any", row: null });
      } catch (error) {
        set({ problem: toProblem(error) });
        return;
      }
      await search();
    },
    /** The one patient who was found; null while it is being asked, and where there are several or none. */
    onlyHit: (): PatientHit | null => {
      const { list, asking } = store.get();
      return asking === null && list !== null && list.next === null && list.hits.length === 1 ? (list.hits[0] ?? null) : null;
    },
    /** A patient of the list is opened: who comes back goes on at the same place. */
    noteOpened: (): void => {
      hasOpened = true;
    },
    takeOpened: (): boolean => {
      const was = hasOpened;
      hasOpened = false;
      return was;
    },
    /** What one person found is not for the next. */
    forget: (): void => {
      begin();
      hasOpened = false;
      store.set(() => start);
    },
  };
}

/** As OpenMRS compares identifiers: capitals, accents and spaces at the end do not count. */
function bears({ identifiers }: PatientHit, artId: string): boolean {
  const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}+/gu, "").toUpperCase().trimEnd();
  return identifiers.some(({ identifier, isArtId }) => isArtId && fold(identifier) === fold(artId));
}

/** A patient with two numbers that both answer may stand on two pages. */
function newHits(before: readonly PatientHit[], hits: readonly PatientHit[]): readonly PatientHit[] {
  const known = new Set(before.map(({ patient }) => patient));
  return hits.filter(({ patient }) => !known.has(patient));
}
