import { checkContactRow } from "../../src/domain/contactRow";
import { decideRow } from "../../src/domain/decision";
import type { RowDecision } from "../../src/domain/decision";
import { findDuplicateRows } from "../../src/domain/duplicates";
import { errorIssue } from "../../src/domain/issue";
import type { CellContent, CurrentContact, Issue, IssueCode, ReadingContext, RowField } from "../../src/domain/types";
import { address, policy, record } from "./record";

/**
 * The faults of the SQL script that this product replaces, each by its number in the review of that script, as far as a rule can prevent
 * it. (The others are about transactions and tables; the server's tests have them.)
 */
const context: ReadingContext = { today: "2026-11-20", dateOrder: "dmy", date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false };
type Values = Partial<Record<RowField, CellContent["value"]>>;
const check = (values: Values) =>
  checkContactRow({ cells: Object.fromEntries(Object.entries({ artId: "IMO02000020", ...values }).map(([field, value]) => [field, { value }])) }, context);
const decide = (values: Values, current: CurrentContact | null, extraIssues: readonly Issue[] = [], confirmations: readonly IssueCode[] = []): RowDecision =>
  decideRow({
    checked: check(values),
    current,
    context,
    accepted: [],
    confirmations,
    baselines: { phone: "same", address: "same", birthdate: "same" },
    role: "clerk",
    policy,
    extraIssues,
    mode: "submit",
  });
const home = { city_village: "IKEJA", state_province: "LAGOS", country: "NIGERIA", address3: "Near the mosque", postal_code: "100271", latitude: "6.6" };

test("B1: the patient's LGA, state and country stay when the street changes", () => {
  const [change] = decide({ street: "12 Broad St" }, record({ addresses: [address({ ...home, address2: "1 Old Rd" })] })).changes;
  expect(change).toMatchObject({ copyOf: 1, set: { address2: "12 Broad St", address1: "12 Broad St" } });
});

test("B2: all other columns stay, and address1 is not left empty for NMRS's lists", () => {
  const [change] = decide({ street: "12 Broad St" }, record({ addresses: [address({ ...home, address1: "Flat 4", address2: "1 Old Rd" })] })).changes;
  expect(change?.kind === "address" && change.set).toEqual({ address2: "12 Broad St" });
});

test("B3: of several preferred addresses one is copied and all are voided", () => {
  const addresses = [address(home, { personAddressId: 3 }), address(home, { personAddressId: 4 })];
  expect(decide({ street: "12 Broad St" }, record({ addresses })).changes).toMatchObject([{ copyOf: 3, voidIds: [3, 4] }]);
});

test("B4: one ART ID twice in the list, with two phones, is an error on both rows", () => {
  const rows = ["08031234567", "08051234567"].map((phone) => ({ key: "art0014", checked: check({ phone }) }));
  expect([...findDuplicateRows(rows).values()].map((issue) => issue.code)).toEqual(["duplicate-patient", "duplicate-patient"]);
});

test("B5: two ART IDs of one patient are one patient (the server's key is the patient)", () => {
  const rows = ["16", "16B"].map((artId) => ({ key: "patient 16", checked: check({ artId, phone: `0803123456${artId.length}` }) }));
  expect(findDuplicateRows(rows).size).toBe(2);
});

test("B6: an ART ID of two patients fails the row", () => {
  expect(decide({ phone: "08031234567" }, null, [errorIssue("art-id-ambiguous", "artId")])).toMatchObject({ status: "failed", changes: [] });
});

test("B7: a voided patient is not updated", () => {
  expect(decide({ phone: "08031234567" }, null, [errorIssue("patient-voided", "artId")])).toMatchObject({ status: "failed", changes: [] });
});

test.each([["0803ABCDEFG"], ["0803 12 456"]])("B8: %s is eleven characters and begins with 0, and is no phone number", (phone) => {
  expect(decide({ phone }, record())).toMatchObject({ status: "failed", changes: [] });
});

test("B9: spaces around a number are gone before it is compared and before it is stored", () => {
  expect(decide({ phone: " 08030000021" }, record({ phones: [{ personAttributeId: 1, value: "08030000021" }] })).changes).toEqual([]);
  expect(decide({ phone: " 08031234567 " }, record()).changes).toMatchObject([{ insert: "08031234567" }]);
});

test("B10: born after death, or over 120 years ago, is refused; a shift over a year is asked about", () => {
  expect(decide({ birthdate: "2016-01-01" }, record({ deathDate: "2015-06-01" })).fields.birthdate?.reason).toBe("birthdate-after-death");
  expect(decide({ birthdate: "1900-01-01" }, record()).fields.birthdate?.reason).toBe("birthdate-too-old");
  expect(decide({ birthdate: "1997-03-14" }, record({ birthdate: "1987-03-14" })).fields.birthdate?.status).toBe("waiting");
});

test("B11: the estimated day can be confirmed as the exact one", () => {
  const current = record({ birthdate: "1987-03-14", birthdateEstimated: true });
  expect(decide({ birthdate: "1987-03-14" }, current).changes).toEqual([{ kind: "birthdate", before: "1987-03-14", beforeEstimated: true, after: "1987-03-14", afterEstimated: false }]);
});

test("B12: of two active phones, one equal to the new, exactly one is left", () => {
  const phones = [{ personAttributeId: 1, value: "08031234567" }, { personAttributeId: 2, value: "08051234567" }];
  expect(decide({ phone: "08031234567" }, record({ phones })).changes).toMatchObject([{ voidIds: [2], insert: null }]);
});

test("B13: an only address that is not preferred is compared and replaced", () => {
  const addresses = [address({ ...home, address2: "12 Broad St" }, { preferred: false })];
  expect(decide({ street: "12 Broad St" }, record({ addresses })).status).toBe("unchanged");
  expect(decide({ street: "14 Broad St" }, record({ addresses })).changes).toMatchObject([{ copyOf: 1, voidIds: [1] }]);
});

test("B14: a backslash in a street is only a backslash", () => {
  expect(check({ street: "12\\3 Broad St\\nIkeja" }).read.street).toBe("12\\3 Broad St\\nIkeja");
});

test("B15: a comma in a street is only a comma", () => {
  expect(check({ street: "UMUOKA, AMAZU" })).toMatchObject({ read: { street: "UMUOKA, AMAZU" }, issues: [] });
});

test("B19: what somebody else changed meanwhile is not overwritten", () => {
  const decision = decideRow({
    checked: check({ phone: "08031234567" }),
    current: record({ phones: [{ personAttributeId: 9, value: "08057654321" }] }),
    context,
    accepted: [],
    confirmations: [],
    baselines: { phone: "changed", address: "same", birthdate: "same" },
    role: "clerk",
    policy,
    mode: "submit",
  });
  expect(decision).toMatchObject({ status: "conflict", changes: [] });
});

test("B21: dead, transferred and test patients are asked about before anything is written", () => {
  const current = record({ dead: true, transferredOut: true, testPatient: true });
  const asked: IssueCode[] = ["patient-dead", "patient-transferred-out", "patient-test"];
  expect(decide({ phone: "08031234567" }, current).issues.map((issue) => issue.code)).toEqual(asked);
  expect(decide({ phone: "08031234567" }, current).changes).toEqual([]);
  expect(decide({ phone: "08031234567" }, current, [], asked).changes).toHaveLength(1);
});

test("R2: the old value that is told is the one that is replaced", () => {
  expect(decide({ phone: "08031234567" }, record({ phones: [{ personAttributeId: 1, value: "08057654321" }] })).fields.phone).toMatchObject({ before: "08057654321" });
});

test("R3: blank cells are no attempts", () => {
  expect(decide({ phone: "", street: " ", birthdate: "" }, record())).toMatchObject({ status: "unchanged", fields: {} });
});

test("R4: the carriage return of a Windows file is a blank birthdate", () => {
  expect(check({ phone: "08031234567", birthdate: "\r" })).toMatchObject({ read: { phone: "08031234567" }, issues: [] });
});

test.each([["30/02/1980"], ["1980-31-12"]])("R5: the bad date %s is told and stops nothing else", (birthdate) => {
  expect(decide({ phone: "08031234567", birthdate }, record())).toMatchObject({
    status: "partly",
    fields: { phone: { status: "changed" }, birthdate: { status: "failed", reason: "birthdate-not-real" } },
  });
});

test("R6: a street in address1 under a blank address2 is seen, and capital letters can be corrected", () => {
  const current = record({ addresses: [address({ ...home, address1: "12 broad st", address2: "" })] });
  expect(decide({ street: "12 broad st" }, current).status).toBe("unchanged");
  expect(decide({ street: "12 Broad St" }, current).status).toBe("updated");
});

test.each<[IssueCode]>([["art-id-not-found"], ["art-id-voided"], ["art-id-ambiguous"], ["patient-voided"]])("R8: %s is told as what it is", (code) => {
  expect(decide({ phone: "08031234567" }, null, [errorIssue(code, "artId")]).fields.phone?.reason).toBe(code);
});
