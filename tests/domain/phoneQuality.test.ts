import type { AttemptOutcome } from "../../src/domain/contactNotes";
import { readClinicNumbers } from "../../src/domain/clinicNumbers";
import { comeBack, isReportedWrong, judgeNumber } from "../../src/domain/phoneQuality";
import type { HeldNumber } from "../../src/domain/phoneQuality";
import { checkSiteSettings, noSiteSettings } from "../../src/domain/siteSettings";

test.each([
  ["08000000000", "placeholder"],
  ["0800 000 0000", "placeholder"],
  ["+234-08000000000", "placeholder"],
  ["00000000000", "placeholder"],
  ["080000000", "placeholder"],
  ["0000", "placeholder"],
  ["11111", "placeholder"],
  ["09099999999", "placeholder"],
  ["08033333334", "placeholder"],
  ["08012345678", "sequence"],
  ["8012345678", "sequence"],
  ["234 801 234 5678", "sequence"],
  ["09087654321", "sequence"],
  ["12345678", "sequence"],
  ["08031234567", null],
  ["08033333314", null],
  ["08161536864", null],
  ["07012312312", null],
  ["0803123", null],
  ["", null],
  ["N/A", null],
  ["none", null],
  ["X0000000", null],
  ["08031234567 / 08000000000", null],
] as const)("the number %s is made up: %s", (stored, judged) => {
  expect(judgeNumber(stored)).toBe(judged);
});

const held = (number: string, from: string, more: Partial<HeldNumber> = {}): HeldNumber => ({ number, from: `${from} 09:00:00`, sequence: 1, voided: false, restored: false, ...more });
const gone = { voided: true } as const;
const [a, b] = ["08031111111", "08032222222"];

test.each<[string, readonly HeldNumber[], readonly string[]]>([
  ["one number, never another", [held(a, "2020-01-01")], []],
  ["the number before was another one", [held(a, "2020-01-01", gone), held(b, "2021-01-01")], []],
  ["the same was entered again, with nothing between", [held(a, "2020-01-01", gone), held(a, "2021-01-01")], []],
  ["it was there, another replaced it, and it came back", [held(a, "2020-01-01", gone), held(b, "2021-01-01", gone), held(a, "2022-01-01")], [a]],
  ["the one between is still there beside it", [held(a, "2020-01-01", gone), held(b, "2021-01-01"), held(a, "2022-01-01")], [a]],
  ["the other one came before both", [held(b, "2019-01-01", gone), held(a, "2020-01-01", gone), held(a, "2022-01-01")], []],
  ["the one between was blank", [held(a, "2020-01-01", gone), held("", "2021-01-01", gone), held(a, "2022-01-01")], []],
  ["an undo brought it back", [held(a, "2020-01-01", gone), held(b, "2021-01-01", gone), held(a, "2022-01-01", { restored: true })], []],
  ["the old one is not voided: two at once", [held(a, "2020-01-01"), held(b, "2021-01-01", gone), held(a, "2022-01-01")], []],
  ["all in one second, told apart by their order", [held(a, "2020-01-01", { ...gone, sequence: 1 }), held(a, "2020-01-01", { sequence: 3 }), held(b, "2020-01-01", { ...gone, sequence: 2 })], [a]],
  ["in the wrong order of the list", [held(a, "2022-01-01"), held(b, "2021-01-01", gone), held(a, "2020-01-01", gone)], [a]],
])("an old number has come back: %s", (_, numbers, expected) => {
  expect([...comeBack(numbers)]).toEqual(expected);
});

const call = (day: string, outcome: AttemptOutcome, sequence = 1) => ({ day, outcome, sequence });

test.each<[string, readonly ReturnType<typeof call>[], boolean]>([
  ["nobody called", [], false],
  ["a stranger answered on the day on which it was entered", [call("2026-03-01", "wrong-number")], true],
  ["a stranger answered before it was entered", [call("2026-02-28", "wrong-number")], false],
  ["nobody answered", [call("2026-04-01", "no-answer"), call("2026-04-02", "switched-off")], false],
  ["a stranger first, then the patient", [call("2026-04-01", "wrong-number"), call("2026-04-02", "reached")], false],
  ["the patient first, then a stranger", [call("2026-04-02", "wrong-number"), call("2026-04-01", "reached")], true],
  ["both on one day, the patient noted last", [call("2026-04-01", "reached", 2), call("2026-04-01", "wrong-number", 1)], false],
  ["a stranger, then a relative, which says nothing new", [call("2026-04-01", "wrong-number"), call("2026-04-02", "relative")], true],
])("the number entered on 1 March was reported as wrong: %s", (_, calls, expected) => {
  expect(isReportedWrong(calls, "2026-03-01")).toBe(expected);
});

test.each<[string | null, readonly string[], readonly string[]]>([
  [null, [], []],
  ["", [], []],
  ["0803 123 4567, +234-0816 153 6864", ["08031234567", "08161536864"], []],
  ["08031234567; 0803-123-4567,", ["08031234567"], []],
  ["8031234567", [], ["8031234567"]],
  ["08031234567, reception", ["08031234567"], ["reception"]],
  ["0803 123", [], ["0803 123"]],
])("the clinic's own numbers in %j", (text, phones, unread) => {
  expect(readClinicNumbers(text)).toEqual({ phones, unread });
});

test("settings with numbers that do not read, or with too many of them, are not put in force", () => {
  const check = (clinicNumbers: string) => checkSiteSettings({ ...noSiteSettings, clinicNumbers }, { signedInHours: 12 });
  const many = Array.from({ length: 11 }, (_, index) => `080312345${String(index).padStart(2, "0")}`).join(", ");
  expect([check("0803 123"), check(many), check(many.slice(0, -13))]).toEqual([
    [{ setting: "clinicNumbers", code: "no-number" }],
    [{ setting: "clinicNumbers", code: "too-many-numbers" }],
    [],
  ]);
});
