import start from "../../../docs/manual/en/start.md";
import submit from "../../../docs/manual/en/submit.md";
import repairs from "../../../docs/manual/en/repairs.md";
import results from "../../../docs/manual/en/results.md";
import leftOver from "../../../docs/manual/en/left-over.md";
import files from "../../../docs/manual/en/files.md";
import patients from "../../../docs/manual/en/patients.md";
import update from "../../../docs/manual/en/update.md";
import numbers from "../../../docs/manual/en/numbers.md";
import home from "../../../docs/manual/en/home.md";
import reports from "../../../docs/manual/en/reports.md";
import fill from "../../../docs/manual/en/fill.md";
import worklists from "../../../docs/manual/en/worklists.md";
import functions from "../../../docs/manual/en/functions.md";
import offline from "../../../docs/manual/en/offline.md";
import roles from "../../../docs/manual/en/roles.md";
import trouble from "../../../docs/manual/en/trouble.md";
import type { HelpPage } from "./helpStore";

/** The manual in English, as it lies in docs/manual: the same text here and there. */
export const englishManual: Readonly<Record<HelpPage, string>> = {
  start,
  submit,
  repairs,
  results,
  "left-over": leftOver,
  files,
  patients,
  update,
  numbers,
  home,
  reports,
  fill,
  worklists,
  functions,
  offline,
  roles,
  trouble,
};
