/** Widths are in points at a size of 1. */
export interface Typeface {
  readonly font: PDFKit.EmbeddedFont;
  /** A letter with all marks that belong to it. */
  readonly cluster: (text: string) => Cluster;
}

export interface Cluster {
  readonly width: number;
  /** Glyphs as hexadecimal digits, where they simply follow each other; else each with its place. */
  readonly glyphs: string | readonly PlacedGlyph[];
}

export interface PlacedGlyph {
  readonly hex: string;
  readonly right: number;
  readonly up: number;
  /** How far the next one stands from where this one would push it. */
  readonly back: number;
}

const missingGlyph = "0000";
const replacement = "\ufffd";
const clustersKept = 4_000;

/**
 * A font that measures and encodes letter by letter and remembers each: of a list of 100,000 rows pdfkit would lay out every word anew,
 * or remember every word for good.
 */
export function typefaceOf(font: PDFKit.EmbeddedFont): Typeface {
  const known = new Map<string, Cluster>();
  const encode = (text: string): Cluster => {
    const [glyphs, positions] = font.encode(text);
    if (glyphs.includes(missingGlyph) && text !== replacement) return cluster(replacement);
    const placed = glyphs.map((hex, index) => placeOf(hex, positions[index]));
    const width = positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0) / 1000;
    const isSimple = placed.every(({ right, up, back }) => right === 0 && up === 0 && back === 0);
    return { width, glyphs: isSimple ? glyphs.join("") : placed };
  };
  const cluster = (text: string): Cluster => {
    const found = known.get(text);
    if (found) return found;
    if (known.size >= clustersKept) known.clear();
    const encoded = encode(text);
    known.set(text, encoded);
    return encoded;
  };
  return { font, cluster };
}

function placeOf(hex: string, position: PDFKit.GlyphPosition | undefined): PlacedGlyph {
  if (position === undefined) return { hex, right: 0, up: 0, back: 0 };
  return { hex, right: position.xOffset, up: position.yOffset, back: position.advanceWidth - position.xAdvance };
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
/** Whatever is more than one letter by one: marks, joiners, letters beyond the first plane. */
const needsCare = /\p{M}|\p{Join_Control}|[\u{10000}-\u{10ffff}]/u;
/** Looks like any other blank, and is one to whoever copies it; where lines may end has been decided before. */
const blank = /\u00a0/gu;
const unseen = /\p{Cc}|\u00ad|\u200b|\p{Zl}|\p{Zp}|\ufeff/gu;

/** The letters of a text, each with its marks; characters that nobody sees are blanks. */
export function lettersOf(text: string): Iterable<string> {
  const seen = text.replace(unseen, " ").replace(blank, " ");
  return needsCare.test(seen) ? Array.from(segmenter.segment(seen), ({ segment }) => segment) : seen;
}

/** How wide a text is, in points. */
export function widthOf(face: Typeface, size: number, text: string): number {
  let width = 0;
  for (const letter of lettersOf(text)) width += face.cluster(letter).width;
  return width * size;
}

/** The text itself, or as much of it as has room, with an ellipsis. */
export function shortened(face: Typeface, size: number, { text, width }: { readonly text: string; readonly width: number }): string {
  if (widthOf(face, size, text) <= width) return text;
  let room = width / size - face.cluster("…").width;
  let kept = "";
  for (const letter of lettersOf(text)) {
    room -= face.cluster(letter).width;
    if (room < 0) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}

/** Operators that show one line of text at the place where the pen stands. */
export function showText(face: Typeface, text: string): string {
  let plain = "";
  const parts: string[] = [];
  const flush = (): void => {
    if (plain !== "") parts.push(`<${plain}> Tj`);
    plain = "";
  };
  for (const letter of lettersOf(text)) {
    const { glyphs } = face.cluster(letter);
    if (typeof glyphs === "string") plain += glyphs;
    else {
      flush();
      parts.push(...glyphs.map(showPlaced));
    }
  }
  flush();
  return parts.join(" ");
}

// Rise is in points of the font's size; the caller sets the size by the text matrix, so that a size of 1 is in force.
function showPlaced({ hex, right, up, back }: PlacedGlyph): string {
  const shown = `[${round(-right)} <${hex}> ${round(right + back)}] TJ`;
  return up === 0 ? shown : `${round(up / 1000)} Ts ${shown} 0 Ts`;
}

export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
