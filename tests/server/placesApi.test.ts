import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { PlacesAnswer } from "../../src/contract/places";
import { startTestServer, type TestServer } from "../support/server";

describe("the hierarchy that panes complete names from", () => {
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    server = await startTestServer();
    token = await server.signIn("clerk");
  });
  afterAll(() => server.close());

  const ask = (version = "") => server.call("GET", `/api/places${version === "" ? "" : `?version=${version}`}`, { token });

  test("has every state, LGA and ward as the site spells it, and nothing else", async () => {
    const { status, body } = await ask();
    expect(status).toBe(200);
    const { states } = PlacesAnswer.parse(body);
    const lgas = (states ?? []).flatMap(({ state, lgas: all }) => all.map(({ lga, wards }) => ({ state, lga, wards })));
    expect(states).toHaveLength(37);
    expect(lgas).toHaveLength(774);
    expect(lgas.flatMap(({ wards }) => wards)).toHaveLength(774 * 12);
    expect(states?.map(({ state }) => state)).toEqual(expect.arrayContaining(["Yobe", "AKWA-IBOM", "FCT"]));
    expect(lgas.filter(({ lga }) => lga === "MAI'ADUA").map(({ state }) => state)).toEqual(["KATSINA"]);
    expect(lgas.filter(({ lga }) => lga === "SURULERE").map(({ state }) => state).sort()).toEqual(["LAGOS", "OYO"]);
    expect(JSON.stringify(states)).not.toContain("#REF!");
    expect(states?.map(({ state }) => state)).not.toContain("State");
  });

  test("can be checked by its version, and is not sent again to who has it", async () => {
    const { body } = await ask();
    expect(createHash("sha256").update(JSON.stringify(body.states)).digest("hex")).toBe(body.version);
    const again = await ask(String(body.version));
    expect(again.body).toEqual({ version: body.version, states: null });
    expect(JSON.stringify(again.body).length).toBeLessThan(120);
    const other = await ask("0".repeat(64));
    expect(other.body.version).toBe(body.version);
    expect(other.body.states).toHaveLength(37);
  });

  test("is one compact answer", async () => {
    const { body } = await ask();
    expect(gzipSync(JSON.stringify(body)).byteLength).toBeLessThan(80_000);
  });

  test("is only for who is signed in, and a version is nothing but a digest", async () => {
    expect((await server.call("GET", "/api/places")).status).toBe(401);
    expect((await ask("latest")).status).toBe(400);
    expect((await server.call("POST", "/api/places/streets", { body: { state: null, lga: "IKEJA", ward: null, text: "aya" } })).status).toBe(401);
  });
});
