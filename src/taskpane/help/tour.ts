import { createStore } from "../store";

export const tourSteps = ["where", "home", "batch", "patients", "help"] as const;

export interface TourState {
  /** Null where the tour is not being shown. */
  readonly step: number | null;
  /** Whether it is offered: this person has not seen it on this computer. */
  readonly isOffered: boolean;
}

export type TourStore = ReturnType<typeof createTourStore>;

const key = (userUuid: string): string => `patient-contacts-tour-${userUuid}`;

/** The tour of five steps. That it was seen is remembered for each person on this computer. */
export function createTourStore() {
  const store = createStore<TourState>({ step: null, isOffered: false });
  let person: string | null = null;
  const remember = (): void => {
    store.set((state) => ({ ...state, isOffered: false }));
    try {
      if (person !== null) globalThis.localStorage.setItem(key(person), "seen");
    } catch {
      // A browser that refuses storage to a page in a frame: it is offered again at the next start.
    }
  };
  const end = (): void => {
    store.set((state) => ({ ...state, step: null }));
    remember();
  };
  return {
    get: store.get,
    subscribe: store.subscribe,
    /** Somebody has signed in, or (null) out. */
    enter: (userUuid: string | null): void => {
      person = userUuid;
      store.set(() => ({ step: null, isOffered: userUuid !== null && !isSeen(userUuid) }));
    },
    begin: (): void => store.set((state) => ({ ...state, step: 0 })),
    /** The step after this one, or before it (-1); after the last one the tour ends. */
    go: (by: 1 | -1): void => {
      const { step } = store.get();
      if (step === null) return;
      if (step + by >= tourSteps.length) end();
      else store.set((state) => ({ ...state, step: Math.max(0, step + by) }));
    },
    end,
    decline: remember,
  };
}

function isSeen(userUuid: string): boolean {
  try {
    return globalThis.localStorage.getItem(key(userUuid)) !== null;
  } catch {
    return false;
  }
}
