import type { Connection, RowDataPacket } from "mysql2/promise";
import type { LookupField } from "../../src/contract/patients";

/** A row as an array: the ART ID, then the values of the fields asked for in their order. */
interface Row extends RowDataPacket {
  readonly 0: string;
}

/** What a look-up by hand gives, by ART ID. */
export type ByHand = ReadonlyMap<string, Row>;

interface Part {
  readonly columns: string;
  readonly join: string;
}

/** Each value by the index that OpenMRS has for it. */
const parts: Readonly<Record<Exclude<LookupField, "status">, Part>> = {
  phone: {
    columns: "a.value",
    join: "LEFT JOIN person_attribute a ON a.person_id = i.patient_id AND a.person_attribute_type_id = 8 AND a.voided = 0",
  },
  address: {
    columns: "d.address1, d.address2, d.city_village, d.state_province",
    join: "LEFT JOIN person_address d ON d.person_id = i.patient_id AND d.voided = 0",
  },
  birthdate: { columns: "n.birthdate, n.birthdate_estimated", join: "" },
  name: {
    columns: "m.given_name, m.middle_name, m.family_name, m.family_name2",
    join: "LEFT JOIN person_name m ON m.person_id = i.patient_id AND m.voided = 0",
  },
};

/** Which fields a look-up of the benchmark asks for: those that a statement by hand can give. */
export type HandField = keyof typeof parts;

/** The current values of unvoided patients by ART ID, in one statement with the ids in order. */
export function sqlByHand(fields: readonly HandField[]): string {
  const columns = ["i.identifier", ...fields.map((field) => parts[field].columns)].join(", ");
  const joins = fields.map((field) => parts[field].join).join(" ");
  return `SELECT STRAIGHT_JOIN ${columns} FROM patient_identifier i
    JOIN patient p ON p.patient_id = i.patient_id AND p.voided = 0
    JOIN person n ON n.person_id = i.patient_id AND n.voided = 0 ${joins}
    WHERE i.identifier_type = 4 AND i.voided = 0 AND i.identifier IN (?)`;
}

/** In the order of the index, rows as arrays, which is the least that the driver can make of them; `perStatement` ART IDs at a time. */
export async function lookUpByHand(connection: Connection, artIds: readonly string[], { fields, perStatement }: { fields: readonly HandField[]; perStatement: number }): Promise<ByHand> {
  const sql = sqlByHand(fields);
  const sorted = [...artIds].sort();
  const found = new Map<string, Row>();
  for (let from = 0; from < sorted.length; from += perStatement) {
    const [rows] = await connection.query<Row[]>({ sql, rowsAsArray: true }, [sorted.slice(from, from + perStatement)]);
    for (const row of rows) found.set(row[0], row);
  }
  return found;
}
