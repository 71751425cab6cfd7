import { openPool } from "../support/database";
import { giveRole, startTestServer, stoppedClock, uniqueName, type TestServer } from "../support/server";
import { auditOfRequest, buildUser, signInProperties, type UserOverrides } from "../support/users";

/** Sign-in by OpenMRS's own rules: who may come in, and what is counted when somebody may not. */
describe("signing in", () => {
  const root = openPool("root", "openmrs");
  const clock = stoppedClock(new Date("2026-11-22T09:00:00.000Z"));
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ clock });
  });
  afterAll(() => server.close());

  const signIn = (username: string, password: string, headers: Record<string, string> = {}) =>
    server.call("POST", "/api/session", { body: { username, password }, headers });

  const buildClerk = async (overrides: UserOverrides = {}) => {
    const user = await buildUser(root, overrides);
    await giveRole(server.deps, user.userId, "clerk");
    return user;
  };

  test.each([
    ["clerk", "Clerk-Demo-2026"],
    ["supervisor", "Supervisor-Demo-2026"],
    ["administrator", "Administrator-Demo-2026"],
  ])("the %s comes in with the password of NMRS and is told name, role and how long it lasts", async (username, password) => {
    const { status, body } = await signIn(username, password);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      person: { username, role: username, facilities: null },
      idleSeconds: 1800,
      expiresAt: "2026-11-22T21:00:00.000Z",
      serverTime: "2026-11-22T09:00:00.000Z",
    });
    expect(body.token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  test.each<[string, UserOverrides]>([
    ["today's form, SHA-512 with a salt", {}],
    ["the older form, SHA-1", { form: "sha1" }],
    ["the oldest form, SHA-1 with the zeros of its bytes lost", { form: "sha1-without-zeros" }],
    ["no salt, which Java writes as the word null", { salt: null }],
    ["an empty salt", { salt: "" }],
  ])("a password stored in %s opens, and any other does not", async (_form, overrides) => {
    const user = await buildClerk(overrides);
    expect((await signIn(user.username, user.password)).status).toBe(200);
    expect((await signIn(user.username, `${user.password} `)).body.code).toBe("sign-in-failed");
    expect((await signIn(user.username, user.password.toLowerCase())).body.code).toBe("sign-in-failed");
    expect((await signIn(user.username, user.password)).status).toBe(200);
  });

  test("the hash of a password is not itself a password", async () => {
    const user = await buildClerk();
    const [rows] = await root.query("SELECT password FROM users WHERE user_id = ?", [user.userId]);
    const [{ password }] = rows as unknown as [{ password: string }];
    expect((await signIn(user.username, password)).status).toBe(401);
  });

  test("capitals in the user name do not matter, as in NMRS", async () => {
    expect((await signIn("CLERK", "Clerk-Demo-2026")).status).toBe(200);
  });

  test("the system id opens too, also without the dash before its last digit", async () => {
    const digits = String(Date.now()).slice(-9);
    const user = await buildClerk({ username: null, systemId: `${digits}-4` });
    expect((await signIn(`${digits}-4`, user.password)).status).toBe(200);
    const { status, body } = await signIn(`${digits}4`, user.password);
    expect(status).toBe(200);
    expect(body.person.username).toBe(`${digits}-4`);
  });

  test("a name that two accounts bear opens neither", async () => {
    const name = uniqueName("twin");
    const one = await buildClerk({ username: name });
    await buildClerk({ username: name });
    expect((await signIn(name, one.password)).body.code).toBe("sign-in-failed");
    expect((await signIn(one.systemId, one.password)).status).toBe(200);
  });

  test("a user name that is another person's system id opens neither", async () => {
    const one = await buildClerk();
    const other = await buildClerk({ username: one.systemId });
    expect((await signIn(one.systemId, one.password)).status).toBe(401);
    expect((await signIn(one.username, one.password)).status).toBe(200);
    expect((await signIn(other.systemId, other.password)).status).toBe(200);
  });

  test("a retired account is refused, and a namesake in service is not mistaken for it", async () => {
    const name = uniqueName("namesake");
    const retired = await buildClerk({ username: name, retired: true, password: "Retired-Password-1" });
    expect((await signIn(name, retired.password)).body.code).toBe("sign-in-failed");
    const active = await buildClerk({ username: name });
    expect((await signIn(name, retired.password)).status).toBe(401);
    expect((await signIn(name, active.password)).status).toBe(200);
  });

  test.each(["null", "", "daemon"])("OpenMRS's own background user has no password, and %p is none", async (password) => {
    const { status } = await signIn("daemon", password);
    expect(status).toBe(password === "" ? 400 : 401);
  });

  test("the built-in administrator of OpenMRS, who has no user name, needs a role here like everybody", async () => {
    const { status, body } = await signIn("admin", "Admin-Demo-2026");
    expect(status).toBe(403);
    expect(body.code).toBe("no-role");
    expect(body.message).toMatch(/administrator of patient contacts/);
  });

  test("without a role the right password gives no session, and the refusal is on record", async () => {
    const user = await buildUser(root);
    const { status, body, headers } = await signIn(user.username, user.password);
    expect([status, body.code]).toEqual([403, "no-role"]);
    expect(body.token).toBeUndefined();
    expect(await auditOfRequest(root, String(headers["x-request-id"]))).toMatchObject([
      { userId: user.userId, action: "sign-in", result: "refused", details: '{"reason":"no-role"}' },
    ]);
    expect((await signIn(user.username, "Wrong-Password")).body.code).toBe("sign-in-failed");
  });

  test("an unknown name and a wrong password get the same answer, try after try", async () => {
    const user = await buildClerk();
    const nobody = uniqueName("nobody");
    for (let count = 1; count <= 10; count += 1) {
      const wrong = await signIn(user.username, "Wrong-Password");
      const unknown = await signIn(nobody, "Wrong-Password");
      expect([unknown.status, unknown.body.code, unknown.body.message]).toEqual([wrong.status, wrong.body.code, wrong.body.message]);
      expect(unknown.body.retryAfterSeconds).toEqual(wrong.body.retryAfterSeconds);
    }
  });

  test("every way of coming in or not is on record with person, request and address", async () => {
    const user = await buildClerk();
    const failed = await signIn(user.username, "Wrong-Password");
    const done = await signIn(user.username, user.password);
    expect(await auditOfRequest(root, String(failed.headers["x-request-id"]))).toMatchObject([
      { userId: user.userId, action: "sign-in", result: "failed", details: '{"reason":"sign-in-failed"}', at: "2026-11-22 09:00:00.000", subjects: 0 },
    ]);
    expect(await auditOfRequest(root, String(done.headers["x-request-id"]))).toMatchObject([
      { userId: user.userId, action: "sign-in", result: "done", details: "{}", address: expect.stringMatching(/^10\./) },
    ]);
    const unknown = await signIn(uniqueName("nobody"), "Wrong-Password");
    expect(await auditOfRequest(root, String(unknown.headers["x-request-id"]))).toMatchObject([{ userId: null, action: "sign-in", result: "failed" }]);
  });

  test("an old OpenMRS whose users have uuids of a free form still gives a proper and lasting one", async () => {
    const user = await buildClerk({ uuid: "5089AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" });
    const first = (await signIn(user.username, user.password)).body.person.userUuid;
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect((await signIn(user.username, user.password)).body.person.userUuid).toBe(first);
  });

  test.each([
    ["SQL", "clerk' OR '1'='1"],
    ["SQL with a comment", "clerk'-- "],
    ["SQL in double quotes", 'clerk" OR ""="'],
    ["a wildcard", "cler%"],
    ["a four-byte character", "clerk\u{1F600}"],
    ["half of a four-byte character", "clerk\uD83D"],
    ["a control character", "clerk\u0000"],
    ["a line break", "clerk\n"],
    ["a backslash", "clerk\\"],
    ["only spaces", "   "],
  ])("a user name with %s is nobody's", async (_what, username) => {
    const { status, body } = await signIn(username, "Clerk-Demo-2026");
    expect([status, body.code]).toEqual([401, "sign-in-failed"]);
  });

  test.each([
    ["no password", { username: "clerk" }],
    ["a number for a password", { username: "clerk", password: 1 }],
    ["an object for a name", { username: { $ne: "" }, password: "x" }],
    ["an array for a name", { username: ["clerk"], password: "x" }],
    ["a name that is too long", { username: "a".repeat(51), password: "x" }],
    ["an unknown key", { username: "clerk", password: "Clerk-Demo-2026", role: "administrator" }],
  ])("a request with %s is refused by its form", async (_what, body) => {
    const answer = await server.call("POST", "/api/session", { body });
    expect([answer.status, answer.body.code]).toEqual([400, "body-invalid"]);
    expect(answer.body.faults.length).toBeGreaterThan(0);
  });
});

/** The lock-out is OpenMRS's own, in its own properties, so that both doors share it. */
describe("the lock-out of an account", () => {
  const root = openPool("root", "openmrs");
  const start = new Date("2026-11-22T10:00:00.000Z");
  const clock = stoppedClock(start);
  let server: TestServer;
  let address = 0;

  beforeAll(async () => {
    server = await startTestServer({ clock });
  });
  afterAll(() => server.close());

  /** Each try from another computer, so that only the account's own lock-out counts. */
  const tryPassword = async (username: string, password: string) => {
    address += 1;
    return await server.call("POST", "/api/session", {
      body: { username, password },
      headers: { "X-Forwarded-For": `172.16.${Math.floor(address / 250)}.${(address % 250) + 1}` },
    });
  };
  const buildClerk = async () => {
    const user = await buildUser(root);
    await giveRole(server.deps, user.userId, "clerk");
    return user;
  };
  const failTimes = async (username: string, times: number) => {
    for (let count = 0; count < times; count += 1) await tryPassword(username, "Wrong-Password");
  };

  test("the first failure is counted in the person's OpenMRS properties", async () => {
    const user = await buildClerk();
    await failTimes(user.username, 1);
    expect(await signInProperties(root, user.userId)).toEqual({ loginAttempts: "1" });
  });

  test("seven failures are borne, and the right password sets the count to nothing", async () => {
    const user = await buildClerk();
    await failTimes(user.username, 7);
    expect(await signInProperties(root, user.userId)).toEqual({ loginAttempts: "7" });
    expect((await tryPassword(user.username, user.password)).status).toBe(200);
    expect(await signInProperties(root, user.userId)).toEqual({ loginAttempts: "0" });
  });

  test("the eighth failure locks: its time is written in milliseconds, and the count stays at seven", async () => {
    const user = await buildClerk();
    await failTimes(user.username, 7);
    const eighth = await tryPassword(user.username, "Wrong-Password");
    expect([eighth.status, eighth.body.code, eighth.body.retryAfterSeconds]).toEqual([423, "account-locked", 300]);
    expect(await signInProperties(root, user.userId)).toEqual({ loginAttempts: "7", lockoutTimestamp: String(clock.now().getTime()) });
  });

  test("while it is locked even the right password is refused and starts the five minutes anew", async () => {
    const user = await buildClerk();
    await failTimes(user.username, 8);
    clock.advance(240);
    expect((await tryPassword(user.username, user.password)).body.code).toBe("account-locked");
    expect(await signInProperties(root, user.userId)).toEqual({ loginAttempts: "7", lockoutTimestamp: String(clock.now().getTime()) });
    clock.advance(240);
    expect((await tryPassword(user.username, user.password)).body.code).toBe("account-locked");
    clock.advance(301);
    expect((await tryPassword(user.username, user.password)).status).toBe(200);
    expect(await signInProperties(root, user.userId)).toEqual({ loginAttempts: "0", lockoutTimestamp: "0" });
  });

  test("after the wait a wrong password is the first failure again", async () => {
    const user = await buildClerk();
    await failTimes(user.username, 8);
    clock.advance(301);
    expect((await tryPassword(user.username, "Wrong-Password")).body.code).toBe("sign-in-failed");
    expect(await signInProperties(root, user.userId)).toEqual({ loginAttempts: "1", lockoutTimestamp: "0" });
  });

  test("a lock-out that OpenMRS itself wrote holds here", async () => {
    const user = await buildClerk();
    await root.query("INSERT INTO user_property (user_id, property, property_value) VALUES (?, 'loginAttempts', '7'), (?, 'lockoutTimestamp', ?)", [
      user.userId,
      user.userId,
      String(clock.now().getTime() - 60_000),
    ]);
    expect((await tryPassword(user.username, user.password)).body.code).toBe("account-locked");
  });

  test.each(["", "0", "soon"])("a time of lock-out of %p is none", async (value) => {
    const user = await buildClerk();
    await root.query("INSERT INTO user_property (user_id, property, property_value) VALUES (?, 'lockoutTimestamp', ?)", [user.userId, value]);
    expect((await tryPassword(user.username, user.password)).status).toBe(200);
  });

  test("many guesses at the same moment are all counted", async () => {
    const user = await buildClerk();
    const answers = await Promise.all(Array.from({ length: 12 }, () => tryPassword(user.username, "Wrong-Password")));
    expect(answers.filter(({ body }) => body.code === "sign-in-failed")).toHaveLength(7);
    expect(answers.filter(({ body }) => body.code === "account-locked")).toHaveLength(5);
    expect(await signInProperties(root, user.userId)).toEqual({ loginAttempts: "7", lockoutTimestamp: String(clock.now().getTime()) });
  });

  test("the site's own limit and waiting time are kept", async () => {
    const own = openPool("root", "openmrs_111");
    const limits = "security.allowedFailedLoginsBeforeLockout";
    await own.query("UPDATE global_property SET property_value = '2' WHERE property = ?", [limits]);
    await own.query("INSERT INTO global_property (property, property_value, uuid) VALUES ('security.unlockAccountWaitingTime', '20', UUID())");
    const old = await startTestServer({ clock, level: "1.11" });
    try {
      const user = await buildUser(own);
      await giveRole(old.deps, user.userId, "clerk");
      const attempt = (password: string) => old.call("POST", "/api/session", { body: { username: user.username, password } });
      await attempt("Wrong-Password");
      await attempt("Wrong-Password");
      expect((await attempt("Wrong-Password")).body).toMatchObject({ code: "account-locked", retryAfterSeconds: 1200 });
      clock.advance(600);
      expect((await attempt(user.password)).body.code).toBe("account-locked");
      clock.advance(1201);
      expect((await attempt(user.password)).status).toBe(200);
    } finally {
      await own.query("UPDATE global_property SET property_value = '7' WHERE property = ?", [limits]);
      await own.query("DELETE FROM global_property WHERE property = 'security.unlockAccountWaitingTime'");
      await old.close();
    }
  });

  test("one computer that goes on guessing is refused before the account is touched, and another is not", async () => {
    const user = await buildClerk();
    const guess = (from: string) =>
      server.call("POST", "/api/session", { body: { username: user.username, password: "Wrong-Password" }, headers: { "X-Forwarded-For": from } });
    for (let count = 0; count < 12; count += 1) await guess("192.168.7.7");
    const before = await signInProperties(root, user.userId);
    clock.advance(60);
    const refused = await guess("192.168.7.7");
    expect([refused.status, refused.body.code, refused.body.retryAfterSeconds]).toEqual([429, "too-many-tries", 840]);
    expect(await signInProperties(root, user.userId)).toEqual(before);
    clock.advance(301);
    expect((await tryPassword(user.username, user.password)).status).toBe(200);
  });

  test("the brake on one computer is known to every server of the site", async () => {
    const user = await buildClerk();
    const second = await startTestServer({ clock });
    const attempt = (to: TestServer) =>
      to.call("POST", "/api/session", { body: { username: user.username, password: "Wrong-Password" }, headers: { "X-Forwarded-For": "192.168.8.8" } });
    for (let count = 0; count < 12; count += 1) await attempt(count % 2 === 0 ? server : second);
    expect((await attempt(server)).body.code).toBe("too-many-tries");
    expect((await attempt(second)).body.code).toBe("too-many-tries");
    await second.close();
  });
});
