import { checkAddress, checkAfterwards, checkBirthdate, checkPhone } from "../../src/domain/afterCheck";
import type { AddressRowNow, AfterCheckVerdict, AppliedAddress, AppliedPhone, BirthdateNow, PhoneRowNow, RecordNow } from "../../src/domain/afterCheck";

const old = "08031234567";
const ours = "08051111222";
const third = "08099999999";

const phone = (id: number, value: string, voided = false): PhoneRowNow => ({ id, uuid: `phone-${id}`, value, voided });
const address = (id: number, { preferred = true, voided = false } = {}): AddressRowNow => ({ id, uuid: `address-${id}`, preferred, voided });

/** We voided row 1 (the old number) and inserted row 2. */
const replacing: AppliedPhone = { before: old, after: ours, voidedIds: [1], insertedUuid: "phone-2" };
/** There was no number; we inserted row 2. */
const first: AppliedPhone = { before: null, after: ours, voidedIds: [], insertedUuid: "phone-2" };
/** We voided row 1 and put nothing. */
const erasing: AppliedPhone = { before: old, after: null, voidedIds: [1], insertedUuid: null };
/** Row 2 held the number already; we voided row 1 beside it. */
const tidying: AppliedPhone = { before: old, after: ours, voidedIds: [1], insertedUuid: null };

describe("a phone that we changed", () => {
  test.each<[string, AppliedPhone, readonly PhoneRowNow[], AfterCheckVerdict]>([
    ["is as we left it", replacing, [phone(1, old, true), phone(2, ours)], "kept"],
    ["has the old row active again beside ours", replacing, [phone(1, old), phone(2, ours)], "reverted"],
    ["has the old row active again and ours voided", replacing, [phone(1, old), phone(2, ours, true)], "reverted"],
    ["has the old row active again and ours gone", replacing, [phone(1, old)], "reverted"],
    ["has a third number beside ours, put by a page that did not know ours", replacing, [phone(1, old, true), phone(2, ours), phone(3, third)], "reverted"],
    ["was replaced by a person with a third number", replacing, [phone(1, old, true), phone(2, ours, true), phone(3, third)], "replaced"],
    ["was replaced by a person with the old number, typed anew", replacing, [phone(1, old, true), phone(2, ours, true), phone(3, old)], "replaced"],
    ["was voided by a person who put nothing", replacing, [phone(1, old, true), phone(2, ours, true)], "replaced"],
    ["was corrected in its place", replacing, [phone(1, old, true), phone(2, third)], "replaced"],
    ["stands there twice with the same number", replacing, [phone(1, old, true), phone(2, ours), phone(3, ours)], "kept"],
    ["was voided and entered again with our number", replacing, [phone(1, old, true), phone(2, ours, true), phone(3, ours)], "kept"],
    ["is gone, and the old number is there in another row", replacing, [phone(7, old)], "reverted"],
    ["is gone, and a third number is there", replacing, [phone(7, third)], "replaced"],
    ["was the first and is gone without a trace", first, [], "reverted"],
    ["was the first and is kept", first, [phone(2, ours)], "kept"],
    ["was the first and was voided", first, [phone(2, ours, true)], "replaced"],
    ["was erased and stays so", erasing, [phone(1, old, true)], "kept"],
    ["was erased and is back", erasing, [phone(1, old)], "reverted"],
    ["was erased and a person put another", erasing, [phone(1, old, true), phone(3, third)], "replaced"],
    ["was there already, and the other stays voided", tidying, [phone(1, old, true), phone(2, ours)], "kept"],
    ["was there already, and the other is back", tidying, [phone(1, old), phone(2, ours)], "reverted"],
    ["was there already, and was voided by a person", tidying, [phone(1, old, true), phone(2, ours, true)], "replaced"],
  ])("%s", (_name, applied, rows, verdict) => {
    expect(checkPhone(applied, rows)).toBe(verdict);
  });
});

const moving: AppliedAddress = { voidedIds: [1], insertedUuid: "address-2" };
const emptied: AppliedAddress = { voidedIds: [1], insertedUuid: null };
const gone = { preferred: false, voided: true };

describe("an address that we changed", () => {
  test.each<[string, AppliedAddress, readonly AddressRowNow[], AfterCheckVerdict]>([
    ["is as we left it", moving, [address(1, gone), address(2)], "kept"],
    ["has the old row active and preferred again beside ours", moving, [address(1), address(2)], "reverted"],
    ["has the old row active again, though not preferred", moving, [address(1, { preferred: false }), address(2)], "reverted"],
    ["has the old row active again and ours gone", moving, [address(1)], "reverted"],
    ["has a second preferred one from a page that had the old one in mind", moving, [address(1, gone), address(2), address(3)], "reverted"],
    ["was replaced on NMRS's page", moving, [address(1, gone), address(2, gone), address(3)], "replaced"],
    ["gave way to another preferred one", moving, [address(1, gone), address(2, { preferred: false }), address(3)], "replaced"],
    ["was voided by a person", moving, [address(1, gone), address(2, gone)], "replaced"],
    ["has others beside it from a merged patient", moving, [address(1, gone), address(2), address(3, { preferred: false })], "kept"],
    ["is gone and another is there", moving, [address(9)], "replaced"],
    ["was taken away and stays so", emptied, [address(1, gone)], "kept"],
    ["was taken away and is back", emptied, [address(1)], "reverted"],
    ["was taken away and a person put another", emptied, [address(1, gone), address(3)], "replaced"],
  ])("%s", (_name, applied, rows, verdict) => {
    expect(checkAddress(applied, rows)).toBe(verdict);
  });
});

const exact = (birthdate: string): BirthdateNow => ({ birthdate, estimated: false });
const estimate = (birthdate: string): BirthdateNow => ({ birthdate, estimated: true });
const unknown: BirthdateNow = { birthdate: null, estimated: false };

describe("a birthdate that we changed", () => {
  test.each<[string, readonly [BirthdateNow, BirthdateNow, BirthdateNow], AfterCheckVerdict]>([
    ["is as we left it", [exact("1988-04-12"), exact("1988-04-13"), exact("1988-04-13")], "kept"],
    ["is back at what it was", [exact("1988-04-12"), exact("1988-04-13"), exact("1988-04-12")], "reverted"],
    ["is back with its estimate", [estimate("1988-01-01"), exact("1988-04-13"), estimate("1988-01-01")], "reverted"],
    ["was confirmed and is an estimate again", [estimate("1988-04-12"), exact("1988-04-12"), estimate("1988-04-12")], "reverted"],
    ["was unknown and is so again", [unknown, exact("1988-04-13"), unknown], "reverted"],
    ["was set to a third date by a person", [exact("1988-04-12"), exact("1988-04-13"), exact("1988-04-14")], "replaced"],
    ["was marked as estimated by a person", [exact("1988-04-12"), exact("1988-04-13"), estimate("1988-04-13")], "replaced"],
    ["was set to the day of the old estimate, as exact", [estimate("1988-01-01"), exact("1988-04-13"), exact("1988-01-01")], "replaced"],
  ])("%s", (_name, [before, after, now], verdict) => {
    expect(checkBirthdate({ before, after }, now)).toBe(verdict);
  });
});

describe("a row of a submission", () => {
  const applied = { phone: replacing, birthdate: { before: exact("1988-04-12"), after: exact("1988-04-13") } };
  const stale: RecordNow = { phones: [phone(1, old), phone(2, ours)], addresses: [], birthdate: exact("1988-04-12") };

  test("is judged field by field, and only in what it changed", () => {
    expect(checkAfterwards(applied, stale, new Set())).toEqual({ phone: "reverted", birthdate: "reverted" });
  });
  test("is not asked about a field that a later submission of ours has changed", () => {
    expect(checkAfterwards(applied, stale, new Set(["birthdate"]))).toEqual({ phone: "reverted", birthdate: "replaced" });
  });
  test("is not asked about a patient who is voided or gone", () => {
    expect(checkAfterwards(applied, { ...stale, birthdate: null }, new Set())).toEqual({ phone: "replaced", birthdate: "replaced" });
  });
});
