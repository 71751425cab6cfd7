import { lettersOf, widthOf } from "./typeface";
import type { Typeface } from "./typeface";

export interface Space {
  readonly face: Typeface;
  readonly size: number;
  readonly width: number;
}

/** Words with the blanks after them; blanks that must not break are parts of words. */
const words = /[^ \t]*(?:[ \t]+|$)/gu;
/** Where a word that is longer than a line may end first: after signs that join the parts of an identifier or an address. */
const parts = /[^/_@.,;:-]*(?:[/_@.,;:-]+|$)/gu;

/**
 * The lines of a text in a space; what is too long for a line is cut within. At least one line. Blanks at which a line was broken stay at its
 * end, so that a program reading aloud or copying does not join two words.
 */
export function wrapText(text: string, space: Space): readonly string[] {
  const lines = text.split(/\r\n|[\r\n]/u).flatMap((line) => wrapLine(line, space));
  return lines.length === 0 ? [""] : lines;
}

/** The width of the widest part in which a line would not be broken, where words up to `mostWord` are kept whole. */
export function widestPiece(text: string, face: Typeface, { size, mostWord }: { readonly size: number; readonly mostWord: number }): number {
  const widths = piecesOf(text, words).flatMap((word) => {
    const width = widthOf(face, size, word.trimEnd());
    return width <= mostWord ? [width] : piecesOf(word, parts).map((part) => Math.min(mostWord, widthOf(face, size, part.trimEnd())));
  });
  return Math.max(0, ...widths);
}

function wrapLine(text: string, { face, size, width }: Space): readonly string[] {
  if (widthOf(face, size, text) <= width) return [text];
  const lines: string[] = [];
  let line = "";
  let used = 0;
  const breakLine = (): void => {
    lines.push(line);
    line = "";
    used = 0;
  };
  const add = (piece: string, smaller: readonly ((piece: string) => Iterable<string>)[]): void => {
    const seen = widthOf(face, size, piece.trimEnd());
    if (line !== "" && used + seen > width) breakLine();
    const [split, ...rest] = smaller;
    if (seen > width && split !== undefined) for (const part of split(piece)) add(part, rest);
    else {
      line += piece;
      used += widthOf(face, size, piece);
    }
  };
  for (const word of piecesOf(text, words)) add(word, [(piece) => piecesOf(piece, parts), lettersOf]);
  if (line.trimEnd() !== "") lines.push(line.trimEnd());
  return lines;
}

function piecesOf(text: string, pattern: RegExp): readonly string[] {
  return text.match(pattern)?.filter((piece) => piece !== "") ?? [];
}
