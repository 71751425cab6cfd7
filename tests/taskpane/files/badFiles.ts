import { Workbook } from "exceljs";
import type { Worksheet } from "exceljs";
import { strToU8, unzipSync, zipSync } from "fflate";

/** Files as they really come, made anew by each test. */

export const goodCsv = "art_id,new_phone,new_address,new_birthdate\r\nFC-01-0001,08031234567,12 Broad Street,1987-03-14\r\n";

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function utf16(text: string, order: "le" | "be", marked = true): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(marked ? `\uFEFF${text}` : text, "utf16le"));
  return order === "le" ? bytes : new Uint8Array(Buffer.from(bytes).swap16());
}

/** Letters that Latin-1 has too: Node's own decoder takes Windows-1252 for that; browsers do not, and a journey goes through the others. */
export function windows1252(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export async function xlsx(fill: (sheet: Worksheet, workbook: Workbook) => void): Promise<Uint8Array> {
  const workbook = new Workbook();
  fill(workbook.addWorksheet("List"), workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

export const goodRows: readonly (readonly (string | number)[])[] = [
  ["ART ID", "New phone", "New street", "New birthdate", "Age"],
  ["FC-01-0001", "08031234567", "12 Broad Street", "14/03/1987", 39],
];

export function goodXlsx(): Promise<Uint8Array> {
  return xlsx((sheet) => sheet.addRows(goodRows.map((row) => [...row])));
}

/** A workbook of so many rows, most of them without any cell, as they come from a sheet that was formatted to its end. */
export async function tallXlsx(rows: number): Promise<Uint8Array> {
  const parts = unzipSync(await goodXlsx());
  const path = "xl/worksheets/sheet1.xml";
  const xml = new TextDecoder().decode(parts[path]);
  const padding = Array.from({ length: rows - 2 }, (_, index) => `<row r="${index + 3}" s="1"/>`).join("");
  return zipSync({ ...parts, [path]: strToU8(xml.replace("</sheetData>", `${padding}</sheetData>`)) }, { level: 1 });
}

/** Says in its directory that far more comes out of the sheet than a computer can hold. */
export async function honestBomb(): Promise<Uint8Array> {
  return patchSizes(await goodXlsx(), 3_000_000_000);
}

/** Says that little comes out, and holds more. */
export async function lyingBomb(): Promise<Uint8Array> {
  const parts = unzipSync(await goodXlsx());
  const path = "xl/worksheets/sheet1.xml";
  return patchSizes(zipSync({ ...parts, [path]: new Uint8Array(20_000_000) }, { level: 6 }), 1_000);
}

function patchSizes(bytes: Uint8Array, inflated: number): Uint8Array {
  const patched = new Uint8Array(bytes);
  const view = new DataView(patched.buffer);
  for (let at = 0; at < patched.length - 46; at += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    const name = new TextDecoder().decode(patched.subarray(at + 46, at + 46 + view.getUint16(at + 28, true)));
    if (name === "xl/worksheets/sheet1.xml") view.setUint32(at + 24, inflated, true);
  }
  return patched;
}

/** A compound file (MS-CFB) with empty streams of these names: the form of .xls, and of a workbook with a password. */
export function compoundFile(streams: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(512 * 3);
  const view = new DataView(bytes.buffer);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  for (const [at, value] of [[24, 0x3e], [26, 3], [28, 0xfffe], [30, 9], [32, 6]] as const) view.setUint16(at, value, true);
  for (const [at, value] of [[44, 1], [48, 1], [56, 4096], [60, 0xfffffffe], [68, 0xfffffffe], [76, 0]] as const) view.setUint32(at, value, true);
  for (let at = 80; at < 512; at += 4) view.setUint32(at, 0xffffffff, true);
  for (let at = 512; at < 1024; at += 4) view.setUint32(at, 0xffffffff, true);
  view.setUint32(512, 0xfffffffd, true);
  view.setUint32(516, 0xfffffffe, true);
  ["Root Entry", ...streams].forEach((name, index) => {
    const at = 1024 + index * 128;
    for (let place = 0; place < name.length; place += 1) view.setUint16(at + place * 2, name.charCodeAt(place), true);
    view.setUint16(at + 64, (name.length + 1) * 2, true);
    view.setUint8(at + 66, index === 0 ? 5 : 2);
    for (const link of [68, 72, 76]) view.setUint32(at + link, 0xffffffff, true);
    if (index === 0 && streams.length > 0) view.setUint32(at + 76, 1, true);
  });
  return bytes;
}

export function zipOf(parts: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), { level: 0 });
}
