import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Bytes that are made before whoever reads has taken the ones before. */
const heldBytes = 256 * 1024;

export interface Reading {
  /** Gives everybody else on this server a turn, and waits until what was written is taken. */
  readonly keepUp: () => Promise<void>;
  readonly finished: Promise<void>;
}

/** Has somebody read the document while it is written. */
export function readBy(doc: PDFKit.PDFDocument, out: Writable): Reading {
  const finished = pipeline(doc, out);
  // Whoever writes hears of it at the next page.
  finished.catch(() => undefined);
  const keepUp = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    while (doc.readableLength > heldBytes && !out.destroyed) await drained(out);
    if (out.destroyed) await finished;
  };
  return { keepUp, finished };
}

/** Resolves when the stream takes more, or never will. */
function drained(out: Writable): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      out.off("drain", go);
      out.off("close", go);
      resolve();
    };
    if (!out.writableNeedDrain) setImmediate(go);
    else out.on("drain", go).on("close", go);
  });
}
