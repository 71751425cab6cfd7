import type { SheetRow } from "../../workbook/port";
import { rowMark, shortMark } from "../../workbook/rowMark";

/**
 * The Detail cell of a sent row ends with `Ref 3F9A2C1B-8D01E4`: the submission, and a short mark of what was sent. Nothing is kept in the
 * workbook besides: sorting, copying and another computer do it no harm, and it shows whether the row has been changed since.
 */
const receipt = /Ref ([0-9A-F]{8})-([0-9A-F]{6})\s*$/;

/** Eight characters by which people quote a submission. */
export function submissionRef(uuid: string): string {
  return uuid.replaceAll("-", "").slice(0, 8).toUpperCase();
}

/**
 * `mark` is the `rowMark` of what stands in the row when the outcome is written; of a row that was sent in part `partMark` of it, which no row
 * bears: it is not taken for sent.
 */
export function receiptText(uuid: string, mark: string): string {
  const ref = submissionRef(uuid);
  return `Ref ${ref}-${shortMark(mark, ref).toUpperCase()}`;
}

/** Whether the row was sent in a submission, whatever has become of it since. */
export function hasReceipt(detail: string): boolean {
  return receipt.test(detail);
}

/** Whether the row was sent, the record took it, and nothing in it has changed since. `doneWords`: what Status says of such a row. */
export function isAlreadySent(row: SheetRow, doneWords: ReadonlySet<string>): boolean {
  if (!doneWords.has(row.status.trim())) return false;
  const [, ref, mark] = receipt.exec(row.detail) ?? [];
  return ref !== undefined && mark !== undefined && shortMark(rowMark(row.cells), ref).toUpperCase() === mark;
}

/**
 * The id of a row in its submission. Where the sheet has no id of its own it names what was typed, so that the outcomes can be
 * written beside the right rows even after a reload, a sort or on another computer.
 */
export function rowIdFor(row: { readonly rowNumber: number; readonly rowId: string }, mark: string, isPart = false): string {
  const own = row.rowId !== "" && row.rowId.length <= 40 ? row.rowId : `row${row.rowNumber}`;
  return `${own}~${isPart ? partMark(mark) : mark}`;
}

const partSign = "+";

/** The mark of a row of which only a part was sent. */
export function partMark(mark: string): string {
  return mark + partSign;
}

/** Reverse of `rowIdFor`. */
export function locatorFromRowId(rowId: string, rowNumber: number): { rowNumber: number; rowId: string; mark: string } {
  const at = rowId.lastIndexOf("~");
  const own = at === -1 ? "" : rowId.slice(0, at);
  return { rowNumber, rowId: own === `row${rowNumber}` ? "" : own, mark: isPartId(rowId) ? rowId.slice(at + 1, -partSign.length) : rowId.slice(at + 1) };
}

/** Whether only a part of the row was sent. */
export function isPartId(rowId: string): boolean {
  return rowId.endsWith(partSign) && rowId.includes("~");
}
