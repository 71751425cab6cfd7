import { parseBirthdate } from "../domain/birthdate";
import { isBlankCell } from "../domain/cell";
import { recogniseColumns } from "../domain/columns";
import { checkContactRow, isBlankRow } from "../domain/contactRow";
import { rowFields } from "../domain/types";
import type { CellContent, ContactRow, Issue, ReadingContext, RowField } from "../domain/types";
import { type FunctionSentence, functionSentences } from "../wording/functions";
import { sentenceLine } from "../wording/sentence";
import { noteCell } from "./cellMessages";
import { dayOf } from "./dayOf";
import { isEmptyCell } from "./isEmptyCell";

/*
 * Checks that need neither a connection nor a sign-in, by the rules of *Validate rows*. Loaded when the first cell asks.
 */

type Block = readonly (readonly unknown[])[];

export function checkBirthdateCell(value: unknown): string {
  const cell = cellOf(value);
  return isBlankCell(cell) ? "" : told(parseBirthdate(dateCell(cell), reading({ streetIncludesLga: false, birthdateIsListed: false })).issues);
}

/**
 * One row of a list under its headings: `OK`, every sentence that Validate would give, or an empty text for an empty row. Throws `#VALUE!`
 * where the headings are none, or are not as many as the cells.
 */
export function checkRowCells({ headers, cells, address }: { readonly headers: Block; readonly cells: Block; readonly address: string | undefined }): string {
  const [titles = [], ...more] = headers;
  const [row = [], ...others] = cells;
  if (more.length > 0 || others.length > 0 || titles.length !== row.length) refuse("row-size", address);
  const recognised = recogniseColumns([titles.map(cellOf)]);
  if (recognised?.columns.artId === undefined) refuse("row-headings", address);
  const typed = readRow(recognised.columns, row);
  noteCell(address, null);
  return isBlankRow(typed) ? "" : told(checkContactRow(typed, reading(recognised)).issues);
}

function readRow(columns: Readonly<Partial<Record<RowField, number>>>, row: readonly unknown[]): ContactRow {
  const read: Partial<Record<RowField, CellContent>> = {};
  for (const field of rowFields) {
    const index = columns[field];
    if (index === undefined) continue;
    const cell = cellOf(row[index]);
    read[field] = field === "birthdate" || field === "knownBirthdate" ? dateCell(cell) : cell;
  }
  return { cells: read };
}

/** A cell alone proves no order of day and month: as in the form of one patient, the day comes first. */
function reading(columns: Pick<ReadingContext, "streetIncludesLga" | "birthdateIsListed">): ReadingContext {
  const { streetIncludesLga, birthdateIsListed } = columns;
  return { today: dayOf(new Date().toISOString()), dateOrder: "dmy", date1904: false, dateCellsSuspect: false, streetIncludesLga, birthdateIsListed };
}

/** What Excel passes to a function: a plain value, nothing, or an error of that cell, which has Excel's own name as its code. */
function cellOf(value: unknown): CellContent {
  if (isEmptyCell(value)) return { value: "" };
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return { value };
  return { value: typeof value === "object" && "code" in value && typeof value.code === "string" && value.code.startsWith("#") ? value.code : "#VALUE!" };
}

/**
 * Excel gives a function the number of a date and does not say that it is one. Numbers of a birthdate are taken for dates, as those of date cells
 * are; not those that are rather a year, nor those of eight digits.
 */
function dateCell(cell: CellContent): CellContent {
  const { value } = cell;
  const isYear = typeof value === "number" && value >= 1890 && value <= 2100;
  return typeof value === "number" && value < 100_000 && !isYear ? { value, isDate: true } : cell;
}

/** Formatting alone is fine. */
function told(issues: readonly Issue[]): string {
  const troubles = issues.filter(({ severity }) => severity !== "info");
  return troubles.length === 0 ? functionSentences["phone-fine"] : troubles.map((issue) => sentenceLine(issue)).join(" ");
}

function refuse(reason: FunctionSentence, address: string | undefined): never {
  noteCell(address, functionSentences[reason]);
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- Excel's own class; it is an Error at run time, its types do not say so.
  throw new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidValue, functionSentences[reason]);
}
