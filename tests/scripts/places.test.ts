import { hierarchyEntries, wardsOf } from "../../scripts/openmrs/hierarchy";
import { states } from "../../scripts/openmrs/places";

test("Nigeria has 37 states (with the FCT) and 774 LGAs", () => {
  expect(states).toHaveLength(37);
  expect(states.flatMap(({ lgas }) => lgas)).toHaveLength(774);
  expect(states.map(({ name }) => name)).toEqual(expect.arrayContaining(["Yobe", "AKWA-IBOM", "FCT"]));
});

test.each([
  ["IMO", 27],
  ["KANO", 44],
  ["LAGOS", 20],
  ["KATSINA", 34],
  ["FCT", 6],
  ["BAYELSA", 8],
])("%s has %i LGAs, all different", (state, count) => {
  const lgas = states.find(({ name }) => name === state)?.lgas ?? [];
  expect(lgas).toHaveLength(count);
  expect(new Set(lgas).size).toBe(count);
});

test.each([
  ["BASSA", ["KOGI", "PLATEAU"]],
  ["IFELODUN", ["KWARA", "OSUN"]],
  ["IREPODUN", ["KWARA", "OSUN"]],
  ["OBI", ["BENUE", "NASARAWA"]],
  ["SURULERE", ["LAGOS", "OYO"]],
])("the LGA %s is in two states", (lga, expected) => {
  expect(states.filter(({ lgas }) => lgas.includes(lga)).map(({ name }) => name)).toEqual(expected);
});

test("the hierarchy has NMRS's template rows, its stray row, and every entry under one of the level above", () => {
  const entries = hierarchyEntries();
  const levelOf = new Map(entries.map(({ id, levelId }) => [id, levelId]));
  expect(entries.slice(0, 5).map(({ name }) => name)).toEqual(["Country", "State", "LGA", "Ward", "NIGERIA"]);
  expect(entries.at(-1)?.name).toBe("#REF!");
  expect(entries).toHaveLength(4 + 1 + 37 + 774 + 774 * 12 + 1);
  for (const { parentId, levelId } of entries.slice(5)) expect(levelOf.get(parentId ?? 0)).toBe(levelId - 1);
});

test("the wards of an LGA are twelve different names, the same at every time", () => {
  const wards = wardsOf("KATSINA", "MAI'ADUA");
  expect(new Set(wards).size).toBe(12);
  expect(wardsOf("KATSINA", "MAI'ADUA")).toEqual(wards);
});
