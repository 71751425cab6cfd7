import type { RowDataPacket } from "mysql2/promise";
import type { SettingsState } from "../../src/contract/settings";
import { noSiteSettings } from "../../src/domain/siteSettings";
import { openPool } from "../support/database";
import { buildPatient } from "../support/patients";
import { giveRole, startTestServer } from "../support/server";
import type { TestServer } from "../support/server";
import { submit, typedRow } from "../support/submitting";
import { auditOfRequest, buildUser } from "../support/users";

// The schemas of an old site, so that no other test meets settings that were changed here.
const level = "1.11";
const openmrs = "openmrs_111";
const contacts = "patient_contacts_111";

describe("settings of the site", () => {
  const root = openPool("root", openmrs);
  const ours = openPool("root", contacts);
  let one: TestServer;
  let other: TestServer;
  let administrator: string;
  let clerk: string;

  const reset = (): Promise<unknown> => ours.query("UPDATE site_settings SET version = 0, content = '{}', changed_by = NULL, changed_at = NULL WHERE id = 1");

  beforeAll(async () => {
    await reset();
    one = await startTestServer({ level, engine: true });
    other = await startTestServer({ level });
    administrator = await one.signIn("administrator");
    clerk = await one.signIn("clerk");
  });
  afterAll(async () => {
    await reset();
    await one.close();
    await other.close();
  });

  async function read(token = administrator, server = one): Promise<SettingsState> {
    const { status, body } = await server.call("GET", "/api/settings", { token });
    expect(status).toBe(200);
    return body as SettingsState;
  }

  const put = (body: unknown, token = administrator) => one.call("PUT", "/api/settings", { token, body });
  const pass = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

  test("everyone who is signed in reads them; nobody else does", async () => {
    expect((await one.call("GET", "/api/settings")).status).toBe(401);
    expect(await read(clerk)).toMatchObject({
      refusal: "role",
      inForce: { streetColumn: "auto", dateOrder: null, idleMinutes: 30, signedInHours: 12, undoHours: 24, downloadSeconds: 60, minutesPerRow: 4, clinicNumbers: "" },
      changedBy: null,
    });
    expect((await read()).refusal).toBeNull();
  });

  test("only an administrator of the whole site changes them", async () => {
    const { version } = await read();
    expect(await put({ version, settings: noSiteSettings }, clerk)).toMatchObject({ status: 403, body: { code: "not-allowed" } });
    const user = await buildUser(root);
    await giveRole(one.deps, user.userId, "administrator", [8]);
    const token = await one.signIn(user.username, user.password);
    expect((await read(token)).refusal).toBe("facilities");
    expect(await put({ version, settings: noSiteSettings }, token)).toMatchObject({ status: 403 });
    expect((await read()).version).toBe(version);
  });

  test("a change names who made it and what counted before, and the second of two administrators is told that the first was faster", async () => {
    const { version } = await read();
    const first = await put({ version, settings: { ...noSiteSettings, undoHours: 48, dateOrder: "dmy" } });
    expect(first).toMatchObject({ status: 200, body: { version: version + 1, inForce: { undoHours: 48, dateOrder: "dmy", idleMinutes: 30 }, changedBy: expect.stringMatching(/\w/) } });
    expect(await auditOfRequest(root, String(first.headers["x-request-id"]), contacts)).toMatchObject([
      { action: "change-settings", result: "done", details: JSON.stringify({ version: version + 1, dateOrder: "none -> dmy", undoHours: "24 -> 48" }) },
    ]);
    expect(await put({ version, settings: { ...noSiteSettings, undoHours: 1 } })).toMatchObject({ status: 409, body: { code: "settings-changed" } });
    expect((await read()).inForce.undoHours).toBe(48);
    const both = await Promise.all([2, 3].map((undoHours) => put({ version: version + 1, settings: { ...noSiteSettings, undoHours } })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test.each([
    [{ idleMinutes: 4 }, "settings.idleMinutes"],
    [{ idleMinutes: 241 }, "settings.idleMinutes"],
    [{ signedInHours: 25 }, "settings.signedInHours"],
    [{ undoHours: 721 }, "settings.undoHours"],
    [{ downloadSeconds: 5 }, "settings.downloadSeconds"],
    [{ minutesPerRow: 0 }, "settings.minutesPerRow"],
    [{ clinicNumbers: "0803 123" }, "settings.clinicNumbers"],
    [{ clinicNumbers: "8031234567" }, "settings.clinicNumbers"],
    [{ signedInHours: 1, idleMinutes: 90 }, "settings.idleMinutes"],
  ])("what nobody could work with, or would be careless, is refused: %j", async (settings, path) => {
    const { version } = await read();
    expect(await put({ version, settings: { ...noSiteSettings, ...settings } })).toMatchObject({ status: 400, body: { code: "body-invalid", faults: [{ path }] } });
    expect((await read()).version).toBe(version);
  });

  test("a change counts on every server within seconds, without a restart", async () => {
    const { version } = await read();
    await put({ version, settings: { ...noSiteSettings, idleMinutes: 7, downloadSeconds: 33, streetColumn: "address1" } });
    expect((await one.call("GET", "/api/session", { token: administrator })).body).toMatchObject({ idleSeconds: 420 });
    await pass(2_100);
    expect((await other.call("GET", "/api/session", { token: administrator })).body).toMatchObject({ idleSeconds: 420 });
    expect(other.deps.site.streetColumn).toBe("address1");
  });

  test("a street goes to the column that is set when it is written", async () => {
    const set = async (streetColumn: "auto" | "address1" | "address2"): Promise<void> => {
      const { version } = await read();
      expect((await put({ version, settings: { ...noSiteSettings, streetColumn } })).status).toBe(200);
    };
    const street = async (artId: string): Promise<RowDataPacket | undefined> => {
      const [[row]] = await root.query<RowDataPacket[]>(
        `SELECT a.address1, a.address2 FROM person_address a JOIN patient_identifier i ON i.patient_id = a.person_id WHERE i.identifier = ? AND a.voided = 0`,
        [artId],
      );
      return row;
    };
    const addresses = [{ preferred: true, columns: { address1: "1 Old Road", address2: "2 Old Road", city_village: "IKORODU", state_province: "LAGOS" } }];
    const [first, second] = [await buildPatient(root, { addresses }), await buildPatient(root, { addresses })];
    await set("address1");
    await submit(one, administrator, [typedRow({ artId: first.artId, street: "9 New Road" })]);
    expect(await street(first.artId)).toMatchObject({ address1: "9 New Road", address2: "2 Old Road" });
    await set("address2");
    await submit(one, administrator, [typedRow({ artId: second.artId, street: "9 New Road" })]);
    expect(await street(second.artId)).toMatchObject({ address1: "1 Old Road", address2: "9 New Road" });
  });
});
