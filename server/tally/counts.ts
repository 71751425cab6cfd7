import type { SubmissionKind } from "../../src/contract/submissions";
import type { ReportSource } from "../../src/contract/reports";
import { contactFields } from "../../src/domain/types";
import type { ContactField } from "../../src/domain/types";

/** Rows by what became of them; the first five were judged, the last two taken out before. */
export const judgedRowStatuses = ["updated", "partly", "unchanged", "conflict", "failed"] as const;
export const countedRowStatuses = [...judgedRowStatuses, "collapsed", "withdrawn"] as const;
/** Changes by what became of them: a field that still waits is not counted, because a follow-up carries it on and counts it. */
export const changeStatuses = ["changed", "unchanged", "conflict", "failed"] as const;

export type RowCountName = (typeof countedRowStatuses)[number];
export type ChangeName = `${ContactField}_${(typeof changeStatuses)[number]}`;
export type FieldRowName = `${ContactField}_row_${(typeof judgedRowStatuses)[number]}`;
export type RevertedName = `${ContactField}_reverted`;
export type SubmissionsName = "submissions" | `${ContactField}_submissions`;
/** The columns of counts in `report_tally`. */
export type CountName = RowCountName | ChangeName | FieldRowName | RevertedName | SubmissionsName;

export const changeNames: readonly ChangeName[] = contactFields.flatMap((field) => changeStatuses.map((status): ChangeName => `${field}_${status}`));
export const fieldRowNames: readonly FieldRowName[] = contactFields.flatMap((field) => judgedRowStatuses.map((status): FieldRowName => `${field}_row_${status}`));
export const revertedNames: readonly RevertedName[] = contactFields.map((field): RevertedName => `${field}_reverted`);
export const submissionsNames: readonly SubmissionsName[] = ["submissions", ...contactFields.map((field): SubmissionsName => `${field}_submissions`)];
export const countNames: readonly CountName[] = [...countedRowStatuses, ...changeNames, ...fieldRowNames, ...revertedNames, ...submissionsNames];

export type Counts = Readonly<Partial<Record<CountName, number>>>;

export function addCounts(one: Counts, other: Counts): Counts {
  const sum: Partial<Record<CountName, number>> = { ...one };
  for (const name of countNames) {
    const more = other[name];
    if (more !== undefined) sum[name] = (sum[name] ?? 0) + more;
  }
  return sum;
}

/** Whose rows are counted. */
export interface CountedSubmission {
  readonly submissionId: number;
  readonly userId: number;
  /** Facilities that the sender had, as stored: a JSON list of location ids; null means the whole site. */
  readonly facilityIds: string | null;
  readonly kind: SubmissionKind;
  readonly source: CountedSource;
}

export interface CountedSource {
  readonly kind: ReportSource;
  readonly workbook: string;
  readonly sheet: string;
}

/** What one submission came to on one day of the site, for patients of one facility (0: none is known). */
export interface SubmissionCell {
  readonly submission: CountedSubmission;
  readonly day: string;
  readonly place: number;
  readonly counts: Counts;
}

/** Changes of a cell that were not carried out, by cause; `rowKeys` are the newest three. */
export interface CauseCell {
  readonly submission: CountedSubmission;
  readonly day: string;
  readonly place: number;
  readonly field: ContactField;
  readonly code: string;
  readonly changes: number;
  /** UTC text as in the column. */
  readonly newestAt: string;
  readonly rowKeys: readonly number[];
}

/** Names are found in any case of letters: `LOWER` of a database knows too few letters, and bytes know none. */
export function searchTextOf({ workbook, sheet }: Pick<CountedSource, "workbook" | "sheet">): string {
  return `${workbook}\n${sheet}`.normalize("NFC").toLowerCase();
}

/** What is looked for in a search text. Breaks of lines are no part of names. */
export function searchedName(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
