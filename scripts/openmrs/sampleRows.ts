import { samplePatient } from "./samplePatients";
import type { TrapPatient } from "./trapPatient";
import { traps } from "./traps";

/** A cell of the sample: text, number, or a cell with a type or format of its own (the form of the emulated Excel). */
export type SampleCell = string | number | { v: string | number; t?: "e" | "f"; nf?: string } | null;

/** Columns of NMRS's MissedAppointment list. */
export interface SampleCells {
  PepfarID: SampleCell;
  HospID: SampleCell;
  FirstName: SampleCell;
  FamilyName: SampleCell;
  Sex: SampleCell;
  PhoneNo: SampleCell;
  DOB: SampleCell;
  PatientAddress: SampleCell;
}

/** A row that is damaged, or that meets a record with a peculiarity. */
export interface SampleRow {
  /** Row of the sheet, from 1; the headings stand in row 3. */
  row: number;
  /** What it shows, in a few words. */
  name: string;
  /** Whose ART ID stands in the row; null where it is nobody's. */
  personId: number | null;
  /** What differs from how NMRS would print the patient. */
  typed: Partial<SampleCells>;
  /** Whose name, sex and birthdate stand in the row, where they are another patient's. */
  printedAs?: number;
  isHidden?: true;
}

const date = (year: number, month: number, day: number) => ({ v: Math.round(Date.UTC(year, month - 1, day) / 86_400_000) + 25_569, nf: "dd/mm/yyyy" });
const longAddress = `${"Behind the second mechanic village after the third filling station, ".repeat(4)}Owerri`;

/** What stands in the sample at which row: literal, so that a test can say what has to become of it. */
export const sampleRows: readonly SampleRow[] = [
  { row: 5, name: "lost leading zero, cell is a number", personId: 201, typed: { PhoneNo: 8036660201 } },
  { row: 8, name: "lost leading zero, cell is text", personId: 202, typed: { PhoneNo: "8036660202" } },
  { row: 11, name: "scientific notation as text, digits lost", personId: 203, typed: { PhoneNo: "8.03E+09" } },
  { row: 14, name: "number shown in scientific notation, digits kept", personId: 204, typed: { PhoneNo: { v: 8036660204, nf: "0.00E+00" } } },
  { row: 17, name: "letter O for the first zero", personId: 205, typed: { PhoneNo: "O8036660205" } },
  { row: 20, name: "letter o inside", personId: 206, typed: { PhoneNo: "08o36660206" } },
  { row: 23, name: "two numbers in one cell", personId: 207, typed: { PhoneNo: "08036660207 / 08136660207" } },
  { row: 26, name: "no-break spaces", personId: 208, typed: { PhoneNo: "0803\u00a0666\u00a00208" } },
  { row: 29, name: "visible apostrophe", personId: 209, typed: { PhoneNo: "'08036660209" } },
  { row: 32, name: "international form", personId: 210, typed: { PhoneNo: "+2348036660210" } },
  { row: 35, name: "as NMRS prints it", personId: 211, typed: { PhoneNo: "+234-08036660211" } },
  { row: 38, name: "international prefix written out", personId: 212, typed: { PhoneNo: "002348036660212" } },
  { row: 41, name: "spaces and dashes", personId: 213, typed: { PhoneNo: "0803-666 0213" } },
  { row: 44, name: "words instead of a phone", personId: 214, typed: { PhoneNo: "call husband" } },
  { row: 47, name: "phone one digit short", personId: 215, typed: { PhoneNo: "0803666021" } },
  { row: 50, name: "phone one digit long", personId: 216, typed: { PhoneNo: "080366602166" } },
  { row: 53, name: "error value in the phone", personId: 217, typed: { PhoneNo: { v: "#N/A", t: "e" } } },
  { row: 56, name: "formula in the phone", personId: 218, typed: { PhoneNo: { v: '="0803"&"6660218"', t: "f" } } },
  { row: 59, name: "service number", personId: 219, typed: { PhoneNo: "08001234567" } },
  { row: 62, name: "prefix that no operator has", personId: 220, typed: { PhoneNo: "07991234567" } },
  { row: 65, name: "repeated digits", personId: 221, typed: { PhoneNo: "08033333333" } },
  { row: 68, name: "placeholder for no phone", personId: 222, typed: { PhoneNo: "NIL" } },
  { row: 71, name: "word CLEAR", personId: 223, typed: { PhoneNo: "CLEAR" } },
  { row: 74, name: "typed date that proves day before month", personId: 224, typed: { DOB: "25/12/1986" } },
  { row: 77, name: "typed date that could be read both ways", personId: 225, typed: { DOB: "03/04/1986" } },
  { row: 80, name: "two-digit year", personId: 226, typed: { DOB: "12/05/86" } },
  { row: 83, name: "date serial shown as a number", personId: 227, typed: { DOB: 31_756 } },
  { row: 86, name: "30 February", personId: 228, typed: { DOB: "30/02/1986" } },
  { row: 89, name: "birthdate in the future", personId: 229, typed: { DOB: "15/08/2031" } },
  { row: 92, name: "birthdate 136 years ago", personId: 230, typed: { DOB: "01/01/1890" } },
  { row: 95, name: "birthdate moved by more than a year", personId: 231, typed: { DOB: date(1985, 6, 2) } },
  { row: 98, name: "birthdate with month in words", personId: 232, typed: { DOB: "14-Mar-1988" } },
  { row: 101, name: "identical twice, first", personId: 233, typed: { PhoneNo: "08036660233" } },
  { row: 104, name: "identical twice, second", personId: 233, typed: { PhoneNo: "08036660233" } },
  { row: 107, name: "different twice, first", personId: 234, typed: { PhoneNo: "08036660234" } },
  { row: 110, name: "different twice, second", personId: 234, typed: { PhoneNo: "08136660234" } },
  { row: 113, name: "one patient by his first ART ID", personId: 108, typed: { PhoneNo: "08036660108" } },
  { row: 116, name: "the same patient by his second ART ID", personId: 108, typed: { PepfarID: "IMO02000108B", PhoneNo: "08136660108" } },
  { row: 119, name: "ART ID of nobody", personId: null, typed: { PepfarID: "IMO02999999", FirstName: "Nobody", FamilyName: "Known", PhoneNo: "08036660119" } },
  { row: 122, name: "voided patient", personId: 109, typed: { PhoneNo: "08036660109" } },
  { row: 125, name: "voided ART ID", personId: 111, typed: { PhoneNo: "08036660111" } },
  { row: 128, name: "ART ID of two patients", personId: 106, typed: { PhoneNo: "08036660106" } },
  { row: 131, name: "name and sex of another patient", personId: 235, typed: { PhoneNo: "08036660235" }, printedAs: 238 },
  { row: 134, name: "hospital number of another patient", personId: 236, typed: { HospID: "HN-999", PhoneNo: "08036660236" } },
  { row: 137, name: "number that was replaced before", personId: 119, typed: { PhoneNo: "08011110019" } },
  { row: 140, name: "dead patient", personId: 132, typed: { PhoneNo: "08036660132" } },
  { row: 143, name: "transferred out", personId: 134, typed: { PhoneNo: "08036660134" } },
  { row: 146, name: "test patient", personId: 135, typed: { PhoneNo: "08036660135" } },
  { row: 149, name: "address with a comma", personId: 237, typed: { PatientAddress: "Umuoka, Amazu" } },
  { row: 152, name: "address over 255 characters", personId: 238, typed: { PatientAddress: longAddress } },
  { row: 155, name: "address with a picture character", personId: 239, typed: { PatientAddress: "5 Rose Street 🌹" } },
  { row: 158, name: "new street before the LGA, as NMRS prints it", personId: 240, typed: { PatientAddress: "12 New Lane OWERRI MUNICIPAL" } },
  { row: 161, name: "address that tries to be SQL", personId: 241, typed: { PatientAddress: "1 Main St'); DROP TABLE person; --" } },
  { row: 164, name: "ART ID with spaces around it", personId: 242, typed: { PepfarID: " IMO02000242\u00a0", PhoneNo: "08036660242" } },
  { row: 167, name: "ART ID in small letters", personId: 243, typed: { PepfarID: "imo02000243", PhoneNo: "08036660243" } },
  { row: 170, name: "plain number as ART ID, cell is a number", personId: 136, typed: { PepfarID: 6277, PhoneNo: "08036660136" } },
  { row: 173, name: "ART ID that lost its leading zeros", personId: null, typed: { PepfarID: 12_345, FirstName: "Ngozi", FamilyName: "Okonkwo", Sex: "F", PhoneNo: "08036660137" } },
  { row: 176, name: "ART ID that Excel made a date", personId: null, typed: { PepfarID: { v: 46_054, nf: "d-mmm" }, FirstName: "Ngozi", FamilyName: "Okonkwo", Sex: "F", PhoneNo: "08036660140" } },
  { row: 179, name: "row without ART ID", personId: null, typed: { FirstName: "Ngozi", FamilyName: "Okonkwo", Sex: "F", PhoneNo: "08036660179" } },
  { row: 182, name: "estimated birthdate, untouched: it stays estimated", personId: 130, typed: { DOB: date(1985, 1, 1) } },
  { row: 185, name: "patient without a phone gets one", personId: 117, typed: { PhoneNo: "08036660117" } },
  { row: 188, name: "patient with two active phones keeps the newer", personId: 102, typed: { PhoneNo: "08061110002" } },
  { row: 191, name: "patient without an address gets one", personId: 120, typed: { PatientAddress: "3 Tetlow Road" } },
  { row: 194, name: "phone, birthdate and address at once", personId: 244, typed: { PhoneNo: "08036660244", DOB: date(1985, 8, 21), PatientAddress: "7 Rotibi Street" } },
  { row: 197, name: "hidden row, first", personId: 245, typed: { PhoneNo: "08036660245" }, isHidden: true },
  { row: 198, name: "hidden row, second", personId: 246, typed: { PhoneNo: "08036660246" }, isHidden: true },
  { row: 201, name: "two lines in one cell", personId: 247, typed: { PatientAddress: "9 Egbu Road\nOpposite the church" } },
  { row: 204, name: "typed time behind the date", personId: 248, typed: { DOB: "1986-03-09 00:00:00" } },
];

/** The sample row of this name. */
export function sampleRow(name: string): SampleRow {
  const found = sampleRows.find((row) => row.name === name);
  if (found === undefined) throw new Error(`The sample has no row "${name}".`);
  return found;
}

/** The record behind a sample row, as it is before anything is submitted. */
export function recordOf(personId: number): TrapPatient {
  return Object.values<TrapPatient>(traps).find((patient) => patient.personId === personId) ?? samplePatient(personId);
}
