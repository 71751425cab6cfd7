import { Inflate } from "fflate";
import { FileRefusal, refuse } from "./fileProblem";
import { importLimits } from "./table";
import { compressedBytes } from "./zipDirectory";
import type { ZipEntry } from "./zipDirectory";

const stored = 0;
const deflated = 8;
/** Given to the inflater at a time; what comes out of one is at most about a thousand times as much. */
const pieceBytes = 16 * 1024;

/** A zip bomb says in its directory what would come out, or it lies: both are found before memory is full. */
export function requireModest(entries: readonly ZipEntry[]): void {
  const total = entries.reduce((sum, { inflatedBytes }) => sum + inflatedBytes, 0);
  if (total > importLimits.inflatedBytes) refuseSize(total);
}

/** What one entry holds: as many bytes as the directory says and not one more. */
export function inflateEntry(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const packed = compressedBytes(bytes, entry);
  if (entry.method === stored) return packed.length === entry.inflatedBytes ? packed : refuse({ code: "damaged-workbook" });
  if (entry.method !== deflated) refuse({ code: "damaged-workbook" });
  const out = new Uint8Array(entry.inflatedBytes);
  let filled = 0;
  const inflater = new Inflate((piece) => {
    if (filled + piece.length > out.length) refuseSize(Math.max(filled + piece.length, importLimits.inflatedBytes));
    out.set(piece, filled);
    filled += piece.length;
  });
  try {
    for (let at = 0; at < packed.length; at += pieceBytes) inflater.push(packed.subarray(at, at + pieceBytes), at + pieceBytes >= packed.length);
  } catch (error) {
    if (error instanceof FileRefusal) throw error;
    refuse({ code: "damaged-workbook" });
  }
  return filled === out.length ? out : refuse({ code: "damaged-workbook" });
}

function refuseSize(bytes: number): never {
  return refuse({ code: "inflates-too-much", megabytes: Math.round(bytes / 1e6), limit: Math.round(importLimits.inflatedBytes / 1e6) });
}
