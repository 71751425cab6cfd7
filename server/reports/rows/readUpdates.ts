import { z } from "zod";
import { statusesOf } from "../../../src/contract/reports";
import type { UpdateRow } from "../../../src/contract/reports";
import type { CellInput } from "../../../src/contract/submissions";
import { contactFields } from "../../../src/domain/types";
import { textOf } from "../../database/bytes";
import { toInstant } from "../../database/time";
import type { Deps } from "../../deps";
import { decodeRowContent } from "../../submissions/rowContent";
import { ordinalOf } from "../../submissions/rowStore";
import { mapTakingTurns } from "../../takeTurns";
import { readBeside, revertedKey } from "./besideOutcomes";
import type { Beside, KnownNames } from "./besideOutcomes";
import { listedFields, listedStatus, readOutcomeRecords } from "./outcomeRecords";
import type { OutcomeRecord } from "./outcomeRecords";
import { findListedSubmissions } from "./periodSubmissions";
import type { ListedSubmission } from "./periodSubmissions";
import type { RowsQuery } from "./rowFilters";
import { shownValues } from "./updateValues";

/** A change's place in the list of updates: its submission's, the row's in it, the field's in that. None of it ever changes. */
export const UpdatePosition = z.strictObject({
  acceptedAt: z.string().max(30),
  submissionId: z.number().int(),
  rowKey: z.number().int(),
  field: z.number().int().min(0).max(contactFields.length),
});
export type UpdatePosition = z.infer<typeof UpdatePosition>;

export interface PlacedUpdate {
  readonly row: UpdateRow;
  readonly position: UpdatePosition;
  /** `person.person_id`; null where the row named nobody. */
  readonly personId: number | null;
}

type ReadDeps = Pick<Deps, "pool" | "site">;

/** Outcomes that are read and worked on at once: what a reader of a list of any length holds in memory. */
const rowsAtOnce = 400;

/**
 * Changes that were asked for, submission by submission in the order of their acceptance, in each row by row; from the place after `after` on.
 * Only submissions of the period are looked at, and their outcomes by the key.
 */
export async function* readUpdates(deps: ReadDeps, query: RowsQuery, after: UpdatePosition | null, atOnce = rowsAtOnce): AsyncGenerator<readonly PlacedUpdate[]> {
  const names: KnownNames = { people: new Map(), facilities: new Map() };
  const most = Math.min(atOnce, rowsAtOnce);
  for await (const found of findListedSubmissions(deps.pool, query, after)) {
    for (const submissions of together(found, most)) {
      // The last row of the page before is read once more where it has fields left.
      const [first] = submissions;
      const byId = new Map(submissions.map((submission) => [submission.submissionId, submission]));
      const isBegun = after !== null && submissions.length === 1 && first?.submissionId === after.submissionId;
      for (let afterKey = isBegun ? after.rowKey - 1 : -1; ; ) {
        const records = await readSlice(deps, query, { submissions, afterKey, limit: most });
        const beside = await readBeside(deps, { submissions, records, names });
        const placed = (await mapTakingTurns(records, (record) => updatesOf(record, { query, byId, beside }))).flat();
        const onwards = after === null ? placed : placed.filter(({ position }) => isAfter(position, after));
        if (onwards.length > 0) yield onwards;
        const last = records.at(-1);
        // Several submissions are read together only where all their rows fit.
        if (last === undefined || submissions.length > 1 || records.length < most) break;
        afterKey = last.rowKey;
      }
    }
  }
}

/** Neighbours of one kind whose rows fit into one slice; a long one stands alone. */
function* together(submissions: readonly ListedSubmission[], most: number): Generator<readonly ListedSubmission[]> {
  let current: ListedSubmission[] = [];
  let rows = 0;
  for (const submission of submissions) {
    const isOther = current[0] !== undefined && (current[0].kind === "undo") !== (submission.kind === "undo");
    if (current.length > 0 && (isOther || rows + submission.rowCount > most)) {
      yield current;
      current = [];
      rows = 0;
    }
    current.push(submission);
    rows += submission.rowCount;
  }
  if (current.length > 0) yield current;
}

async function readSlice(
  { pool, site }: ReadDeps,
  query: RowsQuery,
  { submissions, afterKey, limit }: { readonly submissions: readonly ListedSubmission[]; readonly afterKey: number; readonly limit: number },
): Promise<readonly OutcomeRecord[]> {
  const places = new Map(submissions.map(({ submissionId }, place) => [submissionId, place]));
  const records = await readOutcomeRecords(pool, site, query, {
    submissionIds: [...places.keys()],
    isUndo: submissions[0]?.kind === "undo",
    afterKey,
    limit,
  });
  if (submissions.length === 1) return records;
  const place = ({ submissionId }: OutcomeRecord): number => places.get(submissionId) ?? 0;
  return [...records].sort((one, other) => place(one) - place(other) || one.rowKey - other.rowKey);
}

function updatesOf(
  record: OutcomeRecord,
  { query, byId, beside }: { readonly query: RowsQuery; readonly byId: ReadonlyMap<number, ListedSubmission>; readonly beside: Beside },
): readonly PlacedUpdate[] {
  const submission = byId.get(record.submissionId);
  if (submission === undefined) return [];
  const sent = sentTexts(textOf(record.content));
  const at = toInstant(record.finishedAt);
  return listedFields(query).flatMap((field) => {
    const status = listedStatus(submission.kind, record[`${field}Status`]);
    const cause = record[`${field}Reason`];
    if (status === null || !statusesOf(query.status).includes(status) || (query.cause !== null && cause !== query.cause)) return [];
    const { submissionId, rowKey } = record;
    const foundAt = beside.reverted.get(revertedKey(submissionId, rowKey, field));
    if (query.status === "overwritten" && (foundAt === undefined || foundAt < query.from || foundAt >= query.until)) return [];
    const ordinal = ordinalOf(rowKey, beside.rowsOfParts.get(submissionId) ?? []);
    const row: UpdateRow = {
      key: `${submission.uuid}:${ordinal}:${field}`,
      at,
      patient: record.patient,
      artId: sent.artId,
      facility: beside.facilities.get(record.facilityId) ?? null,
      field,
      status,
      reverted: foundAt !== undefined,
      cause,
      ...shownValues(record, field),
      person: beside.people.get(submission.userId) ?? "",
      source: submission.source.kind,
      workbook: submission.source.workbook,
      sheet: submission.source.sheet,
      rowNumber: record.rowNumber,
      submission: submission.uuid,
      submissionKind: submission.kind,
      // The row of an undo is the one that it takes back, with the reason of that time.
      reason: (submission.kind === "undo" ? "" : sent.reason) || submission.reason,
    };
    return [{ row, personId: record.personId, position: { acceptedAt: submission.acceptedAt, submissionId, rowKey, field: contactFields.indexOf(field) } }];
  });
}

/** A row as it is mostly stored: the ART ID comes first and is a plain text, and no reason is given. */
const plainContent = /^\{"cells":\{"artId":\{"value":"([^"\\]*)"\}/;

/** ART ID and reason as the sheet showed them. Reading the whole of what was sent took a tenth of the time of a long list, for these two. */
function sentTexts(content: string): { readonly artId: string; readonly reason: string } {
  const plain = content.includes('"reason":') ? null : plainContent.exec(content);
  if (plain?.[1] !== undefined) return { artId: plain[1].trim(), reason: "" };
  const { cells } = decodeRowContent(content, "", 0);
  return { artId: typed(cells.artId), reason: typed(cells.reason) };
}

function typed(cell: CellInput | undefined): string {
  return cell === undefined ? "" : (cell.text ?? String(cell.value)).trim();
}

function isAfter(position: UpdatePosition, after: UpdatePosition): boolean {
  if (position.acceptedAt !== after.acceptedAt) return position.acceptedAt > after.acceptedAt;
  if (position.submissionId !== after.submissionId) return position.submissionId > after.submissionId;
  if (position.rowKey !== after.rowKey) return position.rowKey > after.rowKey;
  return position.field > after.field;
}

