import { refuse } from "./fileProblem";

/** One file of a zip, as its central directory describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly compressedBytes: number;
  readonly inflatedBytes: number;
  /** Where its local header begins. */
  readonly offset: number;
  readonly isEncrypted: boolean;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const longestComment = 65_535;
/** A workbook has some dozens of files. */
const mostEntries = 5_000;

/** The directory at the end of a zip: what would come out of it is known before anything is inflated. Refuses what is cut off or damaged. */
export function readZipDirectory(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > mostEntries) refuse({ code: "damaged-workbook" });
  const entries: ZipEntry[] = [];
  for (let number = 0; number < count; number += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entrySignature) refuse({ code: "damaged-workbook" });
    const nameBytes = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder("utf-8").decode(bytes.subarray(at + 46, at + 46 + nameBytes)).replaceAll("\\", "/"),
      method: view.getUint16(at + 10, true),
      compressedBytes: view.getUint32(at + 20, true),
      inflatedBytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    });
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - endBytes - longestComment);
  for (let at = view.byteLength - endBytes; at >= lowest; at -= 1) if (view.getUint32(at, true) === endSignature) return at;
  return refuse({ code: "damaged-workbook" });
}

/** The compressed bytes of one entry. */
export function compressedBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== localSignature) refuse({ code: "damaged-workbook" });
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  if (start + entry.compressedBytes > bytes.length) refuse({ code: "damaged-workbook" });
  return bytes.subarray(start, start + entry.compressedBytes);
}
