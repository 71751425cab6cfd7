import type { RowDataPacket } from "mysql2/promise";
import { lgaColumn, stateColumn } from "../../src/domain/addressView";
import { overConnections } from "../database/connections";
import type { Connection } from "../database/connections";
import { openmrsTable, quoteName } from "../database/names";
import type { Site } from "../deps";
import { sliced } from "./sql";

/*
 * One value of each of many persons, and nothing else of them: for look-ups of ten thousand. What decides between several active rows is the
 * same as in `currentContacts.ts`, which reads everything that a change has to know.
 */

/** Ids of one statement: numbers take little of the memory that MySQL 5.7's range optimiser has, and every statement more is a wait more on a busy machine. */
const personsPerQuery = 5_000;

/** Gives a person's value, made of their row when it is asked for; null where they have none. */
export type ValueOf<T> = (personId: number) => T | null;

/** A row as an array, which costs the driver less: whose it is, its id, whether it is preferred; then what is wanted of it. */
interface RowOfPerson extends RowDataPacket {
  readonly 0: number;
  readonly 1: number;
  readonly 2: number;
}

/**
 * Reads rows of these persons over several connections at once, and keeps of each person's the preferred one, else the oldest. `sql` has one
 * placeholder for the ids, and it is the first.
 */
async function readBest<T extends RowOfPerson>(connections: readonly Connection[], personIds: readonly number[], { sql, more = [] }: { sql: string; more?: readonly unknown[] }): Promise<ReadonlyMap<number, T>> {
  const best = new Map<number, T>();
  await overConnections(connections, sliced(personIds, personsPerQuery), async (connection, slice) => {
    const [rows] = await connection.query<T[]>({ sql, rowsAsArray: true }, [slice, ...more]);
    for (const row of rows) {
      const known = best.get(row[0]);
      if (known === undefined || row[2] > known[2] || (row[2] === known[2] && row[1] < known[1])) best.set(row[0], row);
    }
  });
  return best;
}

interface PhoneRow extends RowOfPerson {
  readonly 3: string;
}

/** The active telephone number of each person, the oldest where there are several. */
export async function readCurrentPhones(connections: readonly Connection[], site: Site, personIds: readonly number[]): Promise<ValueOf<string>> {
  const sql = `SELECT person_id, person_attribute_id, 0, value FROM ${openmrsTable(site, "person_attribute")}
    WHERE person_id IN (?) AND person_attribute_type_id = ? AND voided = 0`;
  const best = await readBest<PhoneRow>(connections, personIds, { sql, more: [site.phoneTypeId] });
  return (personId) => best.get(personId)?.[3] ?? null;
}

interface FourTexts extends RowOfPerson {
  readonly 3: string | null;
  readonly 4: string | null;
  readonly 5: string | null;
  readonly 6: string | null;
}

/** The columns that an address is shown by. */
const shownColumns = ["address1", "address2", lgaColumn, stateColumn] as const;

export interface ShownAddress {
  readonly columns: Readonly<Record<string, string | null>>;
}

/** The address that OpenMRS shows of each person, in the columns that are shown. */
export async function readCurrentAddresses(connections: readonly Connection[], site: Site, personIds: readonly number[]): Promise<ValueOf<ShownAddress>> {
  const sql = `SELECT person_id, person_address_id, (preferred <> 0), ${shownColumns.map(quoteName).join(", ")}
    FROM ${openmrsTable(site, "person_address")} WHERE person_id IN (?) AND voided = 0`;
  const best = await readBest<FourTexts>(connections, personIds, { sql });
  return (personId) => {
    const row = best.get(personId);
    return row === undefined ? null : { columns: { address1: row[3], address2: row[4], [lgaColumn]: row[5], [stateColumn]: row[6] } };
  };
}

/** The name of each person, its parts with spaces between them. */
export async function readCurrentNames(connections: readonly Connection[], site: Site, personIds: readonly number[]): Promise<ValueOf<string>> {
  const sql = `SELECT person_id, person_name_id, (preferred <> 0), given_name, middle_name, family_name, family_name2
    FROM ${openmrsTable(site, "person_name")} WHERE person_id IN (?) AND voided = 0`;
  const best = await readBest<FourTexts>(connections, personIds, { sql });
  return (personId) => {
    const row = best.get(personId);
    return row === undefined ? null : [row[3], row[4], row[5], row[6]].filter((part) => part !== null && part !== "").join(" ");
  };
}
