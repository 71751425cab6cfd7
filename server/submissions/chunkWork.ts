import type { Places } from "../../src/domain/types";
import type { NumberOfRow } from "../contactNotes/numbersOfRows";
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
  /** Numbers that stood beside the chosen one in a cell, to be kept with the patient in our own schema. */
  readonly numbersToKeep?: readonly NumberOfRow[];
  /** `void_reason` of addresses, where it is not that of an ordinary update. */
  readonly addressVoidReason?: string;
}
