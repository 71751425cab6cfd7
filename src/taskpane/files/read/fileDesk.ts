import type { FileChoices, FileReading } from "./readFile";
import { readFile } from "./readFile";
import type { ImportedRow } from "./table";

/** Reading happens beside the pane, so that it never freezes. The worker keeps file and rows; the pane asks for what it shows and writes. */
export type FileRequest =
  | { readonly id: number; readonly kind: "open"; readonly name: string; readonly bytes: ArrayBuffer; readonly choices: FileChoices }
  | { readonly id: number; readonly kind: "again"; readonly choices: FileChoices }
  | { readonly id: number; readonly kind: "rows"; readonly from: number; readonly count: number };

export type ReadingSummary = { readonly ok: true; readonly look: Extract<FileReading, { ok: true }>["look"]; readonly rowCount: number; readonly hiddenRows: readonly number[] } | Extract<FileReading, { ok: false }>;

export type FileAnswer =
  | { readonly id: number; readonly reading: ReadingSummary }
  | { readonly id: number; readonly rows: readonly ImportedRow[] }
  | { readonly id: number; readonly failed: string };

/** What a worker remembers between two requests. */
export function createFileDesk(): (request: FileRequest) => Promise<FileAnswer> {
  let file: { name: string; bytes: Uint8Array } = { name: "", bytes: new Uint8Array() };
  let rows: readonly ImportedRow[] = [];
  const read = async (id: number, choices: FileChoices): Promise<FileAnswer> => {
    rows = [];
    const reading = await readFile(file, choices);
    if (!reading.ok) return { id, reading };
    rows = reading.rows;
    return { id, reading: { ok: true, look: reading.look, rowCount: rows.length, hiddenRows: reading.hiddenRows } };
  };
  return async (request) => {
    switch (request.kind) {
      case "open":
        file = { name: request.name, bytes: new Uint8Array(request.bytes) };
        return await read(request.id, request.choices);
      case "again":
        return await read(request.id, request.choices);
      case "rows":
        return { id: request.id, rows: rows.slice(request.from, request.from + request.count) };
    }
  };
}
