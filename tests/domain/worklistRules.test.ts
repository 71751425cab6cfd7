import { indexPlaces } from "../../src/domain/placeNames";
import { neverCalled } from "../../src/domain/reachability";
import { ageOn, reasonBits, reasonsOf, reasonsOfBits, standingOf, worklistReasons } from "../../src/domain/worklistRules";
import type { LastOutcome, WorklistFacts, WorklistReason, WorkStanding } from "../../src/domain/worklistRules";

const places = indexPlaces([
  { state: "LAGOS", lga: "IKORODU", ward: null },
  { state: "KEBBI", lga: "MAIYAMA", ward: null },
]);
const home = (lga: string | null, state: string | null, preferred = true) => ({ personAddressId: 1, preferred, columns: { city_village: lga, state_province: state } });
const complete: WorklistFacts = {
  phones: ["08031234567"],
  sharedBy: 1,
  addresses: [home("IKORODU", "LAGOS")],
  birthdateEstimated: false,
  reachability: { lastVerified: "2026-08-30", unreachableSince: null },
};
const day = { today: "2026-08-31", unverifiedMonths: 6, places };

describe("why a patient's contact needs work", () => {
  const table: readonly (readonly [string, Partial<WorklistFacts>, readonly WorklistReason[]])[] = [
    ["all is complete", {}, []],
    ["no phone is recorded", { phones: [] }, ["no-phone"]],
    ["the phone is blank", { phones: ["  "] }, ["no-phone"]],
    ["the phone is no number", { phones: ["N/A"] }, ["invalid-phone"]],
    ["the phone lost its zero", { phones: ["8031234567"] }, ["invalid-phone"]],
    ["the phone is as NMRS prints it", { phones: ["+234-0803 123 4567"] }, []],
    ["one of two phones is valid", { phones: ["N/A", "08031234567"] }, []],
    ["two patients have the number", { sharedBy: 2 }, []],
    ["three patients have the number", { sharedBy: 3 }, ["shared-phone"]],
    ["the number is filler", { phones: ["08000000000"] }, ["invalid-phone", "placeholder-phone"]],
    ["the number was typed along the keys", { phones: ["08012345678"] }, ["invalid-phone", "placeholder-phone"]],
    ["nobody was reached since a day", { reachability: { lastVerified: "2026-08-01", unreachableSince: "2026-08-20" } }, ["unreachable"]],
    ["six months ago to the day somebody was reached", { reachability: { lastVerified: "2026-02-28", unreachableSince: null } }, []],
    ["it is a day longer ago", { reachability: { lastVerified: "2026-02-27", unreachableSince: null } }, ["not-verified"]],
    ["nobody ever called", { reachability: neverCalled }, ["not-verified"]],
    ["nobody called, and there is nothing to call", { phones: [], reachability: neverCalled }, ["no-phone"]],
    ["there is no address", { addresses: [] }, ["no-lga"]],
    ["the address has no LGA", { addresses: [home(null, "LAGOS")] }, ["no-lga"]],
    ["the LGA is spelt otherwise", { addresses: [home("Ikorodu", "LAGOS")] }, ["unknown-lga"]],
    ["the LGA is of another state", { addresses: [home("IKORODU", "KEBBI")] }, ["unknown-lga"]],
    ["the LGA is without its state", { addresses: [home("IKORODU", null)] }, []],
    ["only the address that is shown counts", { addresses: [home("Nowhere", "LAGOS", false), { ...home("MAIYAMA", "KEBBI"), personAddressId: 2 }] }, []],
    ["the birthdate is estimated", { birthdateEstimated: true }, ["estimated-birthdate"]],
    ["much is amiss", { phones: [], addresses: [], birthdateEstimated: true }, ["no-phone", "no-lga", "estimated-birthdate"]],
  ];
  test.each(table)("where %s", (_case, facts, reasons) => {
    expect(reasonsOf({ ...complete, ...facts }, day)).toEqual(reasons);
  });

  test("the months are those that were asked for", () => {
    const facts = { ...complete, reachability: { lastVerified: "2026-07-30", unreachableSince: null } };
    expect(reasonsOf(facts, { ...day, unverifiedMonths: 1 })).toEqual(["not-verified"]);
    expect(reasonsOf(facts, { ...day, unverifiedMonths: 2 })).toEqual([]);
  });
});

test("reasons keep their places as bits", () => {
  expect(reasonBits(["no-phone"])).toBe(1);
  expect(reasonBits(["estimated-birthdate"])).toBe(256);
  expect(reasonBits(["shared-phone", "unreachable"])).toBe(20);
  expect(reasonsOfBits(20)).toEqual(["shared-phone", "unreachable"]);
  expect(reasonsOfBits(reasonBits(worklistReasons))).toEqual(worklistReasons);
});

test.each([
  ["1990-08-31", "2026-08-31", 36],
  ["1990-09-01", "2026-08-31", 35],
  ["1996-02-29", "2026-02-28", 29],
  ["2026-08-31", "2026-08-31", 0],
  [null, "2026-08-31", null],
])("who was born on %s is on %s so old: %s", (birthdate, today, age) => {
  expect(ageOn(birthdate, today)).toBe(age);
});

describe("how far the work for a patient is", () => {
  const sent = (status: LastOutcome["status"]): LastOutcome => ({ isUndo: false, status });
  const table: readonly (readonly [string, LastOutcome | null, { waits: boolean; isCalled: boolean; isOverwritten?: boolean }, WorkStanding])[] = [
    ["nothing was done", null, { waits: false, isCalled: false }, "open"],
    ["somebody called", null, { waits: false, isCalled: true }, "called"],
    ["a contact was changed", sent("updated"), { waits: false, isCalled: false }, "done"],
    ["the record said it already", sent("unchanged"), { waits: false, isCalled: true }, "done"],
    ["a part failed", sent("partly"), { waits: false, isCalled: false }, "stuck"],
    ["it failed after a call", sent("failed"), { waits: false, isCalled: true }, "stuck"],
    ["somebody else changed it", sent("conflict"), { waits: false, isCalled: false }, "stuck"],
    ["a row waits for somebody after another was done", sent("updated"), { waits: true, isCalled: false }, "stuck"],
    ["OpenMRS overwrote what was changed", sent("updated"), { waits: false, isCalled: true, isOverwritten: true }, "stuck"],
    ["it was taken back after OpenMRS had overwritten something", { isUndo: true, status: "updated" }, { waits: false, isCalled: false, isOverwritten: true }, "open"],
    ["it was taken back", { isUndo: true, status: "updated" }, { waits: false, isCalled: false }, "open"],
    ["it was taken back after a call", { isUndo: true, status: "updated" }, { waits: false, isCalled: true }, "called"],
  ];
  test.each(table)("where %s", (_case, last, more, standing) => {
    expect(standingOf(last, { isOverwritten: false, ...more })).toBe(standing);
  });
});
