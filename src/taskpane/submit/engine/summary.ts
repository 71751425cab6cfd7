import type { ContactField } from "../../../domain/types";
import type { PaneRow } from "./paneRow";
import { changedFieldsOf, isSent, verdictOf } from "./verdict";
import type { Verdict } from "./verdict";

/** The numbers of a validated list: what would be sent, which fields would change, what is left out and why. */
export interface ListSummary {
  readonly total: number;
  readonly sent: number;
  readonly byVerdict: Readonly<Record<Verdict, number>>;
  /** Rows that are sent, by field of the record that changes; a row counts once for each of its fields. */
  readonly byField: Readonly<Record<ContactField, number>>;
  /** Rows whose record has not been seen because the server could not be reached. */
  readonly unseen: number;
}

/** A summary that rows can still be added to. */
export interface SummarySoFar extends ListSummary {
  total: number;
  sent: number;
  readonly byVerdict: Record<Verdict, number>;
  readonly byField: Record<ContactField, number>;
  unseen: number;
}

export function emptySummary(): SummarySoFar {
  return {
    total: 0,
    sent: 0,
    byVerdict: { change: 0, partly: 0, blind: 0, waiting: 0, error: 0, same: 0, repeated: 0 },
    byField: { phone: 0, address: 0, birthdate: 0 },
    unseen: 0,
  };
}

export function addToSummary(summary: SummarySoFar, row: PaneRow): void {
  const verdict = verdictOf(row);
  summary.total += 1;
  summary.byVerdict[verdict] += 1;
  if (row.preview === null) summary.unseen += 1;
  if (!isSent(verdict)) return;
  summary.sent += 1;
  for (const field of changedFieldsOf(row)) summary.byField[field] += 1;
}

export function summarise(rows: readonly PaneRow[]): ListSummary {
  const summary = emptySummary();
  for (const row of rows) addToSummary(summary, row);
  return summary;
}
