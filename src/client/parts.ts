import type { OpenSubmissionRequest, Reading, RowInput } from "../contract/submissions";
import { digestBytes, digestOfParts } from "./digest";

/** One request body of a submission, exactly as it is sent. */
export interface SubmissionPartBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly digest: string;
  readonly rowCount: number;
}

export interface PreparedSubmission {
  readonly header: OpenSubmissionRequest;
  readonly parts: readonly SubmissionPartBytes[];
}

/** What a person sends: rows in the order of the sheet, and how to read them. */
export interface SubmissionContent {
  readonly rows: readonly RowInput[];
  readonly reading: Reading;
  readonly source: OpenSubmissionRequest["source"];
  readonly reason: string | null;
}

export interface PartLimits {
  readonly rows: number;
  readonly bytes: number;
}

/** Small enough for a slow line to lose little when it breaks, and for a server to parse one without a pause. */
export const partLimits: PartLimits = { rows: 2_000, bytes: 1_000_000 };

const encoder = new TextEncoder();
const opening = encoder.encode('{"rows":[');
const comma = encoder.encode(",");
const closing = encoder.encode("]}");

/** Groups rows into request bodies `{"rows":[…]}` within the limits; the order of rows is kept, and no row is ever split. */
export function* splitRows(
  rows: readonly RowInput[],
  limits: PartLimits = partLimits,
): Generator<{ bytes: Uint8Array<ArrayBuffer>; rowCount: number }> {
  let pieces: Uint8Array[] = [];
  let size = opening.length + closing.length;
  const close = (): { bytes: Uint8Array<ArrayBuffer>; rowCount: number } => {
    const part = { bytes: joinRows(pieces, size), rowCount: pieces.length };
    pieces = [];
    size = opening.length + closing.length;
    return part;
  };
  for (const row of rows) {
    const piece = encoder.encode(JSON.stringify(row));
    const length = piece.length + comma.length;
    if (pieces.length > 0 && (pieces.length >= limits.rows || size + length > limits.bytes)) yield close();
    pieces.push(piece);
    // One comma less than rows.
    size += pieces.length === 1 ? piece.length : length;
  }
  if (pieces.length > 0) yield close();
}

function joinRows(pieces: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  const put = (piece: Uint8Array): void => {
    bytes.set(piece, at);
    at += piece.length;
  };
  put(opening);
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) put(comma);
    put(piece);
  }
  put(closing);
  return bytes;
}

/** Parts and header of a submission. Gives way to the screen between parts. */
export async function prepareSubmission(content: SubmissionContent, limits: PartLimits = partLimits): Promise<PreparedSubmission> {
  const parts: SubmissionPartBytes[] = [];
  for (const { bytes, rowCount } of splitRows(content.rows, limits)) {
    parts.push({ bytes, rowCount, digest: await digestBytes(bytes) });
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  const { reading, source, reason } = content;
  const digest = await digestOfParts(parts.map((part) => part.digest));
  return { header: { rowCount: content.rows.length, partCount: parts.length, digest, reading, source, reason }, parts };
}
