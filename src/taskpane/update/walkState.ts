import type { PatientUuid } from "../../contract/patientSearch";
import type { Issue } from "../../domain/types";
import type { PaneProblem } from "../problem";
import type { SheetList } from "../workbook/list";
import type { SheetRow } from "../workbook/port";
import type { DraftRow } from "./draft";

/** Rows of a sheet that a person goes through one by one. */
export interface Walk {
  readonly list: SheetList;
  readonly workbook: string;
  readonly sheetName: string;
  /** The selected rows; where only one row was selected, the list from that row on. */
  readonly of: "selection" | "list";
  /** As they were when the walk began, hidden ones left out. */
  readonly rows: readonly SheetRow[];
  /** Which row the person is at; its place among `rows`. */
  readonly at: number;
  /** The row as it stands now. */
  readonly row: DraftRow | null;
  /** Whose row it is; null while that is being asked, or where it leads to nobody. */
  readonly patient: PatientUuid | null;
  readonly isOpening: boolean;
  readonly problem: WalkProblem | null;
  /** The keyboard goes on at the row that was just opened. */
  readonly isNew: boolean;
}

/** `end`: there is no further row that way that can still be seen. */
export type WalkProblem = { readonly kind: "issue"; readonly issue: Issue } | { readonly kind: "problem"; readonly problem: PaneProblem } | { readonly kind: "end" };
