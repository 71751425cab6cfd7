import type { RowDataPacket } from "mysql2/promise";
import { openmrsTable } from "../database/names";
import { withinFacilities } from "../patients/patientIdentifiers";
import type { Candidate, Stream, StreamDeps } from "./candidates";
import type { indexedColumns } from "./recordIndexes";
import type { NameJudge } from "./nameJudge";
import type { RecordIndexes } from "./recordIndexes";

export type Match = "exact" | "prefix";
type NameColumn = (typeof indexedColumns)["person_name"][number];

/** A row of one of the record's own indexes, in the order of the index. */
interface IndexRow extends RowDataPacket {
  id: number;
  personId: number;
  value: string;
}
interface NameRow extends IndexRow {
  given_name: string | null;
  middle_name: string | null;
  family_name: string | null;
  family_name2: string | null;
}

interface IndexRead {
  readonly table: keyof typeof indexedColumns;
  readonly column: string;
  readonly idColumn: string;
  readonly select: string;
  readonly where: { readonly sql: string; readonly values: readonly unknown[] };
  readonly text: string;
  readonly match: Match;
  readonly indexes: RecordIndexes;
}

/** The next rows of an index after the row of this number. */
async function readIndex<T extends IndexRow>(deps: StreamDeps, read: IndexRead, after: string | null, count: number): Promise<readonly T[]> {
  const { table, column, idColumn, match } = read;
  const name = openmrsTable(deps.site, table);
  const values: unknown[] = [];
  const conditions = [read.where.sql];
  values.push(...read.where.values);
  if (match === "exact") {
    conditions.push(`t.${column} = ?`);
    values.push(read.text);
    if (after !== null) {
      conditions.push(`t.${idColumn} > ?`);
      values.push(Number(after));
    }
  } else {
    conditions.push(`t.${column} LIKE ?`, `t.${column} <> ?`);
    values.push(`${escapeLike(read.text)}%`, read.text);
    if (after !== null) {
      const [[row]] = await deps.pool.query<(RowDataPacket & { value: string })[]>(`SELECT ${column} AS value FROM ${name} WHERE ${idColumn} = ?`, [Number(after)]);
      if (row === undefined) return [];
      conditions.push(`(t.${column} > ? OR (t.${column} = ? AND t.${idColumn} > ?))`);
      values.push(row.value, row.value, Number(after));
    }
  }
  const order = match === "exact" ? `t.${idColumn}` : `t.${column}, t.${idColumn}`;
  const [rows] = await deps.pool.query<T[]>(
    `SELECT t.${idColumn} AS id, t.${column} AS value, ${read.select} FROM ${name} t ${read.indexes(table, column)}
      WHERE ${conditions.join(" AND ")} ORDER BY ${order} LIMIT ?`,
    [...values, count],
  );
  return rows;
}

/** Persons within the asker's facilities. Who sees the whole site is only kept from persons who are no patients, when the page is read. */
async function withinReach(deps: StreamDeps, personIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (personIds.length === 0 || deps.facilityIds === null) return new Set(personIds);
  const within = withinFacilities(deps.site, deps.facilityIds, "p.patient_id");
  const [rows] = await deps.pool.query<(RowDataPacket & { personId: number })[]>(
    `SELECT p.patient_id AS personId FROM ${openmrsTable(deps.site, "patient")} p WHERE p.patient_id IN (?) AND ${within.sql}`,
    [personIds, ...within.values],
  );
  return new Set(rows.map(({ personId }) => personId));
}

/** Whether each of these words begins a name of somebody at the site, by the record's own indexes. */
export async function beginNames(deps: StreamDeps, words: readonly string[], indexes: RecordIndexes): Promise<boolean> {
  const table = openmrsTable(deps.site, "person_name");
  const ofWord = nameColumns.map((column) => `EXISTS (SELECT 1 FROM ${table} t ${indexes("person_name", column)} WHERE t.${column} LIKE ?)`).join(" OR ");
  const [[row]] = await deps.pool.query<(RowDataPacket & { begins: number })[]>(
    `SELECT ${words.map(() => `(${ofWord})`).join(" AND ")} AS begins`,
    words.flatMap((word) => nameColumns.map(() => `${escapeLike(word)}%`)),
  );
  return row?.begins === 1;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

/** As the collation of the record's columns compares: capitals, accents and spaces at the end do not count. */
function foldColumn(text: string | null): string {
  return (text ?? "").normalize("NFD").replace(/\p{M}+/gu, "").toUpperCase().trimEnd();
}

const nameColumns: readonly NameColumn[] = ["given_name", "family_name", "middle_name", "family_name2"];

export interface IndexedName {
  readonly judge: NameJudge;
  /** The one of the words that the index is asked for, as it was typed. */
  readonly word: string;
  readonly indexes: RecordIndexes;
}

/** Names by the record's own indexes: first those that are the word, then those that begin with it. */
export function indexedNameStreams(deps: StreamDeps, query: IndexedName): readonly Stream[] {
  return (["exact", "prefix"] as const).flatMap((match) => nameColumns.map((column) => indexedNameStream(deps, query, { column, match })));
}

/** Whether the streams above give a name with these columns (given, middle, family, family2). */
export function isIndexed(word: string): (columns: readonly (string | null)[]) => boolean {
  const folded = foldColumn(word);
  return (columns) => columns.some((column) => foldColumn(column).startsWith(folded));
}

function indexedNameStream(deps: StreamDeps, { judge, word, indexes }: IndexedName, { column, match }: { readonly column: NameColumn; readonly match: Match }): Stream {
  const rowsByAt = new Map<string, NameRow>();
  const read: IndexRead = {
    table: "person_name",
    column,
    idColumn: "person_name_id",
    select: "t.person_id AS personId, t.given_name, t.middle_name, t.family_name, t.family_name2",
    where: { sql: "t.voided = 0", values: [] },
    text: word,
    match,
    indexes,
  };
  return {
    usesTable: false,
    async read(after, count) {
      const rows = await readIndex<NameRow>(deps, read, after, count);
      return rows.map((row) => {
        const at = String(row.id);
        rowsByAt.set(at, row);
        return { personId: row.personId, at };
      });
    },
    async judge(candidates) {
      const answering = candidates.filter(({ at }) => {
        const row = rowsByAt.get(at);
        if (row === undefined || firstStream(row, word) !== `${match} ${column}`) return false;
        const rank = judge.rank([row.given_name, row.middle_name, row.family_name, row.family_name2]);
        return rank === "exact" || rank === "prefix";
      });
      const reached = await withinReach(deps, answering.map(({ personId }) => personId));
      return new Map([...reached].map((personId) => [personId, "name"]));
    },
  };
}

/** Which of the streams gives this row: one who is called Musa Musa is given once. */
function firstStream(row: NameRow, word: string): string | undefined {
  const folded = foldColumn(word);
  const exact = nameColumns.find((column) => foldColumn(row[column]) === folded);
  if (exact !== undefined) return `exact ${exact}`;
  const prefix = nameColumns.find((column) => foldColumn(row[column]).startsWith(folded));
  return prefix === undefined ? undefined : `prefix ${prefix}`;
}

export interface IdentifierQuery {
  readonly text: string;
  readonly match: Match;
  /** ART numbers, others, or all. */
  readonly types: "art" | "other" | "all";
  readonly indexes: RecordIndexes;
}

/** Identifiers by the record's own index, voided ones too: the answer says which they are. */
export function identifierStream(deps: StreamDeps, { text, match, types, indexes }: IdentifierQuery): Stream {
  const { artTypeId } = deps.site;
  const where = {
    art: { sql: "t.identifier_type = ?", values: [artTypeId] },
    other: { sql: "t.identifier_type <> ?", values: [artTypeId] },
    all: { sql: "1 = 1", values: [] },
  }[types];
  const read: IndexRead = {
    table: "patient_identifier",
    column: "identifier",
    idColumn: "patient_identifier_id",
    select: "t.patient_id AS personId, t.identifier_type AS type",
    where,
    text,
    match,
    indexes,
  };
  const artIds = new Set<number>();
  return {
    usesTable: false,
    async read(after, count) {
      const rows = await readIndex<IndexRow & { type: number }>(deps, read, after, count);
      for (const { personId, type } of rows) if (type === artTypeId) artIds.add(personId);
      return rows.map((row): Candidate => ({ personId: row.personId, at: String(row.id) }));
    },
    async judge(candidates) {
      const reached = await withinReach(deps, [...new Set(candidates.map(({ personId }) => personId))]);
      return new Map([...reached].map((personId) => [personId, artIds.has(personId) ? "artId" : "identifier"]));
    },
  };
}
