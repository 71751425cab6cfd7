import type { RowDataPacket } from "mysql2/promise";
import type { Reading, RowOutcome } from "../../src/contract/submissions";
import type { CellInput, RowInput } from "../../src/contract/submissions";
import { columnHeaders, outcomeHeadings } from "../../src/domain/columnHeaders";
import { serialToIso } from "../../src/domain/calendar";
import { contactFieldOf, contactFields, valueFields } from "../../src/domain/types";
import type { ContactField, Issue, IssueCode, RowField } from "../../src/domain/types";
import { fileWords } from "../../src/wording/en/files";
import { fieldStatusWords, rowStatusWords, sentenceLine } from "../../src/wording/sentence";
import { textOf } from "../database/bytes";
import { toSiteText } from "../database/time";
import type { Deps } from "../deps";
import { readOutcomes } from "../submissions/outcomePages";
import { decodeRowContent } from "../submissions/rowContent";
import type { Submission } from "../submissions/submissionStore";
import type { FileColumn, FileRow, TabularFile } from "./tabularFile";

const words = fileWords.result;
const rowsPerPage = 1_000;

/** What was given, in the order and under the headings of the template. */
const given: readonly RowField[] = ["phone", "street", "ward", "lga", "state", "birthdate"];
const givenWidths: Readonly<Partial<Record<RowField, number>>> = { phone: 16, street: 32, birthdate: 14 };

/** Every row of a submission as it was sent, and what became of it so far. */
export function resultFile(deps: Deps, submission: Submission): TabularFile {
  return {
    sheetName: words.sheetName,
    columns: columnsOf(deps.site.timeZone),
    rowCount: submission.rowCount,
    pages: () => readPages(deps, submission),
  };
}

function columnsOf(timeZone: string): readonly FileColumn[] {
  return [
    { heading: words.rowNumber, width: 7 },
    { heading: columnHeaders.artId.template, width: 18 },
    ...given.map((field) => ({ heading: columnHeaders[field].template, width: givenWidths[field] ?? 16 })),
    { heading: outcomeHeadings.status, width: 18 },
    { heading: outcomeHeadings.detail, width: 50 },
    ...contactFields.flatMap((field) => [
      { heading: words.fieldStatus(field), width: 18 },
      { heading: words.before(field), width: 22 },
      { heading: words.after(field), width: 22 },
      { heading: words.reason(field), width: 40 },
    ]),
    { heading: words.finishedAt(timeZone), width: 20 },
  ];
}

interface SentRecord extends RowDataPacket {
  rowKey: number;
  rowId: Buffer;
  rowNumber: number;
  content: Buffer;
}

type Outcome = Omit<RowOutcome, "ordinal">;

async function* readPages({ pool, site }: Deps, { submissionId, reading }: Submission): AsyncGenerator<readonly FileRow[]> {
  for (let afterKey = -1; ; ) {
    const [sent] = await pool.query<SentRecord[]>(
      `SELECT row_key AS rowKey, row_id AS rowId, \`row_number\` AS rowNumber, content
         FROM submission_row WHERE submission_id = ? AND row_key > ? ORDER BY row_key LIMIT ?`,
      [submissionId, afterKey, rowsPerPage],
    );
    const last = sent.at(-1);
    if (last === undefined) return;
    const outcomes = new Map((await readOutcomes(pool, { submissionId, afterKey, limit: rowsPerPage })).map(({ rowKey, outcome }) => [rowKey, outcome]));
    yield sent.map(({ rowKey, rowId, rowNumber, content }) => {
      const row = decodeRowContent(textOf(content), textOf(rowId), rowNumber);
      return [...sentCells(row, reading), ...outcomeCells(outcomes.get(rowKey), site.timeZone)];
    });
    afterKey = last.rowKey;
  }
}

function sentCells({ rowNumber, cells }: RowInput, reading: Reading): readonly string[] {
  return [String(rowNumber), typed(cells.artId, reading), ...given.map((field) => typed(cells[field], reading))];
}

/** As the sheet showed it. */
function typed(cell: CellInput | undefined, { date1904 }: Reading): string {
  if (cell === undefined) return "";
  if (cell.text !== undefined) return cell.text;
  if (cell.isDate === true && typeof cell.value === "number") return serialToIso(cell.value, date1904) ?? String(cell.value);
  return typeof cell.value === "boolean" ? String(cell.value).toUpperCase() : String(cell.value);
}

function outcomeCells(outcome: Outcome | undefined, timeZone: string): readonly string[] {
  if (outcome === undefined) return [words.notDone, "", ...contactFields.flatMap(() => ["", "", "", ""]), ""];
  const told = new Set<Issue>();
  const fields = contactFields.flatMap((field) => fieldCells(outcome, field, told));
  return [
    rowStatusWords(outcome.status),
    detailOf(outcome, told),
    ...fields,
    outcome.finishedAt === null ? "" : toSiteText(new Date(outcome.finishedAt), timeZone),
  ];
}

function fieldCells({ fields, issues }: Outcome, field: ContactField, told: Set<Issue>): readonly string[] {
  const result = fields[field];
  if (result === undefined) return ["", "", "", ""];
  const { before, after } = shownValues(fields, field);
  return [fieldStatusWords(result.status), before, after, result.reason === null ? "" : reasonText(result.reason, { field, issues, told })];
}

/** The sentence of the issue that decided, with what it says about this very row; where it is not kept, the sentence of its code. */
function reasonText(code: IssueCode, { field, issues, told }: { readonly field: ContactField; readonly issues: readonly Issue[]; readonly told: Set<Issue> }): string {
  const because = issues.filter((issue) => issue.code === code && (issue.field === null || isAbout(issue.field, field)));
  for (const issue of because) told.add(issue);
  return because.length === 0 ? sentenceLine({ code, severity: "error", field: null }) : because.map((issue) => sentenceLine(issue)).join(" ");
}

function isAbout(rowField: RowField, field: ContactField): boolean {
  return valueFields.some((value) => value === rowField && contactFieldOf[value] === field);
}

/** What is left to say about the row, after the reasons of its fields. */
function detailOf({ issues, reverted }: Outcome, told: ReadonlySet<Issue>): string {
  const sentences = issues.filter((issue) => issue.severity !== "info" && !told.has(issue)).map((issue) => sentenceLine(issue));
  return [...sentences, ...(reverted.length > 0 ? [words.reverted(reverted)] : [])].join(" ");
}

function shownValues({ phone, address, birthdate }: Outcome["fields"], field: ContactField): { readonly before: string; readonly after: string } {
  switch (field) {
    case "phone":
      return { before: phone?.before ?? words.none, after: phone?.after ?? words.none };
    case "address":
      return { before: addressText(address?.before), after: addressText(address?.after) };
    case "birthdate":
      return { before: birthdateText(birthdate?.before), after: birthdateText(birthdate?.after) };
  }
}

type Fields = Outcome["fields"];

function addressText(view: NonNullable<Fields["address"]>["before"] | undefined): string {
  const parts = [view?.street, view?.ward, view?.lga, view?.state].filter((part) => part !== undefined && part !== null && part !== "");
  return parts.length === 0 ? words.none : parts.join(", ");
}

function birthdateText(view: NonNullable<Fields["birthdate"]>["before"] | undefined): string {
  if (view?.birthdate == null) return words.none;
  return view.estimated ? `${view.birthdate} ${words.estimated}` : view.birthdate;
}
