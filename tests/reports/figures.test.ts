import type { ReportFigures } from "../../src/contract/reports";
import { opensOf } from "../../src/reports/changeCounts";
import type { OpenRows, Opens, ReportContext, ReportTable } from "../../src/reports/document";
import { figuresDocument } from "../../src/reports/figuresDocument";
import { reportWordsOf } from "../../src/reports/reportWordsOf";
import { completeness, contextOf, counts, failures, quality, staff, summary, trend, worklists } from "./reportWorld";

const english = reportWordsOf("en");
const filters = contextOf().filters;
const made = (figures: ReportFigures, context: ReportContext = contextOf()) => figuresDocument(figures, context, english);
function table(figures: ReportFigures, id: string, context?: ReportContext): ReportTable {
  const found = made(figures, context).tables.find((known) => known.id === id);
  if (found === undefined) throw new Error(`no table ${id}`);
  return found;
}
const cells = (figures: ReportFigures, id: string): unknown => table(figures, id).rows.map((row) => row.cells);
const rowsOf = (opens: Opens | null | undefined): OpenRows | null => (opens?.to === "updates" ? opens : null);
const cards = (figures: ReportFigures): unknown => made(figures).cards.map(({ label, value }) => [label, value]);

describe("the summary", () => {
  test("counts what became of the changes, in all and by field; of nothing there is no share", () => {
    expect(cards(summary)).toEqual([
      ["Changes asked for", 150],
      ["Carried out", 0.9],
      ["Changed in the record", 120],
      ["Already the same", 15],
      ["In conflict", 4],
      ["Failed", 11],
      ["Taken back", 3],
      ["Overwritten in NMRS", 2],
    ]);
    expect(cells(summary, "fields")).toEqual([
      ["Phone", 100, 80, 10, 4, 6, 0.9, 3, 2],
      ["Address", 50, 40, 5, 0, 5, 0.9, 0, 0],
      ["Birthdate", 0, 0, 0, 0, 0, null, 0, 0],
    ]);
    expect(cells(summary, "outcomes")).toEqual([
      ["Changed in the record", 120, 0.8],
      ["Already the same", 15, 0.1],
      ["In conflict", 4, 4 / 150],
      ["Failed", 11, 11 / 150],
      ["Taken back", 3, null],
      ["Overwritten in NMRS", 2, null],
    ]);
    expect(cells(summary, "rows")).toEqual([
      ["Submissions", 7, null],
      ["Rows sent", 120, null],
      ["Updated", 90, 0.75],
      ["Partly updated", 10, 10 / 120],
      ["No change needed", 10, 10 / 120],
      ["Changed by somebody else", 3, 0.025],
      ["Not updated", 5, 5 / 120],
      ["Same as an earlier row", 1, 1 / 120],
      ["Taken out", 1, 1 / 120],
    ]);
  });

  test("every figure opens exactly the rows that it counts, and one of none opens nothing", () => {
    const report = made(summary);
    expect(report.cards.map(({ id, opens }) => [id, rowsOf(opens)?.status])).toEqual([
      ["given", "given"],
      ["done", "done"],
      ["changed", "changed"],
      ["unchanged", "unchanged"],
      ["conflict", "conflict"],
      ["failed", "failed"],
      ["undone", "undone"],
      ["reverted", "overwritten"],
    ]);
    const [phone, , birthdate] = table(summary, "fields").rows;
    expect(phone?.opens).toEqual({ to: "updates", status: null, cause: null, filters: { ...filters, field: "phone" } });
    expect(birthdate?.opens).toBeNull();
    if (phone === undefined) throw new Error("no row of phones");
    expect(opensOf(phone, "failed", 6)).toEqual({ to: "updates", status: "failed", cause: null, filters: { ...filters, field: "phone" } });
    expect([opensOf(phone, "failed", 0), opensOf(phone, "field", "Phone")]).toEqual([null, null]);
    expect(["given", "doneShare", "undone", "reverted"].map((column) => rowsOf(opensOf(phone, column, 2))?.status)).toEqual(["given", "done", "undone", "overwritten"]);
    expect(table(summary, "outcomes").rows.map(({ key, opens }) => [key, rowsOf(opens)?.status])).toEqual([
      ["changed", "changed"],
      ["unchanged", "unchanged"],
      ["conflict", "conflict"],
      ["failed", "failed"],
      ["undone", "undone"],
      ["reverted", "overwritten"],
    ]);
  });

  test("filtered by a field, it has that field's line only", () => {
    const context = contextOf({ filters: { ...filters, field: "address" } });
    expect(table(summary, "fields", context).rows.map(({ key }) => key)).toEqual(["address"]);
  });
});

describe("the trend", () => {
  test("tells every week, also one that the period cuts and one without changes, and opens its days", () => {
    expect(cells(trend, "trend")).toEqual([
      ["1 Nov 2026", "2026-11-01", "2026-11-01", 0, 0, 0, 0, 0, null, 0, 0, 0, 0, 0],
      ["2 Nov 2026 – 8 Nov 2026", "2026-11-02", "2026-11-08", 4, 3, 0, 0, 1, 0.75, 0, 0, 4, 0, 0],
      ["9 Nov 2026 – 15 Nov 2026", "2026-11-09", "2026-11-15", 8, 6, 0, 2, 0, 0.75, 0, 0, 2, 6, 0],
    ]);
    expect(cards(trend)).toEqual([
      ["Changes asked for", 12],
      ["Changed in the record", 9],
      ["Carried out", 0.75],
      ["Busiest", "9 Nov 2026 – 15 Nov 2026 (8)"],
    ]);
    expect(table(trend, "trend").rows.map(({ opens }) => (opens === null ? null : [rowsOf(opens)?.filters.from, rowsOf(opens)?.filters.to]))).toEqual([null, ["2026-11-02", "2026-11-08"], ["2026-11-09", "2026-11-15"]]);
  });

  test("a bar of a field opens that field's changes of its days, without what was taken back", () => {
    const week = table(trend, "trend").rows[2];
    if (week === undefined) throw new Error("no third week");
    expect(opensOf(week, "address", 6)).toEqual({ to: "updates", status: "given", cause: null, filters: { ...filters, from: "2026-11-09", to: "2026-11-15", field: "address" } });
  });

  test.each<["day" | "month", string, number]>([
    ["day", "9 Nov 2026", 5],
    ["month", "Nov 2026", 6],
  ])("a %s is called %s", (step, name, notes) => {
    const one = { from: "2026-11-09", to: step === "day" ? "2026-11-09" : "2026-11-30", phone: counts({ given: 1, changed: 1 }), address: counts({}), birthdate: counts({}) };
    const report = made({ kind: "trend", step, buckets: [one] });
    expect(report.tables[0]?.rows[0]?.cells[0]).toBe(name);
    // Days are never cut, so nothing is said of it.
    expect(report.notes).toHaveLength(notes);
  });
});

describe("the analysis of failures", () => {
  test("ranks the causes in a clerk's words, says what would have helped and who had them", () => {
    expect(cells(failures, "causes")).toEqual([
      [
        "30 phone numbers lost their first 0",
        "Phone",
        30,
        0.75,
        "Set the column to Text before typing or pasting, and press Validate, which offers the repair.",
        "Ada Obi (20), Bayo Ola (10)",
      ],
      [
        "10 values were changed by somebody else meanwhile",
        "Address",
        10,
        0.25,
        "Agree who works on which list, and settle such rows soon: somebody else changed the same patient.",
        "Ada Obi (10)",
      ],
    ]);
    expect(cells(failures, "causeFields")).toEqual([["Phone", 30, 0.75], ["Address", 10, 0.25], ["Birthdate", 0, 0]]);
    expect(cells(failures, "causePeople")).toEqual([
      ["20 phone numbers lost their first 0", "Phone", "Ada Obi", 20],
      ["10 phone numbers lost their first 0", "Phone", "Bayo Ola", 10],
      ["10 values were changed by somebody else meanwhile", "Address", "Ada Obi", 10],
    ]);
    expect(cards(failures)).toEqual([["Changes asked for", 200], ["Not carried out", 40], ["Share not carried out", 0.2], ["Different causes", 2]]);
  });

  test("a cause opens its rows, for a person those of the person", () => {
    expect(table(failures, "causes").rows[0]?.opens).toEqual({ to: "updates", status: null, cause: "leading-zero-lost", filters: { ...filters, field: "phone" } });
    expect(table(failures, "causePeople").rows[1]?.opens).toEqual({ to: "updates", status: null, cause: "leading-zero-lost", filters: { ...filters, field: "phone", person: "u2" } });
  });

  test("a field opens what was not carried out of it, failed and in conflict alike", () => {
    expect(table(failures, "causeFields").rows.map(({ opens }) => opens)).toEqual([
      { to: "updates", status: "not-done", cause: null, filters: { ...filters, field: "phone" } },
      { to: "updates", status: "not-done", cause: null, filters: { ...filters, field: "address" } },
      null,
    ]);
  });

  test("an example stands on the clocks of the site; its patient and value are for who may see them", () => {
    expect(cells(failures, "examples")).toEqual([["1 phone number lost its first 0", "Phone", "2026-11-22 00:30:00", "May", 6, "12-MAR", "8031234567"]]);
    const forClerk = table(failures, "examples", contextOf({ mayOpenRows: false, seesValues: false }));
    expect(forClerk.rows[0]?.cells).toEqual(["1 phone number lost its first 0", "Phone", "2026-11-22 00:30:00", "May", 6]);
    expect(forClerk.columns.map(({ id }) => id)).toEqual(["cause", "field", "at", "sheet", "row"]);
    // In a file nothing opens, whoever reads it.
    const inFile = table(failures, "examples", contextOf({ mayOpenRows: false }));
    expect(inFile.rows[0]?.cells.slice(5)).toEqual(["12-MAR", "8031234567"]);
  });

  test("where everything was carried out, it says so", () => {
    expect(made({ kind: "failures", given: 12, notDone: 0, causes: [] }).nothing).toBe("Nothing failed in this period: every one of 12 changes was carried out.");
    expect(made({ kind: "failures", given: 1, notDone: 0, causes: [] }).nothing).toBe("Nothing failed in this period: the one change was carried out.");
  });
});

describe("the work of each person", () => {
  test("has who sent most first, the share that was right at once, and the minutes that it saved", () => {
    expect(cells(staff, "staff")).toEqual([
      ["Ada Obi", 4, 200, 150, 0.75, 450, 300, 250, 20, 0, 30, 0.9, 0, 0],
      ["Bayo Ola", 1, 10, 9, 0.9, 27, 12, 11, 0, 0, 1, 11 / 12, 0, 0],
      ["Chi Eze", 1, 0, 0, null, 0, 0, 0, 0, 0, 0, null, 2, 0],
    ]);
    expect(cards(staff)).toEqual([["People", 3], ["Rows sent", 210], ["Right the first time", 159 / 210], ["Time saved", "about 8 hours"]]);
    expect(made(staff).notes).toContain("Time saved: rows that were right the first time, at 3 minutes by hand in NMRS for each.");
    expect(rowsOf(table(staff, "staff").rows[1]?.opens)?.filters.person).toBe("u2");
    const [first] = table(staff, "staff").rows;
    if (first === undefined) throw new Error("nobody");
    expect([["rows", 200], ["firstPass", 150], ["firstPassShare", 0.75]].map(([column, cell]) => rowsOf(opensOf(first, String(column), cell ?? null))?.status)).toEqual(["given", "done", "done"]);
    expect(made(staff).notes).toContain("Rows are shown by the changes in them, rows that were sent again included.");
  });

  test.each([
    [0, "0 minutes"],
    [1, "1 minute"],
    [119, "119 minutes"],
    [120, "about 2 hours"],
    [60_000, "about 1,000 hours"],
  ])("%d rows at a minute each saved %s", (rows, text) => {
    const person = { person: { uuid: "u1", name: "Ada Obi" }, submissions: 1, rows, firstPassValid: rows, changes: counts({ given: rows, changed: rows }) };
    expect(made({ kind: "staff", minutesPerRow: 1, people: [person] }).cards.find(({ id }) => id === "timeSaved")?.value).toBe(text);
  });
});

describe("completeness", () => {
  test("gives counts and shares day by day and by facility; the last day's stand in front", () => {
    expect(cells(completeness, "days")).toEqual([
      ["2026-11-20", 400, 290, 0.725, 100, 0.25, 200, 0.5],
      ["2026-11-21", 400, 300, 0.75, 100, 0.25, 200, 0.5],
    ]);
    expect(table(completeness, "facilities").rows.map(({ key, cells: [name] }) => [key, name])).toEqual([["f1", "Ibadan Central"], ["none", "No facility"]]);
    expect(cards(completeness)).toEqual([["Patients", 400], ["Valid phone", 0.75], ["Verified phone", 0.25], ["LGA as in NMRS", 0.5]]);
    expect(made(completeness).notes).toContain("By facility as counted on 21 November 2026.");
  });

  test("a share opens a worklist of those whom it leaves out; of no facility none can be gathered", () => {
    const [central, none] = table(completeness, "facilities").rows;
    if (central === undefined || none === undefined) throw new Error("two lines expected");
    expect(["validPhoneShare", "verifiedPhoneShare", "canonicalLgaShare"].map((column) => opensOf(central, column, 0.5))).toEqual([
      { to: "gathering", reasons: ["no-phone", "invalid-phone"], facility: "f1" },
      { to: "gathering", reasons: ["no-phone", "not-verified"], facility: "f1" },
      { to: "gathering", reasons: ["no-lga", "unknown-lga"], facility: "f1" },
    ]);
    expect([opensOf(none, "validPhoneShare", 0.5), opensOf(central, "validPhoneShare", 0)?.to]).toEqual([null, "gathering"]);
    const all = { patients: 10, validPhone: 10, verifiedPhone: 9, canonicalLga: 10 };
    const [whole] = table({ kind: "completeness", days: [], facilities: [{ facility: { uuid: "f1", name: "Karu" }, ...all }] }, "facilities").rows;
    expect(whole?.opensIn).toMatchObject({ validPhoneShare: null, verifiedPhoneShare: { facility: "f1" } });
    expect(table(completeness, "facilities", contextOf({ mayOpenRows: false })).rows[0]?.opensIn).toEqual({});
  });

  test("a site without patients has no shares, and no day nothing in front", () => {
    const none = { patients: 0, validPhone: 0, verifiedPhone: 0, canonicalLga: 0 };
    expect(cells({ kind: "completeness", days: [{ day: "2026-11-20", ...none }], facilities: [] }, "days")).toEqual([["2026-11-20", 0, 0, null, 0, null, 0, null]]);
    expect(cards({ kind: "completeness", days: [], facilities: [] })).toEqual([["Patients", null], ["Valid phone", null], ["Verified phone", null], ["LGA as in NMRS", null]]);
  });
});

describe("the progress of worklists", () => {
  test("adds the lists up, and has no share of a list without patients", () => {
    expect(cards(worklists)).toEqual([["Worklists", 2], ["Patients", 40], ["Done", 0.25], ["Stuck", 4], ["Open", 20]]);
    expect(cells(worklists, "lists")).toEqual([
      ["No phone, Moniya", "Bola Ade", "2026-11-21 00:30:00", 40, 10, 6, 4, 20, 0.25],
      ["Nobody within reach", "Chi Eze", "2026-10-01 09:00:00", 0, 0, 0, 0, 0, null],
    ]);
  });

  test("leads to the list among the worklists", () => {
    const [first, empty] = table(worklists, "lists").rows;
    expect(first?.opens).toEqual({ to: "worklist", uuid: first?.key });
    expect(first === undefined ? null : opensOf(first, "listOpen", 20)).toEqual({ to: "worklist", uuid: first?.key });
    expect(empty?.opens).toBeNull();
  });

  test("names each person with each list, by name", () => {
    expect(table(worklists, "listPeople").rows.map(({ key, cells: line }) => [key, line])).toEqual([
      ["u1:33333333-3333-4333-8333-333333333333", ["Ada Obi", "No phone, Moniya", 7, 5, 0]],
      ["u2:33333333-3333-4333-8333-333333333333", ["Bayo Ola", "No phone, Moniya", 3, 1, 4]],
    ]);
  });
});

describe("the data quality", () => {
  test("tells by rule what is doubtful, number by number, and whose they are", () => {
    expect(cards(quality)).toEqual([["Shared number", 3], ["Placeholder", 1], ["Typed along the keys", 0], ["The clinic's own", 0], ["Stale number", 0]]);
    expect(cells(quality, "clusters")).toEqual([
      [1, "08035550001", "One number of many patients", 3, 2, "Ibadan Central, Iwo, Moniya and 2 more"],
      [2, "08000000000", "Placeholder (08000000000)", 1, 0, "No facility"],
    ]);
    expect(cells(quality, "clusterPatients")).toEqual([
      [1, "OYO-001", "Ngozi Okonkwo", "Ibadan Central", "08035550001", "2020-01-15", "One number of many patients"],
      [1, "OYO-002", null, "Moniya", "08035550001", null, "One number of many patients"],
      [2, null, "Ngozi Okonkwo", "No facility", "08000000000", "2020-01-15", "Placeholder (08000000000)"],
    ]);
  });

  test("a rule opens its numbers and their patients", () => {
    const [shared, , none] = table(quality, "qualityRules").rows;
    if (shared === undefined || none === undefined) throw new Error("no rules");
    expect(opensOf(shared, "clusters", 1)).toEqual({ to: "table", table: "clusters", column: "rule", cell: "One number of many patients" });
    expect(opensOf(shared, "patients", 3)).toEqual({ to: "table", table: "clusterPatients", column: "rule", cell: "One number of many patients" });
    expect([none.opens, opensOf(none, "patients", 0)]).toEqual([null, null]);
  });

  test("finds its rows again by keys that hold no number", () => {
    const keys = ["clusters", "clusterPatients"].flatMap((id) => table(quality, id).rows.map(({ key }) => key));
    expect(keys).toEqual(["k1", "k2", "k1:55555555-5555-4555-8555-555555555555", "k1:66666666-6666-4666-8666-666666666666", "k2:55555555-5555-4555-8555-555555555555"]);
  });

  test("says that it has no period, what is not set, and what found no room", () => {
    const { facts, notes } = made(quality);
    expect(facts.find(({ id }) => id === "period")?.text).toBe("None: the record as it was when it was read");
    expect(notes).toContain("The record was read on 22 November 2026, 14:01. A very large site is read again every ten minutes at the most.");
    expect(notes).toContain("The largest come first; left out for want of room: 0 numbers and 1 patient.");
    expect(notes.filter((note) => note.startsWith("The clinic's own numbers are not set yet"))).toHaveLength(1);
    expect(made({ ...quality, leftOut: { clusters: 0, patients: 0 }, clinicNumbers: 2 }).notes).toHaveLength(notes.length - 2);
  });
});
