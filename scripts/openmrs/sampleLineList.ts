import type { Connection, RowDataPacket } from "mysql2/promise";
import { recordOf, sampleRows, type SampleCell, type SampleCells, type SampleRow } from "./sampleRows";
import type { TrapPatient } from "./trapPatient";

type StyledCell = SampleCell | { v: string | number | null; t?: "e" | "f"; nf?: string; b?: boolean; fill?: string };

export interface SampleWorkbook {
  name: string;
  sheets: {
    name: string;
    columns: { width: number }[];
    cells: StyledCell[][];
    frozenRows: number;
    hiddenRows: number[];
    activeCell: string;
    selection: string;
  }[];
}

/** Columns as NMRS's MissedAppointment list has them. Age and date of appointment are not read by the add-in. */
const headings = ["PepfarID", "HospID", "FirstName", "FamilyName", "Sex", "PhoneNo", "DOB", "Age", "PatientAddress", "AppointmentDate"] as const;
const widths = [110, 90, 110, 110, 40, 130, 90, 40, 260, 110];

/** Headings stand in row 3, below two rows of titles; the last row of the list is 303. */
export const headingRow = 3;
export const lastRow = 303;
const appointment = { v: 46_310, nf: "dd/mm/yyyy" };

/**
 * A line list of 300 patients of a generated database, as NMRS exports it, worked on by a clerk: three in ten rows bring something new,
 * and the rows of `sampleRows` are damaged in every known way.
 */
export async function makeSampleLineList(connection: Connection, schema: string): Promise<SampleWorkbook> {
  const ordinary = await readOrdinaryPatients(connection, schema, lastRow);
  const damaged = new Map(sampleRows.map((row) => [row.row, row]));
  const rows: StyledCell[][] = [];
  for (let row = headingRow + 1; row <= lastRow; row += 1) {
    const special = damaged.get(row);
    rows.push(special === undefined ? ordinaryCells(ordinary.shift(), row) : specialCells(special));
  }
  const title = (text: string): StyledCell[] => [{ v: text, b: true }];
  return {
    name: "MissedAppointment.xlsx",
    sheets: [
      {
        name: "MissedAppointment",
        columns: widths.map((width) => ({ width })),
        cells: [
          title("Federal Medical Centre Owerri: missed appointments"),
          [{ v: "01/10/2026 to 31/10/2026. Worked on by phone; corrections are typed over." }],
          headings.map((heading) => ({ v: heading, b: true, fill: "#D9E1F2" })),
          ...rows,
        ],
        frozenRows: headingRow,
        hiddenRows: sampleRows.filter(({ isHidden }) => isHidden === true).map(({ row }) => row),
        activeCell: "A4",
        selection: "A4",
      },
    ],
  };
}

interface OrdinaryPatient {
  artId: string;
  hospitalNumber: string | null;
  givenName: string;
  familyName: string;
  gender: string;
  phone: string | null;
  birthdate: string | null;
  address1: string | null;
  lga: string | null;
}

/** Generated patients of the main facility whose dates and phones are sound, in the order of their ids. */
async function readOrdinaryPatients(connection: Connection, schema: string, count: number): Promise<OrdinaryPatient[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT i.identifier AS artId, n.given_name AS givenName, n.family_name AS familyName, p.gender, DATE_FORMAT(p.birthdate, '%Y-%m-%d') AS birthdate,
      (SELECT MIN(h.identifier) FROM ??.patient_identifier h WHERE h.patient_id = p.person_id AND h.identifier_type = 5 AND h.voided = 0) AS hospitalNumber,
      (SELECT MIN(t.value) FROM ??.person_attribute t WHERE t.person_id = p.person_id AND t.person_attribute_type_id = 8 AND t.voided = 0) AS phone,
      a.address1, a.city_village AS lga
    FROM ??.person p
    JOIN ??.patient_identifier i ON i.patient_id = p.person_id AND i.identifier_type = 4 AND i.voided = 0 AND i.location_id = 7
    JOIN ??.person_name n ON n.person_id = p.person_id
    LEFT JOIN ??.person_address a ON a.person_id = p.person_id AND a.preferred = 1 AND a.voided = 0
    WHERE p.person_id > 10000 AND p.voided = 0 AND p.dead = 0 AND p.birthdate_estimated = 0 AND p.birthdate IS NOT NULL
    ORDER BY p.person_id LIMIT ?`,
    [schema, schema, schema, schema, schema, schema, count],
  );
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  return rows.map((row) => ({
    artId: String(row.artId),
    hospitalNumber: text(row.hospitalNumber),
    givenName: String(row.givenName),
    familyName: String(row.familyName),
    gender: String(row.gender),
    phone: text(row.phone),
    birthdate: text(row.birthdate),
    address1: text(row.address1),
    lga: text(row.lga),
  }));
}

function ordinaryCells(patient: OrdinaryPatient | undefined, row: number): StyledCell[] {
  if (patient === undefined) throw new Error("The sample needs more generated patients than this database has (a thousand are enough).");
  return inOrder({
    // Excel takes a plain number for one; what would lose its zeros was typed as text.
    PepfarID: String(Number(patient.artId)) === patient.artId ? Number(patient.artId) : patient.artId,
    HospID: patient.hospitalNumber,
    FirstName: patient.givenName,
    FamilyName: patient.familyName,
    Sex: patient.gender,
    PhoneNo: ordinaryPhone(patient.phone, row),
    DOB: dateCell(patient.birthdate),
    PatientAddress: row % 17 === 0 ? `${row} New Site Road` : printedAddress(patient.address1, patient.lga),
  });
}

/** Two rows in ten have a new phone; one has the old one in the form of another report. */
function ordinaryPhone(phone: string | null, row: number): string | null {
  if (row % 10 === 3 || row % 10 === 7) return `0814777${String(row).padStart(4, "0")}`;
  return row % 10 === 5 && phone?.startsWith("0") === true ? `+234-${phone}` : phone;
}

function specialCells({ personId, typed, printedAs }: SampleRow): StyledCell[] {
  const blank: SampleCells = { PepfarID: null, HospID: null, FirstName: null, FamilyName: null, Sex: null, PhoneNo: null, DOB: null, PatientAddress: null };
  const printed = personId === null ? blank : printedCells(recordOf(personId), printedAs === undefined ? null : recordOf(printedAs));
  return inOrder({ ...printed, ...typed });
}

/** A patient as NMRS prints it; with `other`, name, sex and birthdate are that one's. */
function printedCells(patient: TrapPatient, other: TrapPatient | null): SampleCells {
  const shown = other ?? patient;
  const home = patient.addresses.find((address) => address.voided !== 1);
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  return {
    PepfarID: patient.artId,
    HospID: patient.hospitalNumber,
    FirstName: shown.givenName,
    FamilyName: shown.familyName,
    Sex: shown.gender,
    PhoneNo: patient.phones.find((phone) => phone.voided !== 1)?.value ?? null,
    DOB: other === null ? dateCell(patient.birthdate) : null,
    PatientAddress: printedAddress(text(home?.address1), text(home?.city_village)),
  };
}

function inOrder(cells: SampleCells): StyledCell[] {
  return [
    cells.PepfarID,
    cells.HospID,
    cells.FirstName,
    cells.FamilyName,
    cells.Sex,
    cells.PhoneNo,
    cells.DOB,
    ageOf(cells.DOB),
    cells.PatientAddress,
    appointment,
  ];
}

/** `CONCAT(address1, ' ', city_village)` as NMRS writes it: nothing at all where either is missing. */
function printedAddress(address1: string | null, lga: string | null): string | null {
  return address1 === null || lga === null ? null : `${address1} ${lga}`;
}

function dateCell(birthdate: string | null): SampleCell {
  return birthdate === null ? null : { v: Math.round(Date.parse(`${birthdate}T00:00:00Z`) / 86_400_000) + 25_569, nf: "dd/mm/yyyy" };
}

function ageOf(birthdate: SampleCell): number | null {
  if (typeof birthdate !== "object" || birthdate === null || typeof birthdate.v !== "number") return null;
  return Math.floor((46_327 - birthdate.v) / 365.25);
}
