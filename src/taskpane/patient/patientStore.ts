import type { PatientCard, PatientHistory } from "../../contract/patientCard";
import type { PatientUuid } from "../../contract/patientSearch";
import type { ContactField } from "../../domain/types";
import type { PanePorts } from "../ports";
import { isCancelled, toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { createStore } from "../store";

/** Something that is asked of the server: what is known of it, whether it is being asked for, and what went wrong. */
export interface Asked<T> {
  readonly value: T | null;
  readonly isAsking: boolean;
  readonly problem: PaneProblem | null;
}

export interface PatientState {
  /** Whose card this is; null where none was opened. */
  readonly patient: PatientUuid | null;
  /** The person asked to see the contacts that the role hides. */
  readonly isRevealed: boolean;
  readonly card: Asked<PatientCard>;
  readonly history: Asked<PatientHistory>;
  readonly filter: ContactField | "all";
}

/** There is no such patient for this person; asking again would say the same. */
export function isGone(problem: PaneProblem): boolean {
  return problem.kind === "server" && problem.code === "patient-not-found";
}

export type PatientStore = ReturnType<typeof createPatientStore>;

const nothing = { value: null, isAsking: false, problem: null } as const;
const nobody: PatientState = { patient: null, isRevealed: false, card: nothing, history: nothing, filter: "all" };

/**
 * One patient's card and history. What was read is kept only while the card is on the screen: whoever leaves it and comes back asks the
 * record again, and sees the contacts masked again where the role hides them.
 */
export function createPatientStore(ports: Pick<PanePorts, "server" | "outbox">) {
  const store = createStore<PatientState>(nobody);
  let turn = 0;
  let stop = new AbortController();

  /** Asks for card and history side by side; either can fail alone. */
  async function load(): Promise<void> {
    const { patient, isRevealed: reveal } = store.get();
    stop.abort();
    stop = new AbortController();
    const own = ++turn;
    if (patient === null) return;
    const { signal } = stop;
    await Promise.all([
      ask("card", own, () => ports.server.patientCard({ patient, reveal }, signal)),
      ask("history", own, () => ports.server.patientHistory({ patient, reveal }, signal)),
    ]);
  }

  async function ask<K extends "card" | "history">(part: K, own: number, answer: () => Promise<NonNullable<PatientState[K]["value"]>>): Promise<void> {
    const show = (asked: Partial<Asked<unknown>>): void => {
      if (own === turn) store.set((state) => ({ ...state, [part]: { ...state[part], ...asked } }));
    };
    show({ isAsking: true, problem: null });
    try {
      show({ value: await answer(), isAsking: false });
    } catch (error) {
      if (isCancelled(error)) return;
      const problem = toProblem(error);
      // What one may no longer see does not stay on the screen; what could not be asked for again does.
      show(isGone(problem) ? { value: null, isAsking: false, problem } : { isAsking: false, problem });
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    open: (patient: PatientUuid): Promise<void> => {
      store.set(() => ({ ...nobody, patient }));
      return load();
    },
    /** The record again: after a change, or where an answer did not come. */
    reload: load,
    /** Shows the contacts that the role hides, which the server notes; hidden again by leaving the card. */
    reveal: async (): Promise<void> => {
      store.set((state) => ({ ...state, isRevealed: true }));
      await load();
      // The server could not be asked: what is on the screen is still hidden.
      store.set((state) => (state.isRevealed && state.card.problem !== null ? { ...state, isRevealed: false } : state));
    },
    hide: (): Promise<void> => {
      store.set((state) => ({ ...state, isRevealed: false, card: nothing, history: nothing }));
      return load();
    },
    setFilter: (filter: PatientState["filter"]): void => store.set((state) => ({ ...state, filter })),
    /** The card came on the screen; gives what to do when it goes. */
    enter: (): (() => void) => {
      const { patient, card } = store.get();
      if (patient !== null && card.value === null && !card.isAsking && card.problem === null) void load();
      const stopOutbox = ports.outbox.subscribe(({ item }) => {
        // It may have been this patient's: what stands here must not be older than what one has just sent. (The form says whose its own was.)
        if (item?.state === "done" && !item.isTold && item.source?.kind !== "form") void load();
      });
      return () => {
        stopOutbox();
        stop.abort();
        turn += 1;
        store.set((state) => ({ ...nobody, patient: state.patient }));
      };
    },
    /** Another person signed in: what the one before saw is not for the next. */
    forget: (): void => {
      stop.abort();
      turn += 1;
      store.set(() => nobody);
    },
  };
}
