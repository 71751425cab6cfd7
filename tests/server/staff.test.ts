import { StaffList } from "../../src/contract/staff";
import { openPool } from "../support/database";
import { giveRole, startTestServer, type TestServer } from "../support/server";
import { auditOfRequest, buildUser } from "../support/users";

describe("roles of ours", () => {
  const root = openPool("root", "openmrs");
  let server: TestServer;
  let administrator: string;

  beforeAll(async () => {
    server = await startTestServer();
    administrator = await server.signIn("administrator");
  });
  afterAll(() => server.close());

  const grant = (body: unknown, token = administrator) => server.call("POST", "/api/staff", { token, body });

  test("an administrator gives a person of NMRS a role, who can then sign in", async () => {
    const user = await buildUser(root);
    const { status, body, headers } = await grant({ username: user.username, role: "clerk", facilities: [7, 9] });
    expect(status).toBe(200);
    expect(body).toEqual({
      userId: user.userId,
      username: user.username,
      displayName: "Halima Bello",
      role: "clerk",
      facilities: [
        { locationId: 7, name: "Federal Medical Centre Owerri" },
        { locationId: 9, name: "Specialist Hospital Sokoto" },
      ],
    });
    expect(await auditOfRequest(root, String(headers["x-request-id"]))).toMatchObject([
      {
        userId: 5,
        action: "grant-role",
        result: "done",
        details: JSON.stringify({ user: user.userId, before: "none", after: "clerk", facilities: "7 9" }),
      },
    ]);
    await server.signIn(user.username, user.password);
  });

  test("taking the role away ends the person's sessions at once", async () => {
    const user = await buildUser(root);
    await grant({ username: user.username, role: "supervisor", facilities: null });
    const token = await server.signIn(user.username, user.password);
    const { body } = await grant({ username: user.username, role: null, facilities: null });
    expect(body.role).toBeNull();
    expect((await server.call("GET", "/api/session", { token })).status).toBe(401);
    const again = await server.call("POST", "/api/session", { body: { username: user.username, password: user.password } });
    expect(again.body.code).toBe("no-role");
    const list = await server.call("GET", "/api/staff", { token: administrator });
    expect(list.body.staff).toContainEqual(expect.objectContaining({ userId: user.userId, role: null }));
  });

  test("the list has everyone with role and facilities", async () => {
    const { status, body } = await server.call("GET", "/api/staff", { token: administrator });
    expect(status).toBe(200);
    expect(body.staff).toContainEqual({ userId: 3, username: "clerk", displayName: "Chidinma Okafor", role: "clerk", facilities: null });
  });

  test.each(["clerk", "supervisor"])("a %s neither sees the list nor gives roles, and the try is on record", async (who) => {
    const token = await server.signIn(who);
    const user = await buildUser(root);
    const list = await server.call("GET", "/api/staff", { token });
    const given = await grant({ username: user.username, role: "administrator", facilities: null }, token);
    expect([list.status, list.body.code, given.status, given.body.code]).toEqual([403, "not-allowed", 403, "not-allowed"]);
    expect(await auditOfRequest(root, String(given.headers["x-request-id"]))).toMatchObject([
      { action: "manage-staff", result: "refused", details: JSON.stringify({ reason: "role", role: who }) },
    ]);
    expect((await server.call("POST", "/api/session", { body: { username: user.username, password: user.password } })).body.code).toBe("no-role");
  });

  test("without a session nobody learns who is on the staff", async () => {
    expect((await server.call("GET", "/api/staff")).body.code).toBe("not-signed-in");
  });

  test("an administrator of one facility gives no more than that facility, also not to themselves", async () => {
    const local = await buildUser(root);
    await giveRole(server.deps, local.userId, "administrator", [8]);
    const token = await server.signIn(local.username, local.password);
    const user = await buildUser(root);
    expect((await grant({ username: user.username, role: "clerk", facilities: null }, token)).status).toBe(403);
    expect((await grant({ username: local.username, role: "administrator", facilities: [7, 8] }, token)).status).toBe(403);
    expect((await grant({ username: user.username, role: "clerk", facilities: [8] }, token)).status).toBe(200);
  });

  test.each([
    ["a name that NMRS does not have", { username: "nobody.at.all", role: "clerk", facilities: null }, 404],
    ["a retired account", { username: "retired.clerk", role: "clerk", facilities: null }, 404],
    ["a name that two accounts bear", { username: "twin", role: "clerk", facilities: null }, 404],
    ["a name that is SQL", { username: "x' OR 1=1 -- ", role: "clerk", facilities: null }, 404],
    ["a name with a four-byte character", { username: "\u{1F600}", role: "clerk", facilities: null }, 404],
    ["a role that does not exist", { role: "owner", facilities: null }, 400],
    ["a facility that does not exist", { role: "clerk", facilities: [7, 424242] }, 400],
    ["a facility that is no number", { role: "clerk", facilities: ["7"] }, 400],
    ["too many facilities", { role: "clerk", facilities: Array.from({ length: 501 }, (_, index) => index) }, 400],
    ["no word about facilities", { role: "clerk" }, 400],
  ])("%s is refused and nothing is changed", async (_what, body, status) => {
    const { username } = await buildUser(root);
    expect((await grant({ username, ...body })).status).toBe(status);
    const { staff } = StaffList.parse((await server.call("GET", "/api/staff", { token: administrator })).body);
    expect(staff.filter((member) => [username, "twin", "retired.clerk"].includes(member.username))).toEqual([]);
  });
});
