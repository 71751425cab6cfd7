import { once } from "node:events";
import type { Writable } from "node:stream";
import { stream } from "exceljs";
import type { TabularFile } from "./tabularFile";

/** Streams a workbook of one sheet: text cells, bold frozen headings. Resolves when the file is complete; throws where the reader has gone. */
export async function writeXlsx({ sheetName, columns, pages }: TabularFile, out: Writable): Promise<void> {
  const workbook = new stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet(sheetName, { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.columns = columns.map(({ width }) => ({ width, style: { numFmt: "@" } }));
  const head = sheet.addRow(columns.map(({ heading }) => heading));
  head.font = { bold: true };
  head.commit();
  for await (const rows of pages()) {
    for (const row of rows) sheet.addRow(row).commit();
    await untilTaken(out);
  }
  sheet.commit();
  await workbook.commit();
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
