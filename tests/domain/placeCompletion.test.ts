import { indexCompletion } from "../../src/domain/placeCompletion";
import { indexPlaces } from "../../src/domain/placeNames";
import { pathsOfTree } from "../../src/domain/placeTree";

const tree = [
  { state: "LAGOS", lgas: [{ lga: "IKEJA", wards: ["ALAUSA", "OJODU"] }, { lga: "SURULERE", wards: ["ITIRE"] }] },
  { state: "OYO", lgas: [{ lga: "IBADAN NORTH", wards: ["AGODI"] }, { lga: "IBADAN NORTH EAST", wards: [] }, { lga: "SURULERE", wards: ["IREGBA"] }] },
  { state: "KATSINA", lgas: [{ lga: "MAI'ADUA", wards: ["MAI'ADUA A"] }] },
  { state: "AKWA-IBOM", lgas: [{ lga: "NORTH UYO", wards: [] }] },
  { state: "FCT", lgas: [] },
];
const completion = indexCompletion(tree, indexPlaces(pathsOfTree(tree)));
const said = ({ options }: ReturnType<typeof completion.lgas>) => options.map(({ name, lga, state }) => [name, ...(lga === null ? [] : [lga]), state].join("/"));

test.each([
  ["", ["AKWA-IBOM", "FCT", "KATSINA", "LAGOS", "OYO"]],
  ["akwa ibom", ["AKWA-IBOM"]],
  ["AKWAI", ["AKWA-IBOM"]],
  ["ibom", ["AKWA-IBOM"]],
  ["lág", ["LAGOS"]],
  ["zz", []],
])("the state %j is completed by %j", (typed, names) => {
  expect(completion.states(typed, 10).options.map(({ name }) => name)).toEqual(names);
});

test.each([
  ["mai’a", null, ["MAI'ADUA/KATSINA"]],
  ["maia", "Katsina State", ["MAI'ADUA/KATSINA"]],
  ["sur", null, ["SURULERE/LAGOS", "SURULERE/OYO"]],
  ["sur", "oyo", ["SURULERE/OYO"]],
  ["ibadan-north", null, ["IBADAN NORTH/OYO", "IBADAN NORTH EAST/OYO"]],
  // What begins so stands before what has a word that does.
  ["north", null, ["NORTH UYO/AKWA-IBOM", "IBADAN NORTH/OYO", "IBADAN NORTH EAST/OYO"]],
  ["sur", "Atlantis", ["SURULERE/LAGOS", "SURULERE/OYO"]],
  ["sur", "FCT", []],
])("the LGA %j in %j is completed by %j", (typed, state, names) => {
  expect(said(completion.lgas(typed, state, 10))).toEqual(names);
});

test.each([
  ["", { lga: "ikeja", state: null }, ["ALAUSA/IKEJA/LAGOS", "OJODU/IKEJA/LAGOS"]],
  ["ala", { lga: "IKEJA", state: "LAGOS" }, ["ALAUSA/IKEJA/LAGOS"]],
  ["", { lga: "SURULERE", state: "OYO" }, ["IREGBA/SURULERE/OYO"]],
  ["ala", { lga: "SURULERE", state: null }, []],
  ["ala", { lga: null, state: null }, ["ALAUSA/IKEJA/LAGOS"]],
  ["a", { lga: null, state: null }, []],
  ["ala", { lga: "Nowhere", state: null }, []],
])("the ward %j in %j is completed by %j", (typed, where, names) => {
  expect(said(completion.wards(typed, where, 10))).toEqual(names);
});

test("no more are given than asked for, and it is told how many there are", () => {
  const found = completion.lgas("", null, 2);
  expect([found.options.length, found.total]).toEqual([2, 7]);
});
