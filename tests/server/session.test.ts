import type { RowDataPacket } from "mysql2/promise";
import { hashPassword } from "../../scripts/openmrs/passwords";
import { openPool } from "../support/database";
import { giveRole, startTestServer, stoppedClock, type TestServer } from "../support/server";
import { auditOfRequest, buildUser } from "../support/users";

describe("a session", () => {
  const root = openPool("root", "openmrs");
  const clock = stoppedClock(new Date("2026-11-22T08:00:00.000Z"));
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ clock });
  });
  afterAll(() => server.close());

  const buildSession = async (role: "clerk" | "supervisor" | "administrator" = "clerk", facilities: readonly number[] | null = null) => {
    const user = await buildUser(root);
    await giveRole(server.deps, user.userId, role, facilities);
    return { ...user, token: await server.signIn(user.username, user.password) };
  };
  const state = (token?: string) => server.call("GET", "/api/session", token === undefined ? {} : { token });

  test("shows who is signed in, with the facilities by name", async () => {
    const { token, username } = await buildSession("supervisor", [8, 53]);
    expect((await state(token)).body).toMatchObject({
      person: {
        username,
        displayName: "Halima Bello",
        role: "supervisor",
        facilities: [
          { locationId: 8, name: "General Hospital Ikorodu" },
          { locationId: 53, name: "Comprehensive Health Centre Gwagwalada" },
        ],
      },
      expiresAt: new Date(clock.now().getTime() + 12 * 3_600_000).toISOString(),
    });
  });

  test.each([
    ["nothing", undefined],
    ["a word", "Bearer nonsense"],
    ["a name and a password", "Basic Y2xlcms6Q2xlcmstRGVtby0yMDI2"],
    ["SQL", `Bearer ' OR '1'='1`],
  ])("cannot be had with %s", async (_what, authorization) => {
    const answer = await server.call("GET", "/api/session", authorization === undefined ? {} : { headers: { Authorization: authorization } });
    expect([answer.status, answer.body.code]).toEqual([401, "not-signed-in"]);
  });

  test("cannot be guessed, and a cookie is not looked at", async () => {
    const { token } = await buildSession();
    expect((await state("A".repeat(43))).body.code).toBe("session-expired");
    expect((await server.call("GET", "/api/session", { headers: { Cookie: `token=${token}` } })).body.code).toBe("not-signed-in");
    expect((await server.call("GET", `/api/session?token=${token}`)).body.code).toBe("not-signed-in");
  });

  test("its token stands nowhere in the database", async () => {
    const { token, userId } = await buildSession();
    const [rows] = await root.query<RowDataPacket[]>("SELECT * FROM patient_contacts.session WHERE user_id = ?", [userId]);
    expect(rows).toHaveLength(1);
    expect(Buffer.isBuffer(rows[0]?.token_hash) && rows[0].token_hash.length).toBe(32);
    const values: unknown[] = rows.flatMap((row): unknown[] => Object.values(row));
    const everything = values.map((value) => (Buffer.isBuffer(value) ? value.toString("latin1") : String(value)));
    expect(everything.join("\n")).not.toContain(token);
    expect(everything.join("\n")).not.toContain(Buffer.from(token, "base64url").toString("latin1"));
  });

  test("ends half an hour after the last request, and lasts as long as there are some", async () => {
    const { token } = await buildSession();
    for (let count = 0; count < 4; count += 1) {
      clock.advance(25 * 60);
      expect((await state(token)).status).toBe(200);
    }
    clock.advance(31 * 60);
    expect((await state(token)).body.code).toBe("session-expired");
    clock.advance(-31 * 60);
    expect((await state(token)).body.code).toBe("session-expired");
  });

  test("ends after twelve hours, however busy it was", async () => {
    const { token } = await buildSession();
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
      clock.advance(20 * 60);
      expect((await state(token)).status).toBe(200);
    }
    clock.advance(19 * 60);
    expect((await state(token)).status).toBe(200);
    clock.advance(60);
    expect((await state(token)).body.code).toBe("session-expired");
  });

  test("is noted as used at most twice a minute, so that reading does not mean writing", async () => {
    const { token, userId } = await buildSession();
    const lastSeen = async () => {
      const [rows] = await root.query<RowDataPacket[]>("SELECT last_seen_at AS at FROM patient_contacts.session WHERE user_id = ?", [userId]);
      return String(rows[0]?.at);
    };
    const first = await lastSeen();
    clock.advance(29);
    await state(token);
    expect(await lastSeen()).toBe(first);
    clock.advance(1);
    await state(token);
    expect(await lastSeen()).not.toBe(first);
  });

  test("ends when the person signs out, for good and on record; another session of the same person goes on", async () => {
    const { token, username, password, userId } = await buildSession();
    const other = await server.signIn(username, password);
    const signedOut = await server.call("DELETE", "/api/session", { token });
    expect(signedOut.status).toBe(204);
    expect(await auditOfRequest(root, String(signedOut.headers["x-request-id"]))).toMatchObject([{ userId, action: "sign-out", result: "done" }]);
    expect((await state(token)).body.code).toBe("session-expired");
    expect((await server.call("DELETE", "/api/session", { token })).status).toBe(401);
    expect((await state(other)).status).toBe(200);
  });

  test.each<[string, (userId: number) => Promise<unknown>]>([
    ["the account is retired in NMRS", (userId) => root.query("UPDATE users SET retired = 1 WHERE user_id = ?", [userId])],
    [
      "the password is changed in NMRS, which keeps the salt",
      (userId) => root.query("UPDATE users SET password = ? WHERE user_id = ?", [hashPassword("Another-Password-8", "x"), userId]),
    ],
    ["the salt is changed", (userId) => root.query("UPDATE users SET salt = 'x' WHERE user_id = ?", [userId])],
    ["the role is taken in the database", (userId) => root.query("UPDATE patient_contacts.staff SET role = NULL WHERE user_id = ?", [userId])],
    ["the role is no longer one that exists", (userId) => root.query("UPDATE patient_contacts.staff SET role = 'owner' WHERE user_id = ?", [userId])],
  ])("ends when %s", async (_what, change) => {
    const { token, userId } = await buildSession();
    expect((await state(token)).status).toBe(200);
    await change(userId);
    expect((await state(token)).body.code).toBe("session-expired");
  });

  test("has the new role at once when the role is changed", async () => {
    const { token, userId } = await buildSession("clerk");
    await giveRole(server.deps, userId, "supervisor", [7]);
    expect((await state(token)).body.person).toMatchObject({ role: "supervisor", facilities: [{ locationId: 7 }] });
  });

  test("of a person whose facilities were all taken sees no facility, not the whole site", async () => {
    const { token, userId } = await buildSession("clerk", [7]);
    await root.query("DELETE FROM patient_contacts.staff_facility WHERE user_id = ?", [userId]);
    expect((await state(token)).body.person.facilities).toEqual([]);
  });

  test("holds on every server of the site", async () => {
    const { token } = await buildSession();
    const second = await startTestServer({ clock });
    expect((await second.call("GET", "/api/session", { token })).status).toBe(200);
    await second.call("DELETE", "/api/session", { token });
    expect((await state(token)).status).toBe(401);
    await second.close();
  });
});
