import type { FunctionsMetadata } from "../formula/functionMetadata";
import type { WorkbookFile } from "../model/workbookFile";
import { isRecord } from "../wire/protocol";

/** The page trusts its own server, but says which file is not what it should be. */
export function isFunctionsMetadata(value: unknown): value is FunctionsMetadata {
  return isRecord(value) && Array.isArray(value["functions"]);
}

export function isWorkbookFile(value: unknown): value is WorkbookFile {
  return (
    isRecord(value) &&
    typeof value["name"] === "string" &&
    Array.isArray(value["sheets"]) &&
    value["sheets"].every((sheet) => isRecord(sheet) && typeof sheet["name"] === "string" && Array.isArray(sheet["cells"]))
  );
}
