import { refuse } from "./fileProblem";
import type { ZipEntry } from "./zipDirectory";

export interface SheetPart {
  readonly name: string;
  /** Its file in the workbook. */
  readonly path: string;
  readonly isHidden: boolean;
}

/** Says what a zip that is no workbook is instead. */
export function requireWorkbook(entries: readonly ZipEntry[], mimetype: string): void {
  if (entries.some(({ isEncrypted }) => isEncrypted)) refuse({ code: "password" });
  const has = (name: string): boolean => entries.some((entry) => entry.name === name);
  if (has("xl/workbook.xml")) return;
  if (has("xl/workbook.bin")) refuse({ code: "binary-workbook" });
  if (mimetype.includes("opendocument")) refuse({ code: "open-document" });
  if (has("word/document.xml")) refuse({ code: "word-document" });
  refuse({ code: "other-format" });
}

/** The sheets of a workbook in their order, from its own list. */
export function readSheetParts(workbookXml: string, relationsXml: string): readonly SheetPart[] {
  const targets = new Map(elements(relationsXml, "Relationship").map((relation) => [relation["Id"] ?? "", relation["Target"] ?? ""]));
  return elements(workbookXml, "sheet").flatMap((sheet) => {
    const target = targets.get(sheet["r:id"] ?? "") ?? "";
    if (!/worksheets\//.test(target)) return [];
    const path = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    return [{ name: sheet["name"] ?? "", path, isHidden: sheet["state"] === "hidden" || sheet["state"] === "veryHidden" }];
  });
}

/** Days are counted from 1904 in this workbook. */
export function counts1904(workbookXml: string): boolean {
  return elements(workbookXml, "workbookPr").some((one) => one["date1904"] === "1" || one["date1904"] === "true");
}

/** Attributes of every element of a name. */
function elements(xml: string, name: string): readonly Readonly<Record<string, string>>[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\s([^>]*)>`, "g"))].map(([, attributes = ""]) =>
    Object.fromEntries([...attributes.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, key = "", one, other]) => [key, unescapeXml(one ?? other ?? "")])),
  );
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, entity: string) => {
    if (!entity.startsWith("#")) return named[entity] ?? whole;
    const code = entity.startsWith("#x") ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
