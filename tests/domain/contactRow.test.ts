import fc from "fast-check";
import { parseArtId } from "../../src/domain/artId";
import { checkContactRow, isBlankRow } from "../../src/domain/contactRow";
import { parseFreeText } from "../../src/domain/freeText";
import { rowFields } from "../../src/domain/types";
import type { AcceptedRepair, CellContent, ContactRow, Issue, ReadingContext, RowField } from "../../src/domain/types";

const context: ReadingContext = { today: "2026-11-20", dateOrder: "dmy", date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false };
const cell = (value: CellContent["value"]): CellContent => ({ value });
const rowOf = (values: Partial<Record<RowField, CellContent["value"]>>): ContactRow => ({
  cells: Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value }])),
});
const check = (values: Partial<Record<RowField, CellContent["value"]>>, accepted: AcceptedRepair[] = []) => checkContactRow(rowOf(values), context, accepted);
const codes = (issues: readonly Issue[]) => issues.map((issue) => `${issue.field ?? "row"}: ${issue.severity} ${issue.code}`);

describe("ART IDs", () => {
  test.each<[CellContent, string]>([
    [cell("IMO02000020"), "IMO02000020"],
    [cell("  IMO02000020\u00a0"), "IMO02000020"],
    [cell("'0042"), "0042"],
    [cell("0042"), "0042"],
    [cell(6277), "6277"],
    [{ value: 42, text: "0042" }, "0042"], // a number format that pads with zeros
    [cell("XX-0123-4567"), "XX-0123-4567"],
    [cell("LA/15/0123"), "LA/15/0123"],
    [cell("1E5"), "1E5"], // typed as text, so it is meant
    [cell("imo\u200b02000020"), "imo02000020"],
  ])("%j is looked up as %s", (content, artId) => {
    expect(parseArtId(content).value).toBe(artId);
  });

  test.each<[CellContent, string]>([
    [cell(""), "art-id-missing"],
    [cell("\u00a0"), "art-id-missing"],
    [{ value: 44593, isDate: true }, "art-id-damaged"], // 1/2 turned into a day
    [cell("1.2E+05"), "art-id-damaged"],
    [cell("1E+05"), "art-id-damaged"],
    [cell(1234567890123456), "art-id-damaged"],
    [cell(12.5), "art-id-damaged"],
    [cell(true), "art-id-damaged"],
    [cell("#N/A"), "cell-error-value"],
    [{ value: "IMO02000020", isFormula: true }, "cell-formula"],
    [cell("A".repeat(51)), "text-too-long"],
    [cell("IMO😀"), "characters-not-allowed"],
    [cell("IMO\u0007"), "characters-not-allowed"],
  ])("%j is refused: %s", (content, code) => {
    expect(parseArtId(content)).toMatchObject({ value: null, issues: [{ severity: "error", code, field: "artId" }] });
  });
});

describe("streets and names of places", () => {
  test.each([
    ["  12   Broad\u00a0Street  ", "12 Broad Street"],
    ["12 Broad Street\nBehind the market", "12 Broad Street Behind the market"],
    ["12\\3 Broad St\\nIkeja", "12\\3 Broad St\\nIkeja"],
    ["UMUOKA, AMAZU", "UMUOKA, AMAZU"],
    ["'=12 Broad St", "=12 Broad St"],
    ["Mai’adua “A” 5° ẹ̀gbẹ́", "Mai’adua “A” 5° ẹ̀gbẹ́".normalize("NFC")],
    [12, "12"],
  ])("%j is kept as %j", (value, text) => {
    expect(parseFreeText(cell(value), "street").value).toBe(text);
  });

  test("line breaks that were read as spaces are told", () => {
    expect(codes(parseFreeText(cell("12 Broad St\r\nIkeja"), "street").issues)).toEqual(["street: info street-format-read"]);
  });

  test.each<[CellContent, string]>([
    [cell("12 Broad St 😀"), "characters-not-allowed"],
    [cell("12 Broad\u0000St"), "characters-not-allowed"],
    [cell("12 Broad \ufffd St"), "characters-not-allowed"],
    [cell("\ud83d"), "characters-not-allowed"],
    [cell("x".repeat(256)), "text-too-long"],
    [{ value: 44593, isDate: true }, "street-is-date"], // 12/3 typed as a house number
    [cell("#REF!"), "cell-error-value"],
    [{ value: "12 Broad St", isFormula: true }, "cell-formula"],
  ])("%j is refused: %s", (content, code) => {
    expect(parseFreeText(content, "street")).toMatchObject({ value: null, issues: [{ severity: "error", code, field: "street" }] });
  });

  test("255 characters fit, counted after outer spaces are gone", () => {
    expect(parseFreeText(cell(`  ${"x".repeat(255)}  `), "street").value).toHaveLength(255);
  });
});

describe("a row", () => {
  test("that is good gives its values", () => {
    expect(check({ artId: "IMO02000020", phone: "08031234567", street: "12 Broad St", ward: "Alausa", lga: "Ikeja", state: "Lagos", birthdate: "1987-03-14", reason: "Patient called" })).toEqual({
      artId: "IMO02000020",
      update: {
        phone: { kind: "value", value: "08031234567" },
        address: { street: { kind: "value", value: "12 Broad St" }, ward: "Alausa", lga: "Ikeja", state: "Lagos" },
        birthdate: "1987-03-14",
      },
      guard: {},
      reason: "Patient called",
      read: { phone: "08031234567", street: "12 Broad St", ward: "Alausa", lga: "Ikeja", state: "Lagos", birthdate: "1987-03-14" },
      issues: [],
    });
  });

  test("with blank cells asks for no change there (R3, R4)", () => {
    const checked = check({ artId: "6277", phone: "", street: "\u00a0", lga: " ", birthdate: "\r" });
    expect(checked.update).toEqual({});
    expect(codes(checked.issues)).toEqual(["row: info row-without-values"]);
  });

  test("with one bad cell keeps its other parts (R5)", () => {
    const checked = check({ artId: "6277", phone: "08031234567", birthdate: "30/02/1980" });
    expect(checked.update).toEqual({ phone: { kind: "value", value: "08031234567" } });
    expect(codes(checked.issues)).toEqual(["birthdate: error birthdate-not-real"]);
  });

  test("with one bad part of the address gives no part of it", () => {
    const checked = check({ artId: "6277", street: "12 Broad St", lga: "Ikeja 😀" });
    expect(checked.update).toEqual({});
    expect(checked.read).toEqual({ street: "12 Broad St" });
  });

  test("with an open repair leaves that part out until it is accepted", () => {
    expect(check({ artId: "6277", phone: 8031234567 }).update).toEqual({});
    const accepted: AcceptedRepair[] = [{ field: "phone", code: "leading-zero-lost", after: "08031234567" }];
    expect(check({ artId: "6277", phone: 8031234567 }, accepted).update).toEqual({ phone: { kind: "value", value: "08031234567" } });
  });

  test("whose new birthdate is still open says nothing of missing values", () => {
    expect(codes(check({ artId: "6277", birthdate: "14/03/87" }).issues)).toEqual(["birthdate: repair two-digit-year"]);
  });

  test.each([["CLEAR"], ["clear"], [" Clear "]])("the word %j erases phone and street", (word) => {
    const checked = check({ artId: "6277", phone: word, street: word });
    expect(checked.update).toEqual({ phone: { kind: "clear" }, address: { street: { kind: "clear" } } });
    expect(checked.read).toEqual({ phone: "CLEAR", street: "CLEAR" });
  });

  test("the word CLEAR never erases a birthdate or a place", () => {
    const checked = check({ artId: "6277", birthdate: "CLEAR", lga: "CLEAR", state: "clear", ward: "CLEAR" });
    expect(checked.update).toEqual({});
    expect(codes(checked.issues)).toEqual(["ward: error clear-place", "lga: error clear-place", "state: error clear-place", "birthdate: error clear-birthdate"]);
  });

  test("with a formula in a value column is refused there; in a name column it is not", () => {
    const checked = checkContactRow({ cells: { artId: cell("6277"), phone: { value: "08031234567", isFormula: true }, fullName: { value: "Ngozi Okafor", isFormula: true } } }, context);
    expect(codes(checked.issues)).toEqual(["phone: error cell-formula"]);
    expect(checked.guard).toEqual({ names: ["Ngozi Okafor"] });
  });

  test("tells who the patient is by the other columns, without judging them", () => {
    const checked = check({ artId: "6277", phone: "08031234567", givenName: "Ngozi", familyName: "Okafor", sex: "F", knownBirthdate: "14/03/1987", hospitalNumber: 42 });
    expect(checked.guard).toEqual({ names: ["Ngozi", "Okafor"], sex: "F", birthdate: "1987-03-14", hospitalNumber: "42" });
    expect(check({ artId: "6277", phone: "08031234567", sex: "#N/A", knownBirthdate: "soon", fullName: "" })).toMatchObject({ guard: {}, issues: [] });
  });

  test("without an ART ID is nobody's", () => {
    expect(check({ phone: "08031234567" })).toMatchObject({ artId: null, issues: [{ code: "art-id-missing" }] });
  });

  test("is blank when every cell is", () => {
    expect(isBlankRow(rowOf({ artId: " ", phone: "\u00a0" }))).toBe(true);
    expect(isBlankRow(rowOf({ artId: "", phone: "0" }))).toBe(false);
  });
});

test("no row of whatever cells makes the check fail, and what has an error is never in the update", () => {
  const anyCell = fc.record({
    value: fc.oneof(fc.string({ unit: "binary" }), fc.double(), fc.integer(), fc.boolean(), fc.constantFrom("CLEAR", "#N/A", "8031234567", "03/04/1987", "NULL")),
    isDate: fc.boolean(),
    isFormula: fc.boolean(),
    text: fc.string(),
  });
  const anyRow = fc.dictionary(fc.constantFrom(...rowFields), anyCell);
  fc.assert(
    fc.property(anyRow, fc.constantFrom("dmy" as const, null), (cells, dateOrder) => {
      const { update, issues } = checkContactRow({ cells }, { ...context, dateOrder });
      const bad = new Set(issues.filter((issue) => issue.severity === "error" || issue.severity === "repair").map((issue) => issue.field));
      if (bad.has("phone")) expect(update.phone).toBeUndefined();
      if (bad.has("birthdate")) expect(update.birthdate).toBeUndefined();
      if (bad.has("street") || bad.has("ward") || bad.has("lga") || bad.has("state")) expect(update.address).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
});
