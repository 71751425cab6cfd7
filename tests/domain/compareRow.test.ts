import { artIdOf, compareRow, differencesOf } from "../../src/domain/compareRow";
import type { RecordHeld } from "../../src/domain/compareRow";
import { indexPlaces } from "../../src/domain/placeNames";
import type { CellContent, ReadingContext, RowField } from "../../src/domain/types";

/** Where a row of a sheet and the record differ. */

const reading: ReadingContext = { today: "2026-11-23", dateOrder: "dmy", date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false };
const places = indexPlaces([
  { state: "FCT", lga: "Municipal Area Council", ward: "Karu" },
  { state: "Nasarawa", lga: "Karu", ward: "Aso Kodape" },
  { state: "Katsina", lga: "Mai'Adua", ward: null },
  { state: "Oyo", lga: "Surulere", ward: null },
  { state: "Lagos", lga: "Surulere", ward: null },
]);
const held: RecordHeld = {
  phone: "08031234567",
  address: { street: "14 Ayangburen Road", ward: "Aso Kodape", lga: "Karu", state: "Nasarawa" },
  birthdate: { birthdate: "1987-04-03", estimated: false },
  name: "Halima Ali Musa",
};

function compare(cells: Partial<Record<RowField, CellContent | string | number>>, more: { held?: Partial<RecordHeld>; reading?: Partial<ReadingContext>; places?: null } = {}) {
  const contents = Object.fromEntries(Object.entries(cells).map(([field, content]) => [field, typeof content === "object" ? content : { value: content }]));
  return compareRow(contents, { ...held, ...more.held }, { reading: { ...reading, ...more.reading }, places: more.places === null ? null : places });
}

describe("phones", () => {
  test.each<[CellContent | string | number, string]>([
    ["08031234567", "same"],
    ["+234 803 123 4567", "same"],
    ["0803-123-4567", "same"],
    ["+234-08031234567", "same"],
    ["2348031234567", "same"],
    [" 08031234567\u00a0", "same"],
    [{ value: 8031234567, text: "8031234567" }, "same"],
    ["O8O31234567", "same"],
    ["08031234567 / 08031234567", "same"],
    ["08031234568", "differs"],
    [{ value: 8031234568, text: "8031234568" }, "unreadable"],
    ["CLEAR", "differs"],
    ["", "missing-in-sheet"],
    ["N/A", "missing-in-sheet"],
    ["-", "missing-in-sheet"],
    ["8.03E+09", "unreadable"],
    ["0803123", "unreadable"],
    ["call the mother", "unreadable"],
    ["#N/A", "unreadable"],
    ["08031234567 or 08099999999", "unreadable"],
    [{ value: "08031234567", isFormula: true }, "same"],
    [{ value: "08031234568", isFormula: true }, "differs"],
  ])("where the record says 08031234567, %p is %s", (cell, verdict) => {
    expect(compare({ phone: cell }).phone?.verdict).toBe(verdict);
  });

  test.each<[string, string | null, string]>([
    ["08031234567", null, "missing-in-record"],
    ["08031234567", "", "missing-in-record"],
    ["", null, "same"],
    ["CLEAR", null, "same"],
    ["08031234567", "+234-0803 123 4567", "same"],
    ["08031234567", "no phone", "differs"],
    ["080312", null, "unreadable"],
  ])("in the sheet %p, in the record %p: %s", (cell, phone, verdict) => {
    expect(compare({ phone: cell }, { held: { phone } }).phone?.verdict).toBe(verdict);
  });

  test("a damaged number that means another than the record's says why, and can be replaced by it", () => {
    expect(compare({ phone: { value: 8031234568 } }).phone).toMatchObject({ sheet: "8031234568", record: "08031234567", replacement: "08031234567", why: { code: "leading-zero-lost" } });
  });

  test("a cell with a formula is never replaced", () => {
    expect(compare({ phone: { value: "08031234568", isFormula: true } }).phone?.replacement).toBeNull();
  });

  test("where the record has none there is nothing to take from it", () => {
    expect(compare({ phone: "08031234567" }, { held: { phone: null } }).phone).toMatchObject({ record: null, replacement: null });
  });
});

describe("birthdates", () => {
  test.each<[CellContent | string, Partial<ReadingContext>, string]>([
    ["1987-04-03", {}, "same"],
    ["03/04/1987", {}, "same"],
    ["3 April 1987", {}, "same"],
    ["3-Apr-1987", {}, "same"],
    ["03/04/87", {}, "same"],
    ["04/03/1987", {}, "differs"],
    ["04/03/1987", { dateOrder: "mdy" }, "same"],
    ["03/04/1987", { dateOrder: null }, "unreadable"],
    [{ value: 31870, text: "03/04/1987", isDate: true }, {}, "same"],
    [{ value: 31871, text: "04/04/1987", isDate: true }, {}, "differs"],
    [{ value: 30408, text: "03/04/1987", isDate: true }, { date1904: true }, "same"],
    [{ value: 31870 }, {}, "same"],
    [{ value: 31871 }, {}, "unreadable"],
    [{ value: 1987 }, {}, "unreadable"],
    ["1987", {}, "unreadable"],
    ["31/02/1987", {}, "unreadable"],
    ["03/04/2087", {}, "unreadable"],
    ["CLEAR", {}, "unreadable"],
    ["", {}, "missing-in-sheet"],
    ["unknown", {}, "missing-in-sheet"],
  ])("where the record says 3 April 1987, %p read by %p is %s", (cell, more, verdict) => {
    expect(compare({ birthdate: cell }, { reading: more }).birthdate?.verdict).toBe(verdict);
    expect(compare({ birthdate: cell }, { reading: { ...more, birthdateIsListed: true } }).birthdate?.verdict).toBe(verdict);
  });

  test("the same day as an estimated one is the same day, and a difference says that the record's is an estimate", () => {
    const estimated = { birthdate: { birthdate: "1987-04-03", estimated: true } };
    expect(compare({ birthdate: "1987-04-03" }, { held: estimated }).birthdate).toMatchObject({ verdict: "same", isEstimated: true });
    expect(compare({ birthdate: "1987-04-04" }, { held: estimated }).birthdate).toMatchObject({ verdict: "differs", isEstimated: true, record: "1987-04-03" });
  });

  test("a record without a birthdate", () => {
    const none = { birthdate: { birthdate: null, estimated: false } };
    expect(compare({ birthdate: "1987-04-03" }, { held: none }).birthdate?.verdict).toBe("missing-in-record");
    expect(compare({ birthdate: "" }, { held: none }).birthdate?.verdict).toBe("same");
  });
});

describe("streets and places", () => {
  test.each<[RowField, string, string]>([
    ["street", "14 Ayangburen Road", "same"],
    ["street", "14,  AYANGBUREN road.", "same"],
    ["street", "15 Ayangburen Road", "differs"],
    ["street", "CLEAR", "differs"],
    ["street", "", "missing-in-sheet"],
    ["street", "house \u0007", "unreadable"],
    ["lga", "KARU", "same"],
    ["lga", "karu lga", "same"],
    ["lga", "Keffi", "differs"],
    ["lga", "CLEAR", "unreadable"],
    ["lga", " ", "missing-in-sheet"],
    ["state", "nasarawa", "same"],
    ["state", "Nasarawa State", "same"],
    ["state", "FCT", "differs"],
    ["ward", "ASO-KODAPE", "same"],
    ["ward", "Aso Kodape ward", "same"],
    ["ward", "Karu", "differs"],
  ])("%s %p is %s", (field, cell, verdict) => {
    expect(compare({ [field]: cell })[field as "lga"]?.verdict).toBe(verdict);
  });

  test.each<[string, string, string, string]>([
    ["state", "Abuja", "FCT", "same"],
    ["state", "Federal Capital Territory", "FCT", "same"],
    ["lga", "MAIADUA", "Mai’adua", "same"],
    ["lga", "Surulere LGA", "Surulere", "same"],
  ])("%s %p and the record's %p: %s", (field, cell, record, verdict) => {
    const address = { street: null, ward: null, lga: null, state: null, [field]: record };
    expect(compare({ [field]: cell }, { held: { address } })[field as "lga"]?.verdict).toBe(verdict);
  });

  test("without the site's places names are compared as they are spelt", () => {
    expect(compare({ lga: "KARU", state: "Nasarawa State" }, { places: null })).toMatchObject({ lga: { verdict: "same" }, state: { verdict: "differs" } });
  });

  test("a record without an address", () => {
    expect(compare({ street: "1 New Road", lga: "Karu", ward: "" }, { held: { address: null } })).toMatchObject({
      street: { verdict: "missing-in-record" },
      lga: { verdict: "missing-in-record" },
      ward: { verdict: "same" },
    });
  });

  test.each<[string, string]>([
    ["14 Ayangburen Road Karu", "same"],
    ["14 Ayangburen Road, KARU", "same"],
    ["14 Ayangburen Road", "same"],
    ["15 Ayangburen Road Karu", "differs"],
    ["14 Ayangburen Road Keffi", "differs"],
    ["", "missing-in-sheet"],
  ])("in a line list's PatientAddress %p is %s", (cell, verdict) => {
    const { street } = compare({ street: cell }, { reading: { streetIncludesLga: true } });
    expect(street?.verdict).toBe(verdict);
    expect(street?.replacement).toBe("14 Ayangburen Road Karu");
  });
});

describe("who the row is about", () => {
  test.each<[Partial<Record<RowField, string>>, string]>([
    [{ fullName: "MUSA Halima" }, "same"],
    [{ givenName: "Halima", familyName: "Musa" }, "same"],
    [{ givenName: "Halimah", familyName: "Musa" }, "same"],
    [{ givenName: "Bisi", familyName: "Musa" }, "differs"],
    [{ fullName: "" }, "missing-in-sheet"],
    [{ fullName: "#REF!" }, "unreadable"],
  ])("%p is %s", (cells, verdict) => {
    expect(compare(cells).name).toMatchObject({ verdict, replacement: null });
  });

  test.each<[CellContent | string, string]>([
    ["03/04/1987", "same"],
    ["05/04/1987", "differs"],
    ["nobody knows", "unreadable"],
    ["", "missing-in-sheet"],
  ])("a recorded birthdate of %p is %s, and is not replaced", (cell, verdict) => {
    expect(compare({ knownBirthdate: cell }).knownBirthdate).toMatchObject({ verdict, replacement: null });
  });

  test("columns that the list does not have, and what was not asked, are not compared", () => {
    expect(compare({ artId: "FCT/001", remark: "x" } as never)).toEqual({});
    expect(compareRow({ phone: { value: "1" }, fullName: { value: "A" } }, {}, { reading, places })).toEqual({});
  });

  test.each<[CellContent | undefined, object]>([
    [{ value: " FCT/001 " }, { artId: "FCT/001" }],
    [{ value: "FCT/001", isFormula: true }, { artId: "FCT/001" }],
    [{ value: "" }, { artId: null, why: "art-id-missing" }],
    [undefined, { artId: null, why: "art-id-missing" }],
    [{ value: "#N/A" }, { artId: null, why: "art-id-damaged" }],
  ])("the ART ID of %p", (artId, expected) => {
    expect(artIdOf(artId === undefined ? {} : { artId }, reading)).toEqual(expected);
  });

  test("a row that says what the record says differs in nothing", () => {
    expect(differencesOf(compare({ phone: "0803 123 4567", lga: "karu" }))).toEqual([]);
    expect(differencesOf(compare({ phone: "", lga: "Keffi", birthdate: "1987-04-03" }))).toEqual(["phone", "lga"]);
  });
});
