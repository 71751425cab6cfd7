import type { WorklistReason, WorklistRow } from "../../contract/worklists";
import { worklistsWords as words } from "../../wording/paneWorklists";
import { dayWords } from "../../wording/sentence";
import { worklistColumns } from "./sheetColumns";
import type { WorklistColumnId } from "./sheetColumns";

/** In words that Validate reads again on any computer, so in English whatever language the pane speaks. */
const sexes: Readonly<Record<string, string>> = { m: "Male", male: "Male", f: "Female", female: "Female" };

/** One patient as a row of the sheet, every cell a text. What is to be filled in is empty. */
export function sheetRow(row: WorklistRow): readonly string[] {
  const shown: Readonly<Partial<Record<WorklistColumnId, string | null>>> = {
    artId: row.artId,
    hospitalNumber: row.hospitalNumber,
    fullName: row.name,
    sex: row.sex === null ? null : (sexes[row.sex.toLowerCase()] ?? row.sex),
    "record-age": row.age === null ? null : String(row.age),
    "record-why": whyText(row),
    "record-phone": row.phone,
    "record-address": [row.street, row.ward, row.lga, row.state].filter((part) => part !== null && part.trim() !== "").join(", "),
    "record-birthdate": row.birthdate === null ? null : row.birthdateEstimated ? words.sheet.estimated(row.birthdate) : row.birthdate,
    "record-lastVerified": row.lastVerified,
    "record-lastVisit": row.lastEncounter,
    rowId: row.rowId,
  };
  return worklistColumns.map(({ id }) => shown[id] ?? "");
}

/** The reasons in words, the first with a capital letter. */
function whyText({ reasons, unreachableSince }: WorklistRow): string {
  const said = reasons.map((reason: WorklistReason) =>
    reason === "unreachable" && unreachableSince !== null ? words.sheet.unreachableSince(dayWords(unreachableSince)) : words.reasons[reason].short,
  );
  const text = said.join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
