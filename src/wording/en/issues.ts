import type { Catalogue } from "../catalogue";
import { cellIssues } from "./cellIssues";
import { rowIssues } from "./rowIssues";
import { rowStatuses } from "./sheetStatus";

/** Every sentence about rows, in English: short, in a clerk's words, saying what to do. */
export const issueWords: Catalogue = {
  issues: { ...cellIssues, ...rowIssues },
  columns: {
    artId: "ART ID",
    phone: "phone number",
    street: "street",
    ward: "ward",
    lga: "LGA",
    state: "state",
    birthdate: "birthdate",
    givenName: "first name",
    familyName: "family name",
    fullName: "name",
    sex: "sex",
    knownBirthdate: "recorded birthdate",
    hospitalNumber: "hospital number",
    reason: "reason",
  },
  rowStatuses,
  fieldStatuses: { changed: "updated", unchanged: "already the same", failed: "not updated", conflict: "changed by somebody else", waiting: "needs you" },
  severities: { error: "Must be corrected", warning: "Please check", repair: "Can be repaired", info: "For your information" },
  or: "or",
};
