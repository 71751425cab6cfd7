import { createHash } from "node:crypto";
import type { Connection, ResultSetHeader, RowDataPacket } from "mysql2/promise";

export interface History {
  readonly outcomes: number;
  readonly submissions: number;
  readonly from: string;
  readonly to: string;
}

/** For two million rows: so many submissions of sheets, and so many forms of one patient; of fewer rows the same share. */
const ofTwoMillion = { sheets: 12_000, forms: 100_000 };
const years = 3;
const senders = 20;
const facilityIds = [7, 8, 9, 53, 61, 62];
/** Sheets whose rows are made by one statement. */
const sheetsAtOnce = 500;
/** Fewest rows of a sheet, and how many sizes there are: together the mean that the numbers above need. */
const sheetRows = { least: 50, sizes: 217 };

/** Fills our tables with years of work, by statements over whole sets; every value follows from the numbers of the rows, so each bed is alike. */
export async function fillHistory(connection: Connection, { outcomes, say }: { readonly outcomes: number; readonly say: (line: string) => void }): Promise<History> {
  const share = outcomes / 2_000_000;
  const [sheets, forms] = [Math.round(ofTwoMillion.sheets * share), Math.round(ofTwoMillion.forms * share)];
  const to = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const from = `${Number(to.slice(0, 4)) - years}${to.slice(4)}`;
  await connection.query("SET SESSION sql_mode = 'STRICT_TRANS_TABLES', unique_checks = 0, foreign_key_checks = 0, group_concat_max_len = 65536");
  await makeNumbers(connection, Math.max(forms, 1_000));
  await makeFacilities(connection);
  await makeSenders(connection);
  await makePatients(connection);
  say("patients, senders and facilities are ready");
  await makeSheets(connection, { sheets, from, to });
  for (let first = 0; first < sheets; first += sheetsAtOnce) {
    await makeRows(connection, first + 1, Math.min(first + sheetsAtOnce, sheets));
    say(`sheets: ${Math.min(first + sheetsAtOnce, sheets)} of ${sheets}`);
  }
  await makeForms(connection, { forms, sheets, from, to });
  await makeRows(connection, sheets + 1, sheets + forms);
  say(`forms: ${forms}`);
  const [reverted] = await connection.query<ResultSetHeader>(
    `INSERT INTO row_reverted (submission_id, row_key, field, stage, found_at)
     SELECT submission_id, row_key, 'phone', 0, LEAST(DATE_ADD(finished_at, INTERVAL 1 DAY), '${to} 20:00:00') FROM row_outcome
      WHERE phone_status = 'changed' AND CRC32(CONCAT('reverted', submission_id, ':', row_key)) % 100 = 0`,
  );
  say(`found overwritten: ${reverted.affectedRows}`);
  await connection.query("DROP TABLE bench_number, bench_sender, bench_patient, bench_sheet");
  const [[made]] = await connection.query<(RowDataPacket & { rows: number })[]>("SELECT COUNT(*) AS `rows` FROM row_outcome");
  return { outcomes: Number(made?.rows), submissions: sheets + forms, from, to };
}

async function makeNumbers(connection: Connection, atLeast: number): Promise<void> {
  await connection.query("CREATE TABLE bench_number (n INT NOT NULL PRIMARY KEY) ENGINE=InnoDB");
  await connection.query("INSERT INTO bench_number VALUES (0)");
  for (let count = 1; count < atLeast; count *= 2) await connection.query("INSERT INTO bench_number SELECT n + ? FROM bench_number", [count]);
}

async function makeFacilities(connection: Connection): Promise<void> {
  for (const id of facilityIds.slice(4)) {
    await connection.query("INSERT INTO openmrs.location (location_id, name, creator, date_created, retired, uuid) VALUES (?, ?, 1, '2019-01-01', 0, UUID())", [id, `Primary Health Centre ${id}`]);
  }
  await connection.query(`UPDATE openmrs.patient_identifier SET location_id = ELT(1 + patient_id % ${facilityIds.length}, ${facilityIds.join(", ")}) WHERE identifier_type = 4`);
}

/** Two of the senders have the whole site, the others a facility each. */
async function makeSenders(connection: Connection): Promise<void> {
  await connection.query("CREATE TABLE bench_sender (n INT NOT NULL PRIMARY KEY, user_id INT NOT NULL, location_id INT NULL) ENGINE=InnoDB");
  for (let n = 0; n < senders; n += 1) {
    const uuid = (what: string): string => `be4c0000-0000-4000-8000-${createHash("sha256").update(`${what} ${n}`).digest("hex").slice(0, 12)}`;
    const audit = { creator: 1, date_created: "2019-03-04 08:00:00" };
    const [person] = await connection.query<ResultSetHeader>("INSERT INTO openmrs.person SET ?", [{ gender: "F", ...audit, uuid: uuid("person") }]);
    await connection.query("INSERT INTO openmrs.person_name SET ?", [
      { preferred: 1, person_id: person.insertId, given_name: `Clerk${n + 1}`, family_name: "Bench", ...audit, uuid: uuid("name") },
    ]);
    const [user] = await connection.query<ResultSetHeader>("INSERT INTO openmrs.users SET ?", [
      { system_id: `bench-${n}`, username: `bench${n}`, person_id: person.insertId, retired: 0, uuid: uuid("user"), ...audit },
    ]);
    await connection.query("INSERT INTO bench_sender VALUES (?, ?, ?)", [n, user.insertId, n >= senders - 2 ? null : (facilityIds[n % facilityIds.length] ?? null)]);
  }
}

/** Patients of each facility in a row, and of the whole site (location 0) in another. */
async function makePatients(connection: Connection): Promise<void> {
  await connection.query("CREATE TABLE bench_patient (location_id INT NOT NULL, n INT NOT NULL, person_id INT NOT NULL, art_id VARCHAR(50) NOT NULL, PRIMARY KEY (location_id, n)) ENGINE=InnoDB");
  for (const id of [0, ...facilityIds]) {
    await connection.query("SET @n := -1");
    await connection.query(
      `INSERT INTO bench_patient SELECT ?, @n := @n + 1, p.patient_id, p.identifier
         FROM (SELECT patient_id, MIN(identifier) AS identifier FROM openmrs.patient_identifier
                WHERE identifier_type = 4 AND voided = 0 ${id === 0 ? "" : `AND location_id = ${id}`} GROUP BY patient_id ORDER BY patient_id) p`,
      [id],
    );
  }
}

const submissionColumns =
  "submission_id, uuid, user_id, role, facility_ids, state, row_count, part_count, digest, header, request_id, address, opened_at, accepted_at, started_at, finished_at, kind, origin_id";
const reading = '"reading":{"dateOrder":"dmy","date1904":false,"streetIncludesLga":false,"birthdateIsListed":true,"dateCellsSuspect":false}';

interface Span {
  readonly from: string;
  readonly to: string;
}

/** Sheets through the whole time, on the hours of work of Lagos; one of forty takes back what another did, one of twenty carries on what was left over. */
async function makeSheets(connection: Connection, { sheets, from, to }: Span & { readonly sheets: number }): Promise<void> {
  await connection.query(
    "CREATE TABLE bench_sheet (submission_id BIGINT NOT NULL PRIMARY KEY, location_id INT NOT NULL, row_count INT NOT NULL, first_patient INT NOT NULL, patients INT NOT NULL, fields INT NOT NULL, kind VARCHAR(10) NOT NULL, begun DATETIME NOT NULL) ENGINE=InnoDB",
  );
  await insertSubmissions(connection, {
    numbers: sheets,
    firstId: 1,
    begun: `DATE_ADD(DATE_ADD('${from} 07:00:00', INTERVAL FLOOR(k.n * (DATEDIFF('${to}', '${from}') + 1) / ${sheets}) DAY), INTERVAL CRC32(CONCAT('at', k.n)) % 32400 SECOND)`,
    rows: `${sheetRows.least} + CRC32(CONCAT('rows', k.n)) % ${sheetRows.sizes}`,
    kind: "CASE WHEN k.n % 40 = 39 THEN 'undo' WHEN k.n % 20 = 18 THEN 'follow-up' ELSE 'update' END",
    // Every list has phones, half of them addresses, a third birthdates.
    fields: "1 + 2 * (k.n % 2) + 4 * (k.n % 3 = 0)",
    source: `CONCAT('{"workbook":"Line list ', DATE_FORMAT(DATE_ADD('${from}', INTERVAL FLOOR(k.n * ${years} * 365 / ${sheets}) DAY), '%Y week %u'), ' ', k.n % 7, '.xlsx","sheet":"', ELT(1 + k.n % 4, 'MissedAppointment', 'Viral load', 'TX_CURR', 'Sheet1'), '","kind":"', IF(k.n % 10 = 7, 'file', 'sheet'), '"}')`,
    sender: `(k.n * 7 + FLOOR(k.n / 20)) % ${senders}`,
  });
}

async function makeForms(connection: Connection, { forms, sheets, from, to }: Span & { readonly forms: number; readonly sheets: number }): Promise<void> {
  await insertSubmissions(connection, {
    numbers: forms,
    firstId: sheets + 1,
    begun: `DATE_ADD(DATE_ADD('${from} 07:00:00', INTERVAL FLOOR(k.n * (DATEDIFF('${to}', '${from}') + 1) / ${forms}) DAY), INTERVAL CRC32(CONCAT('form', k.n)) % 32400 SECOND)`,
    rows: "1",
    kind: "'update'",
    fields: "ELT(1 + k.n % 4, 1, 1, 2, 3)",
    source: `'{"workbook":"","sheet":"","kind":"form"}'`,
    sender: `CRC32(CONCAT('sender', k.n)) % ${senders}`,
  });
}

interface SubmissionsSql {
  readonly numbers: number;
  readonly firstId: number;
  readonly begun: string;
  readonly rows: string;
  readonly kind: string;
  readonly fields: string;
  readonly source: string;
  readonly sender: string;
}

async function insertSubmissions(connection: Connection, { numbers, firstId, begun, rows, kind, fields, source, sender }: SubmissionsSql): Promise<void> {
  await connection.query(
    `INSERT INTO bench_sheet SELECT k.n + ${firstId}, COALESCE(x.location_id, 0), ${rows}, CRC32(CONCAT('patient', k.n + ${firstId})) % c.patients, c.patients, ${fields}, ${kind}, ${begun}
       FROM bench_number k JOIN bench_sender x ON x.n = ${sender}
       JOIN (SELECT location_id, COUNT(*) AS patients FROM bench_patient GROUP BY location_id) c ON c.location_id = COALESCE(x.location_id, 0)
      WHERE k.n < ${numbers}`,
  );
  const shown = (column: string): string => `b.${column}`;
  await connection.query(
    `INSERT INTO submission (${submissionColumns})
     SELECT b.submission_id, CONCAT('be4c', LPAD(HEX(b.submission_id), 4, '0'), '-0000-4000-8000-', LPAD(HEX(b.submission_id), 12, '0')), x.user_id, 'clerk',
            IF(x.location_id IS NULL, NULL, CONCAT('[', x.location_id, ']')), 'done', ${shown("row_count")}, 1, UNHEX(SHA2(b.submission_id, 256)),
            CONCAT('{${reading},"source":', ${source}, '}'), CONCAT('bench-', b.submission_id), '10.0.0.7', b.begun, b.begun, b.begun,
            DATE_ADD(b.begun, INTERVAL 5 SECOND), b.kind, IF(b.kind = 'update', NULL, GREATEST(1, b.submission_id - 1))
       FROM bench_number k JOIN bench_sheet b ON b.submission_id = k.n + ${firstId} JOIN bench_sender x ON x.n = ${sender} WHERE k.n < ${numbers} ORDER BY b.submission_id`,
  );
  await connection.query(
    `INSERT INTO submission_part (submission_id, part_number, digest, row_count)
     SELECT submission_id, 1, UNHEX(SHA2(submission_id, 256)), row_count FROM bench_sheet WHERE submission_id >= ${firstId}`,
  );
}

const phoneOf = (salt: string): string => `CONCAT('080', LPAD(CRC32(CONCAT('${salt}', t.submission_id, ':', t.n)) % 100000000, 8, '0'))`;
const streetOf = (salt: string): string => `CONCAT(1 + CRC32(CONCAT('${salt}', t.submission_id, t.n)) % 180, ' Market Road')`;
const dayOf = (salt: string): string => `DATE_ADD('1950-01-01', INTERVAL CRC32(CONCAT('${salt}', t.submission_id, ':', t.n)) % 20000 DAY)`;
const addressJson = (salt: string): string => `CONCAT('{"street":"', ${streetOf(salt)}, '","ward":null,"lga":"IKORODU","state":"LAGOS"}')`;

/** Of a hundred rows so many; the rest was carried out whole. */
const rowStatus = "CASE WHEN t.h < 14 THEN 'unchanged' WHEN t.h < 23 THEN 'failed' WHEN t.h < 26 THEN 'conflict' WHEN t.h < 30 AND t.fields IN (3, 5, 6, 7) THEN 'partly' WHEN t.h = 30 THEN 'collapsed' WHEN t.h = 31 THEN 'withdrawn' ELSE 'updated' END";
const causes: Readonly<Record<string, string>> = {
  phone: "'phone-too-short', 'phone-letters', 'art-id-not-found', 'phone-first-digit', 'phone-too-long', 'duplicate-patient', 'phone-digits-lost', 'art-id-voided'",
  address: "'lga-not-in-state', 'lga-unknown', 'art-id-not-found', 'text-too-long', 'state-unknown', 'duplicate-patient', 'ward-needs-street', 'art-id-voided'",
  birthdate: "'birthdate-not-real', 'birthdate-in-future', 'art-id-not-found', 'birthdate-unreadable', 'birthdate-too-old', 'duplicate-patient', 'birthdate-after-death', 'art-id-voided'",
};

/** What became of a field; only the first one given of a row that was carried out in part was changed. */
function fieldStatus(bit: number): string {
  const isFirst = `(t.fields & ${bit - 1}) = 0`;
  return `IF(t.status IN ('collapsed', 'withdrawn') OR (t.fields & ${bit}) = 0, NULL,
    CASE t.status WHEN 'updated' THEN IF(${isFirst} OR t.h % 3 > 0, 'changed', 'unchanged') WHEN 'partly' THEN IF(${isFirst}, 'changed', 'failed') ELSE t.status END)`;
}

function reasonOf(field: string, status: string): string {
  return `CASE ${status} WHEN 'conflict' THEN 'conflict' WHEN 'failed' THEN ELT(1 + CRC32(CONCAT('why', t.submission_id, ':', t.n)) % 8, ${causes[field] ?? "'write-failed'"}) ELSE NULL END`;
}

/** Rows and outcomes of submissions from one number to another. */
async function makeRows(connection: Connection, first: number, last: number): Promise<void> {
  const rows = (more: string): string => `
    SELECT b.submission_id, k.n, p.person_id, p.art_id, b.fields, b.begun, b.kind, CRC32(CONCAT('what', b.submission_id, ':', k.n)) % 100 AS h ${more}
      FROM bench_sheet b STRAIGHT_JOIN bench_number k ON k.n < b.row_count
      STRAIGHT_JOIN bench_patient p ON p.location_id = b.location_id AND p.n = (b.first_patient + k.n) % b.patients
     WHERE b.submission_id BETWEEN ${first} AND ${last}`;
  const digest = (what: string): string => `SHA2(CONCAT('${what}', t.submission_id, ':', t.n), 256)`;
  await connection.query(
    `INSERT INTO submission_row (submission_id, row_key, row_id, \`row_number\`, patient_id, content)
     SELECT t.submission_id, 10000 + t.n, CONCAT('r', t.n), t.n + 2, t.person_id,
            CONCAT('{"cells":{"artId":{"value":"', t.art_id, '"},"phone":{"value":"', ${phoneOf("new")}, '","read":"', ${phoneOf("new")}, '"},"street":{"value":"', ${streetOf("new")},
                   '"},"birthdate":{"value":"', ${dayOf("new")}, '"}},"confirmations":[],"baseline":{"phone":"', ${digest("phone")}, '","address":"', ${digest("address")}, '"}}')
       FROM (${rows("")}) t`,
  );
  const status = { phone: fieldStatus(1), address: fieldStatus(2), birthdate: fieldStatus(4) };
  const isChanged = (bit: number): string => `${fieldStatus(bit)} = 'changed'`;
  await connection.query(
    `INSERT INTO row_outcome (submission_id, row_key, status, person_id, issues,
            phone_status, phone_given, phone_before, phone_after, phone_reason, phone_voided, phone_inserted,
            address_status, address_given, address_before, address_after, address_reason, address_voided, address_copy_of, address_inserted, address_mark,
            birthdate_status, birthdate_given, birthdate_before, birthdate_before_estimated, birthdate_after, birthdate_after_estimated, birthdate_reason, finished_at)
     SELECT t.submission_id, 10000 + t.n, t.status, IF(t.status = 'failed' AND t.h % 4 = 2, NULL, t.person_id), IF(t.status = 'updated', NULL, '[{"code":"conflict","severity":"warning","field":"phone"}]'),
            ${status.phone}, IF(t.fields & 1, ${phoneOf("new")}, NULL), IF(t.fields & 1, ${phoneOf("old")}, NULL), IF(${isChanged(1)}, ${phoneOf("new")}, NULL), ${reasonOf("phone", status.phone)},
            IF(${isChanged(1)}, t.n, NULL), IF(${isChanged(1)}, UUID(), NULL),
            ${status.address}, IF(t.fields & 2, CONCAT('{"street":"', ${streetOf("new")}, '"}'), NULL), IF(t.fields & 2, ${addressJson("old")}, NULL), IF(${isChanged(2)}, ${addressJson("new")}, NULL),
            ${reasonOf("address", status.address)}, IF(${isChanged(2)}, t.n, NULL), IF(${isChanged(2)}, t.n, NULL), IF(${isChanged(2)}, UUID(), NULL), IF(${isChanged(2)}, UNHEX(${digest("mark")}), NULL),
            ${status.birthdate}, IF(t.fields & 4, ${dayOf("new")}, NULL), IF(t.fields & 4, ${dayOf("old")}, NULL), IF(t.fields & 4, 1, NULL), IF(${isChanged(4)}, ${dayOf("new")}, NULL), IF(${isChanged(4)}, 0, NULL),
            ${reasonOf("birthdate", status.birthdate)}, DATE_ADD(t.begun, INTERVAL FLOOR(t.n / 100) SECOND)
       FROM (SELECT t.*, ${rowStatus} AS status FROM (${rows("")}) t) t`,
  );
}
