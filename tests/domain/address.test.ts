import { checkPlaces } from "../../src/domain/address";
import { indexPlaces, placeKey } from "../../src/domain/placeNames";
import type { AddressUpdate, AddressView, Issue } from "../../src/domain/types";
import { places } from "./record";

const codes = (issues: readonly Issue[]) => issues.map((issue) => `${issue.field ?? "row"}: ${issue.severity} ${issue.code}`);
const ikeja: AddressView = { street: "12 Broad St", ward: null, lga: "IKEJA", state: "LAGOS" };

describe("places are found as people spell them and written as the site does", () => {
  test.each<[AddressUpdate, AddressUpdate]>([
    [{ state: "Lagos" }, { state: "LAGOS" }],
    [{ state: "lagos state" }, { state: "LAGOS" }],
    [{ state: "LAGOS" }, { state: "LAGOS" }],
    [{ lga: "Uyo", state: "Akwa Ibom" }, { lga: "UYO", state: "AKWA-IBOM" }],
    [{ lga: "Uyo LGA", state: "AkwaIbom" }, { lga: "UYO", state: "AKWA-IBOM" }],
    [{ lga: "Maiadua" }, { lga: "MAI'ADUA", state: "KATSINA" }],
    [{ lga: "Mai’Adua" }, { lga: "MAI'ADUA", state: "KATSINA" }],
    [{ lga: "mai-adua local government area" }, { lga: "MAI'ADUA", state: "KATSINA" }],
    [{ lga: "Gwagwalada", state: "Abuja" }, { lga: "GWAGWALADA", state: "FCT" }],
    [{ lga: "Gwagwalada", state: "Federal Capital Territory" }, { lga: "GWAGWALADA", state: "FCT" }],
    [{ lga: "bade", state: "YOBE" }, { lga: "BADE", state: "Yobe" }],
    [{ lga: "Owerri  Municipal" }, { lga: "OWERRI MUNICIPAL", state: "IMO" }],
    [{ lga: "Ikeja", ward: "Alausa ward" }, { lga: "IKEJA", ward: "ALAUSA", state: "LAGOS" }],
    [{ lga: "Surulere", state: "Oyo" }, { lga: "SURULERE", state: "OYO" }],
  ])("%j becomes %j", (typed, written) => {
    const { update, issues } = checkPlaces(typed, null, places);
    expect(update).toEqual(written);
    expect(issues.every((issue) => issue.code === "place-name-read" && issue.severity === "info")).toBe(true);
  });

  test("the site's own spelling needs no word", () => {
    expect(checkPlaces({ lga: "IKEJA", state: "LAGOS", ward: "OJODU" }, null, places).issues).toEqual([]);
  });

  test("a street goes through untouched", () => {
    expect(checkPlaces({ street: { kind: "clear" } }, ikeja, places)).toEqual({ update: { street: { kind: "clear" } }, issues: [] });
  });
});

describe("an LGA brings its state", () => {
  test("of another state than the record's", () => {
    expect(checkPlaces({ lga: "UYO" }, ikeja, places).update).toEqual({ lga: "UYO", state: "AKWA-IBOM" });
  });

  test("but not where the record has that state already, in whatever spelling", () => {
    expect(checkPlaces({ lga: "SURULERE" }, { ...ikeja, state: "Lagos" }, places).update).toEqual({ lga: "SURULERE" });
  });

  test("of two states with an LGA of that name, the patient's own", () => {
    expect(checkPlaces({ lga: "Surulere" }, { ...ikeja, state: "OYO" }, places).update).toEqual({ lga: "SURULERE" });
  });
});

describe("what does not fit together", () => {
  test.each<[AddressUpdate, AddressView | null, string[]]>([
    [{ state: "Lagoss" }, null, ["state: error state-unknown"]],
    [{ lga: "Ikejaa" }, null, ["lga: error lga-unknown"]],
    [{ lga: "IKEJA", state: "OYO" }, null, ["lga: error lga-not-in-state"]],
    [{ lga: "SURULERE" }, null, ["lga: error lga-ambiguous"]],
    [{ lga: "SURULERE" }, { ...ikeja, lga: "UYO", state: "AKWA-IBOM" }, ["lga: error lga-ambiguous"]],
    [{ lga: "IKEJA", state: "Lagoss" }, null, ["state: error state-unknown"]],
    [{ state: "OYO" }, ikeja, ["state: error lga-not-in-state"]],
    [{ state: "OYO" }, { ...ikeja, lga: "IKEJA GRA" }, []], // an LGA that nobody knows proves nothing
    [{ ward: "ITIRE" }, ikeja, ["ward: error ward-unknown"]],
    [{ ward: "ITIRE" }, null, ["ward: error ward-unknown"]],
    [{ ward: "ALAUSA", lga: "UYO" }, ikeja, ["ward: error ward-unknown"]],
    [{ lga: "UYO" }, { ...ikeja, ward: "ALAUSA" }, ["lga: error ward-not-in-lga"]],
    [{ lga: "UYO", ward: "UYO URBAN I" }, { ...ikeja, ward: "ALAUSA" }, []],
    [{ lga: "UYO", street: { kind: "value", value: "1 Oron Rd" } }, { ...ikeja, ward: "ALAUSA" }, []],
  ])("%j for %j: %j", (update, current, expected) => {
    expect(codes(checkPlaces(update, current, places).issues)).toEqual(expected);
  });

  test("the states to choose from are named", () => {
    expect(checkPlaces({ lga: "Surulere" }, null, places).issues[0]?.params).toEqual({ lga: "Surulere", states: "LAGOS, OYO" });
  });

  test("nothing of the record is told", () => {
    const said = JSON.stringify(checkPlaces({ state: "OYO" }, ikeja, places).issues);
    expect(said).not.toContain("IKEJA");
  });
});

describe("the index of the hierarchy", () => {
  test("compares letters and digits only", () => {
    expect(["MAI'ADUA", "Mai’adua", "mai adua", "Mai-Adua"].map(placeKey)).toEqual(["maiadua", "maiadua", "maiadua", "maiadua"]);
  });

  test("keeps the first spelling of a name that stands in it twice", () => {
    const twice = indexPlaces([{ state: "IMO", lga: "ORLU", ward: "AMAIFEKE" }, { state: "Imo", lga: "Orlu", ward: "Amaifeke" }]);
    expect(twice.findLgas("orlu", null)).toEqual([{ lga: "ORLU", state: "IMO" }]);
    expect(twice.findWard("amaifeke", "orlu", null)).toBe("AMAIFEKE");
  });

  test.each([
    ["Lagos State", "LAGOS"],
    ["LAGOS-STATE", "LAGOS"],
    ["Akwa Ibom (State)", "AKWA-IBOM"],
    ["Abuja", "FCT"],
    ["FCT, Abuja", "FCT"],
    ["Federal Capital Territory State", "FCT"],
    ["State", null],
    ["Estate", null],
    ["", null],
    ["'", null],
  ])("the state %j is %j", (typed, state) => expect(places.findState(typed)).toBe(state));

  test("the capital territory is found by every name of it, however the site spells it", () => {
    const site = indexPlaces([{ state: "Federal Capital Territory", lga: "BWARI", ward: null }]);
    expect(["FCT", "abuja", "F.C.T."].map(site.findState)).toEqual(Array(3).fill("Federal Capital Territory"));
    expect(site.findLgas("Bwari", "FCT Abuja")).toEqual([{ lga: "BWARI", state: "Federal Capital Territory" }]);
  });

  test.each([
    ["Surulere LGA", "Lagos State", ["LAGOS"]],
    ["SURULERE L.G.A.", "oyo", ["OYO"]],
    ["Surulere Local Government", null, ["LAGOS", "OYO"]],
    ["Surulere local government area", "Kano", []],
    ["LGA", null, []],
    ["", null, []],
  ])("the LGA %j of state %j is in %j", (lga, state, states) => {
    expect(places.findLgas(lga, state).map((found) => found.state)).toEqual(states);
  });

  test("a state and an LGA may be called by the word that is otherwise left out", () => {
    const odd = indexPlaces([{ state: "FREE STATE", lga: "OLD LGA", ward: "INNER WARD" }]);
    expect([odd.findState("Free State"), odd.findLgas("Old LGA", "free state"), odd.findWard("Inner Ward", "old lga", null)]).toEqual([
      "FREE STATE",
      [{ lga: "OLD LGA", state: "FREE STATE" }],
      "INNER WARD",
    ]);
  });

  test("a ward is found with the word ward behind it, and only as a word of its own", () => {
    const site = indexPlaces([{ state: "IMO", lga: "ORLU", ward: "ED" }]);
    expect([site.findWard("Ed ward", "Orlu", "Imo"), site.findWard("Edward", "Orlu", "Imo")]).toEqual(["ED", null]);
  });

  test("of two LGAs of one name with such a ward, spelt differently, none is guessed at", () => {
    const twins = indexPlaces([
      { state: "LAGOS", lga: "SURULERE", ward: "Iponri" },
      { state: "OYO", lga: "SURULERE", ward: "IPONRI" },
    ]);
    expect(twins.findWard("iponri", "Surulere", null)).toBeNull();
    expect(twins.findWard("iponri", "Surulere", "Oyo State")).toBe("IPONRI");
  });

  test("a name that was looked up before is found the same way again, and no answer can be changed by who got it", () => {
    const site = indexPlaces([{ state: "IMO", lga: "ORLU", ward: "AMAIFEKE" }]);
    for (let time = 0; time < 3; time += 1) {
      expect(site.findLgas("Orlu LGA", "Imo State")).toEqual([{ lga: "ORLU", state: "IMO" }]);
      (site.findLgas("Orlu LGA", "Imo State") as unknown[]).length = 0;
      expect(site.findWard("amaifeke", "orlu", "imo")).toBe("AMAIFEKE");
    }
  });

  test("finds a ward in any state where the state is not known", () => {
    expect(places.findWard("Iregba", "Surulere", null)).toBe("IREGBA");
    expect(places.findWard("Iregba", "Surulere", "LAGOS")).toBeNull();
  });

  test("of no site at all knows nothing and says so", () => {
    const none = indexPlaces([]);
    expect([none.findState("LAGOS"), none.findLgas("IKEJA", null), none.findWard("ALAUSA", "IKEJA", null)]).toEqual([null, [], null]);
  });
});
