import { createHash } from "node:crypto";
import { request } from "node:http";
import type { OpenSubmissionRequest, OutcomePage, PreviewAnswer, RowInput, RowOutcome, SubmissionStatus } from "../../src/contract/submissions";
import { pause } from "../support/processes";

/** A client that keeps at it, as the outbox of the pane does: the same request again, at any server, until it is answered. */
export interface FaultClient {
  preview(rows: readonly RowInput[], reading: OpenSubmissionRequest["reading"]): Promise<PreviewAnswer>;
  /** Opens, sends in parts and has accepted. `before` is told what comes next, so that a fault can be put there. */
  send(uuid: string, rows: readonly RowInput[], options: SendOptions): Promise<void>;
  status(uuid: string): Promise<SubmissionStatus>;
  outcomes(uuid: string): Promise<readonly RowOutcome[]>;
  cancel(uuid: string): Promise<void>;
  undo(uuid: string, undoUuid: string): Promise<void>;
}

export interface SendOptions {
  readonly reading: OpenSubmissionRequest["reading"];
  readonly rowsPerPart: number;
}

/** How long a client goes on asking before it is a fault that nobody answers. */
const patienceMilliseconds = 60_000;
const answerMilliseconds = 5_000;

interface Answer {
  readonly status: number;
  readonly text: string;
}

function once(port: number, method: string, path: string, { body, token }: { body: string | undefined; token: string }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        method,
        path,
        agent: false,
        headers: {
          ...(body === undefined ? {} : { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) }),
          ...(token === "" ? {} : { Authorization: `Bearer ${token}` }),
        },
      },
      (response) => {
        const pieces: Buffer[] = [];
        response.on("data", (piece: Buffer) => pieces.push(piece));
        response.on("error", reject);
        response.on("close", () => {
          if (!response.complete) reject(new Error("The answer was cut off."));
          else resolve({ status: response.statusCode ?? 500, text: Buffer.concat(pieces).toString("utf8") });
        });
      },
    );
    sent.setTimeout(answerMilliseconds, () => sent.destroy(new Error("No answer came.")));
    sent.on("error", reject);
    sent.end(body);
  });
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Signs in and gives the client. Requests go to the ports in turn when one does not answer. */
export async function openFaultClient(ports: () => readonly number[], account: { username: string; password: string }): Promise<FaultClient> {
  let token = "";
  const call = async <T>(method: string, path: string, body?: string): Promise<T> => {
    const end = Date.now() + patienceMilliseconds;
    for (let tries = 0; ; tries += 1) {
      const all = ports();
      const port = all[tries % all.length] ?? 0;
      try {
        const { status, text } = await once(port, method, path, { body, token });
        if (status < 400) return JSON.parse(text === "" ? "null" : text) as T;
        if (status < 500 && status !== 429) throw new Refused(`${method} ${path}: ${status} ${text.slice(0, 300)}`);
        if (Date.now() > end) throw new Refused(`${method} ${path}: ${status} for a minute`);
      } catch (error) {
        if (error instanceof Refused || Date.now() > end) throw error;
      }
      await pause(100);
    }
  };
  ({ token } = await call<{ token: string }>("POST", "/api/session", JSON.stringify(account)));
  return {
    preview: (rows, reading) => call("POST", "/api/submissions/preview", JSON.stringify({ reading, rows })),
    async send(uuid, rows, { reading, rowsPerPart }) {
      const parts: string[] = [];
      for (let from = 0; from < rows.length; from += rowsPerPart) parts.push(JSON.stringify({ rows: rows.slice(from, from + rowsPerPart) }));
      const header: OpenSubmissionRequest = {
        rowCount: rows.length,
        partCount: parts.length,
        digest: sha256(parts.map(sha256).join("")),
        reading,
        source: { workbook: "faults.xlsx", sheet: "List", kind: "sheet" },
        reason: "Fault test",
      };
      await call("PUT", `/api/submissions/${uuid}`, JSON.stringify(header));
      for (const [index, part] of parts.entries()) await call("PUT", `/api/submissions/${uuid}/parts/${index + 1}`, part);
      await call("POST", `/api/submissions/${uuid}/accept`);
    },
    status: (uuid) => call("GET", `/api/submissions/${uuid}`),
    async outcomes(uuid) {
      const found: RowOutcome[] = [];
      for (let after: number | null = -1; after !== null; ) {
        const page: OutcomePage = await call("GET", `/api/submissions/${uuid}/outcomes?after=${after}&limit=25`);
        found.push(...page.outcomes);
        after = page.next;
      }
      return found;
    },
    cancel: (uuid) => call("POST", `/api/submissions/${uuid}/cancel`),
    undo: (uuid, undoUuid) => call("POST", `/api/submissions/${uuid}/undo`, JSON.stringify({ uuid: undoUuid, ordinals: null, reason: null })),
  };
}

/** The server said no: asking again would not help. */
export class Refused extends Error {}
