import type { Places } from "../../src/domain/types";
import type { ChunkPlan } from "./outcomes";
import type { PendingRow } from "./rowStore";
import type { Submission } from "./submissionStore";

export interface ChunkWork {
  readonly submission: Submission;
  readonly rows: readonly PendingRow[];
  readonly places: Places;
  /** Rows whose patient changed since they came in have been put off before: look for earlier rows of the same patient. */
  readonly afterMoves: boolean;
}

/** What is to be done with a chunk, decided while its patients are locked. */
export interface DecidedChunk extends ChunkPlan {
  /** Rows whose ART ID names another patient now: put off until that patient is locked. */
  readonly moved: readonly PendingRow[];
  /** `void_reason` of addresses, where it is not that of an ordinary update. */
  readonly addressVoidReason?: string;
}
