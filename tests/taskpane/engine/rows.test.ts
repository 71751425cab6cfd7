import type { PreviewRow, RowOutcome } from "../../../src/contract/submissions";
import type { CellContent, ReadingContext, RowField } from "../../../src/domain/types";
import { checkList } from "../../../src/taskpane/submit/engine/checkList";
import { compareWithSheet, expectedMark } from "../../../src/taskpane/submit/engine/compare";
import { acceptRepairs, confirmWarnings, decisionsFor, withdrawRepairs } from "../../../src/taskpane/submit/engine/decide";
import { overviewOf } from "../../../src/taskpane/submit/engine/overview";
import type { PaneRow } from "../../../src/taskpane/submit/engine/paneRow";
import { withAllAnswers, withAnswers } from "../../../src/taskpane/submit/engine/preview";
import { hasReceipt, isAlreadySent, locatorFromRowId, receiptText, rowIdFor } from "../../../src/taskpane/submit/engine/sentRows";
import { entryOf } from "../../../src/taskpane/result/writeBack";
import { verdictOf } from "../../../src/taskpane/submit/engine/verdict";
import { previewInput, submitInput } from "../../../src/taskpane/submit/engine/wire";
import type { SheetRow } from "../../../src/taskpane/workbook/port";
import { rowMark } from "../../../src/taskpane/workbook/rowMark";

const context: ReadingContext = { today: "2026-11-22", dateOrder: "dmy", date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false };

type Typed = Partial<Record<RowField, string | number | CellContent>>;

function sheetRow(rowNumber: number, typed: Typed, more: Partial<SheetRow> = {}): SheetRow {
  const cells = Object.fromEntries(Object.entries(typed).map(([field, content]) => [field, typeof content === "object" ? content : { value: content }]));
  return { rowNumber, cells, isHidden: false, rowId: "", status: "", detail: "", ...more };
}

const check = (...rows: Typed[]): Promise<readonly PaneRow[]> => checkList(rows.map((row, at) => sheetRow(at + 2, row)), context);

async function checkOne(typed: Typed): Promise<PaneRow> {
  const [row] = await check(typed);
  if (row === undefined) throw new Error("no row");
  return row;
}

const seen = (fields: PreviewRow["fields"], status: PreviewRow["status"] = "updated", issues: PreviewRow["issues"] = []): PreviewRow => ({
  patient: null,
  status,
  issues,
  fields,
  baseline: { phone: "a".repeat(64) },
});
const changed = { status: "changed", before: null, after: "08031234567", reason: null } as const;
const failed = { status: "failed", before: null, after: null, reason: "phone-too-short" } as const;

describe("a row of which only some values are meant", () => {
  const typed = { artId: "A1", phone: "0803", lga: "Karu", fullName: "Bisi Ade" };
  const meant = async (values: readonly ("lga" | "phone")[]): Promise<PaneRow> => {
    const [row] = await checkList([sheetRow(2, typed)], context, { valuesOf: () => new Set(values) });
    if (row === undefined) throw new Error("no row");
    return row;
  };

  test("is checked and sent without the others, with all that tells whose row it is", async () => {
    const row = await meant(["lga"]);
    expect(row.checked.issues.filter(({ field }) => field === "phone")).toEqual([]);
    expect(Object.keys(previewInput(row).cells).sort()).toEqual(["artId", "fullName", "lga"]);
    expect(row.isPart).toBe(true);
    expect((await meant(["lga", "phone"])).isPart).toBe(false);
  });

  test("is found in the sheet by all that is typed in it, also after a reload, and is not taken for sent", async () => {
    const row = await meant(["lga"]);
    const sheet = sheetRow(2, typed);
    expect(compareWithSheet([row], [sheet]).unchanged.has(0)).toBe(true);
    const rowId = rowIdFor(sheet, expectedMark(row), row.isPart);
    expect(locatorFromRowId(rowId, 2)).toEqual({ rowNumber: 2, rowId: "", mark: rowMark(sheet.cells) });
    const outcome: RowOutcome = { rowId, rowNumber: 2, ordinal: 0, status: "updated", issues: [], fields: {}, reverted: [], finishedAt: null };
    const { detail } = entryOf({ uuid: "3f9a2c1b-0000-4000-8000-000000000001", kind: "update" }, outcome);
    expect(hasReceipt(detail)).toBe(true);
    expect(isAlreadySent({ ...sheet, status: "Updated", detail }, new Set(["Updated"]))).toBe(false);
    const whole = entryOf({ uuid: "3f9a2c1b-0000-4000-8000-000000000001", kind: "update" }, { ...outcome, rowId: rowIdFor(sheet, expectedMark(row)) });
    expect(isAlreadySent({ ...sheet, status: "Updated", detail: whole.detail }, new Set(["Updated"]))).toBe(true);
  });
});

describe("what happens to a row if it is submitted now", () => {
  test.each([
    ["a readable phone, record not seen", { artId: "A1", phone: "08031234567" }, null, "blind"],
    ["a lost zero, not accepted", { artId: "A1", phone: 8031234567 }, null, "waiting"],
    ["a phone that is too short", { artId: "A1", phone: "0803" }, null, "error"],
    ["a phone that is too short beside a street", { artId: "A1", phone: "0803", street: "5 Aba Road" }, null, "blind"],
    ["no ART ID", { artId: "", phone: "08031234567" }, null, "error"],
    ["nothing but the ART ID", { artId: "A1" }, null, "same"],
    ["the record changes", { artId: "A1", phone: "08031234567" }, seen({ phone: changed }), "change"],
    ["the record has it already", { artId: "A1", phone: "08031234567" }, seen({}, "unchanged"), "same"],
    ["one field changes, another fails", { artId: "A1", phone: "0803" }, seen({ phone: failed, birthdate: { ...changed, after: { birthdate: "1980-01-01", estimated: false }, before: null } }, "partly"), "partly"],
    ["everything fails", { artId: "A1", phone: "0803" }, seen({ phone: failed }, "failed"), "error"],
    ["a field waits for the person", { artId: "A1", phone: "08031234567" }, seen({ phone: { ...changed, status: "waiting" } }, "waiting"), "waiting"],
    ["the same as an earlier row, says the server", { artId: "A1", phone: "08031234567" }, seen({}, "collapsed"), "repeated"],
  ] as const)("%s", async (_, typed, preview, verdict) => {
    const row = await checkOne(typed);
    expect(verdictOf({ ...row, preview })).toBe(verdict);
  });
});

describe("one patient in several rows", () => {
  test("by the same ART ID in other letters, before the server was asked", async () => {
    const rows = await check({ artId: "nas/1", phone: "08031234567" }, { artId: "NAS/1", phone: "08031234568" });
    expect(rows.map(verdictOf)).toEqual(["error", "error"]);
    expect(rows[0]?.duplicate).toMatchObject({ code: "duplicate-patient", params: { row: 3 } });
  });

  test("by two ART IDs of the same patient, known once the server has answered", async () => {
    const rows = await check({ artId: "NAS/1", phone: "08031234567" }, { artId: "KAT/9", phone: "08031234568" });
    const answered = withAllAnswers(withAnswers(rows, new Map(rows.map((row) => [row, { ...seen({ phone: changed }), patient: "f".repeat(64) }]))));
    expect(answered.map(verdictOf)).toEqual(["error", "error"]);
  });

  test("identical rows collapse onto the first", async () => {
    const rows = await check({ artId: "NAS/1", phone: "08031234567" }, { artId: "NAS/1", phone: "08031234567" });
    expect(rows.map(verdictOf)).toEqual(["blind", "repeated"]);
  });
});

describe("decisions", () => {
  test("all repairs of a kind are accepted at once, and can be taken back", async () => {
    const rows = await check({ artId: "A1", phone: 8031234567 }, { artId: "A2", phone: 8031234568 }, { artId: "A3", phone: "08031234569" });
    const [group] = overviewOf(rows).groups.filter(({ code }) => code === "leading-zero-lost");
    if (group === undefined) throw new Error("no group");
    const decisions = decisionsFor(group);
    expect(decisions.map(({ after }) => after)).toEqual(["08031234567", "08031234568"]);
    const accepted = acceptRepairs(rows, decisions, context);
    expect(accepted.map(verdictOf)).toEqual(["blind", "blind", "blind"]);
    expect(overviewOf(accepted).groups.find(({ code }) => code === "leading-zero-lost")).toMatchObject({ open: 0, members: [{ handled: true }, { handled: true }] });
    expect(withdrawRepairs(accepted, decisions, context).map(verdictOf)).toEqual(["waiting", "waiting", "blind"]);
  });

  test("a warning that is confirmed is confirmed on the wire, and the server is asked again", async () => {
    const row = await checkOne({ artId: "A1", phone: "08031234567" });
    const warned = { ...row, preview: seen({ phone: changed }, "waiting", [{ code: "patient-dead", severity: "warning", field: null }]) };
    const members = overviewOf([warned]).groups[0]?.members ?? [];
    const [confirmed] = confirmWarnings([warned], members, true);
    expect(confirmed).toMatchObject({ confirmed: ["patient-dead"], preview: null });
    expect(confirmed === undefined ? null : previewInput(confirmed).confirmations).toEqual(["patient-dead"]);
  });

  test("an answer that comes after the person has decided anew is out of date", async () => {
    const rows = await check({ artId: "A1", phone: 8031234567 });
    const [before] = rows;
    if (before === undefined) throw new Error("no row");
    const decided = acceptRepairs(rows, [{ rowIndex: 0, field: "phone", code: "leading-zero-lost", after: "08031234567" }], context);
    expect(withAnswers(decided, new Map([[before, seen({ phone: changed })]]))).toEqual(decided);
  });
});

describe("what goes over the wire", () => {
  test("cells as typed and as read; blank ones are left out; what was seen of the record goes along", async () => {
    const row = { ...(await checkOne({ artId: " NAS/1 ", phone: "0803 123 4567", street: "" })), preview: seen({ phone: changed }) };
    expect(submitInput(row, "row2~x")).toEqual({
      rowId: "row2~x",
      rowNumber: 2,
      cells: { artId: { value: " NAS/1 " }, phone: { value: "0803 123 4567", read: "08031234567" } },
      baseline: { phone: "a".repeat(64) },
      seen: { phone: null },
    });
  });

  test("an accepted repair goes with what was typed, so that both are known afterwards", async () => {
    const [row] = acceptRepairs(await check({ artId: "A1", phone: 8031234567 }), [{ rowIndex: 0, field: "phone", code: "leading-zero-lost", after: "08031234567" }], context);
    expect(row === undefined ? null : previewInput(row)).toMatchObject({
      cells: { phone: { value: 8031234567, read: "08031234567" } },
      acceptedRepairs: [{ field: "phone", code: "leading-zero-lost", after: "08031234567" }],
    });
  });

  test("a cell of 30,000 characters is cut to what a request may carry", async () => {
    const input = previewInput(await checkOne({ artId: "A1", street: "x".repeat(30_000) }));
    expect(input.cells.street?.value).toHaveLength(2_000);
  });
});

describe("the sheet meanwhile", () => {
  test("sorted rows are found, edited ones are not, one that was hidden is told apart", async () => {
    const rows = await check({ artId: "A1", phone: "1" }, { artId: "A2", phone: "2" }, { artId: "A3", phone: "3" });
    const now = [sheetRow(2, { artId: "A3", phone: "3" }, { isHidden: true }), sheetRow(3, { artId: "A2", phone: "22" }), sheetRow(4, { artId: "A1", phone: "1" })];
    const { unchanged, changed: edited, hiddenSince } = compareWithSheet(rows, now);
    expect([...unchanged].map(([index, { rowNumber }]) => [index, rowNumber])).toEqual([[0, 4]]);
    expect(edited).toEqual([1]);
    expect(hiddenSince).toEqual([2]);
  });

  test("a repair that was written into the sheet and undone there makes the row another one", async () => {
    const row = { ...(await checkOne({ artId: "A1", phone: 8031234567 })), written: { phone: "08031234567" } };
    expect(expectedMark(row)).toBe(rowMark({ artId: { value: "A1" }, phone: { value: "08031234567" } }));
    expect(compareWithSheet([row], [row.sheet]).changed).toEqual([0]);
  });
});

describe("rows that were sent before", () => {
  const done = new Set(["Updated"]);
  const cells: Typed = { artId: "A1", phone: "08031234567" };
  const detail = `Changed: Phone. ${receiptText("3f9a2c1b-0000-4000-8000-000000000001", rowMark(sheetRow(2, cells).cells))}`;

  test.each([
    ["as it was sent", sheetRow(9, cells, { status: "Updated", detail }), true],
    ["with a space more in a cell", sheetRow(9, { ...cells, phone: "08031234567 " }, { status: "Updated", detail }), true],
    ["with another phone", sheetRow(9, { ...cells, phone: "08031234568" }, { status: "Updated", detail }), false],
    ["with the receipt of another row", sheetRow(9, { ...cells, artId: "A2" }, { status: "Updated", detail }), false],
    ["that was not updated", sheetRow(9, cells, { status: "Not updated", detail }), false],
    ["without a receipt", sheetRow(9, cells, { status: "Updated", detail: "by hand" }), false],
  ])("a row %s", (_, row, sent) => {
    expect(isAlreadySent(row, done)).toBe(sent);
  });

  test.each([
    [{ rowNumber: 12, rowId: "" }, "row12~abc"],
    [{ rowNumber: 12, rowId: "k3f" }, "k3f~abc"],
  ])("the id of row %j in its submission leads back to it", (row, id) => {
    expect(rowIdFor(row, "abc")).toBe(id);
    expect(locatorFromRowId(id, row.rowNumber)).toEqual({ ...row, mark: "abc" });
  });
});
