import { baselineText } from "../../src/domain/baseline";
import { isClearWord } from "../../src/domain/clear";
import { summariseRow } from "../../src/domain/outcomeStatus";
import { actions, can } from "../../src/domain/roles";
import type { Action } from "../../src/domain/roles";
import { contactFields } from "../../src/domain/types";
import type { FieldStatus, Role, RowStatus } from "../../src/domain/types";
import { address, record } from "./record";

describe("what became of a row, in one word", () => {
  test.each<[FieldStatus[], RowStatus]>([
    [[], "unchanged"],
    [["unchanged", "unchanged"], "unchanged"],
    [["changed"], "updated"],
    [["changed", "unchanged"], "updated"],
    [["changed", "failed"], "partly"],
    [["changed", "waiting"], "partly"],
    [["changed", "conflict", "failed"], "partly"],
    [["failed", "unchanged"], "failed"],
    [["failed", "failed"], "failed"],
    [["conflict", "unchanged"], "conflict"],
    [["waiting", "unchanged"], "waiting"],
    [["failed", "conflict"], "conflict"],
    [["failed", "waiting", "conflict"], "waiting"],
  ])("%j is %s", (fields, status) => {
    expect(summariseRow(fields)).toBe(status);
  });
});

describe("the text of what a person saw", () => {
  const seen = record({
    phones: [{ personAttributeId: 4, value: "08031234567" }],
    addresses: [address({ address2: "12 Broad St", address1: "", city_village: "IKEJA" })],
    birthdate: "1987-03-14",
  });

  test("differs by field, and by patient even where nothing is recorded", () => {
    expect(new Set(contactFields.map((field) => baselineText(field, seen))).size).toBe(3);
    expect(baselineText("phone", record({ personId: 1 }))).not.toBe(baselineText("phone", record({ personId: 2 })));
  });

  test.each<[string, "phone" | "address" | "birthdate", ReturnType<typeof record>]>([
    ["another value", "phone", { ...seen, phones: [{ personAttributeId: 4, value: "08051234567" }] }],
    ["the same value entered again", "phone", { ...seen, phones: [{ personAttributeId: 5, value: "08031234567" }] }],
    ["one more phone", "phone", { ...seen, phones: [...seen.phones, { personAttributeId: 9, value: "08051234567" }] }],
    ["no phone", "phone", { ...seen, phones: [] }],
    ["another column of the address", "address", { ...seen, addresses: [address({ address2: "12 Broad St", city_village: "IKEJA", country: "NIGERIA" })] }],
    ["an address that is no longer preferred", "address", { ...seen, addresses: [address({ address2: "12 Broad St", city_village: "IKEJA" }, { preferred: false })] }],
    ["another birthdate", "birthdate", { ...seen, birthdate: "1987-03-15" }],
    ["a birthdate that is now estimated", "birthdate", { ...seen, birthdateEstimated: true }],
  ])("changes with %s", (_, field, now) => {
    expect(baselineText(field, now)).not.toBe(baselineText(field, seen));
  });

  test("does not change with the order of rows and columns, nor with blank for NULL", () => {
    const again = record({
      phones: [...seen.phones],
      addresses: [{ personAddressId: 1, preferred: true, columns: { city_village: "IKEJA", address2: "12 Broad St", address7: null } }],
      birthdate: "1987-03-14",
      sex: "F",
    });
    for (const field of contactFields) expect(baselineText(field, again)).toBe(baselineText(field, seen));
  });

  test("cannot be made alike by a value that looks like its punctuation", () => {
    const one = record({ phones: [{ personAttributeId: 1, value: '08031234567"],[2,"0805' }] });
    const two = record({ phones: [{ personAttributeId: 1, value: "08031234567" }, { personAttributeId: 2, value: "0805" }] });
    expect(baselineText("phone", one)).not.toBe(baselineText("phone", two));
  });
});

describe("who may do what", () => {
  const clerk: Action[] = ["look-up", "reveal-contact", "note-contact", "preview", "submit", "read-own-submissions", "undo-own", "report", "work-worklist"];
  const supervisor: Action[] = [...clerk, "clear", "read-all-submissions", "take-over-submission", "undo-any", "approve", "make-worklist", "report-values", "read-audit"];
  const administrator: Action[] = [...supervisor, "manage-staff", "manage-settings", "read-system-events"];

  test.each<[Role | null, Action[]]>([
    [null, []],
    ["clerk", clerk],
    ["supervisor", supervisor],
    ["administrator", administrator],
  ])("%s: %j", (role, allowed) => {
    expect(new Set(actions.filter((action) => can(role, action)))).toEqual(new Set(allowed));
  });
});

test.each([
  ["CLEAR", true],
  [" clear\u00a0", true],
  ["Clear", true],
  ["CLEARED", false],
  ["Clear Street", false],
  ["", false],
])("%j is the word that erases: %s", (text, expected) => {
  expect(isClearWord(text)).toBe(expected);
});
