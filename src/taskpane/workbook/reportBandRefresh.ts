import type { ReportDocument } from "../../reports/document";
import { findText, textsOf } from "./reportBand";
import type { KeptReport } from "./reportMark";
import type { FoundTable } from "./reportTable";

const mostRows = 60;
const mostColumns = 80;

/**
 * Writes the texts above the tables anew, each where its earlier words stand now; what the person has rewritten or deleted is left alone. Gives
 * the texts as they are known from now on.
 */
export async function refreshBand(context: Excel.RequestContext, { sheet, headerRow }: FoundTable, { kept, document }: { readonly kept: KeptReport; readonly document: ReportDocument }): Promise<KeptReport["texts"]> {
  const texts = { ...kept.texts };
  if (headerRow === 0) return texts;
  const first = Math.max(0, headerRow - mostRows);
  const band = sheet.getRangeByIndexes(first, 0, headerRow - first, mostColumns).load("values");
  await context.sync();
  const now = band.values.map((row) => Array.from<unknown>(row));
  for (const { id, text, beside } of textsOf(document)) {
    const before = texts[id];
    const place = before === undefined ? null : findText(now, before);
    if (place === null) continue;
    const { row, column } = place;
    if (before !== text) sheet.getRangeByIndexes(first + row, column, 1, 1).values = [[text]];
    texts[id] = text;
    if (beside !== null && now[row]?.[column + 1] !== beside) {
      const cell = sheet.getRangeByIndexes(first + row, column + 1, 1, 1);
      cell.numberFormat = [["@"]];
      cell.values = [[beside]];
    }
    // Two texts may say the same: each place is taken once.
    const line = now[row];
    if (line !== undefined) line[column] = null;
  }
  await context.sync();
  return texts;
}
