import type { Pool, RowDataPacket } from "mysql2/promise";

type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** Everything of the record that a submission may touch, voided rows too, by primary key. */
export interface RecordState {
  readonly phones: ReadonlyMap<number, Row>;
  readonly addresses: ReadonlyMap<number, Row>;
  readonly persons: ReadonlyMap<number, Row>;
  readonly patients: ReadonlyMap<number, Row>;
}

const tables = {
  phones: ["SELECT * FROM person_attribute WHERE person_attribute_type_id = 8", "person_attribute_id"],
  addresses: ["SELECT * FROM person_address", "person_address_id"],
  persons: ["SELECT * FROM person", "person_id"],
  patients: ["SELECT * FROM patient", "patient_id"],
} as const;

async function readTable(root: Pool, name: keyof typeof tables): Promise<ReadonlyMap<number, Row>> {
  const [sql, key] = tables[name];
  const [rows] = await root.query<(RowDataPacket & Row)[]>(sql);
  return new Map(rows.map((row) => [Number(row[key]), row]));
}

export async function readRecord(root: Pool): Promise<RecordState> {
  return {
    phones: await readTable(root, "phones"),
    addresses: await readTable(root, "addresses"),
    persons: await readTable(root, "persons"),
    patients: await readTable(root, "patients"),
  };
}

export interface Difference {
  readonly id: number;
  /** Null where the row is new. */
  readonly before: Row | null;
  /** Null where the row is gone, which must never be. */
  readonly after: Row | null;
}

/** Rows that differ in any column. */
export function differences(before: ReadonlyMap<number, Row>, after: ReadonlyMap<number, Row>): readonly Difference[] {
  const found: Difference[] = [];
  for (const [id, row] of after) {
    const old = before.get(id) ?? null;
    if (old === null || Object.keys(row).some((name) => row[name] !== old[name])) found.push({ id, before: old, after: row });
  }
  for (const [id, row] of before) if (!after.has(id)) found.push({ id, before: row, after: null });
  return found;
}

export function ofPerson(rows: ReadonlyMap<number, Row>, personId: number): readonly Row[] {
  return [...rows.values()].filter((row) => row.person_id === personId);
}

/** Columns of an address that say who entered or voided the row, and not where somebody lives. */
const bookkeeping = new Set([
  "person_address_id", "person_id", "preferred", "uuid", "creator", "date_created", "changed_by", "date_changed", "voided", "voided_by", "date_voided", "void_reason",
]);

/** What a reader of the record sees of one patient: the phone, every column of the current address, the birthdate with its flag. */
export interface ReaderView {
  readonly phone: string | null;
  readonly address: string | null;
  readonly birthdate: string;
}

export const readerFields = ["phone", "address", "birthdate"] as const;

/** OpenMRS's own rules: the phone entered last; the preferred address, else the first one. */
export function viewOf(state: RecordState, personId: number): ReaderView {
  const phones = ofPerson(state.phones, personId).filter((row) => row.voided === 0);
  const latest = phones.reduce<Row | null>((last, row) => (last === null || Number(row.person_attribute_id) > Number(last.person_attribute_id) ? row : last), null);
  const addresses = ofPerson(state.addresses, personId).filter((row) => row.voided === 0);
  const ordered = [...addresses].sort((a, b) => Number(b.preferred) - Number(a.preferred) || Number(a.person_address_id) - Number(b.person_address_id));
  const [current] = ordered;
  const person = state.persons.get(personId);
  const columns = current === undefined ? null : Object.entries(current).filter(([name]) => !bookkeeping.has(name));
  return {
    phone: latest === null ? null : String(latest.value),
    // An empty text and nothing look the same to a reader, and OpenMRS itself turns one into the other.
    address: columns === null ? null : JSON.stringify(columns.map(([name, value]) => [name, value === "" ? null : value])),
    birthdate: JSON.stringify([person?.birthdate ?? null, person?.birthdate_estimated ?? null]),
  };
}
