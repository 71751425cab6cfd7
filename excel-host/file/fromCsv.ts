import Papa from "papaparse";
import type { WorkbookFile } from "../model/workbookFile";

/** The rows of a text file as a workbook of one sheet. Every cell is text: nothing loses its zeros by being looked at. */
export function fromCsv(name: string, bytes: ArrayBuffer): WorkbookFile {
  const { data } = Papa.parse<string[]>(textOf(new Uint8Array(bytes)), { skipEmptyLines: false });
  while (data.at(-1)?.every((cell) => cell === "") === true) data.pop();
  return {
    name,
    sheets: [{ name: sheetName(name), cells: data.map((row) => row.map((cell) => ({ v: cell, t: "s" as const, nf: "@" }))) }],
  };
}

/** By its mark, else UTF-8, else what Windows programs of the west write. */
function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function sheetName(fileName: string): string {
  const bare = fileName.replace(/\.[^.]{1,5}$/, "").replace(/[\\/?*[\]:]/g, " ").trim();
  return bare === "" ? "Sheet1" : bare.slice(0, 31);
}
