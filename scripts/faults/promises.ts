import type { FaultClient } from "./client";
import type { Edit } from "./editor";
import { readerFields, viewOf } from "./record";
import type { RecordState } from "./record";
import type { TestRow } from "./rows";
import type { StoredRow, StoredSubmission } from "./stored";

function hasEdit(edits: readonly Edit[], personId: number | null): boolean {
  return edits.some((edit) => edit.personId === personId);
}

/** Rows that nobody disturbed have come out as they must, with the values that were typed; a cancelled submission may have left rows out. */
export function checkExpected(stored: StoredSubmission, rows: readonly TestRow[], edits: readonly Edit[]): string[] {
  const byRowId = new Map(stored.rows.map((row) => [row.rowId, row]));
  const isCancelled = stored.submission.state === "cancelled";
  return rows.flatMap(({ input, personId, expected, wanted }) => {
    const row = byRowId.get(input.rowId);
    if (row === undefined || hasEdit(edits, personId) || (isCancelled && row.status === "withdrawn")) return [];
    if (row.status !== expected) return [`a row that should be ${expected} is ${row.status} (${row.issues})`];
    if (wanted.phone !== undefined && (row.phoneStatus !== "changed" || row.phoneAfter !== wanted.phone)) return [`the phone of row ${row.rowKey} is not the one typed`];
    if (wanted.birthdate !== undefined && (row.birthdateStatus !== "changed" || row.birthdateAfter !== wanted.birthdate)) {
      return [`the birthdate of row ${row.rowKey} is not the one typed`];
    }
    return wanted.address !== undefined && row.addressStatus !== "changed" ? [`the address of row ${row.rowKey} was not changed`] : [];
  });
}

/** The sender is told of each row once, and the counts are those of the rows. */
export async function checkShown(client: FaultClient, uuid: string, { rows }: StoredSubmission): Promise<string[]> {
  const [status, outcomes] = [await client.status(uuid), await client.outcomes(uuid)];
  const shown = Object.values(status.counts).reduce((sum, count) => sum + count, 0);
  const losses: string[] = [];
  if (shown !== rows.length) losses.push(`the sender is told of ${shown} rows, there are ${rows.length}`);
  if (new Set(outcomes.map(({ ordinal }) => ordinal)).size !== rows.length) losses.push(`the sender can read ${outcomes.length} outcomes of ${rows.length}`);
  return losses;
}

export interface TakenBack {
  /** Rows of the submission that changed something. */
  readonly changed: readonly StoredRow[];
  readonly undo: StoredSubmission;
  readonly before: RecordState;
  readonly restored: RecordState;
  /** Edits by others before it was taken back; and all of them, those meanwhile too. */
  readonly known: readonly Edit[];
  readonly edits: readonly Edit[];
}

/** A reader sees again what was there before, except where others have written since: that is left alone, and named. */
export function checkTakenBack({ changed, undo, before, restored, known, edits }: TakenBack): string[] {
  const losses: string[] = [];
  const undoByKey = new Map(undo.rows.map((row) => [row.rowKey, row]));
  for (const row of changed) {
    const { personId } = row;
    const undone = undoByKey.get(row.rowKey);
    if (personId === null || undone === undefined) {
      losses.push(`row ${row.rowKey} was not taken back`);
      continue;
    }
    const [was, is] = [viewOf(before, personId), viewOf(restored, personId)];
    for (const field of readerFields) {
      if (row[`${field}Status`] !== "changed") continue;
      const about = (edit: Edit): boolean => edit.personId === personId && edit.field === field;
      if (known.some(about)) {
        const isNamed = undone[`${field}Status`] !== "changed" && (undone[`${field}Reason`] === "changed-since" || undone.issues.includes("changed-since"));
        if (!isNamed) losses.push(`the ${field} of patient ${personId} was changed by somebody since, and the undo does not name it`);
      } else if (!edits.some(about) && was[field] !== is[field]) {
        losses.push(`the ${field} of patient ${personId} is ${String(is[field])} and was ${String(was[field])}`);
      }
    }
  }
  return losses;
}
