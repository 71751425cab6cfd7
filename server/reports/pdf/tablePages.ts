import type { ReportColumn, ReportRow, ReportTable } from "../../../src/reports/document";
import { columnText, isRight } from "./cellText";
import { drawArtifact, drawTagged, holderIn, ink, lineOf, put } from "./paper";
import type { Element, Paper } from "./paper";
import { cellPadding } from "./tableColumns";
import type { ColumnWidths } from "./tableColumns";
import { round, widthOf } from "./typeface";
import { wrapText } from "./wrapText";

/**
 * Rows of which every cell is an element of its own for programs that read aloud. Of a longer list the pages after that are told as text, row
 * by row: elements of 100,000 rows would be a hundred megabytes, kept in memory until the end.
 */
const rowsTaggedByCell = 2_000;
const rowGap = 2.2;
const textsKept = 3_000;

interface CellLines {
  readonly lines: readonly { readonly text: string; readonly width: number }[];
}

interface Laid {
  readonly cells: readonly CellLines[];
  readonly height: number;
}

/** Draws the rows of a table, batch by batch, with its header on every page. Answers how many there were. */
export async function drawTable(paper: Paper, table: ReportTable, { size, widths }: ColumnWidths, batches: AsyncIterable<readonly ReportRow[]>): Promise<number> {
  const { columns } = table;
  const lineHeight = size * 1.22;
  const lay = layerOf(paper, { columns, widths, size, lineHeight });
  const header = lay.headings(columns.map(({ heading }) => heading));
  const heightOf = (height: number): number => height + 2 * rowGap;
  const lefts = widths.map((_, at) => paper.left + widths.slice(0, at).reduce((sum, width) => sum + width, 0));
  const element = holderIn(paper, paper.root, "Table");
  let rows = 0;
  let untagged: string[] = [];

  const cellsOf = ({ cells }: Laid, bold: boolean): readonly string[] =>
    cells.map(({ lines }, at) => {
      const column = columns[at];
      const left = (lefts[at] ?? paper.left) + cellPadding;
      const room = (widths[at] ?? 0) - 2 * cellPadding;
      return lines
        .map(({ text, width }, line) => {
          const x = column !== undefined && isRight(column.kind) ? left + room - width : left;
          return lineOf(paper, { text, x, y: paper.y + rowGap + lineHeight * (line + 0.8), size, bold });
        })
        .join("");
    });
  const band = (height: number, grey: string): string => `${grey} g ${round(paper.left)} ${round(paper.y)} ${round(paper.width)} ${round(height)} re f\n`;

  const drawHeader = (isFirst: boolean): void => {
    const height = heightOf(header.height);
    drawArtifact(paper, () => put(paper, band(height, ink.head)));
    const texts = cellsOf(header, true);
    if (isFirst) drawRowCells(paper, element, { type: "TH", options: { scope: "Column" } }, texts);
    else drawArtifact(paper, () => put(paper, texts.join("")));
    paper.y += height;
  };
  const flush = (): void => {
    if (untagged.length === 0) return;
    const text = untagged.join("");
    untagged = [];
    drawTagged(paper, paper.root, { type: "P" }, () => put(paper, text));
  };
  const drawRow = (row: Laid): void => {
    const height = heightOf(row.height);
    if (rows % 2 === 1) drawArtifact(paper, () => put(paper, band(height, ink.band)));
    const texts = cellsOf(row, false);
    if (rows < rowsTaggedByCell) drawRowCells(paper, element, { type: "TD" }, texts);
    else untagged.push(...texts);
    paper.y += height;
    rows += 1;
  };

  await paper.need(heightOf(header.height) + 3 * lineHeight);
  drawHeader(true);
  for await (const batch of batches) {
    for (const { cells } of batch) {
      const row = lay.row(columns.map(({ kind }, at) => columnText(cells[at] ?? null, kind, paper.words)));
      if (paper.y + heightOf(row.height) > paper.bottom) {
        flush();
        await paper.turn();
        drawHeader(false);
      }
      drawRow(row);
    }
  }
  flush();
  element.end();
  paper.y += 14;
  return rows;
}

function drawRowCells(paper: Paper, table: Element, tag: Parameters<typeof drawTagged>[2], texts: readonly string[]): void {
  const row = holderIn(paper, table, "TR");
  for (const text of texts) drawTagged(paper, row, tag, () => put(paper, text));
  row.end();
}

interface LayOptions {
  readonly columns: readonly ReportColumn[];
  readonly widths: readonly number[];
  readonly size: number;
  readonly lineHeight: number;
}

/** Breaks cells into lines. Facilities, people, statuses come again and again: what was broken before is remembered, as long as it is not much. */
function layerOf(paper: Paper, { columns, widths, size, lineHeight }: LayOptions) {
  const known = columns.map(() => new Map<string, CellLines>());
  const mostLines = Math.floor((paper.bottom - paper.top) / lineHeight / 2);
  const layCell = (text: string, at: number, bold: boolean): CellLines => {
    const face = bold ? paper.bold : paper.regular;
    const width = (widths[at] ?? 0) - 2 * cellPadding;
    const all = text === "" ? [] : wrapText(text, { face, size, width: width + 0.01 });
    const shown = all.length <= mostLines ? all : [...all.slice(0, mostLines - 1), "…"];
    return { lines: shown.map((line) => ({ text: line, width: widthOf(face, size, line.trimEnd()) })) };
  };
  const remembered = (text: string, at: number): CellLines => {
    const texts = known[at];
    const found = texts?.get(text);
    if (found) return found;
    const laid = layCell(text, at, false);
    if (texts !== undefined && texts.size >= textsKept) texts.clear();
    texts?.set(text, laid);
    return laid;
  };
  const laidOf = (cells: readonly CellLines[]): Laid => ({ cells, height: Math.max(1, ...cells.map(({ lines }) => lines.length)) * lineHeight });
  return {
    row: (texts: readonly string[]): Laid => laidOf(texts.map(remembered)),
    headings: (texts: readonly string[]): Laid => laidOf(texts.map((text, at) => layCell(text, at, true))),
  };
}
