import type { RowCounts, RowOutcome, SubmissionState } from "../../contract/submissions";
import type { ContactField, DateOrder, ReadingContext, ValueField } from "../../domain/types";
import type { OutboxItem } from "../../client/outbox";
import type { Pace } from "../common/pace";
import type { PaneProblem } from "../problem";
import type { SheetList } from "../workbook/list";
import type { SheetLook, SheetRow, WriteResult } from "../workbook/port";
import type { PaneRow } from "./engine/paneRow";
import type { Corrections, Understanding } from "./engine/understand";

/** Which rows of the list are meant. */
export interface Scope {
  readonly rows: "all" | "selected" | "given";
  /** For `given`: exactly those rows that another screen has chosen, by their marks (`rowMark`), with the values that are meant of each. */
  readonly given?: ReadonlyMap<string, ReadonlySet<ValueField>> | undefined;
  readonly includeHidden: boolean;
  readonly includeSent: boolean;
}

/** The list that the pane has in front of it, before and after validation. */
export interface Setup {
  readonly look: SheetLook;
  readonly understanding: Understanding;
  readonly corrections: Corrections;
  readonly scope: Scope;
  /** What was read; null while it is being read, or where it cannot be. */
  readonly read: ReadList | null;
  /** What the person said of the dates; `undefined` where the list's own proof stands. */
  readonly chosenOrder: DateOrder | undefined;
  readonly chosen1904: boolean | undefined;
}

export interface ReadList {
  readonly list: SheetList;
  readonly rows: readonly SheetRow[];
  /** Row numbers whose Status says that they were sent and have not changed since. */
  readonly alreadySent: ReadonlySet<number>;
  readonly dates: DateFinding;
}

/** How the list's dates are to be read, and by what that is known. */
export interface DateFinding {
  /** The list has a birthdate column with dates typed as text. */
  readonly order: DateOrder | null;
  /** The row that fits only this order, with what is typed there. */
  readonly proof: { readonly rowNumber: number; readonly text: string } | null;
  /** Rows prove different orders. */
  readonly conflicting: boolean;
  readonly hasTypedDates: boolean;
  readonly hasSerials: boolean;
  readonly date1904: boolean | null;
}

/** How far the server has been asked about the validated rows. */
export type RecordState =
  | { readonly kind: "seen" }
  | { readonly kind: "asking"; readonly done: number; readonly total: number }
  | { readonly kind: "not-asked"; readonly why: PaneProblem | "cancelled" };

export interface Validated {
  readonly list: SheetList;
  readonly sheetName: string;
  readonly context: ReadingContext;
  readonly rows: readonly PaneRow[];
  readonly record: RecordState;
  /** Why these values change, in the person's words; for rows that give no reason of their own. */
  readonly reason: string;
  /** Indexes of rows that were edited in the sheet since; they must be validated again. */
  readonly changed: ReadonlySet<number>;
  /** Indexes of rows that were hidden since and are left out. */
  readonly hiddenSince: ReadonlySet<number>;
}

export interface WorkStep {
  readonly step: "reading" | "checking" | "asking";
  readonly done: number;
  readonly total: number;
}

/** A submission from the moment it is in the outbox. */
export interface Sending {
  readonly uuid: string;
  readonly rowCount: number;
  readonly item: OutboxItem | null;
  /** How fast the server goes; null while it has not begun. */
  readonly pace: Pace | null;
  /** The person has asked the server to cancel it. */
  readonly isCancelling: boolean;
  /** Why it could not be cancelled. */
  readonly problem: PaneProblem | null;
}

export interface Result {
  readonly uuid: string;
  /** How it ended: `done`, or before its end (`cancelled`, `stopped`). */
  readonly state: SubmissionState;
  readonly counts: RowCounts;
  /** Fields that were changed, over all rows. */
  readonly byField: Readonly<Record<ContactField, number>>;
  readonly outcomes: readonly RowOutcome[];
  /** Rows that were not sent. */
  readonly notSent: number;
  /** What became of writing the statuses into the sheet. */
  readonly sheet: SheetNote;
}

/** What became of writing into the sheet. `elsewhere`: the sheet that it came from is not in this workbook. */
export type SheetNote =
  | { readonly kind: "written"; readonly result: WriteResult }
  | { readonly kind: "failed"; readonly problem: PaneProblem }
  | { readonly kind: "elsewhere"; readonly sheet: string; readonly workbook: string }
  | { readonly kind: "writing" };

export type Phase =
  | { readonly name: "looking" }
  | { readonly name: "nothing"; readonly problem: PaneProblem }
  | { readonly name: "setup" }
  | { readonly name: "validating"; readonly work: WorkStep }
  | { readonly name: "validated" }
  | { readonly name: "sending"; readonly sending: Sending }
  | { readonly name: "result"; readonly result: Result };

/** A word about something that was just done or refused; shown until the next one. */
export type Notice =
  | { readonly kind: "problem"; readonly problem: PaneProblem }
  | { readonly kind: "repaired"; readonly written: number; readonly gone: number }
  | { readonly kind: "undone"; readonly restored: number; readonly left: number }
  | { readonly kind: "cancelled" }
  | { readonly kind: "taken-back" }
  /** Results of a submission that was left to itself were written into its sheet. */
  | { readonly kind: "arrived"; readonly sheet: string; readonly written: number; readonly gone: number };

export interface SubmitState {
  readonly phase: Phase;
  readonly setup: Setup | null;
  readonly validated: Validated | null;
  readonly notice: Notice | null;
  /** The confirmation is open. `checking`: the sheet is being read again. */
  readonly confirming: "checking" | "open" | null;
  /** Something is being written into the sheet. */
  readonly writing: boolean;
}

export const startState: SubmitState = { phase: { name: "looking" }, setup: null, validated: null, notice: null, confirming: null, writing: false };
