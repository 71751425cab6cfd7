import { refreshCells } from "../common/freshCells";
import type { PanePorts } from "../ports";
import { toProblem } from "../problem";
import type { PaneProblem } from "../problem";

interface Surroundings {
  readonly isSignedIn: () => boolean;
  readonly tell: (problem: PaneProblem) => void;
}

export interface CellsFollow {
  /** Cells with our functions are asked for again. Resolves when Excel was asked once: where it refuses, it is asked again beside whatever follows. */
  readonly refresh: () => Promise<void>;
}

/** Has the cells with our functions follow what happens in the pane. What does not work in the end is told. */
export function createCellsFollow(ports: Pick<PanePorts, "workbook">, { isSignedIn, tell }: Surroundings): CellsFollow {
  // Signed out meanwhile: what the cells show is better than to be asked to sign in.
  const workbook = { refreshFunctions: (): Promise<number> => (isSignedIn() ? ports.workbook.refreshFunctions() : Promise.resolve(0)) };

  return {
    refresh: () =>
      new Promise((resolve) => {
        const once = {
          refreshFunctions: async (): Promise<number> => {
            try {
              return await workbook.refreshFunctions();
            } finally {
              resolve();
            }
          },
        };
        void refreshCells(once).catch((error: unknown) => tell(toProblem(error)));
      }),
  };
}
