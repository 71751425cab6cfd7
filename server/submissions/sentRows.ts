import type { PoolConnection } from "mysql2/promise";
import { numbersToKeep, parsePhone } from "../../src/domain/phone";
import type { NumberOfRow } from "../contactNotes/numbersOfRows";
import { toSiteDay } from "../database/time";
import type { Deps } from "../deps";
import { readCurrentContacts } from "../patients/currentContacts";
import { findPatientsByArtId } from "../patients/identities";
import type { Identity } from "../patients/identities";
import type { ChunkWork, DecidedChunk } from "./chunkWork";
import { judgeRows, prepareRow } from "./judgement";
import type { JudgedRow, PreparedRow } from "./judgement";
import { planChunk } from "./outcomes";
import { findPersonsWithOutcome } from "./outcomeStore";
import { sentRow } from "./rowContent";
import { findFinishedRows, readRows } from "./rowStore";
import type { PendingRow } from "./rowStore";

/** A row ready to be decided: read and parsed before any lock is taken, which its content allows because it never changes. */
interface ChunkRow {
  readonly rowKey: number;
  /** Whom the ART ID named when the row came in. */
  readonly expectedPatientId: number | null;
  readonly prepared: PreparedRow;
}

async function readChunk(deps: Deps, { submission, rows }: ChunkWork): Promise<readonly ChunkRow[]> {
  const expected = new Map(rows.map(({ rowKey, patientId }) => [rowKey, patientId]));
  const reading = { ...submission.reading, today: toSiteDay(deps.clock.now(), deps.site.timeZone) };
  const stored = await readRows(deps.pool, submission.submissionId, [...expected.keys()]);
  return stored.map(({ rowKey, row }) => ({
    rowKey,
    expectedPatientId: expected.get(rowKey) ?? null,
    prepared: prepareRow(sentRow(row), reading),
  }));
}

interface KeyedJudgement {
  readonly rowKey: number;
  readonly judged: JudgedRow;
}

/** Locks persons in ascending order, then phones, addresses and identifiers, and decides; nothing read before the locks decides. */
async function judgeUnderLock(
  tx: PoolConnection,
  deps: Deps,
  { submission, places, afterMoves }: ChunkWork,
  chunk: readonly ChunkRow[],
): Promise<{ judged: readonly KeyedJudgement[]; moved: readonly PendingRow[] }> {
  const { submissionId } = submission;
  const expectedIds = [...new Set(chunk.flatMap(({ expectedPatientId }) => (expectedPatientId === null ? [] : [expectedPatientId])))];
  const withIdentity = chunk.some(({ prepared: { checked } }) => Object.keys(checked.guard).length > 0);
  const contacts = await readCurrentContacts(tx, deps.site, { personIds: expectedIds, lock: "update", withIdentity });
  const finished = await findFinishedRows(tx, submissionId, chunk.map(({ rowKey }) => rowKey));
  const rows = chunk.filter(({ rowKey }) => !finished.has(rowKey));
  const identities = await findPatientsByArtId(tx, deps.site, {
    artIds: rows.map(({ prepared }) => prepared.checked.artId),
    facilityIds: submission.facilityIds,
    lock: "share",
  });
  const staying: { row: ChunkRow; identity: Identity }[] = [];
  const moved: PendingRow[] = [];
  for (const [index, row] of rows.entries()) {
    const identity: Identity = identities[index] ?? { found: false, reason: "art-id-not-found" };
    // An ART ID that names another patient now waits for that patient's lock; one that names nobody any more can fail here.
    if (identity.found && identity.patientId !== row.expectedPatientId) moved.push({ rowKey: row.rowKey, patientId: identity.patientId });
    else staying.push({ row, identity });
  }
  const judged = await judgeRows(
    staying.map(({ row }) => row.prepared),
    staying.map(({ identity }) => identity),
    contacts,
    {
      reading: { ...submission.reading, today: toSiteDay(deps.clock.now(), deps.site.timeZone) },
      role: submission.role,
      reason: submission.reason,
      places,
      site: deps.site,
      digestKey: deps.config.DIGEST_KEY,
      mode: "submit",
      personsDone: afterMoves ? await findPersonsWithOutcome(tx, submissionId, expectedIds) : new Set(),
    },
  );
  const keyed = staying.flatMap(({ row }, index) => {
    const one = judged[index];
    return one === undefined ? [] : [{ rowKey: row.rowKey, judged: one }];
  });
  return { judged: keyed, moved };
}

/**
 * Other numbers of the cell, and those given with the row, go with the one that was chosen: only where the row's phone was carried out. A row
 * that gives none must have been carried out in some other field.
 */
function numbersOfRow(rowKey: number, { sent, current, decision: { status, fields } }: JudgedRow): readonly NumberOfRow[] {
  if (current === null || status === "waiting") return [];
  const deciding = fields.phone === undefined ? [fields.address?.status, fields.birthdate?.status] : [fields.phone.status];
  if (!deciding.some((field) => field === "changed" || field === "unchanged")) return [];
  const given = sent.keepNumbers.flatMap((text) => parsePhone(text).value ?? []);
  const phones = new Set([...numbersToKeep(sent.contactRow.cells.phone, sent.accepted), ...given]);
  return [...phones].map((phone) => ({ rowKey, personId: current.personId, phone }));
}

/**
 * Reads rows as they were sent, ahead of any lock, and gives what decides them under lock. Rows that another instance has finished are
 * left out.
 */
export async function prepareSentRows(deps: Deps, work: ChunkWork): Promise<(tx: PoolConnection) => Promise<DecidedChunk>> {
  const chunk = await readChunk(deps, work);
  return async (tx) => {
    const { judged, moved } = await judgeUnderLock(tx, deps, work, chunk);
    return { ...planChunk(judged, { site: deps.site, digestKey: deps.config.DIGEST_KEY }), moved, numbersToKeep: judged.flatMap(({ rowKey, judged: row }) => numbersOfRow(rowKey, row)) };
  };
}
