import type { ReportFigures } from "../../src/contract/reports";
import type { ReportDocument } from "../../src/reports/document";
import { figuresDocument } from "../../src/reports/figuresDocument";
import { reportWordsOf } from "../../src/reports/reportWordsOf";
import { nothingInList, rowsDocument } from "../../src/reports/rowsDocument";
import { contextOf, noneOfEach, someOfEach } from "./reportWorld";

const english = reportWordsOf("en");
const french = reportWordsOf("fr");
const said = (figures: ReportFigures): [string, ReportFigures] => [figures.kind, figures];

function lists(): readonly ReportDocument[] {
  return (["updates", "audit"] as const).map((kind) => rowsDocument(kind, contextOf(), english));
}

function expectWhole(report: ReportDocument): void {
  for (const table of report.tables) {
    const ids = table.columns.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(table.columns.map(({ heading }) => heading)).size).toBe(ids.length);
    expect(new Set(table.rows.map(({ key }) => key)).size).toBe(table.rows.length);
    for (const { cells } of table.rows) {
      expect(cells.map((cell, at) => fits(cell, table.columns[at]?.kind))).toEqual(table.columns.map(() => true));
    }
  }
  for (const { table, category, series } of report.charts) {
    const ids = report.tables.find(({ id }) => id === table)?.columns.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([category, ...series]));
  }
  for (const all of [report.cards, report.charts, report.tables, report.facts]) expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(JSON.stringify(report)).not.toMatch(/undefined|NaN|\{n\}|\{\w+\}/);
}

function fits(cell: string | number | null, kind: string | undefined): boolean {
  if (cell === null) return kind !== undefined;
  if (kind === "count") return typeof cell === "number" && Number.isInteger(cell);
  if (kind === "share") return typeof cell === "number" && cell >= 0 && cell <= 1;
  if (kind === "day") return /^\d{4}-\d\d-\d\d$/.test(String(cell));
  if (kind === "moment") return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(String(cell));
  return kind !== undefined && typeof cell === "string";
}

test.each([...someOfEach, ...noneOfEach].map(said))("a report of %s has every cell under a column of its kind, and nothing twice", (_, figures) => {
  expectWhole(figuresDocument(figures, contextOf(), english));
  expectWhole(figuresDocument(figures, contextOf(), french));
});

test("the lists have columns of their own, and no rows of their own", () => {
  for (const report of lists()) {
    expectWhole(report);
    expect(report.tables.map(({ rows }) => rows.length)).toEqual([0]);
  }
});

test.each(someOfEach.map(said))("a report of %s with figures does not say that there is nothing", (_, figures) => {
  expect(figuresDocument(figures, contextOf(), english).nothing).toBeNull();
});

test.each<[ReportFigures["kind"], string]>([
  ["summary", "No change was asked for in this period."],
  ["trend", "No change was asked for in this period."],
  ["failures", "No change was asked for in this period."],
  ["staff", "Nobody sent anything in this period."],
  ["completeness", "The record was not counted in this period. It is counted once a day in the background."],
  ["worklists", "No worklist was made in this period, and none is open."],
  ["quality", "No doubtful number was found."],
])("an empty report of %s says: %s", (kind, sentence) => {
  const figures = noneOfEach.find((known) => known.kind === kind);
  const report = figures === undefined ? null : figuresDocument(figures, contextOf(), english);
  expect(report?.nothing).toBe(sentence);
  // A sheet that is brought up to date still finds its tables.
  expect(report?.tables.every(({ columns }) => columns.length > 0)).toBe(true);
});

test("an empty list has its sentence too", () => {
  expect([nothingInList("updates", english), nothingInList("audit", french)]).toEqual(["There is no update in this period.", "Il n’y a rien dans le journal pendant cette période."]);
});

test.each(someOfEach.map(said))("a report of %s has the same ids, keys and figures in French as in English", (_, figures) => {
  const shape = (report: ReportDocument): unknown => [
    report.kind,
    report.facts.map(({ id }) => id),
    report.cards.map(({ id, kind, value }) => [id, kind, typeof value === "number" ? value : null]),
    report.charts.map(({ id, type, table, category, series }) => [id, type, table, category, series]),
    report.tables.map(({ id, columns, rows }) => [id, columns.map(({ id: column, kind, width }) => [column, kind, width]), rows.map(({ key, cells }) => [key, cells.filter((cell) => typeof cell === "number")])]),
    report.notes.length,
  ];
  const [one, other] = [figuresDocument(figures, contextOf(), english), figuresDocument(figures, contextOf(), french)];
  expect(shape(other)).toEqual(shape(one));
  expect(other.title).not.toBe(one.title);
  expect(other.tables[0]?.name).not.toBe(one.tables[0]?.name);
});

test.each(someOfEach.map(said))("nothing of a report of %s opens rows for who may not see them", (_, figures) => {
  const report = figuresDocument(figures, contextOf({ mayOpenRows: false }), english);
  const opened = [...report.cards.map(({ opens }) => opens), ...report.tables.flatMap(({ rows }) => rows.flatMap(({ opens, opensIn = {} }) => [opens, ...Object.values(opensIn)]))];
  // Other tables of the same report, and the worklists that everybody works on, are shown already.
  expect(opened.filter((opens) => opens !== null && opens.to !== "table" && opens.to !== "worklist")).toEqual([]);
});
