import type { OutboxItem } from "../../client/outbox";
import type { PatientUuid } from "../../contract/patientSearch";
import type { PreviewRow, RowOutcome, SubmissionKind, SubmissionState } from "../../contract/submissions";
import type { ValueField } from "../../domain/types";
import type { LeftOverStore } from "../leftOver/leftOverStore";
import type { PaneProblem } from "../problem";
import type { SheetNote } from "../submit/submitState";
import { emptyDraft } from "./draft";
import type { Draft, DraftRow } from "./draft";
import type { Walk } from "./walkState";

/** A number that was kept beside NMRS's, or is kept on this computer until the server can be reached. */
export interface KeptNumber {
  readonly phone: string;
  readonly isWaiting: boolean;
}

/** What became of one patient's update. */
export interface FormResult {
  /** The submission; null where only other numbers were kept. */
  readonly uuid: string | null;
  readonly kind: SubmissionKind;
  readonly state: SubmissionState;
  readonly outcome: RowOutcome | null;
  /** Numbers that were to be kept beside NMRS's with the row. */
  readonly numbers: readonly string[];
  /** Those that were. */
  readonly kept: readonly KeptNumber[];
  /** What became of writing beside the row; null where the form was not filled in from a sheet. */
  readonly sheet: SheetNote | null;
  readonly row: DraftRow | null;
  /** What is left over of it, to be settled here: null until the person asks, or where nothing is. */
  readonly settling: LeftOverStore | null;
  /** The person has left the record as it is. */
  readonly isLeft: boolean;
}

export type FormPhase =
  | { readonly name: "editing" }
  | { readonly name: "checking" }
  /** `preview` null: the record could not be compared. */
  | { readonly name: "confirming"; readonly preview: PreviewRow | null; readonly isSending: boolean }
  | { readonly name: "sending"; readonly uuid: string; readonly item: OutboxItem | null; readonly numbers: readonly string[] }
  | { readonly name: "result"; readonly result: FormResult };

/** One patient's form: what was typed, what the server said of it, how far it is. */
export interface FormState {
  readonly draft: Draft;
  /** What the server said of the draft as it stands but for ticks; null where it was not asked since the last typing. */
  readonly said: PreviewRow | null;
  /** Fields that the person has left: from then on also what may have been unfinished is told. */
  readonly visited: ReadonlySet<ValueField>;
  readonly phase: FormPhase;
  readonly problem: PaneProblem | null;
  /** The record holds already what was typed. */
  readonly isSame: boolean;
  /** A number was not taken to be kept beside NMRS's. */
  readonly isNotKept: boolean;
}

export const newForm: FormState = { draft: emptyDraft, said: null, visited: new Set(), phase: { name: "editing" }, problem: null, isSame: false, isNotKept: false };

/** Forms stay as they are while the person looks elsewhere, each with its patient; signing out forgets them. */
export interface UpdateState {
  readonly forms: ReadonlyMap<PatientUuid, FormState>;
  readonly walk: Walk | null;
  /** Why the selected rows could not be gone through. */
  readonly walkProblem: PaneProblem | "no-list" | "no-rows" | null;
  readonly isStarting: boolean;
}
