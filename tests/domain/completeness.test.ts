import { isValidPhone, judgeCompleteness } from "../../src/domain/completeness";
import { monthsEarlier } from "../../src/domain/days";
import { indexPlaces } from "../../src/domain/placeNames";
import { neverCalled } from "../../src/domain/reachability";

const places = indexPlaces([
  { state: "LAGOS", lga: "IKORODU", ward: null },
  { state: "KEBBI", lga: "MAIYAMA", ward: null },
  { state: "KOGI", lga: "BASSA", ward: null },
  { state: "PLATEAU", lga: "BASSA", ward: null },
]);
const address = (lga: string | null, state: string | null, preferred = true) => ({ personAddressId: 1, preferred, columns: { city_village: lga, state_province: state } });
const today = "2026-08-31";

describe("how complete a patient's contact is", () => {
  test.each([
    ["08031234567", true],
    ["+234-0803 123 4567", true], // as NMRS prints it
    ["2348031234567", true],
    ["8031234567", false], // a zero was lost: only a guess makes it a number
    ["0803123456", false],
    ["N/A", false],
    ["", false],
    ["none", false],
    ["08000000000", false],
    ["08012345678", false], // typed along the keys
    ["09991234567", false], // no network has it
    ["08031234567/08161536864", false], // nobody has said which
  ])("a phone recorded as %j is valid: %s", (stored, isValid) => {
    expect(isValidPhone(stored)).toBe(isValid);
  });

  test("of two phones recorded one that is valid is enough", () => {
    const { validPhone } = judgeCompleteness({ phones: ["N/A", "08031234567"], addresses: [], reachability: neverCalled }, { today, places });
    expect(validPhone).toBe(true);
  });

  test.each([
    [null, false],
    ["2026-08-31", true],
    ["2026-02-28", true], // six months ago to the day: February has no 31st
    ["2026-02-27", false],
  ])("reached last by the number recorded on %s is verified: %s", (lastVerified, isVerified) => {
    const { verifiedPhone } = judgeCompleteness({ phones: [], addresses: [], reachability: { lastVerified, unreachableSince: null } }, { today, places });
    expect(verifiedPhone).toBe(isVerified);
  });

  test.each([
    ["IKORODU", "LAGOS", true],
    ["IKORODU", null, true],
    ["MAIYAMA", "Kebbi State", true], // the state is another question
    ["Ikorodu", "LAGOS", false],
    ["IKORODU LGA", "LAGOS", false],
    [" IKORODU", "LAGOS", false],
    ["IKORODU", "KEBBI", false],
    ["BASSA", "PLATEAU", true],
    ["", "LAGOS", false],
    [null, null, false],
  ])("LGA %j in state %j is as in NMRS: %s", (lga, state, isCanonical) => {
    const { canonicalLga } = judgeCompleteness({ phones: [], addresses: [address(lga, state)], reachability: neverCalled }, { today, places });
    expect(canonicalLga).toBe(isCanonical);
  });

  test("the address that NMRS shows is judged, not another one", () => {
    const addresses = [address("IKORODU", "LAGOS", false), address("elsewhere", "LAGOS")];
    expect(judgeCompleteness({ phones: [], addresses, reachability: neverCalled }, { today, places }).canonicalLga).toBe(false);
    expect(judgeCompleteness({ phones: [], addresses: [], reachability: neverCalled }, { today, places }).canonicalLga).toBe(false);
  });

  test.each([
    ["2026-07-15", 6, "2026-01-15"],
    ["2026-01-15", 6, "2025-07-15"],
    ["2024-08-31", 6, "2024-02-29"],
    ["2026-12-31", 13, "2025-11-30"],
    ["2026-03-01", 0, "2026-03-01"],
  ])("%s less %i months is %s", (day, months, earlier) => {
    expect(monthsEarlier(day, months)).toBe(earlier);
  });
});
