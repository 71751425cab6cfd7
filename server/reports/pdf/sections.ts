import type { ReportDocument } from "../../../src/reports/document";
import { cellText } from "./cellText";
import { drawArtifact, drawLine, drawRule, drawTagged, holderIn, ink, put } from "./paper";
import type { Ink, Paper } from "./paper";
import { round, widthOf } from "./typeface";
import { wrapText } from "./wrapText";

interface ParagraphOptions {
  readonly type?: string;
  readonly text: string;
  readonly size: number;
  readonly bold?: boolean;
  readonly ink?: Ink;
  readonly after?: number;
  /** What must stand on the same page below. */
  readonly keep?: number;
}

/** Draws a paragraph or a heading across the page. */
export async function drawParagraph(paper: Paper, { type = "P", text, size, bold = false, ink: grey = ink.text, after = 4, keep = 0 }: ParagraphOptions): Promise<void> {
  const lines = wrapText(text, { face: bold ? paper.bold : paper.regular, size, width: paper.width });
  const height = lines.length * size * 1.35;
  await paper.need(height + keep);
  drawTagged(paper, paper.root, { type }, () => {
    for (const [at, line] of lines.entries()) drawLine(paper, { text: line, x: paper.left, y: paper.y + size * (1.35 * at + 1), size, bold, ink: grey });
  });
  paper.y += height + after;
}

/** A heading of a part, with room above it where it does not begin a page. */
export async function drawHeading(paper: Paper, text: string, keep: number): Promise<void> {
  if (paper.y > paper.top) paper.y += 6;
  await drawParagraph(paper, { type: "H2", text, size: 11, bold: true, after: 4, keep });
}

/** Title, and what the report was made of. */
export async function drawTop(paper: Paper, { title, facts }: ReportDocument): Promise<void> {
  await drawParagraph(paper, { type: "H1", text: title, size: 18, bold: true, after: 2 });
  drawArtifact(paper, () => drawRule(paper, paper.y));
  paper.y += 8;
  const size = 9;
  const labels = Math.min(160, Math.max(60, ...facts.map(({ label }) => widthOf(paper.bold, size, label)))) + 12;
  const list = holderIn(paper, paper.root, "L");
  for (const { label, text } of facts) {
    const left = wrapText(label, { face: paper.bold, size, width: labels - 8 });
    const right = wrapText(text, { face: paper.regular, size, width: paper.width - labels });
    const height = Math.max(left.length, right.length) * size * 1.35 + 2;
    await paper.need(height);
    const item = holderIn(paper, list, "LI");
    const draw = (lines: readonly string[], x: number, bold: boolean): void => {
      for (const [at, line] of lines.entries()) drawLine(paper, { text: line, x, y: paper.y + size * (1.35 * at + 1), size, bold });
    };
    drawTagged(paper, item, { type: "Lbl" }, () => draw(left, paper.left, true));
    drawTagged(paper, item, { type: "LBody" }, () => draw(right, paper.left + labels, false));
    item.end();
    paper.y += height;
  }
  list.end();
  paper.y += 8;
}

/** The few figures that matter most, side by side. */
export async function drawCards(paper: Paper, { cards }: ReportDocument): Promise<void> {
  if (cards.length === 0) return;
  const gap = 8;
  const fitting = paper.width > 600 ? 6 : 4;
  const rows = Math.ceil(cards.length / fitting);
  const perRow = Math.ceil(cards.length / rows);
  const width = (paper.width - gap * (perRow - 1)) / perRow;
  const labelSize = 8;
  const faced = cards.map((card) => ({
    labels: wrapText(card.label, { face: paper.regular, size: labelSize, width: width - 14 }),
    value: figureIn(paper, cellText(card.value, card.kind, paper.words), width - 14),
  }));
  const height = 12 + Math.max(...faced.map(({ labels, value }) => labels.length * labelSize * 1.25 + Math.max(18, value.lines.length * value.size * 1.25)));
  const list = holderIn(paper, paper.root, "L");
  for (const [at, { labels, value }] of faced.entries()) {
    const column = at % perRow;
    if (column === 0) await paper.need(height);
    const x = paper.left + column * (width + gap);
    drawArtifact(paper, () => put(paper, `q ${ink.band} g ${ink.line} G 0.5 w ${round(x)} ${round(paper.y)} ${round(width)} ${round(height)} re B Q\n`));
    const item = holderIn(paper, list, "LI");
    drawTagged(paper, item, { type: "Lbl" }, () => {
      for (const [line, text] of labels.entries()) {
        drawLine(paper, { text, x: x + 7, y: paper.y + 5 + labelSize * (1.25 * line + 1), size: labelSize, ink: ink.quiet });
      }
    });
    drawTagged(paper, item, { type: "LBody" }, () => {
      for (const [line, text] of value.lines.entries()) {
        drawLine(paper, { text, x: x + 7, y: paper.y + height - 8 - value.size * 1.25 * (value.lines.length - 1 - line), size: value.size, bold: true });
      }
    });
    item.end();
    if (column === perRow - 1 || at === cards.length - 1) paper.y += height + gap;
  }
  list.end();
  paper.y += 4;
}

/** A main figure in the largest letters in which it has room on one line, else on several. */
function figureIn({ bold }: Paper, text: string, width: number): { readonly size: number; readonly lines: readonly string[] } {
  const size = [14, 12, 10].find((candidate) => widthOf(bold, candidate, text) <= width) ?? 9;
  return { size, lines: wrapText(text, { face: bold, size, width }) };
}

/** Sentences that say how to read the report. */
export async function drawNotes(paper: Paper, { notes }: ReportDocument): Promise<void> {
  if (notes.length === 0) return;
  await drawHeading(paper, paper.words.howToRead, 24);
  for (const text of notes) await drawParagraph(paper, { text, size: 8.5, ink: ink.quiet, after: 2 });
  paper.y += 6;
}
