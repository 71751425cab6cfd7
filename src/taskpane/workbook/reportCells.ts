import type { CellKind, ReportCell } from "../../reports/document";
import { daysBetweenSystems } from "./dateSystem";

/** Heading of the hidden column in which each row of a report's table keeps its key. Nobody reads it, so it is the same in every language. */
export const keyHeading = "pcm_key";

/** Day zero of Excel's counting from 1900, as far as days after February 1900 are concerned. */
const dayZero = Date.UTC(1899, 11, 30);
const millisecondsPerDay = 86_400_000;

const formats: Readonly<Record<CellKind, string>> = {
  text: "@",
  phone: "@",
  count: "#,##0",
  share: "0%",
  day: "yyyy-mm-dd",
  moment: "yyyy-mm-dd hh:mm",
};

export function formatOf(kind: CellKind): string {
  return formats[kind];
}

/** Whether Excel would damage the value in a cell of any other format: such a cell gets ours with every new value. */
export function needsTextFormat(kind: CellKind): boolean {
  return formats[kind] === "@";
}

/** What is written into the cell; nothing is the empty text, days and moments are numbers of the workbook's own way of counting days. */
export function cellValue(cell: ReportCell, kind: CellKind, date1904: boolean): string | number {
  if (cell === null) return "";
  if (typeof cell === "number") return cell;
  return (kind === "day" || kind === "moment" ? serialOf(cell, date1904) : null) ?? cell;
}

/** Serial of `YYYY-MM-DD`, with or without ` HH:MM:SS`; null where it is neither. */
function serialOf(text: string, date1904: boolean): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = "0", minute = "0", second = "0"] = match;
  const days = (Date.UTC(Number(year), Number(month) - 1, Number(day)) - dayZero) / millisecondsPerDay;
  const ofDay = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) / 86_400;
  return days + ofDay - (date1904 ? daysBetweenSystems : 0);
}

/** Whether the cell says already what is to be written. Excel keeps fifteen digits of a number. */
export function saysAlready(now: unknown, wanted: string | number): boolean {
  if (typeof now === "number" && typeof wanted === "number") return Math.abs(now - wanted) <= Math.max(1e-9, Math.abs(wanted) * 1e-12);
  return now === wanted;
}
