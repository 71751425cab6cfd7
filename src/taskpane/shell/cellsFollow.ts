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
  readonly refresh: (which?: "all" | "errors") => Promise<void>;
}

/** Has the cells with our functions follow what happens in the pane. What does not work in the end is told. */
export function createCellsFollow(ports: Pick<PanePorts, "workbook">, { isSignedIn, tell }: Surroundings): CellsFollow {
  // Signed out meanwhile: what the cells show is better than to be asked to sign in.
  const workbook = { refreshFunctions: (which?: "all" | "errors"): Promise<number> => (isSignedIn() ? ports.workbook.refreshFunctions(which) : Promise.resolve(0)) };

  return {
    refresh: (which) =>
      new Promise((resolve) => {
        const once = {
          refreshFunctions: async (): Promise<number> => {
            try {
              return await workbook.refreshFunctions(which);
            } finally {
              resolve();
            }
          },
        };
        void refreshCells(once).catch((error: unknown) => tell(toProblem(error)));
      }),
  };
}
