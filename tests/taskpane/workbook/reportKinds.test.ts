/** @jest-environment node */
import type { QualityFigures } from "../../../src/contract/qualityFigures";
import type { FailureFigures, TrendFigures } from "../../../src/contract/reports";
import type { ProgressFigures } from "../../../src/contract/worklistProgress";
import type { ReportContext, ReportDocument } from "../../../src/reports/document";
import { figuresDocument } from "../../../src/reports/figuresDocument";
import { reportWordsOf } from "../../../src/reports/reportWordsOf";
import type { ReportContent } from "../../../src/taskpane/reports/sheetPort";
import { createJournal } from "../../../src/taskpane/workbook/journal";
import { createReportSheets } from "../../../src/taskpane/workbook/reportSheets";
import { undoLastChange } from "../../../src/taskpane/workbook/undo";
import { contextOf, failures, quality, trend, worklists } from "../../reports/reportWorld";
import { openWorkbook } from "./support/officeInNode";

/** Failures, doubtful numbers and the progress of worklists as sheets: made, worked in, and brought up to date in place. */

function open() {
  const office = openWorkbook({ name: "Book.xlsx", sheets: [{ name: "Sheet1", cells: [["mine"]] }] }, {});
  const journal = createJournal();
  return { ...office, journal, reports: createReportSheets(journal, () => "id1") };
}

function content(figures: QualityFigures | ProgressFigures | FailureFigures | TrendFigures, reader: Partial<ReportContext> = {}): ReportContent {
  const { filters } = contextOf();
  return { asked: { kind: figures.kind, filters, step: "day", status: null, cause: null }, document: figuresDocument(figures, contextOf(reader), reportWordsOf("en")), pages: null };
}

type World = ReturnType<typeof open>;
/** The rows of a table of ours, by its name in the workbook. */
function rowsOf({ excel }: Pick<World, "excel">, name: string): readonly (readonly string[])[] {
  const table = excel.tables().find((known) => known.name === name);
  if (table === undefined) throw new Error(`no table ${name} among ${excel.tables().map((known) => known.name).join(", ")}`);
  return excel.texts(table.sheet, table.address);
}

/** Where a text stands in a table, as an address. */
function cellOf({ excel }: Pick<World, "excel">, name: string, text: string, beside = 0): string {
  const table = excel.tables().find((known) => known.name === name);
  const [, column = "A", row = "1"] = /^([A-Z]+)(\d+)/.exec(table?.address ?? "") ?? [];
  const rows = rowsOf({ excel }, name);
  const at = rows.findIndex((cells) => cells.includes(text));
  const letters = (index: number): string => (index < 26 ? String.fromCharCode(65 + index) : `${letters(Math.floor(index / 26) - 1)}${letters(index % 26)}`);
  const first = Array.from(column).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return `${letters(first + (rows[at]?.indexOf(text) ?? 0) + beside)}${Number(row) + at}`;
}

test("doubtful numbers stand as text with their first 0, and no hidden key holds one", async () => {
  const world = open();
  const { sheetName } = await world.reports.make(content(quality));
  expect(sheetName).toBe("Numbers that may be wrong");
  const [headings, ...clusters] = rowsOf(world, "pcm_quality_clusters");
  expect(headings).toEqual(["No.", "Phone", "What is doubtful", "Patients", "Patients elsewhere", "Facilities", "pcm_key"]);
  expect(clusters).toEqual([
    ["1", "08035550001", "One number of many patients", "3", "2", "Ibadan Central, Iwo, Moniya and 2 more", "k1"],
    ["2", "08000000000", "Placeholder (08000000000)", "1", "0", "No facility", "k2"],
  ]);
  expect(world.excel.cell("Numbers that may be wrong", cellOf(world, "pcm_quality_clusters", "08035550001"))).toMatchObject({ value: "08035550001" });
  expect(rowsOf(world, "pcm_quality_clusterPatients").slice(1).map((cells) => cells.at(-1))).toEqual([
    "k1:55555555-5555-4555-8555-555555555555", "k1:66666666-6666-4666-8666-666666666666", "k2:55555555-5555-4555-8555-555555555555",
  ]);
  expect(world.excel.texts("Numbers that may be wrong", "A1:B4").flat()).toContain("None: the record as it was when it was read");
});

test("sentences too long for a column stand on several lines, in rows as high as they need; all else stands on one", async () => {
  const world = open();
  await world.reports.make(content(quality));
  const sheet = world.host.workbook.findSheet("Numbers that may be wrong");
  if (sheet === null) throw new Error("The sheet was not made.");
  const heading = cellOf(world, "pcm_quality", "What to do");
  const row = Number(heading.slice(1)) + 1;
  const wraps = (column: number): boolean => sheet.cell(row - 1, column)?.style?.wrapText === true;
  expect(heading.slice(0, 1)).toBe("D");
  expect([0, 1, 2, 3].map(wraps)).toEqual([false, false, false, true]);
  expect(sheet.state.rowHeights.get(row - 1)).toBeGreaterThanOrEqual(30);
  expect(sheet.cell(row - 1, 0)?.style?.verticalAlignment).toBe("Top");
});

test("a number that was corrected goes from the sheet, the others stay where they are with what was written beside them", async () => {
  const world = open();
  await world.reports.make(content(quality));
  const [shared, placeholder] = quality.clusters;
  if (shared === undefined || placeholder === undefined) throw new Error("the figures are too few");
  const later: QualityFigures = {
    ...quality,
    rules: quality.rules.map((line) => (line.rule === "shared" ? { ...line, patients: 2 } : line)),
    clusters: [{ ...shared, patients: 2 }],
    patients: quality.patients.slice(0, 1),
  };
  const result = await world.reports.refresh("id1", content(later));
  // One rule and one cluster say another number; one cluster and two patients are gone.
  expect(result).toMatchObject({ sheetName: "Numbers that may be wrong", changed: 2, added: 0, removed: 3, missing: { columns: [], tables: [], charts: [] } });
  expect(rowsOf(world, "pcm_quality_clusters").slice(1)).toEqual([["1", "08035550001", "One number of many patients", "2", "2", "Ibadan Central, Iwo, Moniya and 2 more", "k1"]]);
  expect(rowsOf(world, "pcm_quality_clusterPatients").slice(1).map(([, artId]) => artId)).toEqual(["OYO-001"]);
  // And when another comes, it comes at the end.
  await world.reports.refresh("id1", content({ ...later, clusters: [{ ...placeholder, key: "k3", patients: 4, number: "08055550000" }, ...later.clusters], patients: later.patients.map((line) => ({ ...line, cluster: 1 })) }));
  expect(rowsOf(world, "pcm_quality_clusters").slice(1).map(([at, number]) => [at, number])).toEqual([["2", "08035550001"], ["1", "08055550000"]]);
});

test("nothing doubtful any more leaves a sheet that says so", async () => {
  const world = open();
  await world.reports.make(content(quality));
  const result = await world.reports.refresh("id1", content({ ...quality, rules: quality.rules.map((line) => ({ ...line, clusters: 0, patients: 0 })), clusters: [], patients: [] }));
  expect(result).toMatchObject({ removed: 5 });
  expect(rowsOf(world, "pcm_quality_clusters").slice(1).flat().join("")).toBe("");
});

test("the progress of worklists moves in place, list by list", async () => {
  const world = open();
  const figures = worklists;
  expect((await world.reports.make(content(figures))).sheetName).toBe("How far the worklists are");
  const [first, ...others] = figures.lists;
  if (first === undefined) throw new Error("there is no list");
  const moved: ProgressFigures = { kind: "worklists", lists: [{ ...first, counts: { patients: 40, done: 30, called: 2, stuck: 0, open: 8 } }, ...others] };
  expect(await world.reports.refresh("id1", content(moved))).toMatchObject({ changed: 1, added: 0, removed: 0 });
  const [headings, ...lines] = rowsOf(world, "pcm_worklists");
  expect(headings?.slice(0, 9)).toEqual(["Worklist", "Made by", "Made on", "Patients", "Done", "Called", "Stuck", "Open", "Share done"]);
  expect(lines.map((cells) => [cells[0], ...cells.slice(3, 9)])).toEqual([
    ["No phone, Moniya", "40", "30", "2", "0", "8", "75%"],
    ["Nobody within reach", "0", "0", "0", "0", "0", ""],
  ]);
});

test("a clerk who brings a supervisor's failures up to date leaves no value of a patient on the sheet; undo brings them back", async () => {
  const world = open();
  const [cause, ...others] = failures.causes;
  const [example] = cause?.examples ?? [];
  if (cause === undefined || example === undefined) throw new Error("the figures are too few");
  const ofSupervisor = (ordinal: number, artId: string): typeof example => ({ ...example, ordinal, artId, given: `0803000000${ordinal}` });
  const made: FailureFigures = { ...failures, causes: [{ ...cause, examples: [ofSupervisor(1, "KD-1"), ofSupervisor(2, "KD-2"), ofSupervisor(3, "KD-3")] }, ...others.map((other) => ({ ...other, examples: [] }))] };
  const { sheetName } = await world.reports.make(content(made));
  const table = "pcm_failures_examples";
  world.excel.setCell(sheetName, cellOf(world, table, "pcm_key", 1), "Remark");
  world.excel.setCell(sheetName, cellOf(world, table, "KD-2", 3), "called");
  const before = rowsOf(world, table);
  expect(before[0]?.slice(5)).toEqual(["ART ID", "Given", "pcm_key", "Remark"]);
  expect(before.slice(1).map((cells) => [cells[5], cells[6], cells[8]])).toEqual([["KD-1", "08030000001", ""], ["KD-2", "08030000002", "called"], ["KD-3", "08030000003", ""]]);

  // The first row stays, the second is gone but for the remark, the third is gone, a fourth is new.
  const ofClerk = (ordinal: number): typeof example => ({ ...example, ordinal, artId: null, given: null });
  const now: FailureFigures = { ...made, causes: [{ ...cause, examples: [ofClerk(1), ofClerk(4)] }, ...others.map((other) => ({ ...other, examples: [] }))] };
  expect(await world.reports.refresh("id1", content(now, { seesValues: false }))).toMatchObject({ added: 1, removed: 1, kept: 1, missing: { columns: [] } });
  const after = rowsOf(world, table);
  expect(after[0]).toEqual(before[0]);
  expect(after.slice(1).map((cells) => [cells[5], cells[6], cells[8]])).toEqual([["", "", ""], ["", "", "called"], ["", "", ""]]);
  expect(after.flat().join(" ")).not.toMatch(/KD-|0803/);

  await undoLastChange(world.journal);
  expect(rowsOf(world, table)).toEqual(before);
  // For who may see them they come again.
  await world.reports.refresh("id1", content(now, { seesValues: false }));
  await world.reports.refresh("id1", content(made));
  expect(rowsOf(world, table).slice(1).map((cells) => cells[5]).sort()).toEqual(["KD-1", "KD-2", "KD-3"]);
});

/** The notes on a sheet, in their order: the only sentences above its tables. */
function notesOn({ excel }: World, sheetName: string): readonly string[] {
  return excel.texts(sheetName, "A2:AZ12").flat().filter((text) => text.endsWith("."));
}

const notesOf = ({ document }: ReportContent): readonly string[] => document.notes;

test("notes follow the report: one that holds no more goes, none stands there twice, and it comes back in its place", async () => {
  const world = open();
  const [byWeek, byDay] = [content(trend), content({ ...trend, step: "day" })];
  expect(notesOf(byWeek)).toHaveLength(6);
  expect(notesOf(byDay)).toHaveLength(5);
  const { sheetName } = await world.reports.make(byWeek);
  expect(notesOn(world, sheetName)).toEqual(notesOf(byWeek));
  await world.reports.refresh("id1", byDay);
  expect(notesOn(world, sheetName)).toEqual(notesOf(byDay));
  await undoLastChange(world.journal);
  expect(notesOn(world, sheetName)).toEqual(notesOf(byWeek));
  await world.reports.refresh("id1", byDay);
  await world.reports.refresh("id1", byWeek);
  expect(notesOn(world, sheetName)).toEqual(notesOf(byWeek));
});

test("a note that the report got since stands below the others, and undo takes it away; one that the person has rewritten stays", async () => {
  const world = open();
  const before = content({ ...quality, leftOut: { clusters: 0, patients: 0 }, clinicNumbers: 1 });
  const later = content({ ...quality, leftOut: { clusters: 3, patients: 9 }, clinicNumbers: 1 });
  const { sheetName } = await world.reports.make(before);
  const [column, row] = noteCell(world, sheetName, notesOf(before)[0] ?? "");
  world.excel.setCell(sheetName, `${column}${row}`, "Our own words.");
  const rewritten = ["Our own words.", ...notesOf(before).slice(1)];
  await world.reports.refresh("id1", later);
  const added = notesOf(later).filter((note) => !notesOf(before).includes(note));
  expect(added).toHaveLength(1);
  expect(notesOn(world, sheetName)).toEqual([...rewritten, ...added]);
  await undoLastChange(world.journal);
  expect(notesOn(world, sheetName)).toEqual(rewritten);
});

test("on a sheet that an earlier version made, notes are known by what they say", async () => {
  const world = open();
  const { sheetName } = await world.reports.make(asEarlier(content(trend)));
  const later = content({ ...trend, step: "day" });
  await world.reports.refresh("id1", later);
  expect(notesOn(world, sheetName)).toEqual(notesOf(later));
  await undoLastChange(world.journal);
  expect(notesOn(world, sheetName)).toEqual(notesOf(content(trend)));
});

test("on a sheet that an earlier version left with a note twice, it stands there once", async () => {
  const world = open();
  const made = asEarlier(content(trend));
  const twice = [...notesOf(content({ ...trend, step: "day" })), notesOf(made).at(-1) ?? ""];
  const { sheetName } = await world.reports.make({ ...made, document: { ...made.document, notes: twice } });
  expect(notesOn(world, sheetName)).toEqual(twice);
  await world.reports.refresh("id1", content({ ...trend, step: "day" }));
  expect(notesOn(world, sheetName)).toEqual(twice.slice(0, -1));
});

test("on a sheet that an earlier version made, notes with other figures in them, or in another language, take the places of the earlier ones", async () => {
  const world = open();
  const { sheetName } = await world.reports.make(asEarlier(content(quality)));
  const later = content({ ...quality, readAt: "2026-11-23T08:00:00.000Z" });
  expect(notesOf(later)).not.toEqual(notesOf(content(quality)));
  await world.reports.refresh("id1", later);
  expect(notesOn(world, sheetName)).toEqual(notesOf(later));
  const { filters } = contextOf();
  const french = figuresDocument(quality, contextOf(), reportWordsOf("fr"));
  await world.reports.refresh("id1", { asked: { kind: "quality", filters, step: "day", status: null, cause: null }, document: french, pages: null });
  expect(notesOn(world, sheetName)).toEqual(french.notes);
});

/** As it was before notes had identities: they were known by their places. */
function asEarlier(made: ReportContent): ReportContent {
  const document: ReportDocument = { ...made.document };
  Reflect.deleteProperty(document, "noteIds");
  return { ...made, document };
}

/** Column and row of a text above the tables. */
function noteCell({ excel }: World, sheetName: string, text: string): readonly [string, number] {
  const rows = excel.texts(sheetName, "A1:Z12");
  const at = rows.findIndex((cells) => cells.includes(text));
  return [String.fromCharCode(65 + (rows[at]?.indexOf(text) ?? 0)), at + 1];
}
