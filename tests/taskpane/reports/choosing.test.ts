import { firstChoice, askedOf, kindsFor, noFilters } from "../../../src/taskpane/reports/reportChoice";
import { fittingStep, periodGoneOn, periodOf } from "../../../src/taskpane/reports/periods";
import type { PeriodChoice } from "../../../src/taskpane/reports/periods";

// A Sunday.
const today = "2026-11-22";

test.each<[Exclude<PeriodChoice, "own">, string, string, string]>([
  ["today", today, "2026-11-22", "2026-11-22"],
  ["yesterday", "2026-03-01", "2026-02-28", "2026-02-28"],
  ["thisWeek", today, "2026-11-16", "2026-11-22"],
  ["thisWeek", "2026-11-23", "2026-11-23", "2026-11-23"],
  ["lastWeek", today, "2026-11-09", "2026-11-15"],
  ["thisMonth", today, "2026-11-01", "2026-11-22"],
  ["lastMonth", "2026-01-31", "2025-12-01", "2025-12-31"],
  ["lastMonth", "2024-03-31", "2024-02-01", "2024-02-29"],
  ["thisQuarter", today, "2026-10-01", "2026-11-22"],
  ["thisQuarter", "2026-03-31", "2026-01-01", "2026-03-31"],
  ["thisYear", today, "2026-01-01", "2026-11-22"],
  ["last12Months", today, "2025-11-23", "2026-11-22"],
  ["last12Months", "2024-02-29", "2023-03-01", "2024-02-29"],
  ["last12Months", "2026-12-31", "2026-01-01", "2026-12-31"],
])("%s on %s is %s to %s", (choice, day, from, to) => {
  expect(periodOf(choice, day)).toEqual({ from, to });
});

test.each<[PeriodChoice | undefined, [string, string], string, [string, string]]>([
  ["thisWeek", ["2026-11-16", "2026-11-18"], "2026-11-20", ["2026-11-16", "2026-11-20"]],
  ["thisWeek", ["2026-11-16", "2026-11-18"], "2026-12-20", ["2026-11-16", "2026-11-22"]],
  ["thisMonth", ["2026-11-01", "2026-11-10"], "2026-11-20", ["2026-11-01", "2026-11-20"]],
  ["thisMonth", ["2026-11-01", "2026-11-10"], "2026-12-05", ["2026-11-01", "2026-11-30"]],
  ["thisMonth", ["2024-02-01", "2024-02-10"], "2024-03-05", ["2024-02-01", "2024-02-29"]],
  ["thisQuarter", ["2026-10-01", "2026-11-10"], "2027-01-02", ["2026-10-01", "2026-12-31"]],
  ["thisYear", ["2026-01-01", "2026-11-10"], "2027-03-01", ["2026-01-01", "2026-12-31"]],
  ["last12Months", ["2025-11-11", "2026-11-10"], "2026-11-20", ["2025-11-21", "2026-11-20"]],
  ["lastMonth", ["2026-10-01", "2026-10-31"], "2026-12-05", ["2026-10-01", "2026-10-31"]],
  ["today", ["2026-11-10", "2026-11-10"], "2026-11-20", ["2026-11-10", "2026-11-10"]],
  [undefined, ["2026-11-01", "2026-11-10"], "2026-11-20", ["2026-11-01", "2026-11-10"]],
  ["thisMonth", ["2026-11-01", "2026-11-10"], "2026-11-09", ["2026-11-01", "2026-11-10"]],
])("a sheet of %s, %j, is brought up to date on %s as %j", (choice, [from, to], day, [newFrom, newTo]) => {
  expect(periodGoneOn(choice, { from, to }, day)).toEqual({ from: newFrom, to: newTo });
});

test.each([
  ["2026-11-22", "2026-11-22", "day"],
  ["2026-10-01", "2026-11-14", "day"],
  ["2026-10-01", "2026-11-15", "week"],
  ["2026-01-01", "2026-12-31", "month"],
])("%s to %s is shown by %s", (from, to, step) => {
  expect(fittingStep({ from, to })).toBe(step);
});

test.each([
  ["2026-11-20", "2026-11-19", "period-reversed"],
  ["2026-11-23", "2026-11-24", "period-in-future"],
  ["", "2026-11-24", "dates"],
  ["2026-02-30", "2026-11-24", "dates"],
])("own dates %s to %s cannot be asked: %s", (from, to, fault) => {
  expect(askedOf({ ...firstChoice, period: "own", own: { from, to } }, today)).toBe(fault);
});

test("own dates may end after today, and a name of blanks is no filter", () => {
  const choice = { ...firstChoice, period: "own", own: { from: "2026-11-20", to: "2026-12-31" }, filters: { ...noFilters, sheet: "  " } } as const;
  expect(askedOf(choice, today)).toMatchObject({ filters: { from: "2026-11-20", to: "2026-12-31", sheet: null } });
});

test("who may not see patients is offered figures only", () => {
  expect(kindsFor("clerk")).toEqual(["summary", "trend", "failures", "staff", "completeness", "worklists"]);
  expect(kindsFor("supervisor")).toEqual(["summary", "trend", "updates", "failures", "staff", "completeness", "worklists", "quality", "audit"]);
});

test("what has no period is asked for as of today, whatever days were left for another report", () => {
  const reversed = { ...firstChoice, period: "own", own: { from: "2026-11-30", to: "" }, filters: { ...noFilters, facility: "f1", person: "u1", field: "phone" } } as const;
  expect(askedOf({ ...reversed, kind: "quality" }, today)).toMatchObject({ kind: "quality", filters: { from: today, to: today, facility: "f1", person: null, field: null } });
  expect(askedOf({ ...reversed, kind: "worklists" }, today)).toBe("dates");
});
