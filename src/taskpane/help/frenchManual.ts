import start from "../../../docs/manual/fr/start.md";
import submit from "../../../docs/manual/fr/submit.md";
import repairs from "../../../docs/manual/fr/repairs.md";
import results from "../../../docs/manual/fr/results.md";
import leftOver from "../../../docs/manual/fr/left-over.md";
import files from "../../../docs/manual/fr/files.md";
import patients from "../../../docs/manual/fr/patients.md";
import update from "../../../docs/manual/fr/update.md";
import numbers from "../../../docs/manual/fr/numbers.md";
import home from "../../../docs/manual/fr/home.md";
import reports from "../../../docs/manual/fr/reports.md";
import fill from "../../../docs/manual/fr/fill.md";
import worklists from "../../../docs/manual/fr/worklists.md";
import functions from "../../../docs/manual/fr/functions.md";
import offline from "../../../docs/manual/fr/offline.md";
import roles from "../../../docs/manual/fr/roles.md";
import trouble from "../../../docs/manual/fr/trouble.md";
import type { HelpPage } from "./helpStore";

/** The manual in French, as it lies in docs/manual: the same text here and there. */
export const frenchManual: Readonly<Record<HelpPage, string>> = {
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
