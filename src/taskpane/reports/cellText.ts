import type { CellKind, ReportCell } from "../../reports/document";
import { formats } from "../../wording/formats";
import { reportsWords } from "../../wording/paneReports";
import { dayWords } from "../../wording/sentence";

const words = reportsWords.view;

/** A cell as it is read on the screen. */
export function cellText(cell: ReportCell, kind: CellKind): string {
  if (cell === null) return words.none;
  if (typeof cell === "number") return kind === "share" ? words.percent(formats.number(Math.round(cell * 1000) / 10)) : formats.number(cell);
  if (kind === "day") return dayWords(cell);
  return kind === "moment" ? momentText(cell) : cell;
}

/** `2026-11-22 14:05:09` as `22 November 2026, 14:05`: the clock of the site, not of this computer. */
export function momentText(text: string): string {
  return words.moment(dayWords(text.slice(0, 10)), text.slice(11, 16));
}

export function isNumber(kind: CellKind): boolean {
  return kind === "count" || kind === "share";
}
