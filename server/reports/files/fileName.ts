import type { MakeFileRequest } from "../../../src/contract/reportFiles";
import { reportWordsOf } from "../../../src/reports/reportWordsOf";

/** Such as `failed-updates-2026-11-01-2026-11-30.xlsx`: plain letters, which every program and every header of HTTP takes. */
export function fileNameOf({ kind, filters: { from, to }, format, language }: MakeFileRequest): string {
  const stem = reportWordsOf(language)
    .reports.kinds[kind].normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `${stem}-${from}${from === to ? "" : `-${to}`}.${format}`;
}
