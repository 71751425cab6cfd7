import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, readFileSync, rmSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { stream } from "exceljs";
import { createConnection } from "mysql2";
import type { Pool, RowDataPacket } from "mysql2/promise";
import { createPool } from "mysql2/promise";
import Papa from "papaparse";
import type { MakeFileRequest, ReportFormat } from "../../src/contract/reportFiles";
import { pause } from "../support/processes";
import { localPath } from "../support/paths";
import { processorSeconds } from "./processorTime";
import type { ReportsBed } from "./reportsBed";
import { changesByDay, listByHand } from "./reportFilesSql";
import type { BenchServer } from "./server";
import { spreadOf, timed } from "./statistics";
import type { Spread } from "./statistics";

export interface FileFigures {
  /** Changes in the files of which the times are. */
  readonly rows: number;
  /** Seconds from the taking up of the file to its last stored byte; of exceljs streaming the same cells from memory with the same formats. */
  readonly xlsx: { readonly seconds: Spread; readonly exceljs: Spread; readonly ratio: number; readonly processor: number };
  /** The same; of the bare query written to a file line by line. */
  readonly csv: { readonly seconds: Spread; readonly bareQuery: Spread; readonly ratio: number; readonly processor: number };
  readonly pdf: { readonly rows: number; readonly seconds: number; readonly pages: number; readonly pagesPerSecond: number };
  /** Peak resident megabytes of a fresh server that makes one file, by the rows of the file. */
  readonly memory: Readonly<Record<string, { readonly few: Peak; readonly many: Peak; readonly ratio: number }>>;
}

interface Peak {
  readonly rows: number;
  readonly megabytes: number;
}

export interface FileSizes {
  readonly rows: number;
  readonly repeats: number;
  readonly pdfRows: number;
  readonly few: number;
  readonly many: number;
}

interface Context {
  readonly opened: ReportsBed;
  readonly pool: Pool;
  readonly userId: number;
}

/** Files over the same bed. `startServer` gives a fresh server: one for the times, one for each peak of memory. */
export async function measureFiles(opened: ReportsBed, startServer: () => Promise<BenchServer>, sizes: FileSizes, say: (line: string) => void): Promise<FileFigures> {
  const pool = createPool({ uri: `${opened.bed.engine.rootUrl}patient_contacts`, dateStrings: true, charset: "UTF8_GENERAL_CI", connectionLimit: 3, timezone: "Z" });
  try {
    const [[supervisor]] = await pool.query<(RowDataPacket & { id: number })[]>("SELECT user_id AS id FROM openmrs.users WHERE username = 'supervisor'");
    if (supervisor === undefined) throw new Error("The bed has no supervisor.");
    const context: Context = { opened, pool, userId: supervisor.id };
    const times = await measureTimes(context, startServer, sizes, say);
    const memory: Record<string, { few: Peak; many: Peak; ratio: number }> = {};
    for (const format of ["csv", "xlsx"] as const) {
      const few = await peakOf(context, startServer, { format, rows: sizes.few });
      const many = await peakOf(context, startServer, { format, rows: sizes.many });
      memory[format] = { few, many, ratio: Math.round((many.megabytes / few.megabytes) * 100) / 100 };
      say(`memory ${format}: ${JSON.stringify(memory[format])}`);
    }
    return { ...times, memory };
  } finally {
    await pool.end();
  }
}

async function measureTimes(context: Context, startServer: () => Promise<BenchServer>, { rows, repeats, pdfRows }: FileSizes, say: (line: string) => void): Promise<Omit<FileFigures, "memory">> {
  const server = await startServer();
  try {
    const seconds = { csv: [] as number[], bareQuery: [] as number[], xlsx: [] as number[], exceljs: [] as number[] };
    const processor = { csv: 0, xlsx: 0 };
    let made = 0;
    // By turns, so that whatever else the machine does befalls all of them; the first round warms the server up and is not counted.
    for (let round = 0; round <= repeats; round += 1) {
      const csv = await make(context, server, { format: "csv", rows });
      const bare = await bareQuery(context, csv.from);
      if (bare.lines !== csv.rows) throw new Error(`The bare query gave ${bare.lines} changes, the file ${csv.rows}.`);
      const cells = Papa.parse<string[]>((await bytesOf(context.pool, csv.uuid)).toString("utf8").slice(1), { skipEmptyLines: true }).data;
      const xlsx = await make(context, server, { format: "xlsx", rows });
      const plain = await timed(() => exceljsFromMemory(cells));
      await context.pool.query("DELETE FROM report_file_chunk");
      if (round === 0) continue;
      made = csv.rows;
      seconds.csv.push(csv.seconds);
      seconds.bareQuery.push(bare.seconds);
      seconds.xlsx.push(xlsx.seconds);
      seconds.exceljs.push(plain.seconds);
      processor.csv += csv.processor / repeats;
      processor.xlsx += xlsx.processor / repeats;
      say(`csv ${csv.seconds.toFixed(2)} s, bare query ${bare.seconds.toFixed(2)} s; xlsx ${xlsx.seconds.toFixed(2)} s, exceljs ${plain.seconds.toFixed(2)} s`);
    }
    const pdf = await make(context, server, { format: "pdf", rows: pdfRows });
    const pages = (await bytesOf(context.pool, pdf.uuid)).toString("latin1").match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
    const spread = { csv: spreadOf(seconds.csv), bareQuery: spreadOf(seconds.bareQuery), xlsx: spreadOf(seconds.xlsx), exceljs: spreadOf(seconds.exceljs) };
    return {
      rows: made,
      csv: { seconds: spread.csv, bareQuery: spread.bareQuery, ratio: round2(spread.csv.median / spread.bareQuery.median), processor: round2(processor.csv) },
      xlsx: { seconds: spread.xlsx, exceljs: spread.exceljs, ratio: round2(spread.xlsx.median / spread.exceljs.median), processor: round2(processor.xlsx) },
      pdf: { rows: pdf.rows, seconds: round2(pdf.seconds), pages, pagesPerSecond: round2(pages / pdf.seconds) },
    };
  } finally {
    await server.stop();
  }
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}

interface Wanted {
  readonly format: ReportFormat;
  /** About so many changes: as many whole days back from the end of the history as it takes. */
  readonly rows: number;
}

interface Made {
  readonly uuid: string;
  readonly from: string;
  readonly rows: number;
  readonly seconds: number;
  /** Seconds of processor time of the server. */
  readonly processor: number;
}

/** Asks for a file in the table itself, and watches there how the server takes it up and ends it. */
async function make({ opened: { making }, pool, userId }: Context, server: BenchServer, { format, rows }: Wanted): Promise<Made> {
  const from = await firstDay(pool, rows);
  const request: MakeFileRequest = { kind: "updates", step: "day", format, language: "en", filters: { from, to: making.to, facility: null, person: null, field: null, source: null, sheet: null } };
  const uuid = randomUUID();
  await pool.query(
    "INSERT INTO report_file (uuid, user_id, request, state, file_name, request_id, address, asked_at) VALUES (?, ?, ?, 'waiting', 'bench', 'bench', '127.0.0.1', UTC_TIMESTAMP(3))",
    [uuid, userId, JSON.stringify(request)],
  );
  while ((await stateOf(pool, uuid)).state === "waiting") await pause(5);
  const begun = { at: performance.now(), processor: processorSeconds(server.pid) };
  for (;;) {
    const { state, rows: done } = await stateOf(pool, uuid);
    if (state === "ready") return { uuid, from, rows: done, seconds: (performance.now() - begun.at) / 1000, processor: processorSeconds(server.pid) - begun.processor };
    if (state !== "making") throw new Error(`The file of a report ended as ${state}.`);
    await pause(20);
  }
}

async function stateOf(pool: Pool, uuid: string): Promise<{ readonly state: string; readonly rows: number }> {
  const [[row]] = await pool.query<(RowDataPacket & { state: string; rows: number })[]>("SELECT state, rows_done AS `rows` FROM report_file WHERE uuid = ?", [uuid]);
  return row ?? { state: "gone", rows: 0 };
}

async function firstDay(pool: Pool, rows: number): Promise<string> {
  const [days] = await pool.query<(RowDataPacket & { day: string; changes: string })[]>(changesByDay);
  let sum = 0;
  for (const { day, changes } of days) {
    sum += Number(changes);
    if (sum >= rows) return day;
  }
  throw new Error(`The history has ${sum} changes only: make it longer with --outcomes.`);
}

async function bytesOf(pool: Pool, uuid: string): Promise<Buffer> {
  const [pieces] = await pool.query<(RowDataPacket & { bytes: Buffer })[]>(
    "SELECT c.bytes FROM report_file f JOIN report_file_chunk c ON c.report_file_id = f.report_file_id AND c.attempt = f.attempt WHERE f.uuid = ? ORDER BY c.position",
    [uuid],
  );
  return Buffer.concat(pieces.map(({ bytes }) => bytes));
}

/** The hand-written query over the same days, streamed line by line into a file. */
async function bareQuery({ opened: { bed, making } }: Context, from: string): Promise<{ readonly seconds: number; readonly lines: number }> {
  const midnight = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000 - 3_600_000).toISOString().replace("T", " ").slice(0, 19);
  const span = [midnight(from, 0), midnight(making.to, 1)];
  const file = localPath("bench", `bare-${process.pid}.csv`);
  const connection = createConnection({ uri: `${bed.engine.rootUrl}patient_contacts`, dateStrings: true, charset: "UTF8_GENERAL_CI", timezone: "Z" });
  let lines = 0;
  try {
    const { seconds } = await timed(async () => {
      const rows: AsyncIterable<unknown> = connection.query({ sql: listByHand, values: [...span, ...span, ...span], rowsAsArray: true }).stream({ highWaterMark: 1_000 });
      const text = Readable.from(
        (async function* () {
          for await (const row of rows) {
            lines += 1;
            yield `${Object.values(row ?? {}).map(quoted).join(",")}\r\n`;
          }
        })(),
      );
      await pipeline(text, createWriteStream(file));
    });
    return { seconds, lines };
  } finally {
    connection.destroy();
    rmSync(file, { force: true });
  }
}

function quoted(cell: unknown): string {
  const text = typeof cell === "string" || typeof cell === "number" ? String(cell) : Buffer.isBuffer(cell) ? cell.toString("utf8") : "";
  return `"${text.replaceAll('"', '""')}"`;
}

const countColumn = 14;
/** Excel's calendar counts days from here. */
const serialOf = (moment: string): number => (Date.parse(`${moment.replace(" ", "T")}Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;

/**
 * exceljs streams a sheet as its own manual says: the same cells of the same kinds, from memory into a file. Cells share their styles as ours do,
 * because that is the fastest way that the library has: styles of columns are worked out anew for every cell.
 */
async function exceljsFromMemory([head = [], ...rows]: readonly (readonly string[])[]): Promise<void> {
  const file = localPath("bench", `exceljs-${process.pid}.xlsx`);
  const out = createWriteStream(file);
  const workbook = new stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet("Updates");
  sheet.columns = head.map(() => ({ width: 20 }));
  const [moment, count, text] = [{ numFmt: "yyyy-mm-dd hh:mm:ss" }, { numFmt: "#,##0" }, { numFmt: "@" }];
  const styles = head.map((_, index) => (index === 0 ? moment : index === countColumn ? count : text));
  sheet.addRow([...head]).commit();
  for (const row of rows) {
    const cells = row.map((cell, index) => (cell === "" ? null : index === 0 ? serialOf(cell) : index === countColumn ? Number(cell) : cell.replace(/^[\t']/, "")));
    const line = sheet.addRow(cells);
    line.eachCell((cell, column) => {
      cell.style = styles[column - 1] ?? text;
    });
    line.commit();
    if (out.writableNeedDrain) await once(out, "drain");
  }
  sheet.commit();
  await workbook.commit();
  rmSync(file, { force: true });
}

/** A fresh server makes one file and nothing else. */
async function peakOf(context: Context, startServer: () => Promise<BenchServer>, wanted: Wanted): Promise<Peak> {
  const server = await startServer();
  try {
    const { rows } = await make(context, server, wanted);
    const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1] ?? Number.NaN) / 1024;
    await context.pool.query("DELETE FROM report_file_chunk");
    return { rows, megabytes: Math.round(peak) };
  } finally {
    await server.stop();
  }
}
