import { isLineListAddress, isListedBirthdate, recogniseColumns } from "../../../domain/columns";
import { rowFields, valueFields } from "../../../domain/types";
import type { RowField } from "../../../domain/types";
import { headerText } from "../../workbook/headerText";
import type { ListColumn, SheetList } from "../../workbook/list";
import type { SheetLook } from "../../workbook/port";

/** A column of the list that can be chosen for a field. */
export interface Heading {
  /** Sheet column from 0. */
  readonly column: number;
  readonly header: string;
}

/** How a person has corrected the recognition: the sheet column for a field, or null for none. */
export type Corrections = Readonly<Partial<Record<RowField, number | null>>>;

/** What the list is taken to be. */
export interface Understanding {
  /** Sheet row (1-based) of the headers. */
  readonly headerRowNumber: number;
  readonly headings: readonly Heading[];
  readonly columns: Readonly<Partial<Record<RowField, ListColumn>>>;
  readonly streetIncludesLga: boolean;
  readonly birthdateIsListed: boolean;
  /** Why it cannot be validated yet; null where it can. */
  readonly lacks: "headings" | "art-id" | "values" | null;
}

/** Understands the head of a list: header row, columns by name, and what the person has said otherwise. */
export function understand(look: SheetLook, corrections: Corrections = {}): Understanding {
  const recognised = recogniseColumns(look.head);
  const headerIndex = recognised?.headerIndex ?? 0;
  const headings = (look.head[headerIndex] ?? [])
    .map((cell, index) => ({ column: look.leftColumn + index, header: headerText(cell.value) }))
    .filter(({ header }) => header !== "");
  const columns: Partial<Record<RowField, ListColumn>> = {};
  for (const field of rowFields) {
    const corrected = corrections[field];
    const index = recognised?.columns[field];
    const column = corrected === undefined ? (index === undefined ? null : look.leftColumn + index) : corrected;
    const heading = headings.find((candidate) => candidate.column === column);
    if (heading !== undefined) columns[field] = heading;
  }
  const noHeadings = headings.length === 0 || (recognised === null && Object.keys(corrections).length === 0);
  const hasValues = valueFields.some((field) => columns[field] !== undefined);
  return {
    headerRowNumber: look.topRowNumber + headerIndex,
    headings,
    columns,
    streetIncludesLga: columns.street !== undefined && isLineListAddress(columns.street.header),
    birthdateIsListed: columns.birthdate !== undefined && isListedBirthdate(columns.birthdate.header),
    lacks: noHeadings ? "headings" : columns.artId === undefined ? "art-id" : hasValues ? null : "values",
  };
}

export function sheetListOf(look: SheetLook, { headerRowNumber, columns }: Understanding): SheetList {
  return { sheetId: look.sheetId, place: look.chosen, headerRowNumber, columns };
}
