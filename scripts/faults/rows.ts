import type { Pool, RowDataPacket } from "mysql2/promise";
import type { OpenSubmissionRequest, RowInput } from "../../src/contract/submissions";
import type { ContactField, RowStatus } from "../../src/domain/types";
import type { FaultClient } from "./client";
import type { Random } from "./random";

export const reading: OpenSubmissionRequest["reading"] = { dateOrder: "ymd", date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false };

/** A row of a submission, with what must become of it when nobody else writes and nobody cancels. */
export interface TestRow {
  readonly input: RowInput;
  /** Null where the row names nobody. */
  readonly personId: number | null;
  readonly expected: RowStatus;
  /** What the record must say afterwards, for the fields that are given. */
  readonly wanted: Readonly<Partial<Record<ContactField, string>>>;
}

interface Patient {
  readonly personId: number;
  readonly artId: string;
  readonly birthdate: string | null;
  /** The only active phone, where there is just one and it is a plain number. */
  readonly phone: string | null;
}

/** Every patient with one ART ID that is nobody else's, in any state of phone and address that the generated data have. */
export async function readPatients(root: Pool): Promise<readonly Patient[]> {
  const [rows] = await root.query<(RowDataPacket & Patient)[]>(
    `SELECT n.person_id AS personId, MIN(i.identifier) AS artId, n.birthdate,
            (SELECT IF(COUNT(*) = 1, MIN(a.value), NULL) FROM person_attribute a
              WHERE a.person_id = n.person_id AND a.person_attribute_type_id = 8 AND a.voided = 0) AS phone
       FROM person n
       JOIN patient p ON p.patient_id = n.person_id AND p.voided = 0
       JOIN patient_identifier i ON i.patient_id = n.person_id AND i.identifier_type = 4 AND i.voided = 0
      WHERE n.voided = 0 AND n.person_id > 10000
        AND NOT EXISTS (SELECT 1 FROM patient_identifier o WHERE o.identifier = i.identifier AND o.identifier_type = 4 AND o.patient_id <> i.patient_id)
      GROUP BY n.person_id, n.birthdate HAVING COUNT(*) = 1 ORDER BY n.person_id`,
  );
  return rows;
}

let made = 0;

function cell(value: string): { value: string } {
  return { value };
}

/** Up to a year earlier, never a day that stands there already. */
function otherBirthdate(birthdate: string | null, random: Random): string {
  if (birthdate === null) return `1980-05-${String(1 + random.whole(28)).padStart(2, "0")}`;
  return new Date(Date.parse(`${birthdate}T00:00:00Z`) - (1 + random.whole(300)) * 86_400_000).toISOString().slice(0, 10);
}

const given: readonly (readonly ContactField[])[] = [["phone", "address", "birthdate"], ["phone", "address", "birthdate"], ["phone"], ["address"], ["birthdate"], ["phone", "birthdate"]];

function goodRow({ personId, artId, birthdate }: Patient, random: Random): TestRow {
  made += 1;
  const wanted: Partial<Record<ContactField, string>> = {};
  for (const field of random.pick(given)) {
    if (field === "phone") wanted.phone = `0803${String(1_000_000 + made).slice(-7)}`;
    if (field === "address") wanted.address = `${made} Fault Street`;
    if (field === "birthdate") wanted.birthdate = otherBirthdate(birthdate, random);
  }
  const cells = {
    artId: cell(artId),
    ...(wanted.phone === undefined ? {} : { phone: cell(wanted.phone) }),
    ...(wanted.address === undefined ? {} : { street: cell(wanted.address) }),
    ...(wanted.birthdate === undefined ? {} : { birthdate: cell(wanted.birthdate) }),
  };
  return { input: { rowId: `row-${made}`, rowNumber: made + 1, cells }, personId, expected: "updated", wanted };
}

function plainRow(cells: RowInput["cells"], expected: RowStatus, personId: number | null): TestRow {
  made += 1;
  return { input: { rowId: `row-${made}`, rowNumber: made + 1, cells }, personId, expected, wanted: {} };
}

/**
 * Rows of every kind: mostly good ones, beside such as fail, change nothing, wait, or say the same twice. Rows that name nobody are more
 * than a chunk: no patient's lock keeps two servers apart there.
 */
export function makeRows(patients: readonly Patient[], count: number, random: Random): readonly TestRow[] {
  const chosen = random.shuffled(patients).slice(0, count);
  const rows: TestRow[] = [];
  for (const [index, patient] of chosen.entries()) {
    const kind = index % 16;
    if (kind % 5 === 3) rows.push(plainRow({ artId: cell(`NOBODY${made}`), phone: cell("08031112223") }, "failed", null));
    else if (kind === 6) rows.push(plainRow({ artId: cell(patient.artId), phone: cell("0803") }, "failed", patient.personId));
    else if (kind === 9 && patient.phone !== null && /^080[3-9]\d{7}$/.test(patient.phone)) {
      rows.push(plainRow({ artId: cell(patient.artId), phone: cell(patient.phone) }, "unchanged", patient.personId));
    } else {
      const row = goodRow(patient, random);
      rows.push(row);
      if (kind === 12) rows.push({ ...row, input: { ...row.input, rowId: `${row.input.rowId}-again` }, expected: "collapsed", wanted: {} });
    }
  }
  return firstCounts(random.shuffled(rows));
}

/** Of two rows that say the same, whichever stands first is carried out. */
function firstCounts(rows: readonly TestRow[]): readonly TestRow[] {
  const twice = rows.filter(({ expected }) => expected === "collapsed");
  return rows.map((row, index) => {
    const twin = twice.find(({ personId }) => personId === row.personId);
    if (twin === undefined || row.personId === null) return row;
    const pair = rows.filter(({ personId }) => personId === row.personId);
    const wanted = pair.find(({ expected }) => expected === "updated")?.wanted ?? {};
    const isFirst = rows.findIndex(({ personId }) => personId === row.personId) === index;
    return isFirst ? { ...row, expected: "updated", wanted } : { ...row, expected: "collapsed", wanted: {} };
  });
}

/** What replaces nothing needs nobody's eye, even where it was sent blind. */
function hasBefore(before: unknown): boolean {
  if (before === null || before === undefined) return false;
  return typeof before !== "object" || !("birthdate" in before) || before.birthdate !== null;
}

/** Shows the rows to a person, who confirms every doubt; a few are sent blind and must wait. */
export async function previewRows(client: FaultClient, rows: readonly TestRow[]): Promise<readonly TestRow[]> {
  const answer = await client.preview(rows.map(({ input }) => input), reading);
  const twice = new Set(rows.filter(({ expected }) => expected === "collapsed").map(({ personId }) => personId));
  return rows.map((row, index) => {
    const seen = answer.rows[index];
    const replaces = Object.keys(row.wanted).every((field) => hasBefore(seen?.fields[field as ContactField]?.before));
    if (row.expected === "updated" && index % 20 === 7 && replaces && !twice.has(row.personId)) return { ...row, expected: "waiting", wanted: {} };
    const confirmations = [...new Set(seen?.issues.filter(({ severity }) => severity === "warning").map(({ code }) => code) ?? [])];
    return { ...row, input: { ...row.input, baseline: seen?.baseline, confirmations } };
  });
}
