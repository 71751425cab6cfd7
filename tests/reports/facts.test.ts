import type { ReportFilters, ReportKind } from "../../src/contract/reports";
import type { ReportContext } from "../../src/reports/document";
import { reportFacts } from "../../src/reports/reportFacts";
import { reportWordsOf } from "../../src/reports/reportWordsOf";
import { contextOf } from "./reportWorld";

const facts = (kind: ReportKind, context: ReportContext, language: "en" | "fr" = "en"): readonly string[] =>
  reportFacts(kind, context, reportWordsOf(language)).map(({ label, text }) => `${label}: ${text}`);
const filtered = (changed: Partial<ReportFilters>): ReportFilters => ({ ...contextOf().filters, ...changed });

test("a report without filters says that it is about everything that its maker may see", () => {
  expect(facts("summary", contextOf())).toEqual([
    "Site: Ibadan Central",
    "Period: 1 November 2026 to 22 November 2026",
    "Facility: All that Bola Ade may see",
    "Person: All that Bola Ade may see",
    "Made by: Bola Ade",
    "Made on: 22 November 2026, 14:05",
  ]);
});

test("every filter is named, and one day is one day", () => {
  const filters = filtered({ from: "2026-11-22", facility: "f1", person: "u1", field: "phone", source: "file", sheet: "May" });
  expect(facts("trend", contextOf({ filters, facilityName: "Moniya", personName: "Ada Obi" }))).toEqual([
    "Site: Ibadan Central",
    "Period: 22 November 2026",
    "Facility: Moniya",
    "Person: Ada Obi",
    "Field: Phone",
    "Sent from: File",
    "Sheet or workbook: Name with “May”",
    "Made by: Bola Ade",
    "Made on: 22 November 2026, 14:05",
  ]);
});

test("what does not filter a report is not told of it", () => {
  const filters = filtered({ facility: "f1", person: "u1", field: "phone", source: "form", sheet: "May" });
  const context = contextOf({ filters, facilityName: "Moniya", personName: "Ada Obi" });
  expect(facts("completeness", context)).toEqual(["Site: Ibadan Central", "Period: 1 November 2026 to 22 November 2026", "Facility: Moniya", "Made by: Bola Ade", "Made on: 22 November 2026, 14:05"]);
  expect(facts("audit", context)).toEqual(["Site: Ibadan Central", "Period: 1 November 2026 to 22 November 2026", "Facility: Moniya", "Person: Ada Obi", "Made by: Bola Ade", "Made on: 22 November 2026, 14:05"]);
});

test("in French", () => {
  const filters = filtered({ field: "birthdate", source: "sheet", sheet: "D'abord" });
  expect(facts("updates", contextOf({ filters }), "fr")).toEqual([
    "Site: Ibadan Central",
    "Période: du 1er novembre 2026 au 22 novembre 2026",
    "Établissement: Tout ce que Bola Ade peut voir",
    "Personne: Tout ce que Bola Ade peut voir",
    "Donnée: Date de naissance",
    "Envoyé depuis: Feuille",
    "Feuille ou classeur: Nom contenant «\u202fD'abord\u202f»",
    "Établi par: Bola Ade",
    "Établi le: 22 novembre 2026, 14:05",
  ]);
});
