/** @jest-environment node */
import fc from "fast-check";
import { ApiFailure } from "../../src/client/apiFailure";
import { type LookupOptions, type LookupOutcome, createLookup, toldAtOnce } from "../../src/client/lookup";
import { nextTurn } from "../../src/client/nextTurn";
import { createSession } from "../../src/client/session";
import type { LookupAnswer, LookupRequest, LookupResult } from "../../src/contract/patients";
import { amina, bello, signInAnswer } from "./support/people";
import { calledOffBy } from "./support/calledOffBy";
import { type TestClock, createTestClock, deferred } from "./support/testClock";

/** The record of these tests: odd numbers have a patient, whose phone and name tell which; even ones do not exist. */
function resultOf(artId: string, request: LookupRequest): LookupResult {
  const number = Number(artId.replace(/\D/g, ""));
  if (number % 2 === 0) return { found: false, reason: "art-id-not-found" };
  return {
    found: true,
    ...(request.fields.includes("phone") ? { phone: `0803000${number}` } : {}),
    ...(request.fields.includes("name") ? { name: `Patient ${number}` } : {}),
  };
}

type Answering = (request: LookupRequest, signal?: AbortSignal) => Promise<LookupAnswer>;
const fromRecord: Answering = (request) =>
  Promise.resolve({ results: request.artIds.map((artId) => resultOf(artId, request)), readAt: "2026-11-02T08:00:00.000Z" });

function createBench(options: Partial<LookupOptions> = {}) {
  const clock: TestClock = createTestClock();
  const session = createSession({ clock });
  session.adopt(signInAnswer(amina, clock.now()));
  const requests: LookupRequest[] = [];
  const server: { answer: Answering } = { answer: fromRecord };
  const lookup = createLookup({
    api: {
      lookup: (request, signal) => {
        requests.push(request);
        return server.answer(request, signal);
      },
    },
    session,
    clock,
    ...options,
  });
  return { clock, session, requests, server, lookup };
}

const phone = ["phone"] as const;
const found = (number: number): LookupOutcome => ({ ok: true, result: { found: true, phone: `0803000${number}` } });
const notFound: LookupOutcome = { ok: true, result: { found: false, reason: "art-id-not-found" } };

describe("one request for all cells", () => {
  test("a thousand cells of one recalculation go as one request, each ART ID once, and each cell gets its own answer", async () => {
    const { clock, lookup, requests } = createBench();
    const cells = Array.from({ length: 1_000 }, (_, index) => `A${index % 250}`);
    const answers = Promise.all(cells.map((artId) => lookup.lookup(artId, phone)));
    await clock.pass(99);
    expect(requests).toHaveLength(0);
    await clock.pass(1);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.artIds).toHaveLength(250);
    expect(await answers).toEqual(cells.map((artId) => (Number(artId.slice(1)) % 2 === 1 ? found(Number(artId.slice(1))) : notFound)));
  });

  test("different fields of different cells go in the same request", async () => {
    const { clock, lookup, requests } = createBench();
    const answers = Promise.all([lookup.lookup("A1", ["phone"]), lookup.lookup("A3", ["name"])]);
    await clock.pass(100);
    expect(requests).toEqual([{ artIds: ["A1", "A3"], fields: ["phone", "name"] }]);
    expect(await answers).toMatchObject([{ result: { phone: "08030001" } }, { result: { name: "Patient 3" } }]);
  });

  test("a request that is full goes at once, without waiting", async () => {
    const { lookup, requests, clock } = createBench({ idsPerRequest: 3 });
    const answers = Promise.all(["A1", "A2", "A3", "A4"].map((artId) => lookup.lookup(artId, phone)));
    expect(requests.map((request) => request.artIds)).toEqual([["A1", "A2", "A3"]]);
    await clock.pass(100);
    expect(requests.map((request) => request.artIds)).toEqual([["A1", "A2", "A3"], ["A4"]]);
    expect(await answers).toEqual([found(1), notFound, found(3), notFound]);
  });

  test("spaces round an ART ID make no other patient", async () => {
    const { clock, lookup, requests } = createBench();
    void lookup.lookup("A1", phone);
    void lookup.lookup(" A1 ", phone);
    await clock.pass(100);
    expect(requests[0]?.artIds).toEqual(["A1"]);
  });

  test("a cell that asks while its ART ID is already under way waits for that answer", async () => {
    const { clock, lookup, requests, server } = createBench();
    const gate = deferred<undefined>();
    server.answer = async (request) => {
      await gate.promise;
      return fromRecord(request);
    };
    const first = lookup.lookup("A1", phone);
    await clock.pass(100);
    const second = lookup.lookup("A1", phone);
    await clock.pass(500);
    gate.resolve(undefined);
    expect(await Promise.all([first, second])).toEqual([found(1), found(1)]);
    expect(requests).toHaveLength(1);
  });

  test("whatever is asked, cancelled and when: everybody is answered rightly, no request is too large, no ART ID is in one twice", async () => {
    const step = fc.record({
      number: fc.integer({ min: 0, max: 30 }),
      name: fc.boolean(),
      wait: fc.constantFrom(0, 0, 0, 30, 120),
      cancel: fc.constantFrom(false, false, false, true),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 6 }), async (steps, idsPerRequest) => {
        const { clock, lookup, requests } = createBench({ idsPerRequest, charactersPerRequest: 12 });
        const asked = [];
        for (const { number, name, wait, cancel } of steps) {
          const stop = new AbortController();
          asked.push({ number, name, cancel, outcome: lookup.lookup(`A${number}`, name ? ["name"] : phone, calledOffBy(stop.signal)) });
          if (cancel) stop.abort();
          if (wait > 0) await clock.pass(wait);
        }
        await clock.pass(200);
        for (const { number, name, cancel, outcome } of asked) {
          const answer = await outcome;
          if (cancel && !answer.ok) expect(answer.code).toBe("cancelled");
          else if (number % 2 === 0) expect(answer).toEqual(notFound);
          else expect(answer).toMatchObject({ ok: true, result: name ? { name: `Patient ${number}` } : { phone: `0803000${number}` } });
        }
        for (const request of requests) {
          expect(new Set(request.artIds).size).toBe(request.artIds.length);
          expect(request.artIds.length).toBeLessThanOrEqual(idsPerRequest);
          expect(request.artIds.length).toBeGreaterThan(0);
          if (request.artIds.length > 1) expect(request.artIds.join("").length).toBeLessThanOrEqual(12);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("remembering", () => {
  test("what was read is used again for ten minutes, also that there is no such patient", async () => {
    const { clock, lookup, requests } = createBench();
    const ask = async (): Promise<LookupOutcome[]> => {
      const answers = Promise.all([lookup.lookup("A1", phone), lookup.lookup("A2", phone)]);
      await clock.pass(100);
      return answers;
    };
    await ask();
    await clock.pass(590_000);
    expect(await ask()).toEqual([found(1), notFound]);
    expect(requests).toHaveLength(1);
    await clock.pass(20_000);
    await ask();
    expect(requests).toHaveLength(2);
  });

  test("a field that was not read before is asked for", async () => {
    const { clock, lookup, requests } = createBench();
    void lookup.lookup("A1", ["phone"]);
    await clock.pass(100);
    const name = lookup.lookup("A1", ["name"]);
    await clock.pass(100);
    expect(await name).toMatchObject({ result: { name: "Patient 1" } });
    expect(requests.map((request) => request.fields)).toEqual([["phone"], ["name"]]);
  });

  test("after a change only the patients concerned are read again", async () => {
    const { clock, lookup, requests } = createBench();
    const ask = async (): Promise<void> => {
      void lookup.lookup("A1", phone);
      void lookup.lookup("A3", phone);
      await clock.pass(100);
    };
    await ask();
    lookup.invalidate(["A3"]);
    await ask();
    expect(requests[1]?.artIds).toEqual(["A3"]);
    lookup.invalidate("all");
    await ask();
    expect(requests[2]?.artIds).toEqual(["A1", "A3"]);
  });

  test("a patient whose ART ID was changed in capitals is read again under small letters, too, as the record finds both", async () => {
    const { clock, lookup, requests } = createBench();
    const ask = async (): Promise<void> => {
      void lookup.lookup("a1", phone);
      void lookup.lookup("a3", phone);
      await clock.pass(100);
    };
    await ask();
    lookup.invalidate([" A3 "]);
    await ask();
    expect(requests.map(({ artIds }) => artIds)).toEqual([["a1", "a3"], ["a3"]]);
  });

  test("an answer that was under way when the record changed is given to nobody: those who waited get what is read after the change", async () => {
    const { clock, lookup, requests, server } = createBench();
    const answering = (number: string): LookupAnswer => ({ results: [{ found: true, phone: number }], readAt: "now" });
    const gate = deferred<undefined>();
    server.answer = async () => {
      await gate.promise;
      return answering("old");
    };
    const before = lookup.lookup("A1", phone);
    await clock.pass(100);
    lookup.invalidate(["A1"]);
    server.answer = () => Promise.resolve(answering("new"));
    const after = lookup.lookup("A1", phone);
    await clock.pass(100);
    gate.resolve(undefined);
    expect(await before).toMatchObject({ result: { phone: "new" } });
    expect(await after).toMatchObject({ result: { phone: "new" } });
    expect(await lookup.lookup("A1", phone)).toMatchObject({ result: { phone: "new" } });
    expect(requests).toHaveLength(2);
  });

  test("no more patients are remembered than the limit; the oldest go first", async () => {
    const { clock, lookup, requests } = createBench({ remembered: 2 });
    for (const artId of ["A1", "A3", "A5", "A3", "A5", "A1"]) {
      void lookup.lookup(artId, phone);
      await clock.pass(100);
    }
    expect(requests.map((request) => request.artIds[0])).toEqual(["A1", "A3", "A5", "A1"]);
  });
});

describe("when there is no answer", () => {
  test("nobody signed in: a value at once, no request", async () => {
    const { clock, session, lookup, requests } = createBench();
    session.end("person");
    expect(await lookup.lookup("A1", phone)).toEqual({ ok: false, code: "not-signed-in" });
    await clock.pass(1_000);
    expect(requests).toEqual([]);
  });

  test("signing out settles every cell that waits, gathered or sent", async () => {
    const { clock, session, lookup, server } = createBench();
    let aborted = false;
    server.answer = (_request, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => {
          aborted = true;
          reject(new ApiFailure("cancelled"));
        });
      });
    const sent = lookup.lookup("A1", phone);
    await clock.pass(100);
    const gathered = lookup.lookup("A3", phone);
    session.end("person");
    expect(await Promise.all([sent, gathered])).toEqual([
      { ok: false, code: "not-signed-in" },
      { ok: false, code: "not-signed-in" },
    ]);
    expect(aborted).toBe(true);
  });

  test("another person reads everything anew", async () => {
    const { clock, session, lookup, requests } = createBench();
    void lookup.lookup("A1", phone);
    await clock.pass(100);
    session.end("person");
    session.adopt(signInAnswer(bello, clock.now()));
    void lookup.lookup("A1", phone);
    await clock.pass(100);
    expect(requests).toHaveLength(2);
  });

  describe.each([
    ["whose facilities were narrowed", { facilities: [{ locationId: 8, name: "General Hospital Karu" }] }],
    ["whose role was changed", { role: "supervisor" as const }],
  ])("a person %s", (_what, changed) => {
    const within = { ...signInAnswer(amina, 0), person: { ...signInAnswer(amina, 0).person, facilities: [{ locationId: 8, name: "General Hospital Karu" }, { locationId: 9, name: "PHC Masaka" }] } };

    test("is given nothing that was read before", async () => {
      const { clock, session, lookup, requests } = createBench();
      session.renew(within);
      void lookup.lookup("A1", phone);
      await clock.pass(100);
      session.renew({ ...within, person: { ...within.person, ...changed } });
      void lookup.lookup("A1", phone);
      await clock.pass(100);
      expect(requests).toHaveLength(2);
    });

    test("is given nothing that was being read at that moment: the cell waits for what is read after it", async () => {
      const { clock, session, lookup, requests, server } = createBench();
      session.renew(within);
      const gate = deferred<undefined>();
      server.answer = async () => {
        await gate.promise;
        return { results: [{ found: true, phone: "of another facility" }], readAt: "now" };
      };
      const answer = lookup.lookup("A1", phone);
      await clock.pass(100);
      session.renew({ ...within, person: { ...within.person, ...changed } });
      server.answer = fromRecord;
      gate.resolve(undefined);
      await clock.pass(200);
      expect(await answer).toEqual(found(1));
      expect(requests).toHaveLength(2);
    });
  });

  test("the server saying once more who is signed in, with the facilities in another order, changes nothing", async () => {
    const { clock, session, lookup, requests } = createBench();
    const facilities = [{ locationId: 8, name: "General Hospital Karu" }, { locationId: 9, name: "PHC Masaka" }];
    const state = { ...signInAnswer(amina, 0), person: { ...signInAnswer(amina, 0).person, facilities } };
    session.renew(state);
    void lookup.lookup("A1", phone);
    await clock.pass(100);
    session.renew({ ...state, person: { ...state.person, facilities: [...facilities].reverse() } });
    void lookup.lookup("A1", phone);
    await clock.pass(100);
    expect(requests).toHaveLength(1);
  });

  test("an answer that was on its way when its person signed out is not given to the next person", async () => {
    const { clock, session, lookup, requests, server } = createBench();
    const gate = deferred<undefined>();
    server.answer = async () => {
      await gate.promise;
      return { results: [{ found: true, phone: "for Amina" }], readAt: "now" };
    };
    const before = lookup.lookup("A1", phone);
    await clock.pass(100);
    session.end("person");
    session.adopt(signInAnswer(bello, clock.now()));
    gate.resolve(undefined);
    await clock.pass(10);
    server.answer = fromRecord;
    const after = lookup.lookup("A1", phone);
    await clock.pass(100);
    expect(await before).toEqual({ ok: false, code: "not-signed-in" });
    expect(await after).toEqual(found(1));
    expect(requests).toHaveLength(2);
  });

  test("a formula that is called off while others are being told is not told the answer any more, nor asked again after a change", async () => {
    const { clock, lookup, requests } = createBench({ slice: 1 });
    const stop = new AbortController();
    const first = lookup.lookup("A1", phone);
    const second = lookup.lookup("A3", phone, calledOffBy(stop.signal));
    void first.then(() => {
      lookup.invalidate("all");
      stop.abort();
    });
    await clock.pass(300);
    expect(await first).toEqual(found(1));
    expect(await second).toEqual({ ok: false, code: "cancelled" });
    expect(requests).toHaveLength(1);
  });

  test("forty thousand cells are told in slices: everything else has its turn between them", async () => {
    const { clock, lookup, requests } = createBench();
    let told = 0;
    const cells = Array.from({ length: 40_000 }, (_, at) => lookup.lookup(`A${at}`, phone).then(() => (told += 1)));
    /** How many were told between two turns of everything else: of each of the four requests one slice at the most. */
    const atOnce: number[] = [];
    const watch = async (): Promise<void> => {
      for (let before = 0; before < 40_000; before = told) {
        await nextTurn();
        if (told > before) atOnce.push(told - before);
      }
    };
    await Promise.all([watch(), clock.pass(100), ...cells]);
    expect(requests).toHaveLength(4);
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(requests.length * toldAtOnce);
  });

  test.each([
    ["offline", new ApiFailure("offline")],
    ["timed-out", new ApiFailure("timed-out")],
    ["not-allowed", new ApiFailure("refused", { status: 403, problem: { code: "not-allowed", message: "", requestId: "" } })],
  ] as const)("%s: every waiting cell is told, and the next calculation asks again", async (code, error) => {
    const { clock, lookup, requests, server } = createBench();
    server.answer = () => Promise.reject(error);
    const answers = Promise.all([lookup.lookup("A1", phone), lookup.lookup("A1", ["name"]), lookup.lookup("A3", phone)]);
    await clock.pass(100);
    expect(await answers).toEqual(Array.from({ length: 3 }, () => ({ ok: false, code })));
    server.answer = fromRecord;
    const again = lookup.lookup("A1", phone);
    await clock.pass(100);
    expect(await again).toEqual(found(1));
    expect(requests).toHaveLength(2);
  });

  test("an answer of the wrong length is not given to the wrong cells", async () => {
    const { clock, lookup, server } = createBench();
    server.answer = async (request) => ({ ...(await fromRecord(request)), results: [{ found: true, phone: "08030009" }] });
    const answers = Promise.all([lookup.lookup("A1", phone), lookup.lookup("A3", phone)]);
    await clock.pass(100);
    expect(await answers).toEqual([
      { ok: false, code: "unreadable" },
      { ok: false, code: "unreadable" },
    ]);
  });

  test("a cancelled formula costs nothing: its ART ID is not asked for where nobody else wants it", async () => {
    const { clock, lookup, requests } = createBench();
    const stop = new AbortController();
    const cancelled = lookup.lookup("A1", phone, calledOffBy(stop.signal));
    const wantedTwice = [lookup.lookup("A3", phone, calledOffBy(stop.signal)), lookup.lookup("A3", phone)];
    stop.abort();
    expect(await cancelled).toEqual({ ok: false, code: "cancelled" });
    await clock.pass(100);
    expect(requests).toEqual([{ artIds: ["A3"], fields: ["phone"] }]);
    expect(await Promise.all(wantedTwice)).toEqual([{ ok: false, code: "cancelled" }, found(3)]);
  });

  test("where all are cancelled nothing is sent", async () => {
    const { clock, lookup, requests } = createBench();
    const stop = new AbortController();
    void lookup.lookup("A1", phone, calledOffBy(stop.signal));
    stop.abort();
    await clock.pass(1_000);
    expect(requests).toEqual([]);
  });
});
