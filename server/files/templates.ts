import { Workbook } from "exceljs";
import { Router } from "express";
import type { RequestHandler } from "express";
import { columnHeaders, templateFields } from "../../src/domain/columnHeaders";
import type { RowField } from "../../src/domain/types";
import { fileWords } from "../../src/wording/en/files";
import { byteOrderMark, csvLine } from "./csvFile";
import { contentTypes, type FileFormat } from "./tabularFile";

const words = fileWords.template;
/** Rows that are text before anybody types in them, and show their help. */
const preparedRows = 500;
const widths: Readonly<Partial<Record<RowField, number>>> = { artId: 20, phone: 18, street: 36, birthdate: 16, reason: 28 };
const headings = templateFields.map((field) => columnHeaders[field].template);

/** Empty lists to fill in. They hold nothing of any patient, so they need no session. */
export function templates(): Router {
  const router = Router();
  let xlsx: Promise<Buffer> | null = null;
  router.get("/contact-updates.xlsx", sendFile("xlsx", () => (xlsx ??= makeXlsx())));
  router.get("/contact-updates.csv", sendFile("csv", () => Promise.resolve(Buffer.from(byteOrderMark + csvLine(headings), "utf8"))));
  return router;
}

function sendFile(format: FileFormat, make: () => Promise<Buffer>): RequestHandler {
  return async (_req, res) => {
    res.setHeader("Content-Type", contentTypes[format]);
    res.setHeader("Content-Disposition", `attachment; filename="${words.fileName}.${format}"`);
    res.setHeader("Cache-Control", "no-cache");
    res.send(await make());
  };
}

async function makeXlsx(): Promise<Buffer> {
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet(words.sheetName, { views: [{ state: "frozen", ySplit: 1, activeCell: "A2" }] });
  sheet.columns = templateFields.map((field) => ({ header: columnHeaders[field].template, width: widths[field] ?? 18, style: { numFmt: "@" } }));
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFDDEBF7" } };
  for (const [index, field] of templateFields.entries()) helpWith(sheet.getColumn(index + 1).letter, field);
  const guide = workbook.addWorksheet(words.guideName);
  guide.columns = [{ width: 26 }, { width: 90, style: { alignment: { wrapText: true, vertical: "top" } } }];
  for (const line of words.guide) guide.addRow([...line]);
  guide.getColumn(1).font = { bold: true };
  guide.getRow(1).font = { bold: true, size: 14 };
  return Buffer.from(await workbook.xlsx.writeBuffer());

  /** A line of help beside the cell that is being filled in. It refuses nothing: a paste would pass by it anyway, and Validate judges. */
  function helpWith(letter: string, field: RowField): void {
    const prompt = words.prompts[field];
    if (prompt === undefined) return;
    for (let row = 2; row <= preparedRows + 1; row += 1) {
      sheet.getCell(`${letter}${row}`).dataValidation = {
        type: "textLength",
        operator: "lessThanOrEqual",
        formulae: [255],
        allowBlank: true,
        showErrorMessage: false,
        showInputMessage: true,
        promptTitle: columnHeaders[field].template,
        prompt,
      };
    }
  }
}
