import { createHash, randomUUID } from "node:crypto";
import { Agent, request } from "node:https";
import type { PatientSearchAnswer, PatientSearchRequest } from "../../src/contract/patientSearch";
import type { LookupAnswer } from "../../src/contract/patients";
import type { OpenSubmissionRequest, OutcomePage, PreviewAnswer, RowInput, SubmissionStatus } from "../../src/contract/submissions";
import type { BenchRow } from "./bed";

/** A client as the pane is one: HTTPS, one session, one request after another. */
export interface BenchClient {
  preview(rows: readonly BenchRow[]): Promise<readonly RowInput[]>;
  submit(rows: readonly RowInput[]): Promise<{ readonly runSeconds: number; readonly outcomes: number; readonly counts: SubmissionStatus["counts"] }>;
  /** One look-up of many ART IDs, as another clerk's workbook asks for them. */
  lookUp(artIds: readonly string[]): Promise<LookupAnswer>;
  /** A search as the pane asks it. */
  search(request: PatientSearchRequest): Promise<PatientSearchAnswer>;
  /** Any other request of the API, with its body. */
  post<T>(path: string, body: object): Promise<T>;
  /** Any other request without a body. */
  get<T>(path: string): Promise<T>;
  close(): void;
}

const rowsPerCall = 5_000;
const reading: OpenSubmissionRequest["reading"] = { dateOrder: "ymd", date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false };

function sliced<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / rowsPerCall) }, (_, index) => items.slice(index * rowsPerCall, (index + 1) * rowsPerCall));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Signs in and gives the client. `address` is the server's, such as `https://localhost:3000`. */
export async function openClient({ address, ca, username, password }: { address: string; ca: Buffer; username: string; password: string }): Promise<BenchClient> {
  const agent = new Agent({ keepAlive: true, ca });
  let token = "";
  const call = <T>(method: string, path: string, body?: string): Promise<T> =>
    new Promise((resolve, reject) => {
      const sent = request(
        new URL(path, address),
        {
          method,
          agent,
          headers: {
            "Content-Type": "application/json",
            ...(body === undefined ? {} : { "Content-Length": Buffer.byteLength(body) }),
            ...(token === "" ? {} : { Authorization: `Bearer ${token}` }),
          },
        },
        (response) => {
          const pieces: Buffer[] = [];
          response.on("data", (piece: Buffer) => pieces.push(piece));
          response.on("end", () => {
            const text = Buffer.concat(pieces).toString("utf8");
            if ((response.statusCode ?? 500) >= 400) reject(new Error(`${method} ${path}: ${response.statusCode} ${text.slice(0, 500)}`));
            else resolve(JSON.parse(text === "" ? "null" : text) as T);
          });
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  ({ token } = await call<{ token: string }>("POST", "/api/session", JSON.stringify({ username, password })));

  return {
    async preview(rows) {
      const inputs = rows.map(
        (row, index): RowInput => ({
          rowId: `r${index}`,
          rowNumber: index + 2,
          cells: {
            artId: { value: row.artId },
            phone: { value: row.phone, read: row.phone },
            street: { value: row.street, read: row.street },
            birthdate: { value: row.birthdate, read: row.birthdate },
          },
        }),
      );
      const confirmed: RowInput[] = [];
      for (const slice of sliced(inputs)) {
        const answer = await call<PreviewAnswer>("POST", "/api/submissions/preview", JSON.stringify({ reading, rows: slice }));
        for (const [index, row] of slice.entries()) {
          const seen = answer.rows[index];
          const warnings = seen?.issues.filter(({ severity }) => severity === "warning").map(({ code }) => code) ?? [];
          confirmed.push({ ...row, baseline: seen?.baseline, confirmations: [...new Set(warnings)] });
        }
      }
      return confirmed;
    },
    async submit(rows) {
      const uuid = randomUUID();
      const parts = sliced(rows).map((slice) => JSON.stringify({ rows: slice }));
      const header: OpenSubmissionRequest = {
        rowCount: rows.length,
        partCount: parts.length,
        digest: sha256(parts.map(sha256).join("")),
        reading,
        source: { workbook: "bench.xlsx", sheet: "List", kind: "sheet" },
        reason: "Benchmark",
      };
      await call("PUT", `/api/submissions/${uuid}`, JSON.stringify(header));
      for (const [index, part] of parts.entries()) await call("PUT", `/api/submissions/${uuid}/parts/${index + 1}`, part);
      await call("POST", `/api/submissions/${uuid}/accept`);
      let status = await call<SubmissionStatus>("GET", `/api/submissions/${uuid}`);
      while (status.state !== "done") {
        if (status.state === "stopped" || status.state === "cancelled") throw new Error(`The submission ended as ${status.state}.`);
        await new Promise((resolve) => setTimeout(resolve, 50));
        status = await call<SubmissionStatus>("GET", `/api/submissions/${uuid}`);
      }
      let outcomes = 0;
      for (let after: number | null = -1; after !== null; ) {
        const page: OutcomePage = await call("GET", `/api/submissions/${uuid}/outcomes?after=${after}`);
        outcomes += page.outcomes.length;
        after = page.next;
      }
      const runSeconds = (Date.parse(status.finishedAt ?? "") - Date.parse(status.acceptedAt ?? "")) / 1000;
      return { runSeconds, outcomes, counts: status.counts };
    },
    lookUp: (artIds) => call<LookupAnswer>("POST", "/api/patients/lookup", JSON.stringify({ artIds, fields: ["phone", "address", "birthdate"] })),
    search: (request) => call<PatientSearchAnswer>("POST", "/api/patients/search", JSON.stringify(request)),
    post: <T>(path: string, body: object) => call<T>("POST", path, JSON.stringify(body)),
    get: <T>(path: string) => call<T>("GET", path),
    close: () => agent.destroy(),
  };
}
