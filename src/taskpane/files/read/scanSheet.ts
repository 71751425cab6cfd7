import type { MergedArea } from "./table";

export interface SheetScan {
  readonly rows: number;
  readonly cells: number;
  readonly merges: readonly MergedArea[];
}

const pieceBytes = 1_000_000;
const keptMerges = 1_000;

/** Counts what a sheet's file holds before a reader builds it in memory. Only tags are looked at: they are plain ASCII. */
export function scanSheet(xml: Uint8Array): SheetScan {
  const decoder = new TextDecoder("windows-1252");
  let rest = "";
  let rows = 0;
  let cells = 0;
  const merges: MergedArea[] = [];
  for (let at = 0; at < xml.length; at += pieceBytes) {
    const text = rest + decoder.decode(xml.subarray(at, at + pieceBytes));
    const isLast = at + pieceBytes >= xml.length;
    // What begins in this piece and ends in the next is looked at there.
    const cut = isLast ? text.length : text.lastIndexOf("<");
    for (const [tag, kind] of text.slice(0, cut).matchAll(/<(?:\w+:)?(row|c|mergeCell)(?=[\s/>])[^>]*/g)) {
      if (kind === "row") rows += 1;
      else if (kind === "c") cells += 1;
      else if (merges.length < keptMerges) merges.push(...mergeOf(tag));
    }
    rest = text.slice(cut);
  }
  return { rows, cells, merges };
}

function mergeOf(tag: string): readonly MergedArea[] {
  const range = /ref=["']([A-Z]+\d+(?::[A-Z]+\d+)?)["']/.exec(tag)?.[1];
  const lastRow = /(\d+)$/.exec(range ?? "")?.[1];
  return range === undefined || lastRow === undefined ? [] : [{ range, lastRow: Number(lastRow) - 1 }];
}
