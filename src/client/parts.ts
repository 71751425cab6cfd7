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

const opening = '{"rows":[';
const closing = "]}";

/** Groups rows into request bodies `{"rows":[…]}` within the limits; the order of rows is kept, and no row is ever split. */
export function* splitRows(rows: readonly RowInput[], limits: PartLimits = partLimits): Generator<{ bytes: Uint8Array<ArrayBuffer>; rowCount: number }> {
  const encoder = new TextEncoder();
  const overhead = opening.length + closing.length;
  let texts: string[] = [];
  let size = overhead;
  const close = (): { bytes: Uint8Array<ArrayBuffer>; rowCount: number } => {
    const part = { bytes: encoder.encode(opening + texts.join(",") + closing), rowCount: texts.length };
    texts = [];
    size = overhead;
    return part;
  };
  for (const row of rows) {
    const text = JSON.stringify(row);
    const length = encoder.encode(text).byteLength + 1;
    if (texts.length > 0 && (texts.length >= limits.rows || size + length > limits.bytes)) yield close();
    texts.push(text);
    size += length;
  }
  if (texts.length > 0) yield close();
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
