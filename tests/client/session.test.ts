/** @jest-environment node */
import { type Channel, createSession } from "../../src/client/session";
import { amina, bello, createMemoryStorage, signInAnswer } from "./support/people";
import { createTestClock } from "./support/testClock";

/** Channels of several workbooks that hear each other, as BroadcastChannel does: not oneself, and only by what was sent. */
function createAir() {
  const all: { own: Channel; listeners: ((event: { data: unknown }) => void)[] }[] = [];
  const said: unknown[] = [];
  const join = (): Channel => {
    const entry = { listeners: [] as ((event: { data: unknown }) => void)[], own: null as unknown as Channel };
    entry.own = {
      postMessage: (message) => {
        said.push(message);
        for (const other of all) if (other !== entry) for (const listener of other.listeners) listener({ data: structuredClone(message) });
      },
      addEventListener: (_type, listener) => void entry.listeners.push(listener),
      close: () => void all.splice(all.indexOf(entry), 1),
    };
    all.push(entry);
    return entry.own;
  };
  return { join, said };
}

describe("the session of one workbook", () => {
  test("nobody is signed in at first", () => {
    expect(createSession().snapshot()).toEqual({ person: null, ended: null, idleSoon: false, elsewhere: null });
    expect(createSession().token()).toBeNull();
  });

  test("a screen sees the same object until something changes", () => {
    const clock = createTestClock();
    const session = createSession({ clock });
    const before = session.snapshot();
    expect(session.snapshot()).toBe(before);
    session.adopt(signInAnswer(amina, clock.now()));
    const after = session.snapshot();
    expect(after).not.toBe(before);
    session.touch();
    expect(session.snapshot()).toBe(after);
  });

  test("a reload of the pane goes on with the session; the token is nowhere but in sessionStorage", () => {
    const clock = createTestClock();
    const store = createMemoryStorage();
    createSession({ clock, store }).adopt(signInAnswer(amina, clock.now()));
    const reloaded = createSession({ clock, store });
    expect(reloaded.snapshot().person?.userUuid).toBe(amina);
    expect(reloaded.token()).toBe(signInAnswer(amina, 0).token);
    reloaded.end("person");
    expect(store.length).toBe(0);
    expect(createSession({ clock, store }).token()).toBeNull();
  });

  test.each(["{", "[]", '{"token":"short"}', "null"])("what does not belong in sessionStorage (%s) signs nobody in and is removed", (text) => {
    const store = createMemoryStorage();
    store.setItem("patient-contacts.session", text);
    expect(createSession({ store }).snapshot().person).toBeNull();
    expect(store.length).toBe(0);
  });

  test("a session that ran out while the pane was closed is not taken up again", () => {
    const store = createMemoryStorage();
    const clock = createTestClock();
    createSession({ clock, store }).adopt(signInAnswer(amina, clock.now(), { idle: 60 }));
    const later = createTestClock(clock.now() + 60_000);
    expect(createSession({ clock: later, store }).snapshot().person).toBeNull();
  });
});

describe("idle time", () => {
  test("a minute before the end the person is warned, and at the end signed out", async () => {
    const clock = createTestClock();
    const session = createSession({ clock });
    session.adopt(signInAnswer(amina, clock.now(), { idle: 300 }));
    await clock.pass(239_999);
    expect(session.snapshot().idleSoon).toBe(false);
    await clock.pass(1);
    expect(session.snapshot()).toMatchObject({ idleSoon: true, ended: null });
    await clock.pass(60_000);
    expect(session.snapshot()).toMatchObject({ person: null, ended: "idle", idleSoon: false });
    expect(session.token()).toBeNull();
  });

  test("whoever works on stays signed in", async () => {
    const clock = createTestClock();
    const session = createSession({ clock });
    session.adopt(signInAnswer(amina, clock.now(), { idle: 300 }));
    for (let turn = 0; turn < 10; turn++) {
      await clock.pass(290_000);
      session.touch();
      expect(session.snapshot()).toMatchObject({ idleSoon: false });
    }
    expect(session.snapshot().person?.userUuid).toBe(amina);
  });

  test("nobody stays signed in past the absolute end, whatever they do", async () => {
    const clock = createTestClock();
    const session = createSession({ clock });
    session.adopt(signInAnswer(amina, clock.now(), { idle: 300, total: 600 }));
    await clock.pass(290_000);
    session.touch();
    await clock.pass(290_000);
    session.touch();
    await clock.pass(20_000);
    expect(session.snapshot()).toMatchObject({ person: null, ended: "expired" });
  });

  test("a computer whose clock is wrong does not lengthen the session", async () => {
    const clock = createTestClock();
    const session = createSession({ clock });
    const serverTime = clock.now() + 86_400_000;
    session.adopt(signInAnswer(amina, serverTime, { idle: 900, total: 600 }));
    await clock.pass(600_000);
    expect(session.snapshot().ended).toBe("expired");
  });

  test("a laptop that slept is signed out at the first look, though no timer ran", () => {
    let now = 1_000_000;
    const session = createSession({ clock: { now: () => now, later: () => () => undefined } });
    session.adopt(signInAnswer(amina, now, { idle: 300 }));
    now += 300_000;
    expect(session.token()).toBeNull();
    expect(session.snapshot().ended).toBe("idle");
  });
});

describe("several workbooks", () => {
  test("the token is never sent to another workbook", () => {
    const clock = createTestClock();
    const air = createAir();
    const one = createSession({ clock, channel: air.join() });
    createSession({ clock, channel: air.join() });
    one.adopt(signInAnswer(amina, clock.now()));
    one.end("person");
    expect(air.said.length).toBeGreaterThan(0);
    expect(JSON.stringify(air.said)).not.toContain("token");
  });

  test("a workbook where nobody is signed in learns who is elsewhere, whichever was opened first", () => {
    const clock = createTestClock();
    const air = createAir();
    const early = createSession({ clock, channel: air.join() });
    const one = createSession({ clock, channel: air.join() });
    one.adopt(signInAnswer(amina, clock.now()));
    const late = createSession({ clock, channel: air.join() });
    for (const other of [early, late]) expect(other.snapshot()).toMatchObject({ person: null, elsewhere: { username: "amina" } });
    one.end("person");
    expect(early.snapshot().elsewhere).toBeNull();
  });

  test("signing out in one workbook signs the same person out in all, and nobody else", () => {
    const clock = createTestClock();
    const air = createAir();
    const [one, two, three] = [1, 2, 3].map(() => createSession({ clock, channel: air.join() }));
    one?.adopt(signInAnswer(amina, clock.now()));
    two?.adopt(signInAnswer(amina, clock.now()));
    three?.adopt(signInAnswer(bello, clock.now()));
    one?.end("person");
    expect(two?.snapshot()).toMatchObject({ person: null, ended: "elsewhere" });
    expect(three?.snapshot().person?.userUuid).toBe(bello);
  });

  test("a session that only became idle in one workbook goes on in the other", () => {
    const clock = createTestClock();
    const air = createAir();
    const one = createSession({ clock, channel: air.join() });
    const two = createSession({ clock, channel: air.join() });
    one.adopt(signInAnswer(amina, clock.now()));
    two.adopt(signInAnswer(amina, clock.now()));
    one.end("idle");
    expect(two.snapshot().person?.userUuid).toBe(amina);
  });

  test("messages that are not ours change nothing", () => {
    const air = createAir();
    const session = createSession({ channel: air.join() });
    const before = session.snapshot();
    const stranger = air.join();
    for (const message of [null, "signed-out", { kind: "signed-in" }, { kind: "nonsense" }]) stranger.postMessage(message);
    expect(session.snapshot()).toBe(before);
  });
});
