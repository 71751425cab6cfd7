import type { ComparedField, Difference, RowComparison } from "../../domain/compareRow";
import type { IssueCode } from "../../domain/types";
import type { PaneProblem } from "../problem";
import type { Understanding } from "../submit/engine/understand";
import type { RowLocator, SheetList } from "../workbook/list";
import type { SheetLook, SheetRow } from "../workbook/port";

/** The list in front, and whether it can be compared. */
export interface CompareSetup {
  readonly look: SheetLook;
  readonly understanding: Understanding;
  /** Why it cannot be compared yet; null where it can. */
  readonly lacks: "headings" | "art-id" | "values" | null;
}

/** One row beside the record. */
export interface ComparedRow {
  /** Place among the compared rows, from 0. */
  readonly index: number;
  readonly sheet: SheetRow;
  readonly locator: RowLocator;
  readonly artId: string | null;
  /** Why there is no single patient to compare it with; null where there is. */
  readonly noPatient: IssueCode | null;
  readonly comparison: RowComparison;
}

export interface Compared {
  readonly list: SheetList;
  readonly look: SheetLook;
  readonly readAt: string;
  readonly rows: readonly ComparedRow[];
  /** Rows left out because they are hidden. */
  readonly hidden: number;
  /** Heading of our column; null where the marks have been removed, or could not be written. */
  readonly heading: string | null;
  /** What happened since, so that it may say what is no longer so. */
  readonly olderThan: "submission" | "change" | null;
}

export interface CompareFilter {
  readonly field: ComparedField | "artId" | "all";
  readonly difference: Difference | "all";
}

export interface Work {
  readonly step: "reading" | "asking" | "comparing" | "marking" | "taking";
  readonly done: number;
  readonly total: number;
}

export type CompareNotice =
  | { readonly kind: "problem"; readonly problem: PaneProblem }
  | { readonly kind: "cancelled" }
  | { readonly kind: "marks-failed"; readonly problem: PaneProblem }
  | { readonly kind: "marks-removed" }
  | { readonly kind: "undone"; readonly restored: number; readonly left: number }
  /** `left`: numbers of rows that were no longer as they were compared. */
  | { readonly kind: "taken"; readonly cells: number; readonly left: readonly number[] };

export interface CompareState {
  readonly isLooking: boolean;
  readonly setup: CompareSetup | null;
  readonly includeHidden: boolean;
  readonly work: Work | null;
  readonly compared: Compared | null;
  readonly filter: CompareFilter;
  readonly notice: CompareNotice | null;
}

export const everything: CompareFilter = { field: "all", difference: "all" };
export const startState: CompareState = { isLooking: false, setup: null, includeHidden: false, work: null, compared: null, filter: everything, notice: null };
