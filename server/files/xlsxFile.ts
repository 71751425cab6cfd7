import { once } from "node:events";
import type { Writable } from "node:stream";
import { stream } from "exceljs";
import type { Worksheet } from "exceljs";
import type { TabularFile } from "./tabularFile";

/** Streams a workbook of one sheet: text cells, bold frozen headings. Resolves when the file is complete; throws where the reader has gone. */
export async function writeXlsx({ sheetName, columns, pages }: TabularFile, out: Writable): Promise<void> {
  const workbook = new stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet(sheetName, { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.columns = columns.map(({ width }) => ({ width, style: { numFmt: "@" } }));
  const head = sheet.addRow(columns.map(({ heading }) => heading));
  head.font = { bold: true };
  head.commit();
  const packed = packedInTurn(out);
  for await (const rows of pages()) {
    for (const row of rows) sheet.addRow(row).commit();
    await packed(sheet);
  }
  sheet.commit();
  await workbook.commit();
}

/**
 * Gives what is called after each page of rows: it waits until the page before is compressed and what came of it is taken. The library hands a
 * sheet's text on without waiting for its packer; where rows are made faster than they are compressed, hundreds of megabytes would pile up between
 * the two. One page is packed, beside this thread, while the next is made.
 */
export function packedInTurn(out: Writable): (sheet: Worksheet) => Promise<void> {
  let before: Promise<unknown> = Promise.resolve();
  return async (sheet) => {
    requireReader(out);
    const waitsFor = before;
    // A stream calls back for what was written last once it has passed on all that was written before.
    before = Promise.all(packersOf(sheet).map((packer) => new Promise<void>((resolve) => packer.write(Buffer.alloc(0), () => resolve()))));
    const stop = new AbortController();
    try {
      await Promise.race([waitsFor, once(out, "close", { signal: stop.signal })]);
    } finally {
      stop.abort();
    }
    await untilTaken(out);
  };
}

interface Packer {
  write(bytes: Buffer, done: () => void): unknown;
}

/** Where a streamed sheet's text goes; the library's types do not tell of it. */
function packersOf(sheet: Worksheet): readonly Packer[] {
  const text: unknown = Reflect.get(sheet, "stream");
  const pipes: unknown = typeof text === "object" && text !== null && "pipes" in text ? text.pipes : null;
  if (!Array.isArray(pipes) || !pipes.every(isPacker)) throw new Error("exceljs streams its sheets in another way than it did.");
  return pipes;
}

function isPacker(value: unknown): value is Packer {
  return typeof value === "object" && value !== null && "write" in value && typeof value.write === "function";
}

/** The writer does not wait for a slow reader by itself: what is not taken yet would pile up in memory. */
export async function untilTaken(out: Writable): Promise<void> {
  requireReader(out);
  if (!out.writableNeedDrain) return;
  const stop = new AbortController();
  try {
    await Promise.race([once(out, "drain", { signal: stop.signal }), once(out, "close", { signal: stop.signal })]);
  } finally {
    stop.abort();
  }
  requireReader(out);
}

function requireReader(out: Writable): void {
  if (out.destroyed) throw new Error("The reader of the file has gone.");
}
