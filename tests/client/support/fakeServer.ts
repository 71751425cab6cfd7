import { createHash } from "node:crypto";
import { OpenSubmissionRequest, SubmissionPart, noRows } from "../../../src/contract/submissions";
import type { ApiErrorCode } from "../../../src/contract/errors";
import type { SubmissionState, SubmissionStatus } from "../../../src/contract/submissions";
import { submissionStatus } from "../../support/submissionStatus";

interface Held {
  readonly header: OpenSubmissionRequest;
  readonly headerText: string;
  readonly owner: string;
  readonly parts: Map<number, { digest: string; rowIds: string[] }>;
  state: SubmissionState;
  rowsDone: number;
}

export interface FakeServer {
  readonly fetch: typeof fetch;
  readonly submissions: Map<string, Held>;
  /** `METHOD path` of every request that arrived, with uuids shortened to `…`. */
  readonly seen: string[];
  /** How often a submission really went from receiving to accepted. */
  accepted: number;
  /** Called before a request is answered: may throw (no network) or give an answer of its own. */
  before: (line: string) => Response | null | Promise<Response | null>;
  /** Called after a request had its effect and before its answer leaves: may throw (the answer is lost). */
  after: (line: string) => void | Promise<void>;
  /** What accepting does: `done` at once, or `running` until a test says otherwise. */
  afterAccept: "done" | "running";
}

const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

export function problem(status: number, code: ApiErrorCode, more: object = {}): Response {
  return Response.json({ code, message: `Sentence of ${code}.`, requestId: "req-1", ...more }, { status });
}

/** The network of a test: the submission endpoints as the contract tells them, kept in memory. It checks digests as a server must. */
export function createFakeServer(): FakeServer {
  const server: FakeServer = {
    submissions: new Map(),
    seen: [],
    accepted: 0,
    before: () => null,
    after: () => undefined,
    afterAccept: "done",
    fetch: async (input, init) => {
      const path = requestPath(input);
      const line = `${init?.method ?? "GET"} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…").replace(/\?.*/, "")}`;
      init?.signal?.throwIfAborted();
      server.seen.push(line);
      const own = await server.before(line);
      if (own !== null) return own;
      const answer = await handle(server, path, init ?? {});
      await server.after(line);
      init?.signal?.throwIfAborted();
      return answer;
    },
  };
  return server;
}

function requestPath(input: RequestInfo | URL): string {
  return typeof input === "string" ? input : input instanceof URL ? input.pathname : input.url;
}

async function handle(server: FakeServer, path: string, init: RequestInit): Promise<Response> {
  const [, , resource = "", uuid = "", action = "", number = ""] = path.replace(/\?.*/, "").split("/");
  const owner = new Headers(init.headers).get("authorization") ?? "";
  if (owner === "") return problem(401, "not-signed-in");
  if (resource !== "submissions") return problem(404, "not-found");
  const bytes = new Uint8Array(await new Response(init.body ?? null).arrayBuffer());
  if (init.method === "PUT" && action === "") return open(server, uuid, { owner, text: new TextDecoder().decode(bytes) });
  const held = server.submissions.get(uuid);
  if (held === undefined) return problem(404, "not-found");
  if (held.owner !== owner) return problem(409, "submission-of-another");
  if (action === "parts") return putPart(held, Number(number), bytes);
  if (action === "accept") return accept(server, uuid, held);
  if (action === "events") return events(uuid, held);
  if (action === "outcomes") return Response.json({ outcomes: [], next: null, state: held.state });
  return Response.json(statusOf(uuid, held));
}

function open(server: FakeServer, uuid: string, { owner, text }: { owner: string; text: string }): Response {
  const known = server.submissions.get(uuid);
  if (known !== undefined && known.owner !== owner) return problem(409, "submission-of-another");
  if (known !== undefined && known.headerText !== text) return problem(409, "submission-differs");
  const parsed = OpenSubmissionRequest.safeParse(JSON.parse(text));
  if (!parsed.success) return problem(400, "body-invalid");
  const held = known ?? { header: parsed.data, headerText: text, owner, parts: new Map(), state: "receiving" as const, rowsDone: 0 };
  server.submissions.set(uuid, held);
  return Response.json(statusOf(uuid, held));
}

function putPart(held: Held, part: number, bytes: Uint8Array): Response {
  const digest = sha256(bytes);
  const known = held.parts.get(part);
  if (known !== undefined) return known.digest === digest ? new Response(null, { status: 204 }) : problem(409, "part-differs");
  if (held.state !== "receiving") return problem(409, "submission-state");
  const parsed = SubmissionPart.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  if (!parsed.success) return problem(400, "body-invalid");
  held.parts.set(part, { digest, rowIds: parsed.data.rows.map((row) => row.rowId) });
  return new Response(null, { status: 204 });
}

function accept(server: FakeServer, uuid: string, held: Held): Response {
  if (held.state === "receiving") {
    const parts = Array.from({ length: held.header.partCount }, (_, index) => held.parts.get(index + 1));
    if (parts.some((part) => part === undefined)) return problem(409, "parts-missing");
    if (sha256(parts.map((part) => part?.digest ?? "").join("")) !== held.header.digest) return problem(409, "digest-differs");
    if (parts.reduce((sum, part) => sum + (part?.rowIds.length ?? 0), 0) !== held.header.rowCount) return problem(409, "digest-differs");
    server.accepted++;
    held.state = server.afterAccept;
    held.rowsDone = held.state === "done" ? held.header.rowCount : 0;
  }
  return Response.json(statusOf(uuid, held), { status: 202 });
}

function events(uuid: string, held: Held): Response {
  const lines = `event: progress\ndata: ${JSON.stringify(statusOf(uuid, held))}\n\n${held.state === "done" || held.state === "cancelled" || held.state === "stopped" ? "event: end\ndata: {}\n\n" : ""}`;
  return new Response(lines, { headers: { "content-type": "text/event-stream" } });
}

export function statusOf(uuid: string, held: Pick<Held, "header" | "parts" | "state" | "rowsDone">): SubmissionStatus {
  return submissionStatus({
    uuid,
    state: held.state,
    rowCount: held.header.rowCount,
    partCount: held.header.partCount,
    partsReceived: [...held.parts.keys()],
    rowsDone: held.rowsDone,
    counts: { ...noRows, updated: held.rowsDone },
    source: held.header.source,
    sentBy: "amina",
    reason: held.header.reason,
    undo: { refusal: "not-finished", until: null },
    acceptedAt: held.state === "receiving" ? null : "2026-11-22T09:00:01.000Z",
    startedAt: null,
    finishedAt: null,
  });
}
