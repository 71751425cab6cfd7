import { limits } from "../../../contract/primitives";
import type { Baseline, CellInput, PreviewRow, Reading, RowInput, SeenFields } from "../../../contract/submissions";
import { rowFields, valueFields } from "../../../domain/types";
import type { CellContent, ReadingContext, RowField, ValueField } from "../../../domain/types";
import type { PaneRow } from "./paneRow";
import { typedText } from "../../workbook/rowMark";

/** The row as it is asked about: what was typed, how it was read, what the person decided. Blank cells are left out: blank means no change. */
export function previewInput(row: PaneRow, rowId: string = String(row.index)): RowInput {
  const cells: Partial<Record<RowField, CellInput>> = {};
  for (const field of rowFields) {
    const cell = row.cells[field];
    if (cell !== undefined && typedText(cell) !== "") cells[field] = cellInput(cell, isValueField(field) ? row.checked.read[field] : undefined);
  }
  return {
    rowId,
    rowNumber: row.sheet.rowNumber,
    cells,
    ...(row.accepted.length > 0 && { acceptedRepairs: [...row.accepted] }),
    ...(row.confirmed.length > 0 && { confirmations: [...row.confirmed] }),
  };
}

/** The row as it is submitted: also what the person saw in the record when deciding. */
export function submitInput(row: PaneRow, rowId: string): RowInput {
  const baseline = row.preview === null ? null : baselineOf(row.preview);
  const seen = row.preview === null ? null : seenOf(row.preview);
  return { ...previewInput(row, rowId), ...(baseline !== null && { baseline }), ...(seen !== null && { seen }) };
}

export function readingOf(context: ReadingContext): Reading {
  const { dateOrder, date1904, streetIncludesLga, birthdateIsListed, dateCellsSuspect } = context;
  return { dateOrder, date1904, streetIncludesLga, birthdateIsListed, dateCellsSuspect };
}

/** Parts of a list that one request may carry. */
export function inParts<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size));
  return parts;
}

function cellInput(cell: CellContent, read: string | undefined): CellInput {
  return {
    value: typeof cell.value === "string" ? bounded(cell.value) : cell.value,
    ...(cell.text !== undefined && { text: bounded(cell.text) }),
    ...(cell.isDate === true && { isDate: true }),
    ...(cell.isFormula === true && { isFormula: true }),
    ...(read !== undefined && { read: bounded(read) }),
  };
}

/** A cell may hold 32,767 characters. What is too long for a request is far too long for the record, so the server refuses the rest all the same. */
function bounded(text: string): string {
  return text.slice(0, limits.cellLength);
}

function baselineOf({ baseline }: PreviewRow): Baseline | null {
  return Object.keys(baseline).length === 0 ? null : baseline;
}

/** The record's values that were shown for each given field: only to be told again where somebody else changes one meanwhile. */
function seenOf({ fields: { phone, address, birthdate } }: PreviewRow): SeenFields | null {
  const seen: SeenFields = {
    ...(phone !== undefined && { phone: phone.before }),
    ...(address !== undefined && { address: address.before }),
    ...(birthdate !== undefined && { birthdate: birthdate.before }),
  };
  return Object.keys(seen).length === 0 ? null : seen;
}

function isValueField(field: RowField): field is ValueField {
  return (valueFields as readonly string[]).includes(field);
}
