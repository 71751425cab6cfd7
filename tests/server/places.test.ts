import { cachePlaces, makeHierarchy } from "../../server/places/sitePlaces";
import type { Places } from "../../src/domain/types";
import { openPool } from "../support/database";
import { startTestServer, stoppedClock, type TestServer } from "../support/server";

describe("the places of the site's hierarchy", () => {
  let server: TestServer;
  let places: Places;

  beforeAll(async () => {
    server = await startTestServer();
    places = await server.deps.site.places();
  });
  afterAll(() => server.close());

  test.each([
    ["LAGOS", "LAGOS"],
    ["lagos", "LAGOS"],
    [" Lagos State ", "LAGOS"],
    ["AKWA IBOM", "AKWA-IBOM"],
    ["Akwa-Ibom", "AKWA-IBOM"],
    ["akwaibom", "AKWA-IBOM"],
    ["Federal Capital Territory", "FCT"],
    ["Abuja", "FCT"],
    ["Atlantis", null],
    ["State", null],
    ["", null],
    ["'", null],
  ])("the state %p is read as %p", (typed, name) => {
    expect(places.findState(typed)).toBe(name);
  });

  test.each([
    ["mai'adua", "KATSINA", [{ lga: "MAI'ADUA", state: "KATSINA" }]],
    ["Mai’Adua", null, [{ lga: "MAI'ADUA", state: "KATSINA" }]],
    ["MAIADUA LGA", "Katsina State", [{ lga: "MAI'ADUA", state: "KATSINA" }]],
    ["Mai'adua", "LAGOS", []],
    ["Ikorodu", null, [{ lga: "IKORODU", state: "LAGOS" }]],
    ["Nowhere", null, []],
    ["LGA", null, []],
  ])("the LGA %p in %p is found as %j", (typed, state, found) => {
    expect(places.findLgas(typed, state)).toEqual(found);
  });

  test("an LGA whose name two states have is found in both, and in one when the state is given", () => {
    expect(places.findLgas("Surulere", null).map(({ state }) => state).sort()).toEqual(["LAGOS", "OYO"]);
    expect(places.findLgas("Surulere", "Oyo")).toEqual([{ lga: "SURULERE", state: "OYO" }]);
  });

  test("a ward is found in its LGA only", async () => {
    const [rows] = await openPool("root", "openmrs").query(
      `SELECT w.name AS ward, l.name AS lga, s.name AS state FROM address_hierarchy_entry w JOIN address_hierarchy_entry l ON l.address_hierarchy_entry_id = w.parent_id
       JOIN address_hierarchy_entry s ON s.address_hierarchy_entry_id = l.parent_id JOIN address_hierarchy_level v ON v.address_hierarchy_level_id = w.level_id
       WHERE v.address_field = 'ADDRESS_2' AND l.name = 'IKORODU' LIMIT 1`,
    );
    const [{ ward, lga, state }] = rows as unknown as [{ ward: string; lga: string; state: string }];
    expect(places.findWard(ward.toLowerCase(), lga, state)).toBe(ward);
    expect(places.findWard(ward, lga, null)).toBe(ward);
    expect(places.findWard(`${ward} no such`, lga, state)).toBeNull();
    expect(places.findWard(ward, "MAI'ADUA", "KATSINA")).toBeNull();
  });

  test("a ward of an LGA that two states have is not guessed", () => {
    const field = (name: string) => ({ state: "STATE_PROVINCE", lga: "CITY_VILLAGE", ward: "ADDRESS_2" })[name] ?? "";
    const { places: twins } = makeHierarchy([
      { id: 1, parentId: null, name: "LAGOS", field: field("state") },
      { id: 2, parentId: null, name: "OYO", field: field("state") },
      { id: 3, parentId: 1, name: "SURULERE", field: field("lga") },
      { id: 4, parentId: 2, name: "SURULERE", field: field("lga") },
      { id: 5, parentId: 3, name: "Iponri", field: field("ward") },
      { id: 6, parentId: 4, name: "IPONRI", field: field("ward") },
    ]);
    expect(twins.findWard("iponri", "Surulere", null)).toBeNull();
    expect(twins.findWard("iponri", "Surulere", "Oyo")).toBe("IPONRI");
  });

  test("an entry may stand before its parent; one that has none, or one of the wrong level, is left out", () => {
    const { places: odd } = makeHierarchy([
      { id: 9, parentId: 8, name: "Amaifeke", field: "ADDRESS_2" },
      { id: 8, parentId: 7, name: "ORLU", field: "CITY_VILLAGE" },
      { id: 7, parentId: null, name: "IMO", field: "STATE_PROVINCE" },
      { id: 6, parentId: 99, name: "OGUTA", field: "CITY_VILLAGE" },
      { id: 5, parentId: 7, name: "Umuna", field: "ADDRESS_2" },
      { id: 4, parentId: 8, name: "OKIGWE", field: "CITY_VILLAGE" },
    ]);
    expect(odd.findWard("amaifeke", "orlu", "imo")).toBe("Amaifeke");
    expect([odd.findLgas("Oguta", null), odd.findLgas("Okigwe", null), odd.findWard("Umuna", "Orlu", "Imo")]).toEqual([[], [], null]);
  });

  test("are read again after ten minutes, once for all who ask, and the old ones serve while that fails", async () => {
    const clock = stoppedClock();
    const problems: unknown[] = [];
    let reads = 0;
    let broken = false;
    const read = async () => {
      reads += 1;
      await Promise.resolve();
      if (broken) throw new Error("gone");
      return makeHierarchy([{ id: 1, parentId: null, name: `STATE ${reads}`, field: "STATE_PROVINCE" }]).places;
    };
    const cached = cachePlaces(read, clock, (problem) => problems.push(problem));
    await Promise.all([cached(), cached(), cached()]);
    expect(reads).toBe(1);
    clock.advance(599);
    await cached();
    expect(reads).toBe(1);
    clock.advance(2);
    expect((await cached()).findState("state 2")).toBe("STATE 2");
    broken = true;
    clock.advance(601);
    expect((await cached()).findState("state 2")).toBe("STATE 2");
    expect([reads, problems.length]).toEqual([3, 1]);
    await cached();
    expect(reads).toBe(3);
    clock.advance(61);
    broken = false;
    expect((await cached()).findState("state 4")).toBe("STATE 4");
  });
});
