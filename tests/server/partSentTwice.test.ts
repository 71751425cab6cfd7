import { randomUUID } from "node:crypto";
import type { Pool, PoolConnection } from "mysql2/promise";
import request from "supertest";
import { createApp } from "../../server/app";
import { buildPatient } from "../support/patients";
import { openPool } from "../support/database";
import { startTestServer } from "../support/server";
import type { TestServer } from "../support/server";
import { outcomesOf, plainReading, sha256, typedRow } from "../support/submitting";

/** A pool that hands out no connection for a transaction until it is opened; single statements pass. */
function gatedPool(pool: Pool): { pool: Pool; open: () => void; asked: Promise<void> } {
  let open: () => void = () => undefined;
  let ask: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const asked = new Promise<void>((resolve) => (ask = resolve));
  const getConnection = async (): Promise<PoolConnection> => {
    ask();
    await opened;
    return pool.getConnection();
  };
  const gated = new Proxy(pool, {
    get: (target, name) => {
      const member: unknown = name === "getConnection" ? getConnection : Reflect.get(target, name, target);
      return typeof member === "function" && name !== "getConnection" ? (member.bind(target) as unknown) : member;
    },
  });
  return { pool: gated, open, asked };
}

describe("a part that is sent from two windows at once", () => {
  const root = openPool("root");
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true });
    token = await server.signIn("clerk");
  });
  afterAll(() => server.close());

  async function opened(): Promise<{ uuid: string; part: string }> {
    const patient = await buildPatient(root);
    const part = JSON.stringify({ rows: [typedRow({ artId: patient.artId, phone: "0803" })] });
    const uuid = randomUUID();
    const header = {
      rowCount: 1,
      partCount: 1,
      digest: sha256(sha256(part)),
      reading: plainReading,
      source: { workbook: "Line list.xlsx", sheet: "List", kind: "sheet" },
      reason: null,
    };
    expect((await server.call("PUT", `/api/submissions/${uuid}`, { token, body: header })).status).toBe(200);
    return { uuid, part };
  }

  test("is the same part, also where the other window was so fast that everything is accepted already", async () => {
    const { uuid, part } = await opened();
    const path = `/api/submissions/${uuid}/parts/1`;
    const gate = gatedPool(server.deps.pool);
    const slow = request(createApp({ ...server.deps, pool: gate.pool }))
      .put(path)
      .set({ Authorization: `Bearer ${token}`, "Content-Type": "application/json" })
      .send(part);
    const answer = slow.then(({ status, body }) => ({ status, body: body as unknown }));
    await gate.asked;
    expect((await server.call("PUT", path, { token, raw: part })).status).toBe(200);
    expect((await server.call("POST", `/api/submissions/${uuid}/accept`, { token })).status).toBe(202);
    gate.open();
    expect(await answer).toMatchObject({ status: 200, body: { uuid, rowCount: 1 } });
    expect((await outcomesOf(server, token, uuid)).outcomes).toHaveLength(1);
  });

  test("that says something else is refused, however late it comes", async () => {
    const { uuid, part } = await opened();
    const path = `/api/submissions/${uuid}/parts/1`;
    const gate = gatedPool(server.deps.pool);
    const other = part.replace("0803", "0805");
    const answer = request(createApp({ ...server.deps, pool: gate.pool }))
      .put(path)
      .set({ Authorization: `Bearer ${token}`, "Content-Type": "application/json" })
      .send(other)
      .then(({ status, body }) => ({ status, body: body as unknown }));
    await gate.asked;
    await server.call("PUT", path, { token, raw: part });
    await server.call("POST", `/api/submissions/${uuid}/accept`, { token });
    gate.open();
    expect(await answer).toMatchObject({ status: 409, body: { code: "part-differs" } });
  });
});
