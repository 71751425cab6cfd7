import type { PatientCard } from "../../contract/patientCard";
import type { PreviewRow } from "../../contract/submissions";
import { checkBirthdate } from "../../domain/birthdate";
import { clearWord, isClearWord } from "../../domain/clear";
import { checkContactRow } from "../../domain/contactRow";
import { checkClearing, contactFieldOfIssue } from "../../domain/decision";
import { contactFieldOf, guardFields, valueFields } from "../../domain/types";
import type { CellContent, CheckedRow, Issue, IssueCode, ReadingContext, Role, RowField, ValueField } from "../../domain/types";
import type { PaneRow } from "../submit/engine/paneRow";
import type { SheetList } from "../workbook/list";
import type { SheetRow } from "../workbook/port";
import { rowMark, typedText } from "../workbook/rowMark";

/** The row of a sheet that the form was filled in from, and how its list is read. */
export interface DraftRow {
  readonly list: SheetList;
  readonly workbook: string;
  readonly sheetName: string;
  readonly sheet: SheetRow;
  readonly context: ReadingContext;
}

/** What a person has typed for one patient. A cell that was taken from the sheet stays as Excel gave it until it is typed over. */
export interface Draft {
  readonly cells: Readonly<Partial<Record<ValueField, CellContent>>>;
  readonly reason: string;
  /** Codes of warnings that the person has ticked. */
  readonly confirmed: readonly IssueCode[];
  /** The phone becomes NMRS's telephone number; otherwise it is only kept beside it. */
  readonly isPreferred: boolean;
  /** Further numbers, as read, that are kept beside NMRS's: the other ones of several in one cell. */
  readonly kept: readonly string[];
  /** What the person has said is to be erased. The word alone, typed or taken from a sheet, erases nothing here. */
  readonly erased: readonly ErasableField[];
  readonly row: DraftRow | null;
}

export type ErasableField = "phone" | "street";
const erasable: readonly ErasableField[] = ["phone", "street"];

export const emptyDraft: Draft = { cells: {}, reason: "", confirmed: [], isPreferred: true, kept: [], erased: [], row: null };

/** What the form knows besides what was typed. */
export interface Circumstances {
  readonly card: Pick<PatientCard, "artId" | "phones" | "address" | "birthdate" | "masked">;
  readonly role: Role;
  /** How a birthdate is read that was typed in the form. */
  readonly typed: Pick<ReadingContext, "today" | "dateOrder">;
}

export function textOf({ cells }: Draft, field: ValueField): string {
  const cell = cells[field];
  if (cell === undefined) return "";
  // As typed, with the space that another word is to follow.
  if (typeof cell.value === "string") return cell.value;
  return cell.isDate === true ? (cell.text ?? typedText(cell)) : typedText(cell);
}

export function isErased({ erased }: Draft, field: ErasableField): boolean {
  return erased.includes(field);
}

/** The word that erases stands in a field for which the person has not said so. */
export function asksToErase(draft: Draft): boolean {
  return erasable.some((field) => isClearWord(textOf(draft, field)) && !isErased(draft, field));
}

/** Nothing was typed that would be lost. */
export function isUntouched(draft: Draft): boolean {
  return valueFields.every((field) => textOf(draft, field).trim() === "") && draft.reason.trim() === "" && draft.kept.length === 0;
}

/** Another text in a field: what was confirmed about the one before no longer holds. */
export function withText(draft: Draft, field: ValueField, text: string, issues: readonly Issue[]): Draft {
  const settled = new Set(issues.filter((issue) => contactFieldOfIssue(issue) === contactFieldOf[field]).map(({ code }) => code));
  const others: Draft["cells"] = Object.fromEntries(Object.entries(draft.cells).filter(([known]) => known !== field));
  return {
    ...draft,
    cells: text === "" ? others : { ...others, [field]: { value: text } },
    confirmed: draft.confirmed.filter((code) => !settled.has(code)),
    erased: draft.erased.filter((known) => known !== field),
  };
}

export function withErased(draft: Draft, field: ErasableField, issues: readonly Issue[]): Draft {
  return { ...withText(draft, field, clearWord, issues), erased: [...draft.erased.filter((known) => known !== field), field] };
}

/**
 * Fills in what the row of the sheet gives: only fields that are still blank, and only what differs from the record, because a line list
 * prints the whole record and only some of it was corrected.
 */
export function withRow(draft: Draft, row: DraftRow, card: Circumstances["card"]): Draft {
  const cells: Partial<Record<ValueField, CellContent>> = { ...draft.cells };
  for (const field of valueFields) {
    const cell = row.sheet.cells[field];
    if (cell === undefined || typedText(cell) === "" || textOf(draft, field).trim() !== "" || isRecorded(field, cell, row.context, card)) continue;
    cells[field] = cell;
  }
  const reason = row.sheet.cells.reason;
  return { ...draft, cells, row, reason: draft.reason === "" && reason !== undefined ? typedText(reason) : draft.reason };
}

function isRecorded(field: ValueField, cell: CellContent, context: ReadingContext, { masked, phones, address, birthdate }: Circumstances["card"]): boolean {
  // What is hidden is not compared: that would tell it.
  if (masked) return false;
  const read = checkContactRow({ cells: { [field]: cell } }, context).read[field];
  if (read === undefined) return false;
  switch (field) {
    case "phone":
      return phones.length === 1 && phones[0]?.value === read;
    case "birthdate":
      return birthdate.birthdate === read && (context.birthdateIsListed || !birthdate.estimated);
    default:
      return address?.[field]?.trim().toLowerCase() === read.toLowerCase();
  }
}

/** How the row is read: a cell as its list is, what was typed here day first or as the person is used to. */
export function contextOf({ cells, row }: Draft, { typed }: Pick<Circumstances, "typed">): ReadingContext {
  const isCell = (field: ValueField): boolean => row !== null && cells[field] !== undefined && cells[field] === row.sheet.cells[field];
  const plain = { ...typed, date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false };
  if (row === null) return plain;
  const { dateOrder, date1904, birthdateIsListed, dateCellsSuspect, streetIncludesLga } = row.context;
  return {
    ...plain,
    ...(isCell("birthdate") && { dateOrder, date1904, birthdateIsListed, dateCellsSuspect }),
    streetIncludesLga: streetIncludesLga && isCell("street"),
  };
}

/** Everything typed, as the domain reads it. */
export function checkDraft(draft: Draft, { card, typed }: Pick<Circumstances, "card" | "typed">): CheckedRow {
  return checkContactRow({ cells: { artId: { value: card.artId ?? "" }, ...draft.cells } }, contextOf(draft, { typed }));
}

/** The draft as one row of a list; `said` is what the server has said of it. A phone that is only kept beside NMRS's is no part of it. */
export function paneRowOf(draft: Draft, circumstances: Pick<Circumstances, "card" | "typed">, said: PreviewRow | null): PaneRow {
  const { card } = circumstances;
  const cells: Partial<Record<RowField, CellContent>> = { artId: { value: card.artId ?? "" } };
  // What the sheet says of who it is goes along, so that a row of somebody else is noticed.
  for (const field of guardFields) {
    const cell = draft.row?.sheet.cells[field];
    if (cell !== undefined) cells[field] = cell;
  }
  for (const field of valueFields) {
    const cell = draft.cells[field];
    if (cell !== undefined && (field !== "phone" || draft.isPreferred)) cells[field] = cell;
  }
  const blank: SheetRow = { rowNumber: 1, cells, isHidden: false, rowId: "", status: "", detail: "" };
  return {
    index: 0,
    sheet: draft.row === null ? blank : { ...draft.row.sheet, cells },
    cells,
    isPart: false,
    mark: rowMark(cells),
    checked: checkContactRow({ cells }, contextOf(draft, circumstances)),
    accepted: [],
    confirmed: draft.confirmed,
    written: {},
    duplicate: null,
    preview: said,
  };
}

/** All there is to say about the draft: the server's word where it has spoken of it as it stands, else what can be said here. */
export function issuesOfDraft(draft: Draft, circumstances: Circumstances, said: PreviewRow | null): readonly Issue[] {
  const checked = checkDraft(draft, circumstances);
  const { card, role, typed } = circumstances;
  const shift =
    checked.update.birthdate === undefined ? [] : checkBirthdate(checked.update.birthdate, { today: typed.today, current: card.birthdate.birthdate });
  const here = [...checked.issues, ...checkClearing(checked, role), ...shift];
  const all = said === null ? here : [...said.issues, ...(draft.isPreferred ? [] : here.filter(({ field }) => field === "phone"))];
  return all.filter(({ code }) => code !== "row-without-values");
}

/** Whether the person must still do something about it. */
export function isOpen(issue: Issue, { confirmed, reason }: Pick<Draft, "confirmed" | "reason">): boolean {
  if (issue.severity === "info") return false;
  return issue.severity !== "warning" || !confirmed.includes(issue.code) || lacksReason(issue, reason);
}

export function lacksReason(issue: Issue, reason: string): boolean {
  return issue.params?.needsReason !== undefined && reason.trim() === "";
}

/** An error of a text that somebody is perhaps still typing; it is told when the field is left. */
const unfinishedCodes: ReadonlySet<IssueCode> = new Set(["phone-too-short", "phone-first-digit", "phone-not-nigerian", "birthdate-unreadable", "birthdate-not-real", "two-digit-year", "date-serial"]);

export function isUnfinished({ code }: Issue): boolean {
  return unfinishedCodes.has(code);
}
