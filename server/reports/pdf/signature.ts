import { drawArtifact, drawLine, drawTagged, ink, put } from "./paper";
import type { Paper } from "./paper";
import { drawHeading, drawParagraph } from "./sections";
import { round } from "./typeface";

const lineHeight = 44;

/** The end of the report: who prepared and who checked it, and the hash of its data. Never torn apart by the end of a page. */
export async function drawSignatures(paper: Paper, digest: string): Promise<void> {
  const { words } = paper;
  const height = 26 + 2 * (lineHeight + 14) + 62;
  await paper.need(height);
  paper.y += 4;
  await drawHeading(paper, words.signatures, 0);
  for (const role of [words.preparedBy, words.checkedBy]) drawLineToSign(paper, role);
  paper.y += 6;
  await drawParagraph(paper, { type: "P", text: words.digest, size: 8.5, bold: true, after: 1 });
  await drawParagraph(paper, { text: digest, size: 8.5, after: 1 });
  await drawParagraph(paper, { text: words.digestMeaning, size: 7.5, ink: ink.quiet, after: 0 });
}

function drawLineToSign(paper: Paper, role: string): void {
  const { words, left, width } = paper;
  drawTagged(paper, paper.root, { type: "P" }, () => drawLine(paper, { text: role, x: left, y: paper.y + 10, size: 9, bold: true }));
  const foot = paper.y + lineHeight;
  const fields = [
    { label: words.name, part: 0.4 },
    { label: words.signature, part: 0.38 },
    { label: words.date, part: 0.22 },
  ];
  let x = left;
  for (const { label, part } of fields) {
    const length = width * part - 14;
    const from = x;
    drawArtifact(paper, () => put(paper, `q 0.3 G 0.7 w ${round(from)} ${round(foot)} m ${round(from + length)} ${round(foot)} l S Q\n`));
    drawTagged(paper, paper.root, { type: "P" }, () => drawLine(paper, { text: label, x: from, y: foot + 9, size: 7.5, ink: ink.quiet }));
    x += width * part;
  }
  paper.y = foot + 14;
}
