import type { RowDataPacket } from "mysql2/promise";
import type { WorklistRow, WorklistRowsAnswer, WorklistRowsRequest } from "../../src/contract/worklists";
import { viewAddress } from "../../src/domain/addressView";
import { neverCalled } from "../../src/domain/reachability";
import { ageOn, reasonsOfBits } from "../../src/domain/worklistRules";
import { insertAuditEvent } from "../audit/auditEvents";
import { readReachability } from "../contactNotes/reachability";
import { openmrsTable } from "../database/names";
import { toSiteDay } from "../database/time";
import type { Caller, Deps } from "../deps";
import { ApiError } from "../http/apiError";
import type { Input } from "../http/endpoint";
import { readCurrentAddresses, readCurrentNames, readCurrentPhones } from "../patients/currentValues";
import { readLastEncounters } from "./encounters";
import { stillListedSql } from "./listedPatients";
import { requireWorklist } from "./worklists";
import type { WorklistParams } from "./worklists";
import type { StoredWorklist } from "./worklistStore";

interface ItemRow extends RowDataPacket {
  ordinal: number;
  personId: number;
  reasons: number;
  artId: string;
  gender: string | null;
  birthdate: string | null;
  estimated: number;
}

/** `POST /api/worklists/{uuid}/rows`: its patients as the record is now. Who looked at whom is audited. */
export async function readWorklistRows(deps: Deps, caller: Caller, { params, body }: Input<WorklistRowsRequest, WorklistParams, undefined>): Promise<WorklistRowsAnswer> {
  const { pool, site, clock } = deps;
  const worklist = await requireWorklist(deps, caller, params.uuid);
  if (worklist.state !== "ready") throw new ApiError(409, "worklist-not-ready");
  const page = await readPage(deps, caller, worklist, body);
  const items = await readItems(deps, caller, worklist, page.ordinals);
  const personIds = items.map(({ personId }) => personId);
  const [phones, addresses, names, reachability, encounters, hospitalNumbers, places] = await Promise.all([
    readCurrentPhones([pool], site, personIds),
    readCurrentAddresses([pool], site, personIds),
    readCurrentNames([pool], site, personIds),
    readReachability(deps, personIds),
    readLastEncounters(pool, site, personIds),
    readHospitalNumbers(deps, personIds),
    site.places(),
  ]);
  const now = clock.now();
  const today = toSiteDay(now, site.timeZone);
  const rows = items.map(({ ordinal, personId, reasons, artId, gender, birthdate, estimated }): WorklistRow => {
    const address = addresses(personId);
    const shown = address === null ? null : viewAddress(address, places, site.streetColumn);
    return {
      ordinal,
      rowId: `w${worklist.uuid.slice(0, 8)}-${ordinal}`,
      artId,
      hospitalNumber: hospitalNumbers.get(personId) ?? null,
      name: names(personId),
      sex: gender,
      age: ageOn(birthdate, today),
      reasons: [...reasonsOfBits(reasons)],
      phone: phones(personId),
      street: shown?.street ?? null,
      ward: shown?.ward ?? null,
      lga: shown?.lga ?? null,
      state: shown?.state ?? null,
      birthdate,
      birthdateEstimated: estimated !== 0,
      ...(reachability.get(personId) ?? neverCalled),
      lastEncounter: encounters.get(personId) ?? null,
    };
  });
  await insertAuditEvent(pool, {
    at: now,
    caller,
    action: "read-worklist",
    result: "done",
    details: { worklist: worklist.uuid, after: body.after, rows: rows.length },
    subjects: personIds.map((personId) => ({ personId })),
  });
  return { rows, next: page.next, total: page.total, readAt: now.toISOString() };
}

interface Page {
  readonly ordinals: readonly number[];
  readonly next: number | null;
  readonly total: number;
}

async function readPage({ pool, site }: Deps, { facilityIds }: Caller, { worklistId }: StoredWorklist, { after, limit }: WorklistRowsRequest): Promise<Page> {
  const listed = stillListedSql(site, facilityIds);
  const [found] = await pool.query<(RowDataPacket & { ordinal: number })[]>(
    `SELECT i.ordinal FROM worklist_item i WHERE i.worklist_id = ? AND i.ordinal > ? AND ${listed.sql} ORDER BY i.ordinal LIMIT ?`,
    [worklistId, after, ...listed.values, limit + 1],
  );
  const [[all]] = await pool.query<(RowDataPacket & { total: number })[]>(
    `SELECT COUNT(*) AS total FROM worklist_item i WHERE i.worklist_id = ? AND i.ordinal IS NOT NULL AND ${listed.sql}`,
    [worklistId, ...listed.values],
  );
  const ordinals = found.slice(0, limit).map(({ ordinal }) => ordinal);
  return { ordinals, next: found.length > limit ? (ordinals.at(-1) ?? null) : null, total: all?.total ?? 0 };
}

/** Of several ART IDs within reach the preferred one counts, else the oldest. Who is not to be worked on any more since the page was read is left out. */
async function readItems({ pool, site }: Deps, { facilityIds }: Caller, { worklistId }: StoredWorklist, ordinals: readonly number[]): Promise<readonly ItemRow[]> {
  if (ordinals.length === 0 || facilityIds?.length === 0) return [];
  const reach = facilityIds === null ? { sql: "", values: [] } : { sql: " AND i.location_id IN (?)", values: [facilityIds] };
  const [rows] = await pool.query<ItemRow[]>(
    `SELECT STRAIGHT_JOIN w.ordinal, w.person_id AS personId, w.reasons, i.identifier AS artId, n.gender, CAST(n.birthdate AS CHAR) AS birthdate, n.birthdate_estimated AS estimated
       FROM worklist_item w
       JOIN ${openmrsTable(site, "patient")} p ON p.patient_id = w.person_id AND p.voided = 0
       JOIN ${openmrsTable(site, "person")} n ON n.person_id = w.person_id AND n.voided = 0 AND n.dead = 0
       JOIN ${openmrsTable(site, "patient_identifier")} i ON i.patient_id = w.person_id AND i.identifier_type = ? AND i.voided = 0${reach.sql}
      WHERE w.worklist_id = ? AND w.ordinal IN (?)
      ORDER BY w.ordinal, i.preferred DESC, i.patient_identifier_id`,
    [site.artTypeId, ...reach.values, worklistId, ordinals],
  );
  const first = new Map<number, ItemRow>();
  for (const row of rows) if (!first.has(row.ordinal)) first.set(row.ordinal, row);
  return [...first.values()];
}

async function readHospitalNumbers({ pool, site }: Deps, personIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (site.hospitalNumberTypeId === null || personIds.length === 0) return new Map();
  const [rows] = await pool.query<(RowDataPacket & { personId: number; identifier: string })[]>(
    `SELECT patient_id AS personId, identifier FROM ${openmrsTable(site, "patient_identifier")}
      WHERE patient_id IN (?) AND identifier_type = ? AND voided = 0 ORDER BY patient_id, preferred, patient_identifier_id DESC`,
    [personIds, site.hospitalNumberTypeId],
  );
  // The last of a patient stays: the preferred one, else the oldest.
  return new Map(rows.map(({ personId, identifier }) => [personId, identifier]));
}
