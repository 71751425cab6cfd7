import type { Pool, RowDataPacket } from "mysql2/promise";
import { currentAddress, viewAddress } from "../../src/domain/addressView";
import type { ContactField, Places } from "../../src/domain/types";
import { openmrsTable } from "../database/names";
import { fromSiteText } from "../database/time";
import type { Deps, Site } from "../deps";
import { displayNameSql } from "../staff/people";
import { addressMark } from "../submissions/baselineDigest";
import { addressEntries, birthdateEntries, phoneEntries } from "./entries";
import type { Entry } from "./entries";
import { readOwnChanges } from "./ownChanges";
import type { OwnChange } from "./ownChanges";
import { readRecordRows } from "./recordRows";
import type { RecordRows } from "./recordRows";

/** What is known of one patient's contacts, out of which a history is put together when it is asked for. */
export interface HistorySource {
  /** Every value that these fields ever had, newest first. */
  entries(fields: readonly ContactField[]): readonly Entry[];
}

/** Rows of the record and changes of ours, by person; who is no person of the record is absent. Five statements, whatever their number. */
export async function readHistorySources(deps: Pick<Deps, "pool" | "site" | "config">, personIds: readonly number[]): Promise<ReadonlyMap<number, HistorySource>> {
  const { pool, site } = deps;
  const [records, changes, places] = await Promise.all([readRecordRows(pool, site, personIds), readOwnChanges(pool, personIds), site.places()]);
  return new Map(
    [...records].map(([personId, record]) => {
      const known: Known = { record, changes: changes.get(personId) ?? [], places };
      return [personId, { entries: (fields) => entriesOf(deps, known, fields) }];
    }),
  );
}

interface Known {
  readonly record: RecordRows;
  readonly changes: readonly OwnChange[];
  readonly places: Places;
}

function entriesOf({ site, config }: Pick<Deps, "site" | "config">, { record, changes, places }: Known, fields: readonly ContactField[]): readonly Entry[] {
  const time = (siteText: string): Date | null => fromSiteText(siteText, site.timeZone);
  const active = record.addresses.filter(({ voided }) => !voided).map(({ id, preferred, columns }) => ({ personAddressId: id, preferred, columns }));
  const ofField: Readonly<Record<ContactField, () => readonly Entry[]>> = {
    phone: () => phoneEntries(record.phones, changes, time),
    address: () =>
      addressEntries(record.addresses, changes, time, {
        view: (row) => viewAddress(row, places, site.streetColumn),
        markOf: (row) => addressMark(config.DIGEST_KEY, row.columns),
        currentId: currentAddress(active)?.personAddressId ?? null,
      }),
    birthdate: () => birthdateEntries(record.person, changes, time),
  };
  return fields
    .flatMap((field) => ofField[field]())
    .map((entry, place) => ({ entry, place }))
    .sort(newestFirst)
    .map(({ entry }) => entry);
}

interface Placed {
  readonly entry: Entry;
  /** Rows of a field come in the order in which they were entered. */
  readonly place: number;
}

/**
 * OpenMRS's times know no parts of a second, ours do: within one second what holds comes before what ended, and of the values of one field the
 * one that was entered later.
 */
function newestFirst({ entry: one, place }: Placed, { entry: other, place: otherPlace }: Placed): number {
  const [at, otherAt] = [Math.floor(one.order / 1000), Math.floor(other.order / 1000)];
  if (at !== otherAt) return at < otherAt ? 1 : -1;
  if (one.standing !== other.standing) return rank[one.standing] - rank[other.standing];
  return one.field === other.field ? otherPlace - place : place - otherPlace;
}

const rank: Readonly<Record<Entry["standing"], number>> = { current: 0, beside: 1, ended: 2 };

interface PersonName extends RowDataPacket {
  userId: number;
  name: string;
}

/** Names of who entered or ended these values, by `users.user_id`; who is no longer there is absent. */
export async function readPeople(pool: Pool, site: Site, entries: readonly Entry[]): Promise<ReadonlyMap<number, string>> {
  const userIds = [...new Set(entries.flatMap(({ by, endedBy }) => [by ?? [], endedBy ?? []].flat()))];
  if (userIds.length === 0) return new Map();
  const [rows] = await pool.query<PersonName[]>(
    `SELECT u.user_id AS userId, ${displayNameSql(site)} AS name FROM ${openmrsTable(site, "users")} u WHERE u.user_id IN (?)`,
    [userIds],
  );
  return new Map(rows.map(({ userId, name }) => [userId, name]));
}
