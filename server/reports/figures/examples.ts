import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import type { FailureExample } from "../../../src/contract/reports";
import type { OpenSubmissionRequest, RowInput } from "../../../src/contract/submissions";
import { textOf } from "../../database/bytes";
import { toInstant } from "../../database/time";
import { ordinalOf } from "../../submissions/rowStore";
import { givenText } from "../givenText";

const shownExamples = 3;

/** A line of the tallies in which examples of a cause are found: `key` is field and code of the cause. */
export interface ExampleCell {
  readonly submissionId: number;
  readonly key: string;
  readonly newestAt: string;
  /** Newest first. */
  readonly rowKeys: readonly number[];
}

/** Of each cause the cells that hold its newest rows, so that a backlog of submissions that are not summed up yet is not read as a whole. */
export function newestCells(cells: readonly ExampleCell[]): readonly ExampleCell[] {
  const byKey = new Map<string, ExampleCell[]>();
  for (const cell of cells) {
    const own = byKey.get(cell.key);
    if (own === undefined) byKey.set(cell.key, [cell]);
    else own.push(cell);
  }
  // By the order of their newest rows: the three newest rows of all cannot lie in a fourth cell.
  return [...byKey.values()].flatMap((own) => own.sort(newestCellFirst).slice(0, shownExamples));
}

function newestCellFirst(one: ExampleCell, other: ExampleCell): number {
  if (one.newestAt !== other.newestAt) return one.newestAt < other.newestAt ? 1 : -1;
  return other.submissionId - one.submissionId || (other.rowKeys[0] ?? 0) - (one.rowKeys[0] ?? 0);
}

export interface ExampleReader {
  /** Whether the reader may see what was given, and for which patient. */
  readonly seesValues: boolean;
  /** Told whose values are shown. */
  readonly shown: (personIds: readonly number[]) => void;
}

interface ExampleRecord extends RowDataPacket {
  submissionId: number;
  uuid: string;
  partCount: number;
  header: Buffer;
  rowKey: number;
  rowNumber: number;
  content: Buffer;
  finishedAt: string;
  personId: number | null;
  phone: Buffer | null;
  address: Buffer | null;
  birthdate: Buffer | null;
}

/** The newest rows of each cause, by its key. Reads rows by their keys only. */
export async function readExamples(connection: PoolConnection, cells: readonly ExampleCell[], { seesValues, shown }: ExampleReader): Promise<ReadonlyMap<string, readonly FailureExample[]>> {
  const rows = await readRows(connection, cells);
  const partsOf = await readParts(connection, new Map([...rows.values()].map(({ submissionId, partCount }) => [submissionId, partCount])));
  const found = new Map<string, { readonly key: string; readonly row: ExampleRecord }[]>();
  for (const { key, submissionId, rowKeys } of cells) {
    const own = rowKeys.flatMap((rowKey) => rows.get(`${submissionId} ${rowKey}`) ?? []);
    found.set(key, [...(found.get(key) ?? []), ...own.map((row) => ({ key, row }))]);
  }
  const newest = [...found].map(([key, examples]) => ({ key, rows: examples.map(({ row }) => row).sort(newestFirst).slice(0, shownExamples) }));
  if (seesValues) shown(newest.flatMap(({ rows: examples }) => examples.flatMap(({ personId }) => personId ?? [])));
  return new Map(newest.map(({ key, rows: examples }) => [key, examples.map((row) => exampleOf(row, key, { partsOf, seesValues }))]));
}

function newestFirst(one: ExampleRecord, other: ExampleRecord): number {
  if (one.finishedAt !== other.finishedAt) return one.finishedAt < other.finishedAt ? 1 : -1;
  return other.submissionId - one.submissionId || other.rowKey - one.rowKey;
}

interface ReadAs {
  readonly partsOf: ReadonlyMap<number, readonly number[]>;
  readonly seesValues: boolean;
}

function exampleOf(row: ExampleRecord, key: string, { partsOf, seesValues }: ReadAs): FailureExample {
  const { source } = JSON.parse(textOf(row.header)) as Pick<OpenSubmissionRequest, "source">;
  const { cells } = JSON.parse(textOf(row.content)) as Pick<RowInput, "cells">;
  const field = key.startsWith("phone") ? "phone" : key.startsWith("address") ? "address" : "birthdate";
  return {
    submission: row.uuid,
    ordinal: ordinalOf(row.rowKey, partsOf.get(row.submissionId) ?? []),
    rowNumber: row.rowNumber,
    sheet: source.sheet,
    at: toInstant(row.finishedAt),
    artId: seesValues && cells.artId !== undefined ? String(cells.artId.value) : null,
    given: seesValues ? givenText(field, row[field]) : null,
  };
}

interface PartRecord extends RowDataPacket {
  submissionId: number;
  partNumber: number;
  rowCount: number;
}

/** How many rows the parts of submissions have, in order; `partCounts` are how many parts there are. */
async function readParts(connection: PoolConnection, partCounts: ReadonlyMap<number, number>): Promise<ReadonlyMap<number, readonly number[]>> {
  if (partCounts.size === 0) return new Map();
  const [parts] = await connection.query<PartRecord[]>(
    "SELECT submission_id AS submissionId, part_number AS partNumber, row_count AS rowCount FROM submission_part WHERE submission_id IN (?)",
    [[...partCounts.keys()]],
  );
  const found = new Map([...partCounts].map(([submissionId, count]) => [submissionId, Array.from({ length: count }, () => 0)]));
  for (const { submissionId, partNumber, rowCount } of parts) found.get(submissionId)?.splice(partNumber - 1, 1, rowCount);
  return found;
}

async function readRows(connection: PoolConnection, cells: readonly ExampleCell[]): Promise<ReadonlyMap<string, ExampleRecord>> {
  const keysOf = new Map<number, Set<number>>();
  for (const { submissionId, rowKeys } of cells) keysOf.set(submissionId, new Set([...(keysOf.get(submissionId) ?? []), ...rowKeys]));
  if (keysOf.size === 0) return new Map();
  const one = `(SELECT o.submission_id AS submissionId, s.uuid, s.part_count AS partCount, s.header, o.row_key AS rowKey, r.\`row_number\` AS rowNumber, r.content,
      o.finished_at AS finishedAt, o.person_id AS personId, o.phone_given AS phone, o.address_given AS address, o.birthdate_given AS birthdate
      FROM row_outcome o JOIN submission s ON s.submission_id = o.submission_id
      JOIN submission_row r ON r.submission_id = o.submission_id AND r.row_key = o.row_key WHERE o.submission_id = ? AND o.row_key IN (?))`;
  const [rows] = await connection.query<ExampleRecord[]>(
    [...keysOf].map(() => one).join(" UNION ALL "),
    [...keysOf].flatMap(([submissionId, rowKeys]) => [submissionId, [...rowKeys]]),
  );
  return new Map(rows.map((row) => [`${row.submissionId} ${row.rowKey}`, row]));
}
