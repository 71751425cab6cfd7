import type { TextEncoding } from "./choices";
import { refuse } from "./fileProblem";

export interface FoundEncoding {
  readonly encoding: TextEncoding;
  /** The file begins with the mark that says so. */
  readonly isMarked: boolean;
}

/** Read for guessing; more brings nothing. */
const looked = 64 * 1024;

/** What a text file is written in: its mark, else whether its bytes can be UTF-8 at all; if not, it is from an older Windows program. */
export function findEncoding(bytes: Uint8Array): FoundEncoding {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: "utf-8", isMarked: true };
  if (first === 0xff && second === 0xfe) return { encoding: "utf-16le", isMarked: true };
  if (first === 0xfe && second === 0xff) return { encoding: "utf-16be", isMarked: true };
  const wide = wideEncoding(bytes.subarray(0, looked));
  if (wide !== null) return { encoding: wide, isMarked: false };
  return { encoding: isUtf8(bytes) ? "utf-8" : "windows-1252", isMarked: false };
}

/** In a list of names and numbers, nearly every second byte of UTF-16 is zero. */
function wideEncoding(bytes: Uint8Array): TextEncoding | null {
  const pairs = Math.floor(bytes.length / 2);
  if (pairs === 0) return null;
  let zerosFirst = 0;
  let zerosSecond = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (bytes[at] === 0) zerosFirst += 1;
    if (bytes[at + 1] === 0) zerosSecond += 1;
  }
  if (zerosSecond > pairs * 0.4 && zerosFirst < pairs * 0.05) return "utf-16le";
  return zerosFirst > pairs * 0.4 && zerosSecond < pairs * 0.05 ? "utf-16be" : null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The text without its mark. Refuses bytes that do not exist in this encoding, and text with NUL characters: such a file is no text. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string {
  const text = new TextDecoder(encoding).decode(bytes);
  const broken = text.indexOf("\uFFFD");
  if (broken !== -1 && encoding !== "windows-1252") refuse({ code: "encoding-differs", row: lineOf(text, broken) });
  if (text.includes("\0")) refuse({ code: "nul-characters" });
  return text;
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}
