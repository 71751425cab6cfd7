import { limits } from "../../contract/primitives";
import type { LookupField, LookupResult } from "../../contract/patients";
import { artIdOf, columnsOf, comparedFields, compareRow, differencesOf } from "../../domain/compareRow";
import type { ComparedField, ComparisonContext, Difference } from "../../domain/compareRow";
import type { IssueCode } from "../../domain/types";
import { compareWords } from "../../wording/paneCompare";
import type { ServerPort } from "../ports";
import { inParts } from "../submit/engine/wire";
import { workInSlices } from "../submit/engine/slices";
import type { SheetList } from "../workbook/list";
import type { SheetRow } from "../workbook/port";
import { rowMark } from "../workbook/rowMark";
import type { ComparedRow, Work } from "./compareState";
import type { MarkContent } from "./sheetPort";

export interface Asking {
  readonly lookup: ServerPort["lookup"];
  readonly context: ComparisonContext;
  readonly signal: AbortSignal;
  readonly onWork: (work: Work) => void;
}

/** What of the list is compared, by its columns. */
export function fieldsOf({ columns }: Pick<SheetList, "columns">): readonly ComparedField[] {
  return comparedFields.filter((field) => columnsOf[field].some((column) => columns[column] !== undefined));
}

/** Looks every patient of the rows up, each once, and says of every cell how it stands to the record. */
export async function compareRows(rows: readonly SheetRow[], fields: readonly ComparedField[], asking: Asking): Promise<{ readonly rows: readonly ComparedRow[]; readonly readAt: string }> {
  const { context, signal, onWork } = asking;
  const ids: ReturnType<typeof artIdOf>[] = [];
  await workInSlices(rows, (row) => void ids.push(artIdOf(row.cells, context.reading)), { signal });
  const asked = [...new Set(ids.flatMap(({ artId }) => artId ?? []))];
  const { held, readAt } = await lookUp(asked, lookupFields(fields), asking);
  const compared: ComparedRow[] = [];
  await workInSlices(
    rows,
    (sheet, index) => {
      const id = ids[index] ?? { artId: null, why: "art-id-missing" as const };
      const locator = { rowNumber: sheet.rowNumber, rowId: sheet.rowId, mark: rowMark(sheet.cells) };
      const found = id.artId === null ? null : held.get(id.artId);
      const noPatient: IssueCode | null = id.artId === null ? id.why : found?.found === true ? null : (found?.reason ?? "art-id-not-found");
      const comparison = found?.found === true ? compareRow(sheet.cells, found, context) : {};
      compared.push({ index, sheet, locator, artId: id.artId, noPatient, comparison });
    },
    { signal, onProgress: (done, total) => onWork({ step: "comparing", done, total }) },
  );
  return { rows: compared, readAt };
}

async function lookUp(artIds: readonly string[], fields: LookupField[], { lookup, signal, onWork }: Asking): Promise<{ held: ReadonlyMap<string, LookupResult>; readAt: string }> {
  const held = new Map<string, LookupResult>();
  let readAt = "";
  onWork({ step: "asking", done: 0, total: artIds.length });
  for (const part of inParts(artIds, limits.artIdsPerLookup)) {
    signal.throwIfAborted();
    const answer = await lookup({ artIds: [...part], fields }, signal);
    part.forEach((artId, at) => {
      const result = answer.results[at];
      if (result !== undefined) held.set(artId, result);
    });
    // The oldest word counts: of what came later it is true all the more.
    readAt = readAt === "" ? answer.readAt : readAt;
    onWork({ step: "asking", done: held.size, total: artIds.length });
  }
  return { held, readAt };
}

function lookupFields(fields: readonly ComparedField[]): LookupField[] {
  const asked = new Set<LookupField>();
  for (const field of fields) {
    if (field === "phone" || field === "name") asked.add(field);
    else asked.add(field === "birthdate" || field === "knownBirthdate" ? "birthdate" : "address");
  }
  return [...asked];
}

/** What stands beside a row, e.g. `Phone differs; LGA missing`. The marks look at its words. */
export function textOfRow({ noPatient, comparison }: Pick<ComparedRow, "noPatient" | "comparison">): string {
  const { marks } = compareWords;
  if (noPatient !== null) return `${compareWords.fields.artId} ${marks.noPatient[reasonOf(noPatient)]}`;
  const parts = differencesOf(comparison).map((field) => `${compareWords.fields[field]} ${marks.differences[comparison[field]?.verdict as Difference]}`);
  return parts.length === 0 ? marks.same : parts.join("; ");
}

export type NoPatientReason = "not-found" | "ambiguous" | "voided" | "missing" | "damaged";

export function reasonOf(code: IssueCode): NoPatientReason {
  switch (code) {
    case "art-id-missing":
      return "missing";
    case "art-id-damaged":
      return "damaged";
    case "art-id-ambiguous":
      return "ambiguous";
    case "art-id-voided":
    case "patient-voided":
      return "voided";
    default:
      return "not-found";
  }
}

/** Columns that bear marks, each with the word by which the texts speak of it. */
export function markedColumns(list: SheetList, fields: readonly ComparedField[]): MarkContent["columns"] {
  return [
    { field: "artId", word: compareWords.fields.artId },
    ...fields.flatMap((field) => columnsOf[field].filter((column) => list.columns[column] !== undefined).map((column) => ({ field: column, word: compareWords.fields[field] }))),
  ];
}

