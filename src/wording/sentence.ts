import type { FieldStatus, Issue, IssueCode, RowStatus, Severity } from "../domain/types";
import { formats } from "./formats";
import { issueWords } from "./issues";

export interface Sentence {
  readonly problem: string;
  readonly remedy: string;
}

type Values = Readonly<Record<string, string | number>>;

/** What is wrong with a row and what to do, for a person. */
export function sentence(issue: Issue): Sentence {
  const wording = issueWords.issues[issue.code];
  const values = valuesOf(issue);
  return { problem: fill(wording.problem, values), remedy: fill(wording.remedy, values) };
}

/** Problem and remedy in one line, as it stands in a *Detail* cell. */
export function sentenceLine(issue: Issue): string {
  const { problem, remedy } = sentence(issue);
  return remedy === "" ? problem : `${problem} ${remedy}`;
}

/** Heading for a group of rows with the same issue: "37 phone numbers lost their first 0". */
export function groupLabel(code: IssueCode, count: number): string {
  const wording = issueWords.issues[code];
  return count === 1 ? wording.one : wording.many.replace("{n}", formats.number(count));
}

export function rowStatusWords(status: RowStatus): string {
  return issueWords.rowStatuses[status];
}

export function fieldStatusWords(status: FieldStatus): string {
  return issueWords.fieldStatuses[status];
}

export function severityWords(severity: Severity): string {
  return issueWords.severities[severity];
}

/** `1987-03-14` as "14 March 1987": nobody mixes up day and month. */
export function dayWords(text: string): string {
  const [, year, month, date] = /^(\d{4})-(0[1-9]|1[0-2])-(\d{2})$/.exec(text) ?? [];
  return year && month && date ? formats.day(Number(year), Number(month), Number(date)) : text;
}

function valuesOf(issue: Issue): Values {
  return {
    ...(issue.field ? { column: issueWords.columns[issue.field] } : {}),
    ...(issue.repair ? { before: issue.repair.before, after: issue.repair.after, choices: (issue.repair.choices ?? []).join(` ${issueWords.or} `) } : {}),
    ...issue.params,
  };
}

function fill(text: string, values: Values): string {
  const withoutMissing = text.replace(/\[([^\]]*)\]/g, (_, part: string) => (placeholders(part).every((name) => name in values) ? part : ""));
  return withoutMissing.replace(/\{(\w+)\}/g, (_, name: string) => show(values[name]));
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].flatMap((match) => match[1] ?? []);
}

function show(value: string | number | undefined): string {
  return typeof value === "string" ? dayWords(value) : String(value ?? "");
}
