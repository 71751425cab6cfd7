import type { NoteRefusal, NotesEvent, WaitingNote } from "../../client/notesQueue";
import type { ContactNote, PatientNotes } from "../../contract/contactNotes";
import type { PatientUuid } from "../../contract/patientSearch";
import type { NoteFault } from "../../domain/contactNotes";
import type { PanePorts } from "../ports";
import { isCancelled, toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { createStore } from "../store";

/** What was last noted, for the line that says so. */
export interface Said {
  readonly note: ContactNote;
  readonly isWaiting: boolean;
}

export interface NotesState {
  readonly patient: PatientUuid | null;
  readonly notes: PatientNotes | null;
  readonly isAsking: boolean;
  readonly problem: PaneProblem | null;
  /** Of this patient, and not taken by the server; those that cannot be opened may be anybody's. */
  readonly waiting: readonly WaitingNote[];
  readonly isNoting: boolean;
  readonly said: Said | null;
  /** What was wrong with the last thing to be noted, and which kind it was. */
  readonly refused: { readonly kind: ContactNote["kind"]; readonly faults: readonly NoteFault[]; readonly problem: PaneProblem | null } | null;
}

export type NotesDesk = ReturnType<typeof createNotesDesk>;

const nothing: NotesState = { patient: null, notes: null, isAsking: false, problem: null, waiting: [], isNoting: false, said: null, refused: null };

/** Other numbers and calls of the patient whose card is open. */
export function createNotesDesk(ports: Pick<PanePorts, "server" | "notes">, today: () => string) {
  const store = createStore<NotesState>(nothing);
  let turn = 0;
  let reveal = false;
  let stop = new AbortController();
  let onTaken: () => void = () => undefined;

  async function load(): Promise<void> {
    const { patient } = store.get();
    stop.abort();
    stop = new AbortController();
    const own = ++turn;
    if (patient === null) return;
    const change = (part: Partial<NotesState>): void => {
      if (own === turn) store.set((state) => ({ ...state, ...part }));
    };
    change({ isAsking: true, problem: null });
    void readWaiting();
    try {
      change({ notes: await ports.server.patientNotes({ patient, reveal }, stop.signal), isAsking: false });
    } catch (error) {
      if (!isCancelled(error)) change({ isAsking: false, problem: toProblem(error) });
    }
  }

  async function readWaiting(): Promise<void> {
    const { patient } = store.get();
    const all = await ports.notes.list();
    const waiting = all.filter(({ note }) => note === null || note.patient === patient);
    store.set((state) => (state.patient === patient ? { ...state, waiting } : state));
  }

  /** Notes something of the patient whose card is open; true where it is noted or waits, so that the form can close. */
  async function note(wish: ContactNote): Promise<boolean> {
    if (store.get().isNoting) return false;
    const { patient } = store.get();
    const change = (part: Partial<NotesState>): void => {
      if (store.get().patient === patient) store.set((state) => ({ ...state, ...part }));
    };
    change({ isNoting: true, said: null, refused: null });
    try {
      const result = await ports.notes.note(wish);
      if (result.state === "refused") {
        change({ isNoting: false, refused: { kind: wish.kind, faults: result.refusal.faults, problem: refusalProblem(result.refusal) } });
        return false;
      }
      change({ isNoting: false, said: { note: wish, isWaiting: result.state === "waiting" } });
      return true;
    } catch (error) {
      change({ isNoting: false, refused: { kind: wish.kind, faults: [], problem: toProblem(error) } });
      return false;
    }
  }

  function heard({ patient, taken }: NotesEvent): void {
    const now = store.get().patient;
    if (now === null || (patient !== null && patient !== now)) return;
    if (taken) {
      void load();
      onTaken();
    } else void readWaiting();
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    /** The site's day. */
    today,
    /** The patient's card came on the screen; gives what to do when it goes. `taken`: the server has taken something noted of the patient. */
    enter: (patient: PatientUuid, isShown: boolean, taken: () => void): (() => void) => {
      reveal = isShown;
      onTaken = taken;
      store.set((state) => (state.patient === patient ? { ...state, notes: null } : { ...nothing, patient }));
      void load();
      const stopNotes = ports.notes.subscribe(heard);
      return () => {
        stopNotes();
        stop.abort();
        turn += 1;
        store.set((state) => ({ ...state, notes: null, said: null, refused: null }));
      };
    },
    reload: load,
    note,
    /** What was said of the last one is read and can go. */
    dismiss: (): void => store.set((state) => ({ ...state, said: null, refused: null })),
    discard: async (id: number): Promise<void> => {
      await ports.notes.discard(id);
      await readWaiting();
    },
    forget: (): void => {
      stop.abort();
      turn += 1;
      store.set(() => nothing);
    },
  };
}

export function refusalProblem({ code, requestId }: NoteRefusal): PaneProblem | null {
  return code === null ? null : { kind: "server", code, requestId, retryAfterSeconds: null };
}
