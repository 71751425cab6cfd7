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

export function summarise(rows: readonly PaneRow[]): ListSummary {
  const byVerdict: Record<Verdict, number> = { change: 0, partly: 0, blind: 0, waiting: 0, error: 0, same: 0, repeated: 0 };
  const byField: Record<ContactField, number> = { phone: 0, address: 0, birthdate: 0 };
  let sent = 0;
  let unseen = 0;
  for (const row of rows) {
    const verdict = verdictOf(row);
    byVerdict[verdict] += 1;
    if (row.preview === null) unseen += 1;
    if (!isSent(verdict)) continue;
    sent += 1;
    for (const field of changedFieldsOf(row)) byField[field] += 1;
  }
  return { total: rows.length, sent, byVerdict, byField, unseen };
}
