import fc from "fast-check";
import { states } from "../../scripts/openmrs/places";
import { wardsOf } from "../../scripts/openmrs/hierarchy";
import { checkPlaces } from "../../src/domain/address";
import { isOneLetterOff } from "../../src/domain/nearNames";
import { indexPlaces } from "../../src/domain/placeNames";
import { offerPlaces } from "../../src/domain/placeOffers";
import { pathsOfTree, treeOfPlaces } from "../../src/domain/placeTree";
import type { AddressView } from "../../src/domain/types";

/** Every state and LGA of Nigeria, with the wards of the generated hierarchy. */
const tree = states.map(({ name, lgas }) => ({ state: name, lgas: lgas.map((lga) => ({ lga, wards: wardsOf(name, lga) })) }));
const nigeria = indexPlaces(pathsOfTree(tree));
const recorded = (lga: string | null, state: string | null): AddressView => ({ street: "12 Broad St", ward: null, lga, state });

test("a tree of places and its paths are the same thing", () => {
  expect(treeOfPlaces(pathsOfTree(tree))).toEqual(tree);
});

describe("a name that the site does not have is offered the one that it was most likely meant to be", () => {
  test.each<[string, string | null, string[]]>([
    ["Ikejaa", "LAGOS", ["IKEJA"]],
    ["Ikorudu", null, ["IKORODU"]],
    ["Suruleer", "LAGOS", ["SURULERE"]],
    ["Surulere (Oyo)", null, ["SURULERE"]],
    ["Surulere, Lagos State", null, ["SURULERE"]],
    ["North Ibadan", null, ["IBADAN NORTH"]],
    ["Kaduna-Nort", "KADUNA", ["KADUNA NORTH"]],
    ["North Kaduna", null, ["KADUNA NORTH"]],
    ["Owerri Mun.", "IMO", ["OWERRI MUNICIPAL"]],
    ["Ikorudu L.G.A.", "LAGOS", ["IKORODU"]],
    ["Ikorodu Local Govt", "LAGOS", ["IKORODU"]],
    ["Ikorodu", "KANO", []],
    ["Ob", null, []],
    ["Odi", null, []],
    ["", null, []],
    ["'", null, []],
  ])("the LGA %j in %j: %j", (typed, state, names) => {
    expect(nigeria.nearLgas(typed, state).map(({ lga }) => lga)).toEqual(names);
  });

  test.each([
    ["Kastina", ["KATSINA"]],
    ["Nassarawa", ["NASARAWA"]],
    ["Akwa Ibon State", ["AKWA-IBOM"]],
    ["Ibom Akwa", ["AKWA-IBOM"]],
    ["Cross", ["CROSS RIVER"]],
    ["Atlantis", []],
  ])("the state %j: %j", (typed, names) => {
    expect(nigeria.nearStates(typed)).toEqual(names);
  });

  test("a ward is looked for in its LGA only", () => {
    const [, ward = ""] = wardsOf("LAGOS", "IKEJA");
    const misspelt = `${ward}X`;
    expect(nigeria.nearWards(misspelt, "IKEJA", "LAGOS")).toEqual([ward]);
    expect(nigeria.nearWards(misspelt, "MAI'ADUA", "KATSINA")).toEqual([]);
  });

  test.each([
    ["ikeja", "ikejaa", true],
    ["ikeja", "ikej", true],
    ["ikeja", "ikoja", true],
    ["ikeja", "ikjea", true],
    ["ikeja", "ikeja", false],
    ["ikeja", "akejb", false],
    ["ikeja", "jkeia", false],
    ["ikeja", "ikejaab", false],
  ])("%s and %s are one letter apart: %p", (one, other, isOff) => {
    expect(isOneLetterOff(one, other)).toBe(isOff);
    expect(isOneLetterOff(other, one)).toBe(isOff);
  });

  test("in a batch the row's issue names it, but nothing of where the patient lives", () => {
    const [issue] = checkPlaces({ lga: "Ikorudu" }, null, nigeria).issues;
    expect(issue).toMatchObject({ code: "lga-unknown", severity: "error", params: { lga: "Ikorudu", near: "IKORODU (LAGOS)" } });
    expect(checkPlaces({ state: "Kastina" }, null, nigeria).issues[0]?.params).toEqual({ state: "Kastina", near: "KATSINA" });
    const [, ward = ""] = wardsOf("LAGOS", "IKEJA");
    expect(checkPlaces({ ward: `${ward}X` }, recorded("IKEJA", "LAGOS"), nigeria).issues[0]?.params).toEqual({ ward: `${ward}X` });
    expect(checkPlaces({ lga: "IKEJA", ward: `${ward}X` }, null, nigeria).issues[0]?.params).toEqual({ ward: `${ward}X`, near: ward });
  });
});

describe("what an old record says is offered the site's own name", () => {
  test.each<[string | null, string | null, ReturnType<typeof offerPlaces>]>([
    ["Maiadua", "KATSINA", { field: "lga", recorded: "Maiadua", use: [{ lga: "MAI'ADUA", state: "KATSINA" }] }],
    ["mai-adua LGA", null, { field: "lga", recorded: "mai-adua LGA", use: [{ lga: "MAI'ADUA", state: "KATSINA" }] }],
    ["MAI’ADUA", "Kastina", { field: "lga", recorded: "MAI’ADUA", use: [{ lga: "MAI'ADUA", state: "KATSINA" }] }],
    ["Ikorudu", "LAGOS", { field: "lga", recorded: "Ikorudu", use: [{ lga: "IKORODU", state: "LAGOS" }] }],
    ["IKORODU", "Lagos", { field: "state", recorded: "Lagos", use: [{ lga: "IKORODU", state: "LAGOS" }] }],
    ["IKORODU", null, { field: "state", recorded: "", use: [{ lga: "IKORODU", state: "LAGOS" }] }],
    ["SURULERE", null, { field: "state", recorded: "", use: [{ lga: "SURULERE", state: "LAGOS" }, { lga: "SURULERE", state: "OYO" }] }],
    [null, "lagos state", { field: "state", recorded: "lagos state", use: [{ lga: null, state: "LAGOS" }] }],
    [null, "Kastina", { field: "state", recorded: "Kastina", use: [{ lga: null, state: "KATSINA" }] }],
    ["IKORODU", "LAGOS", null],
    [null, "LAGOS", null],
    [null, null, null],
    ["Nowhere at all", "LAGOS", null],
    [null, "Atlantis", null],
  ])("%j in %j", (lga, state, offer) => {
    expect(offerPlaces(recorded(lga, state), nigeria)).toEqual(offer);
  });

  test("nobody without an address is offered anything", () => expect(offerPlaces(null, nigeria)).toBeNull());
});

describe("every name of the hierarchy", () => {
  const lgas = tree.flatMap(({ state, lgas: all }) => all.map(({ lga, wards }) => ({ state, lga, wards })));

  test("finds itself, and needs no offer", () => {
    for (const { state, lga, wards } of lgas) {
      expect(nigeria.findState(state)).toBe(state);
      expect(nigeria.findLgas(lga, state)).toEqual([{ lga, state }]);
      expect(offerPlaces(recorded(lga, state), nigeria)).toBeNull();
      for (const ward of wards) expect(nigeria.findWard(ward, lga, state)).toBe(ward);
    }
  });

  const careless: readonly ((name: string) => string)[] = [
    (name) => name.toLowerCase(),
    (name) => name.replace(/['’]/g, ""),
    (name) => name.replace(/'/g, "’"),
    (name) => name.replace(/[-/ ]+/g, " "),
    (name) => name.replace(/[-/ ]+/g, "-"),
    (name) => `  ${name} `,
    (name) => name.replace(/[-/ ]+/g, ""),
    (name) => name.replace(/A/gi, "á"),
  ];

  test("is found when it is written carelessly, and offered where the record has it so", () => {
    fc.assert(
      fc.property(fc.constantFrom(...lgas), fc.array(fc.constantFrom(...careless), { maxLength: 4 }), fc.constantFrom("", " LGA", " L.G.A", " Local Government Area"), ({ state, lga }, ways, ending) => {
        const written = ways.reduce((name, way) => way(name), lga) + ending;
        expect(nigeria.findLgas(written, state)).toEqual([{ lga, state }]);
        const offer = offerPlaces(recorded(written, state), nigeria);
        expect(offer).toEqual(written === lga ? null : { field: "lga", recorded: written, use: [{ lga, state }] });
      }),
      { numRuns: 500 },
    );
  });

  test("is among what is offered when any one letter of it is missing, unless that is another name or too short", () => {
    const missed = lgas.flatMap(({ state, lga }) => {
      const letters = lga.replace(/[^A-Za-z]/g, "");
      const misspelt = Array.from(letters, (_, at) => letters.slice(0, at) + letters.slice(at + 1));
      const meant = misspelt.filter((name) => name.length >= 5 && nigeria.findLgas(name, state).length === 0);
      return meant.filter((name) => !nigeria.nearLgas(name, state).some((one) => one.lga === lga)).map((name) => `${name} for ${lga}`);
    });
    expect(missed).toEqual([]);
  });
});
