/** @jest-environment node */
import { createApi } from "../../src/client/api";
import type { ApiOptions } from "../../src/client/transport";
import { ApiFailure, isSessionOver, isTemporary } from "../../src/client/apiFailure";
import { createSession } from "../../src/client/session";
import { problem } from "./support/fakeServer";
import { amina, signInAnswer } from "./support/people";
import { createTestClock, deferred } from "./support/testClock";

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

function createBench(answer: (sent: Sent) => Response | Promise<Response>, more: Partial<ApiOptions> = {}) {
  const clock = createTestClock();
  const session = createSession({ clock });
  const sent: Sent[] = [];
  const network: typeof fetch = async (input, init = {}) => {
    const request = { url: typeof input === "string" ? input : "", init };
    sent.push(request);
    return await answer(request);
  };
  const api = createApi({ baseUrl: "https://clinic.example", session, clock, fetch: network, ...more });
  const signIn = (): void => session.adopt(signInAnswer(amina, clock.now()));
  return { api, session, clock, sent, signIn };
}

const failure = async (work: Promise<unknown>): Promise<ApiFailure> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiFailure)) throw new Error(`expected an ApiFailure, got ${String(error)}`);
  return error;
};

const system = { environment: "demo", siteName: "Wuse", version: "1", serverTime: "2026-11-02T08:00:00.000Z", today: "2026-11-02" };
const uuid = "33333333-3333-4333-8333-333333333333";

describe("requests", () => {
  test("every request but signing in and the system's name carries the session and nothing that a browser adds by itself", async () => {
    const { api, sent, signIn } = createBench(() => Response.json({ submissions: [], next: null }));
    signIn();
    await api.listSubmissions({ limit: 20 });
    expect(sent[0]?.url).toBe("https://clinic.example/api/submissions?limit=20");
    expect(sent[0]?.init).toMatchObject({ method: "GET", cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" });
    expect(new Headers(sent[0]?.init.headers).get("authorization")).toBe(`Bearer ${signInAnswer(amina, 0).token}`);
  });

  test("nothing is sent while nobody is signed in", async () => {
    const { api, sent } = createBench(() => Response.json({}));
    expect(await failure(api.lookup({ artIds: ["A"], fields: ["phone"] }))).toMatchObject({ code: "not-signed-in", status: 401 });
    expect(sent).toEqual([]);
  });

  test("what can be asked before signing in is sent without a session", async () => {
    const { api, sent, signIn } = createBench(() => Response.json(system));
    signIn();
    expect(await api.readSystem()).toEqual(system);
    expect(new Headers(sent[0]?.init.headers).has("authorization")).toBe(false);
  });

  test("ART IDs are never part of an address", async () => {
    const { api, sent, signIn } = createBench(() => Response.json({ results: [{ found: true, phone: null }], readAt: "now" }));
    signIn();
    await api.lookup({ artIds: ["FCT/001/1"], fields: ["phone"] });
    expect(sent.map((request) => request.url)).toEqual(["https://clinic.example/api/patients/lookup"]);
  });

  test("a part is sent byte by byte as it is", async () => {
    const { api, sent, signIn } = createBench(() => new Response(null, { status: 204 }));
    signIn();
    const bytes = new TextEncoder().encode('{ "rows" : [] }  ');
    await api.putPart({ uuid, part: 7, bytes });
    expect(sent[0]?.url).toBe(`https://clinic.example/api/submissions/${uuid}/parts/7`);
    expect(sent[0]?.init.body).toBe(bytes);
  });

  test("a test can count requests and their sizes", async () => {
    const seen: unknown[] = [];
    const { api, signIn } = createBench(() => problem(500, "internal"), { onRequest: (request) => seen.push(request) });
    signIn();
    await failure(api.lookup({ artIds: ["é"], fields: ["phone"] }));
    const bytesSent = Buffer.byteLength('{"artIds":["é"],"fields":["phone"]}');
    expect(seen).toEqual([{ method: "POST", path: "/api/patients/lookup", bytesSent, status: 500 }]);
  });
});

describe("answers that are none", () => {
  test("no connection", async () => {
    const { api } = createBench(() => Promise.reject(new TypeError("fetch failed")));
    const error = await failure(api.readSystem());
    expect(error).toMatchObject({ kind: "offline", code: "offline", status: 0, requestId: null });
    expect(isTemporary(error)).toBe(true);
  });

  test("a connection that breaks in the middle of the answer", async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new TypeError("terminated")) });
    const { api } = createBench(() => new Response(broken));
    expect(await failure(api.readSystem())).toMatchObject({ kind: "offline" });
  });

  test.each([
    ["readSystem", 20_000],
    ["lookup", 60_000],
    ["preview", 180_000],
  ] as const)("no answer to %s within %i milliseconds", async (method, milliseconds) => {
    const { api, clock, signIn } = createBench(({ init }) => hang(init));
    signIn();
    const calls = {
      readSystem: () => api.readSystem(),
      lookup: () => api.lookup({ artIds: ["A"], fields: ["phone"] }),
      preview: () => api.preview({ reading: { dateOrder: null, date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false }, rows: [] }),
    };
    const call = failure(calls[method]());
    await clock.pass(milliseconds - 1);
    expect(clock.pending()).toBeGreaterThan(0);
    await clock.pass(1);
    const error = await call;
    expect(error).toMatchObject({ kind: "timed-out", code: "timed-out" });
    expect(isTemporary(error)).toBe(true);
  });

  test("a caller that gave up", async () => {
    const { api } = createBench(({ init }) => hang(init));
    const stop = new AbortController();
    const call = failure(api.readSystem(stop.signal));
    stop.abort();
    const error = await call;
    expect(error.kind).toBe("cancelled");
    expect(isTemporary(error)).toBe(false);
  });

  test.each([
    ["a captive portal's page", () => new Response("<html>Pay here</html>")],
    ["an answer of another version", () => Response.json({ siteName: "Wuse" })],
  ])("%s is not taken for an answer", async (_name, answer) => {
    const { api } = createBench(answer);
    const error = await failure(api.readSystem());
    expect(error).toMatchObject({ kind: "unreadable", code: "unreadable", status: 200 });
    expect(isTemporary(error)).toBe(true);
  });

  test("what an answer held is not in the failure", async () => {
    const { api, signIn } = createBench(() => Response.json({ results: [{ found: "secret-phone" }], readAt: 1 }));
    signIn();
    const error = await failure(api.lookup({ artIds: ["A"], fields: ["phone"] }));
    expect(`${JSON.stringify(error)} ${error.message} ${String(error.cause)}`).not.toContain("secret-phone");
  });

  test("a proxy's own page of a dead server", async () => {
    const { api } = createBench(() => new Response("Bad gateway", { status: 502, headers: { "retry-after": "30" } }));
    const error = await failure(api.readSystem());
    expect(error).toMatchObject({ kind: "unreadable", status: 502, retryAfterSeconds: 30 });
    expect(isTemporary(error)).toBe(true);
  });
});

describe("refusals", () => {
  test("the server's code, sentence and reference reach the caller", async () => {
    const { api } = createBench(() => problem(423, "account-locked", { retryAfterSeconds: 300 }));
    const error = await failure(api.signIn({ username: "amina", password: "x" }));
    expect(error).toMatchObject({ kind: "refused", code: "account-locked", status: 423, requestId: "req-1", retryAfterSeconds: 300 });
    expect(error.message).toBe("Sentence of account-locked.");
    expect(isTemporary(error)).toBe(false);
  });

  test.each([
    [429, "too-many-requests", true],
    [500, "internal", true],
    [503, "database-unavailable", true],
    [400, "body-invalid", false],
    [403, "not-allowed", false],
    [409, "part-differs", false],
  ] as const)("%s %s: trying again later may help is %s", async (status, code, temporary) => {
    const { api } = createBench(() => problem(status, code));
    expect(isTemporary(await failure(api.readSystem()))).toBe(temporary);
  });

  test.each(["not-signed-in", "session-expired"] as const)("401 %s ends the session and tells everybody", async (code) => {
    const { api, session, signIn } = createBench(() => problem(401, code));
    signIn();
    let told = 0;
    session.subscribe(() => {
      told++;
    });
    const error = await failure(api.listSubmissions({ limit: 1 }));
    expect(isSessionOver(error)).toBe(true);
    expect(session.snapshot()).toMatchObject({ person: null, ended: "expired" });
    expect(told).toBe(1);
  });

  test("a wrong password ends no session", async () => {
    const { api, session, signIn } = createBench(() => problem(401, "sign-in-failed"));
    signIn();
    await failure(api.signIn({ username: "bello", password: "wrong" }));
    expect(session.snapshot().person?.userUuid).toBe(amina);
  });

  test("a late refusal of an old session does not end the one that began meanwhile", async () => {
    const late = deferred<Response>();
    const { api, session, clock, signIn } = createBench(() => late.promise);
    signIn();
    const call = failure(api.listSubmissions({ limit: 1 }));
    session.adopt({ ...signInAnswer(amina, clock.now()), token: "another-token".padEnd(60, "y") });
    late.resolve(problem(401, "session-expired"));
    await call;
    expect(session.snapshot().person?.userUuid).toBe(amina);
  });
});

describe("signing in and out", () => {
  test("signing in begins the session; signing out ends it at once, even without a connection", async () => {
    const answers = [Response.json(signInAnswer(amina, Date.parse("2026-11-02T08:00:00.000Z")))];
    const { api, session } = createBench(() => answers.shift() ?? Promise.reject(new TypeError("fetch failed")));
    await api.signIn({ username: "amina", password: "x" });
    expect(session.snapshot().person?.username).toBe("amina");
    const out = failure(api.signOut());
    expect(session.snapshot()).toMatchObject({ person: null, ended: "person" });
    expect((await out).kind).toBe("offline");
  });

  test("signing out tells the server whose session ends", async () => {
    const { api, sent, signIn } = createBench(() => new Response(null, { status: 204 }));
    signIn();
    await api.signOut();
    expect(sent[0]?.init.method).toBe("DELETE");
    expect(new Headers(sent[0]?.init.headers).get("authorization")).toContain("Bearer token-of-");
  });
});

/** Never answers; only gives up when the request is aborted, as a browser does. */
function hang(init: RequestInit): Promise<Response> {
  return new Promise((_resolve, reject) => {
    init.signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
  });
}
