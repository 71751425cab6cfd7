import fc from "fast-check";
import { isValidPhoneNumber } from "libphonenumber-js/mobile";
import metadata from "libphonenumber-js/metadata.mobile.json";
import { isNigerianMobile, nigerianMobilePattern } from "../../src/domain/nigerianMobile";
import { parsePhone, phoneKey } from "../../src/domain/phone";
import type { AcceptedRepair, CellContent, Issue } from "../../src/domain/types";

const codes = (issues: readonly Issue[]) => issues.map((issue) => `${issue.severity} ${issue.code}`);

describe("formatting is only read", () => {
  test.each([
    ["0803 123 4567"],
    ["0803-123-4567"],
    ["0803.123.4567"],
    ["(0803) 1234567"],
    ["\u00a008031234567\u00a0"],
    ["0803\u00a0123\u00a04567"],
    ["0803–123–4567"], // AutoCorrect's dash
    ["'08031234567"],
    ["’08031234567"],
    ["\u200b08031234567\u202c"], // copied from WhatsApp
    ["+2348031234567"],
    ["+234 803 123 4567"],
    ["+234-08031234567"], // NMRS's ScheduledAppointment and SIRADET lists
    ["234-08031234567"], // NMRS's ViralLoadEligibility list
    ["+234(0)8031234567"],
    ["2348031234567"],
    ["+08031234567"], // no country code begins with 0
    ["002348031234567"],
    ["0092348031234567"], // 009 is Nigeria's own international prefix
    ["009 234 803 123 4567"],
    ["０８０３１２３４５６７"], // full-width digits
    ["08031234567\n"],
    ["0803 123 4567,"],
    ["0803,123,4567"],
    ["08031234567 / 0803-123-4567"], // the same number twice
  ])("%j is read as 08031234567", (typed) => {
    expect(parsePhone(typed).value).toBe("08031234567");
  });

  test("a number as it is dialled needs no word at all", () => {
    expect(parsePhone("08031234567")).toEqual({ value: "08031234567", issues: [] });
  });

  test("what was read differently from what was typed is told", () => {
    expect(parsePhone("+234-08031234567").issues).toEqual([
      { code: "phone-format-read", severity: "info", field: "phone", params: { read: "08031234567" } },
    ]);
  });

  test("outer spaces alone are not worth telling", () => {
    expect(parsePhone(" 08031234567 ")).toEqual({ value: "08031234567", issues: [] });
  });

  test.each<[CellContent]>([[{ value: 2348031234567 }], [{ value: "8031234567.0", text: "" }], [{ value: 8031234567, text: "0803 123 4567" }]])(
    "the cell %j means 08031234567",
    (cell) => expect(parsePhone(cell, [{ field: "phone", code: "leading-zero-lost", after: "08031234567" }]).value).toBe("08031234567"),
  );

  test("a number format that shows the first 0 is what the person sees and means", () => {
    expect(parsePhone({ value: 8031234567, text: "08031234567" })).toEqual({ value: "08031234567", issues: [] });
  });

  test.each([[""], ["   "], ["\u00a0"], ["\u200b"], ["'"]])("a blank cell %j says nothing", (blank) => {
    expect(parsePhone(blank)).toEqual({ value: null, issues: [] });
  });

  test.each([["NULL"], ["nil"], ["N/A"], ["none"], ["-"]])("the placeholder %s means no change, and that is told", (typed) => {
    expect(parsePhone(typed)).toEqual({
      value: null,
      issues: [{ code: "placeholder-ignored", severity: "info", field: "phone", params: { value: typed } }],
    });
  });
});

describe("damage is proposed and used only when accepted", () => {
  test.each<[CellContent["value"], string, string, string]>([
    [8031234567, "leading-zero-lost", "8031234567", "08031234567"],
    ["8031234567", "leading-zero-lost", "8031234567", "08031234567"],
    ["803 123 4567", "leading-zero-lost", "8031234567", "08031234567"],
    ["7061234567", "leading-zero-lost", "7061234567", "07061234567"],
    ["9061234567", "leading-zero-lost", "9061234567", "09061234567"],
    ["8.031234567E+09", "scientific-notation", "8.031234567E+09", "08031234567"],
    ["2.348031234567E+12", "scientific-notation", "2.348031234567E+12", "08031234567"],
    ["O8031234567", "letter-o-for-zero", "O8031234567", "08031234567"],
    ["o8o31234567", "letter-o-for-zero", "o8o31234567", "08031234567"],
    ["O8O31234567", "letter-o-for-zero", "O8O31234567", "08031234567"],
  ])("%s is the repair %s from %s to %s", (value, code, before, after) => {
    expect(parsePhone({ value })).toEqual({ value: null, issues: [{ code, severity: "repair", field: "phone", repair: { before, after } }] });
    expect(parsePhone({ value }, [{ field: "phone", code: code as AcceptedRepair["code"], after }])).toEqual({ value: after, issues: [] });
  });

  test.each([
    ["08031234567/08051234567", ["08031234567", "08051234567"]],
    ["08031234567, 08051234567", ["08031234567", "08051234567"]],
    ["08031234567;08051234567", ["08031234567", "08051234567"]],
    ["08031234567 or 08051234567", ["08031234567", "08051234567"]],
    ["08031234567 OR 08051234567", ["08031234567", "08051234567"]],
    ["08031234567 & 08051234567", ["08031234567", "08051234567"]],
    ["08031234567\n08051234567", ["08031234567", "08051234567"]],
    ["08031234567 08051234567", ["08031234567", "08051234567"]],
    ["08031234567 - 08051234567", ["08031234567", "08051234567"]],
    ["8031234567/8051234567", ["08031234567", "08051234567"]],
    ["+234-08031234567 / O8051234567", ["08031234567", "08051234567"]],
    ["08031234567/08051234567/08061234567", ["08031234567", "08051234567", "08061234567"]],
    ["08031234567 / 0805", ["08031234567"]],
    ["8031234567 / 08031234567", ["08031234567"]],
  ])("%j holds several numbers, and a person chooses among %j", (typed, choices) => {
    const { value, issues } = parsePhone(typed);
    expect(value).toBeNull();
    expect(issues).toEqual([{ code: "two-numbers", severity: "repair", field: "phone", repair: { before: typed, after: choices[0], choices } }]);
  });

  test("the second number can be chosen", () => {
    const accepted: AcceptedRepair[] = [{ field: "phone", code: "two-numbers", after: "08051234567" }];
    expect(parsePhone("8031234567/8051234567", accepted)).toEqual({ value: "08051234567", issues: [] });
  });

  test("a number that is not among the choices is not taken", () => {
    const accepted: AcceptedRepair[] = [{ field: "phone", code: "two-numbers", after: "08099999999" }];
    expect(parsePhone("08031234567/08051234567", accepted).value).toBeNull();
  });

  test("two damages of one cell are two repairs, and both must be accepted", () => {
    const zero: AcceptedRepair = { field: "phone", code: "letter-o-for-zero", after: "8031234507" };
    const first: AcceptedRepair = { field: "phone", code: "leading-zero-lost", after: "08031234507" };
    expect(codes(parsePhone("80312345O7").issues)).toEqual(["repair letter-o-for-zero", "repair leading-zero-lost"]);
    expect(codes(parsePhone("80312345O7", [zero]).issues)).toEqual(["repair leading-zero-lost"]);
    expect(codes(parsePhone("80312345O7", [first]).issues)).toEqual(["repair letter-o-for-zero"]);
    expect(parsePhone("80312345O7", [first, zero])).toEqual({ value: "08031234507", issues: [] });
  });

  test("a repair accepted for another value or another column is not taken", () => {
    expect(parsePhone({ value: 8031234567 }, [{ field: "phone", code: "leading-zero-lost", after: "08031234568" }]).value).toBeNull();
    expect(parsePhone({ value: 8031234567 }, [{ field: "street", code: "leading-zero-lost", after: "08031234567" }]).value).toBeNull();
  });
});

describe("what cannot be used is an error", () => {
  test.each<[CellContent["value"], string]>([
    ["0803ABCDEFG", "phone-letters"],
    ["0803123456l", "phone-letters"], // a small L
    ["Ngozi 08031234567", "phone-letters"],
    ["08031234567 ext 2", "phone-letters"],
    ["0803*1234567", "phone-letters"],
    ["0803+1234567", "phone-letters"],
    ["O", "phone-letters"],
    [true, "phone-letters"],
    ["0803123456", "phone-too-short"],
    ["0803 12 456", "phone-too-short"], // the script stored it
    ["+234 803 123 456", "phone-too-short"],
    ["234803123456", "phone-too-short"],
    [803123456, "phone-too-short"],
    ["080312345678", "phone-too-long"],
    ["+234080312345678", "phone-too-long"],
    ["008031234567", "phone-too-long"],
    ["18031234567", "phone-first-digit"],
    ["80312345671", "phone-first-digit"],
    ["23480312345", "phone-first-digit"], // eleven digits: 234 need not be the country
    ["8.03E+09", "phone-digits-lost"],
    ["8.03123E+09", "phone-digits-lost"],
    ["2.34803E+12", "phone-digits-lost"],
    [8031234567.5, "phone-digits-lost"],
    [-8031234567, "phone-digits-lost"],
    ["+442079460958", "phone-not-nigerian"],
    ["0044 20 7946 0958", "phone-not-nigerian"],
    ["+1 202 555 0143", "phone-not-nigerian"],
  ])("%s is refused: %s", (value, code) => {
    const reading = parsePhone({ value });
    expect(reading.value).toBeNull();
    expect(codes(reading.issues)).toEqual([`error ${code}`]);
  });

  test("how many digits there are is told, counted as the number is dialled", () => {
    expect(parsePhone("+234 803 123 456").issues[0]?.params).toEqual({ digits: 10 });
    expect(parsePhone("080312345678").issues[0]?.params).toEqual({ digits: 12 });
  });

  test.each([["#N/A"], ["#REF!"], ["#VALUE!"], ["#DIV/0!"], ["#NAME?"], ["#NULL!"], ["#NUM!"], ["#SPILL!"], ["#CALC!"], ["#BUSY!"]])(
    "Excel's error %s is refused",
    (value) => expect(codes(parsePhone(value).issues)).toEqual(["error cell-error-value"]),
  );

  test("a formula is refused even where it shows a good number", () => {
    expect(codes(parsePhone({ value: "08031234567", isFormula: true }).issues)).toEqual(["error cell-formula"]);
  });
});

describe("what is unusual is asked about", () => {
  test.each([
    ["08192123456", "phone-prefix-unknown"],
    ["09171234567", "phone-prefix-unknown"],
    ["02033123456", "phone-prefix-unknown"],
    ["07001234560", "phone-service-number"],
    ["08001234560", "phone-service-number"],
    ["08030000000", "phone-repeated-digits"],
    ["08099999999", "phone-repeated-digits"],
    ["08012345678", "phone-repeated-digits"],
    ["08123456789", "phone-repeated-digits"],
    ["08098765432", "phone-repeated-digits"],
  ])("%s is read, with the warning %s", (typed, code) => {
    const { value, issues } = parsePhone(typed);
    expect(value).toBe(typed);
    expect(codes(issues)).toEqual([`warning ${code}`]);
  });

  test("seven digits in counting order are a real number's right", () => {
    expect(parsePhone("08031234567").issues).toEqual([]);
  });

  test("the warning comes with the repair, before anybody accepts it", () => {
    expect(codes(parsePhone({ value: 8192123456 }).issues)).toEqual(["repair leading-zero-lost", "warning phone-prefix-unknown"]);
  });
});

describe("Nigeria's mobile numbers", () => {
  test("are those of the installed libphonenumber", () => {
    expect(metadata.countries.NG?.flat(3)).toContain(nigerianMobilePattern);
  });

  test("every four- and five-digit prefix is judged as libphonenumber judges it", () => {
    const differing = Array.from({ length: 10_000 }, (_, index) => `0${String(index).padStart(4, "0")}123456`).filter(
      (phone) => isNigerianMobile(phone) !== isValidPhoneNumber(phone, "NG"),
    );
    expect(differing).toEqual([]);
  });
});

describe("for any cell", () => {
  const mobile = fc
    .tuple(fc.constantFrom("0701", "0703", "0706", "0803", "0805", "0810", "0818", "0901", "0916"), fc.stringMatching(/^\d{7}$/))
    .map(([prefix, rest]) => prefix + rest);

  test("a number that has been read reads as itself", () => {
    fc.assert(fc.property(mobile, (phone) => parsePhone(phone).value === phone));
  });

  test("all ways of writing one number read alike", () => {
    const ways = [
      (p: string) => `+234${p.slice(1)}`,
      (p: string) => `+234-${p}`,
      (p: string) => `234-${p}`,
      (p: string) => `234${p.slice(1)}`,
      (p: string) => `00234 ${p.slice(1, 4)} ${p.slice(4)}`,
      (p: string) => `009234${p.slice(1)}`,
      (p: string) => `+234(0)${p.slice(1)}`,
      (p: string) => `(${p.slice(0, 4)}) ${p.slice(4, 7)}-${p.slice(7)}`,
      (p: string) => `'${p}`,
      (p: string) => `\u00a0${p.slice(0, 4)}\u00a0${p.slice(4)}`,
    ];
    fc.assert(fc.property(mobile, fc.constantFrom(...ways), (phone, write) => parsePhone(write(phone)).value === phone && phoneKey(write(phone)) === phone));
  });

  test("the value is null or eleven digits beginning with 0, and null whenever there is an error or an open repair", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.string({ unit: "grapheme" }),
      fc.stringMatching(/^[+0-9 ()oO/.,E-]{0,30}$/),
      fc.double(),
      fc.integer({ min: 0, max: 99_999_999_999_999 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(anything, (value) => {
        const reading = parsePhone({ value });
        if (reading.value !== null) expect(reading.value).toMatch(/^0\d{10}$/);
        if (reading.issues.some((issue) => issue.severity === "error" || issue.severity === "repair")) expect(reading.value).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  test("accepting all that is proposed leaves no proposal", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+0-9 oO/]{8,26}$/), (typed) => {
        const proposed = parsePhone(typed).issues.flatMap(({ repair, code }) => (repair ? [{ field: "phone", code, after: repair.after } as AcceptedRepair] : []));
        const { value, issues } = parsePhone(typed, proposed);
        expect(issues.filter((issue) => issue.severity === "repair")).toEqual([]);
        if (proposed.length > 0) expect(value).toMatch(/^0\d{10}$/);
      }),
      { numRuns: 2000 },
    );
  });
});
