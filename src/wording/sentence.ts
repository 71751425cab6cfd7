import type { FieldStatus, Issue, IssueCode, RowStatus, Severity } from "../domain/types";
import type { Catalogue, Language } from "./catalogue";
import { english } from "./issues.en";

export interface Sentence {
  readonly problem: string;
  readonly remedy: string;
}

type Values = Readonly<Record<string, string | number>>;

const catalogues: Readonly<Partial<Record<Language, Catalogue>>> = { en: english };

/** What is wrong with a row and what to do, for a person; English where the language has no catalogue yet. */
export function sentence(issue: Issue, language: Language = "en"): Sentence {
  const catalogue = catalogueOf(language);
  const wording = catalogue.issues[issue.code];
  const values = valuesOf(issue, catalogue);
  return { problem: fill(wording.problem, values, catalogue), remedy: fill(wording.remedy, values, catalogue) };
}

/** Problem and remedy in one line, as it stands in a *Detail* cell. */
export function sentenceLine(issue: Issue, language: Language = "en"): string {
  const { problem, remedy } = sentence(issue, language);
  return remedy === "" ? problem : `${problem} ${remedy}`;
}

/** Heading for a group of rows with the same issue: "37 phone numbers lost their first 0". */
export function groupLabel(code: IssueCode, count: number, language: Language = "en"): string {
  const wording = catalogueOf(language).issues[code];
  return count === 1 ? wording.one : wording.many.replace("{n}", count.toLocaleString("en-GB"));
}

export function rowStatusWords(status: RowStatus, language: Language = "en"): string {
  return catalogueOf(language).rowStatuses[status];
}

export function fieldStatusWords(status: FieldStatus, language: Language = "en"): string {
  return catalogueOf(language).fieldStatuses[status];
}

export function severityWords(severity: Severity, language: Language = "en"): string {
  return catalogueOf(language).severities[severity];
}

/** `1987-03-14` as "14 March 1987": nobody mixes up day and month. */
export function dayWords(day: string, language: Language = "en"): string {
  return writeDay(day, catalogueOf(language));
}

function catalogueOf(language: Language): Catalogue {
  return catalogues[language] ?? english;
}

function valuesOf(issue: Issue, catalogue: Catalogue): Values {
  return {
    ...(issue.field ? { column: catalogue.columns[issue.field] } : {}),
    ...(issue.repair ? { before: issue.repair.before, after: issue.repair.after, choices: (issue.repair.choices ?? []).join(` ${catalogue.or} `) } : {}),
    ...issue.params,
  };
}

function fill(text: string, values: Values, catalogue: Catalogue): string {
  const withoutMissing = text.replace(/\[([^\]]*)\]/g, (_, part: string) => (placeholders(part).every((name) => name in values) ? part : ""));
  return withoutMissing.replace(/\{(\w+)\}/g, (_, name: string) => show(values[name], catalogue));
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].flatMap((match) => match[1] ?? []);
}

function show(value: string | number | undefined, catalogue: Catalogue): string {
  return typeof value === "string" ? writeDay(value, catalogue) : String(value ?? "");
}

function writeDay(text: string, catalogue: Catalogue): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const name = catalogue.months[Number(month) - 1];
  return year && date && name ? `${Number(date)} ${name} ${year}` : text;
}
