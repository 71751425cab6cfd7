import type { FieldStatus, IssueCode, RowField, RowStatus, Severity } from "../domain/types";

/**
 * The words for one issue. `{name}` is filled from the issue (`before`, `after`, `column` and its params); a part in `[square brackets]` is
 * left out where one of its values is missing. Dates are written out, so that nobody mixes up day and month.
 */
export interface IssueWording {
  readonly problem: string;
  readonly remedy: string;
  /** Heading of a group of rows with this issue: for one row and, with `{n}`, for several. */
  readonly one: string;
  readonly many: string;
}

/** Every sentence about rows in one language. A missing one does not compile. */
export interface Catalogue {
  readonly issues: Readonly<Record<IssueCode, IssueWording>>;
  /** A column inside a sentence: "the {column}". */
  readonly columns: Readonly<Record<RowField, string>>;
  readonly rowStatuses: Readonly<Record<RowStatus, string>>;
  readonly fieldStatuses: Readonly<Record<FieldStatus, string>>;
  readonly severities: Readonly<Record<Severity, string>>;
  /** Between numbers to choose from. */
  readonly or: string;
}
