import { parsePhone } from "./phone";

/** Between numbers, never within one: those are written with spaces and dashes. */
const between = /[,;\n]+/;

/** The clinic's own numbers as they were typed: those that read as one, `0XXXXXXXXXX`, each once, and the pieces that do not read without a guess. */
export function readClinicNumbers(text: string | null): { readonly phones: readonly string[]; readonly unread: readonly string[] } {
  const pieces = (text ?? "").split(between).map((piece) => piece.trim()).filter((piece) => piece !== "");
  const read = pieces.map((piece) => ({ piece, phone: parsePhone(piece).value }));
  return { phones: [...new Set(read.flatMap(({ phone }) => phone ?? []))], unread: read.flatMap(({ piece, phone }) => (phone === null ? [piece] : [])) };
}
