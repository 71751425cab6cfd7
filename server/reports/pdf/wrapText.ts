import { lettersOf, widthOf } from "./typeface";
import type { Typeface } from "./typeface";

export interface Space {
  readonly face: Typeface;
  readonly size: number;
  readonly width: number;
}

/** Where a line may end: after blanks that may break, and after signs that join the parts of an identifier. */
const pieces = /[^ \t\n/_@.,;:-]*(?:[/_@.,;:-]+|[ \t]+|$)/gu;

/** The lines of a text in a space; what is too long for a line is cut within. At least one line. */
export function wrapText(text: string, space: Space): readonly string[] {
  const lines = text.split(/\r\n|[\r\n]/u).flatMap((line) => wrapLine(line, space));
  return lines.length === 0 ? [""] : lines;
}

/** The width of the widest part that a line cannot be broken in. */
export function widestPiece(text: string, face: Typeface, size: number): number {
  return piecesOf(text).reduce((widest, piece) => Math.max(widest, widthOf(face, size, piece.trimEnd())), 0);
}

function wrapLine(text: string, { face, size, width }: Space): readonly string[] {
  if (widthOf(face, size, text) <= width) return [text];
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const piece of piecesOf(text)) {
    const seen = widthOf(face, size, piece.trimEnd());
    if (line !== "" && used + seen > width) {
      lines.push(line.trimEnd());
      line = "";
      used = 0;
    }
    if (seen <= width) {
      line += piece;
      used += widthOf(face, size, piece);
      continue;
    }
    for (const letter of lettersOf(piece)) {
      const letterWidth = face.cluster(letter).width * size;
      if (line !== "" && used + letterWidth > width) {
        lines.push(line.trimEnd());
        line = "";
        used = 0;
      }
      line += letter;
      used += letterWidth;
    }
  }
  if (line.trimEnd() !== "") lines.push(line.trimEnd());
  return lines;
}

function piecesOf(text: string): readonly string[] {
  return text.match(pieces)?.filter((piece) => piece !== "") ?? [];
}
