import type { SelectedCell } from "../workbook/port";
import type { PaneProblem } from "../problem";
import type { Route } from "./routes";

export type ShellNotice =
  | { readonly kind: "problem"; readonly problem: PaneProblem }
  | { readonly kind: "sheet-made" | "sheet-imported"; readonly name: string }
  | { readonly kind: "language-not-fetched" }
  | { readonly kind: "refreshed"; readonly cells: number }
  | { readonly kind: "undone"; readonly restored: number; readonly left: number };

export interface ShellState {
  readonly route: Route;
  readonly notice: ShellNotice | null;
  readonly cell: SelectedCell | null;
  /** The submission on the screen was opened from the card of a patient, to which there is a way back. */
  readonly isFromPatient: boolean;
}
