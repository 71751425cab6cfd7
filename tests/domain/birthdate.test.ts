import fc from "fast-check";
import { checkBirthdate, parseBirthdate } from "../../src/domain/birthdate";
import { addYears, isRealDate, serialToIso } from "../../src/domain/calendar";
import { areDateCellsSuspect, inferDateOrder } from "../../src/domain/dateOrder";
import type { AcceptedRepair, CellContent, DateOrder, Issue, ReadingContext } from "../../src/domain/types";

const today = "2026-11-20";
const context = (dateOrder: DateOrder | null, date1904 = false): ReadingContext => ({ today, dateOrder, date1904, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false });
const codes = (issues: readonly Issue[]) => issues.map((issue) => `${issue.severity} ${issue.code}`);

describe("typed dates whose order is evident", () => {
  test.each([
    ["1987-03-14"],
    ["1987/03/14"],
    ["1987.3.14"],
    ["19870314"],
    ["1987-03-14 00:00:00"], // as NMRS and databases print it
    ["1987-03-14T00:00:00"],
    ["1987-03-14T00:00:00.000Z"],
    ["14 March 1987"],
    ["14-Mar-1987"],
    ["14/Mar/1987"],
    ["14Mar1987"],
    ["14th March, 1987"],
    ["14th of March 1987"],
    ["March 14, 1987"],
    ["Mar 14 1987"],
    ["1987 March 14"],
    ["Saturday, 14 March 1987"],
    ["sat 14 mar 1987"],
    ["14/03/1987"],
    ["14-03-1987"],
    ["14.03.1987"],
    ["14.3.1987"],
    ["14 03 1987"],
    ["14031987"],
    ["03/14/1987"],
    ["14/03/1987 10:30"],
    ["'14/03/1987"],
    ["\u00a014/03/1987\u00a0"],
    ["14–03–1987"],
  ])("%j is 14 March 1987 whatever the column", (typed) => {
    expect(parseBirthdate(typed, context(null)).value).toBe("1987-03-14");
  });

  test("an ISO date needs no word; another form is told", () => {
    expect(parseBirthdate("1987-03-14", context(null)).issues).toEqual([]);
    expect(parseBirthdate("14 March 1987", context(null)).issues).toEqual([
      { code: "birthdate-format-read", severity: "info", field: "birthdate", params: { read: "1987-03-14" } },
    ]);
  });

  test("both numbers the same: there is only one reading", () => {
    expect(parseBirthdate("03/03/1987", context(null)).value).toBe("1987-03-03");
  });
});

describe("the order of day and month", () => {
  test.each<[string, DateOrder | null, string | null, string[]]>([
    ["03/04/1987", "dmy", "1987-04-03", ["info birthdate-format-read"]],
    ["03/04/1987", "mdy", "1987-03-04", ["info birthdate-format-read"]],
    ["03041987", "dmy", "1987-04-03", ["info birthdate-format-read"]],
    ["03/04/1987", null, null, ["error birthdate-order-unknown"]],
    ["03/04/1987", "ymd", null, ["error birthdate-order-unknown"]],
    ["31/12/1980", "dmy", "1980-12-31", ["info birthdate-format-read"]],
    ["12/31/1980", "mdy", "1980-12-31", ["info birthdate-format-read"]],
    ["31/12/1980", "mdy", null, ["repair date-order"]],
    ["12/31/1980", "dmy", null, ["repair date-order"]],
  ])("%s in a column that is %s: %s %j", (typed, order, value, expected) => {
    const reading = parseBirthdate(typed, context(order));
    expect(reading.value).toBe(value);
    expect(codes(reading.issues)).toEqual(expected);
  });

  test("a date against the column's order is used once accepted", () => {
    const accepted: AcceptedRepair[] = [{ field: "birthdate", code: "date-order", after: "1980-12-31" }];
    expect(parseBirthdate("12/31/1980", context("dmy"), accepted)).toEqual({ value: "1980-12-31", issues: [] });
  });

  test.each<[string[], DateOrder | null, number | null, boolean]>([
    [["03/04/1987", "31/12/1980", "05/06/1990"], "dmy", 1, false],
    [["03/04/1987", "12/31/1980"], "mdy", 1, false],
    [["31/12/1980", "30/11/1980"], "dmy", 0, false],
    [["12/31/1980", "11/30/1980"], "mdy", 0, false],
    [["03/04/1987", "05/06/1990"], null, null, false],
    [["31/12/1980", "12/31/1980"], null, null, true],
    [["1980-12-31", "14 March 1987"], null, null, false],
    [["45/45/1980", ""], null, null, false],
  ])("the column %j proves %s by row %s", (column, order, proofRow, conflicting) => {
    expect(inferDateOrder(column.map((value) => ({ value })))).toEqual({ order, proofRow, conflicting });
  });

  test("date cells prove nothing about typed ones", () => {
    expect(inferDateOrder([{ value: 31850, isDate: true, text: "14/03/1987" }])).toEqual({ order: null, proofRow: null, conflicting: false });
  });
});

describe("a file that Excel opened under another country's settings", () => {
  const typed = (value: string): CellContent => ({ value });
  const day = (iso: string, date1904 = false): CellContent => ({ value: Date.parse(iso) / 86_400_000 + (date1904 ? 24_107 : 25_569), isDate: true });
  const suspect = (...cells: CellContent[]) => areDateCellsSuspect(cells, inferDateOrder(cells).order, false);

  test.each<[string, boolean, CellContent[]]>([
    ["days over 12 stayed typed, all others became dates", true, [typed("31/12/1980"), day("1987-03-04"), day("1990-06-05")]],
    ["the same with month first", true, [typed("12/31/1980"), day("1987-04-03")]],
    ["a date cell with a day over 12", false, [typed("31/12/1980"), day("1987-03-04"), day("1990-06-15")]],
    ["no typed date", false, [day("1987-03-04"), day("1990-06-05")]],
    ["no typed date that proves an order", false, [typed("03/04/1987"), day("1987-03-04")]],
    ["typed dates of both orders", false, [typed("31/12/1980"), typed("12/31/1980"), day("1987-03-04")]],
    ["typed dates only", false, [typed("31/12/1980"), typed("03/04/1987")]],
    ["numbers that are no dates", false, [typed("31/12/1980"), { value: 31840 }]],
  ])("%s: suspect %s", (_, expected, cells) => expect(suspect(...cells)).toBe(expected));

  test("days are counted as the workbook counts them", () => {
    const cells = [typed("31/12/1980"), day("1987-03-13", true)];
    expect([areDateCellsSuspect(cells, "dmy", true), areDateCellsSuspect(cells, "dmy", false)]).toEqual([false, true]);
  });

  const suspected = { ...context("dmy"), dateCellsSuspect: true };
  test("a date cell of such a column is read, and doubted", () => {
    expect(parseBirthdate(day("1987-03-04"), suspected)).toEqual({
      value: "1987-03-04",
      issues: [{ code: "birthdate-cell-swapped", severity: "warning", field: "birthdate", params: { read: "1987-03-04", swapped: "1987-04-03" } }],
    });
  });

  test.each([
    ["a day that is the same both ways", day("1987-04-04"), suspected],
    ["a day over 12", day("1987-04-13"), suspected],
    ["a date cell of another column", day("1987-03-04"), context("dmy")],
  ])("%s is not doubted", (_, cell, reading) => expect(parseBirthdate(cell, reading).issues).toEqual([]));

  test("a typed date of such a column is not doubted", () => {
    expect(codes(parseBirthdate("03/04/1987", suspected).issues)).toEqual(["info birthdate-format-read"]);
  });
});

describe("years of two digits", () => {
  test.each([
    ["14/03/87", "1987-03-14"],
    ["14-Mar-87", "1987-03-14"],
    ["14/03/12", "2012-03-14"],
    ["20/11/26", "2026-11-20"], // today
    ["21/11/26", "1926-11-21"], // tomorrow would be in the future
    ["87-03-14", "1987-03-14"],
  ])("%s is proposed as %s", (typed, after) => {
    const { value, issues } = parseBirthdate(typed, context("dmy"));
    expect(value).toBeNull();
    expect(issues).toEqual([{ code: "two-digit-year", severity: "repair", field: "birthdate", repair: { before: typed, after } }]);
    expect(parseBirthdate(typed, context("dmy"), [{ field: "birthdate", code: "two-digit-year", after }])).toEqual({ value: after, issues: [] });
  });

  test("short year and other order are two guesses", () => {
    expect(codes(parseBirthdate("12/31/80", context("dmy")).issues)).toEqual(["repair date-order", "repair two-digit-year"]);
  });
});

describe("Excel's day numbers", () => {
  test.each<[number, boolean, string]>([
    [31850, false, "1987-03-14"],
    [31850.75, false, "1987-03-14"],
    [30388, true, "1987-03-14"],
    [36526, false, "2000-01-01"],
  ])("a date cell of %s (1904: %s) is %s, without any question", (value, date1904, iso) => {
    expect(parseBirthdate({ value, isDate: true }, context(null, date1904))).toEqual({ value: iso, issues: [] });
  });

  test.each<[CellContent["value"], boolean, string]>([
    [31850, false, "1987-03-14"],
    ["31850", false, "1987-03-14"],
    [30388, true, "1987-03-14"],
  ])("the bare number %s (1904: %s) is proposed as %s", (value, date1904, after) => {
    expect(parseBirthdate({ value }, context(null, date1904)).issues).toEqual([
      { code: "date-serial", severity: "repair", field: "birthdate", repair: { before: String(value), after } },
    ]);
  });

  test.each([[1987], ["1987"], [36], [0], [-5], [99999999], [3000000]])("%s is no day number of a birth: a year, an age or nonsense", (value) => {
    expect(parseBirthdate({ value }, context(null)).value).toBeNull();
    expect(parseBirthdate({ value }, context(null)).issues.map((issue) => issue.severity)).toEqual(["error"]);
  });
});

test("a year is no day number in a workbook that counts from 1904 either", () => {
  expect(parseBirthdate({ value: 1987 }, context(null, true))).toMatchObject({ value: null, issues: [{ code: "birthdate-unreadable" }] });
});

describe("what is no birthdate", () => {
  test.each([
    ["30/02/1980", "birthdate-not-real"],
    ["29/02/1987", "birthdate-not-real"],
    ["31/04/1990", "birthdate-not-real"],
    ["1987-13-01", "birthdate-not-real"],
    ["1987-00-10", "birthdate-not-real"],
    ["45/45/1980", "birthdate-not-real"],
    ["0000-00-00", "birthdate-not-real"],
    ["21/11/2026", "birthdate-in-future"],
    ["2027-01-01", "birthdate-in-future"],
    ["19/11/1906", "birthdate-too-old"],
    ["01/01/1900", "birthdate-too-old"],
    ["about 1987", "birthdate-unreadable"],
    ["14 Foo 1987", "birthdate-unreadable"],
    ["1987-03-13T23:00:00.000Z", "birthdate-unreadable"], // in Nigeria this is the 14th
    ["36 years", "birthdate-unreadable"],
    ["#VALUE!", "cell-error-value"],
  ])("%s is refused: %s", (typed, code) => {
    expect(parseBirthdate(typed, context("dmy"))).toMatchObject({ value: null, issues: [{ severity: "error", code, field: "birthdate" }] });
  });

  test("exactly 120 years ago, today and 29 February of a leap year are birthdates", () => {
    for (const day of ["1906-11-20", "2026-11-20", "2024-02-29"]) expect(parseBirthdate(day, context(null)).value).toBe(day);
  });
});

describe("against the record", () => {
  test.each<[string, string | null, string | null, string[]]>([
    ["1987-03-14", null, null, []],
    ["1987-03-14", null, "1987-03-14", []],
    ["1988-03-14", null, "1987-03-14", []],
    ["1988-03-15", null, "1987-03-14", ["warning birthdate-shift"]],
    ["1986-03-13", null, "1987-03-14", ["warning birthdate-shift"]],
    ["2016-01-01", "2015-06-01 10:00:00", null, ["error birthdate-after-death"]],
    ["2015-06-01", "2015-06-01 10:00:00", null, []],
    ["2027-01-01", null, null, ["error birthdate-in-future"]],
  ])("%s, died %s, recorded %s: %j", (birthdate, deathDate, current, expected) => {
    expect(codes(checkBirthdate(birthdate, { today, deathDate, current }))).toEqual(expected);
  });

  test("a shift over a year also asks for a reason", () => {
    expect(checkBirthdate("1997-03-14", { today, current: "1987-03-14" })[0]?.params).toEqual({ needsReason: 1 });
  });
});

describe("for any day", () => {
  const day = fc.date({ min: new Date("1907-01-01"), max: new Date("2026-11-19"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  const names = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

  test("every way of writing it reads alike", () => {
    fc.assert(
      fc.property(day, (iso) => {
        const [y = "", m = "", d = ""] = iso.split("-");
        const name = names[Number(m) - 1] ?? "";
        expect(parseBirthdate(`${d}/${m}/${y}`, context("dmy")).value).toBe(iso);
        expect(parseBirthdate(`${m}/${d}/${y}`, context("mdy")).value).toBe(iso);
        for (const typed of [iso, `${Number(d)} ${name} ${y}`, `${d}-${name.slice(0, 3)}-${y}`, `${y}${m}${d}`, `${iso} 00:00:00`]) {
          expect(parseBirthdate(typed, context(null)).value).toBe(iso);
        }
      }),
    );
  });

  test("a serial is the day that Excel shows for it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 60_000 }), (serial) => {
        const expected = new Date(Date.UTC(1900, 2, 1) + (serial - 61) * 86_400_000).toISOString().slice(0, 10);
        expect(serialToIso(serial, false)).toBe(expected);
        expect(serialToIso(serial - 1462, true)).toBe(serial - 1462 >= 1 ? expected : null);
      }),
    );
  });

  test("years are added without leaving the calendar", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -120, max: 120 }), (iso, years) => {
        const [y = 0, m = 0, d = 0] = addYears(iso, years).split("-").map(Number);
        expect(isRealDate(y, m, d)).toBe(true);
      }),
    );
  });

  test("nothing that anybody types makes it fail, and a value is always a real day up to today", () => {
    const anything = fc.oneof(fc.string(), fc.stringMatching(/^[0-9/. -]{0,12}$/), fc.double(), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(anything, fc.boolean(), fc.constantFrom<DateOrder | null>("dmy", "mdy", "ymd", null), (value, isDate, order) => {
        const reading = parseBirthdate({ value, isDate }, context(order));
        if (reading.value === null) return;
        expect(reading.value).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        expect(reading.value <= today && reading.value >= "1906-11-20").toBe(true);
        expect(new Date(`${reading.value}T00:00:00Z`).toISOString().slice(0, 10)).toBe(reading.value);
      }),
      { numRuns: 3000 },
    );
  });
});
