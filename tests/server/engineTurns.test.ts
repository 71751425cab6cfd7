import { startRunner } from "../../server/submissions/runner";
import type { RunOptions } from "../../server/submissions/runner";
import type { SubmissionStatus } from "../../src/contract/submissions";
import { openPool } from "../support/database";
import { buildPatient } from "../support/patients";
import { startTestServer } from "../support/server";
import type { TestServer } from "../support/server";
import { active, outcomesOf, previewed, recordOf, sendSubmission, typedRow } from "../support/submitting";

/** An engine that stands still at the first chunk that it locks, until it is let go. */
function heldAtFirstChunk(): { onStep: NonNullable<RunOptions["onStep"]>; isHolding: Promise<void>; letGo: () => void } {
  let letGo = (): void => undefined;
  let say = (): void => undefined;
  const isHolding = new Promise<void>((resolve) => (say = resolve));
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  let isFirst = true;
  return {
    isHolding,
    letGo: () => letGo(),
    onStep: async (step) => {
      if (step !== "record-locked" || !isFirst) return;
      isFirst = false;
      say();
      await gone;
    },
  };
}

describe("whose turn it is", () => {
  const root = openPool("root");
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ engine: false, environment: { ENGINE_CHUNKS_IN_FLIGHT: "1" } });
  });
  afterAll(() => server.close());

  async function sent(token: string, artId: string, phone: string): Promise<string> {
    const seen = await previewed(server, token, [typedRow({ artId, phone })]);
    return await sendSubmission(server, token, seen.rows);
  }
  const stateOf = async (token: string, uuid: string): Promise<string> =>
    ((await server.call("GET", `/api/submissions/${uuid}`, { token })).body as SubmissionStatus).state;

  test("nobody's few rows wait for somebody else's long list", async () => {
    const [clerk, supervisor] = [await server.signIn("clerk"), await server.signIn("supervisor")];
    const [first, second] = [await buildPatient(root), await buildPatient(root)];
    const long = await sent(clerk, first.artId, "08051111222");
    const held = heldAtFirstChunk();
    const runner = startRunner(server.deps, { onStep: held.onStep });
    await held.isHolding;
    const short = await sent(supervisor, second.artId, "08051111333");
    runner.wake();
    expect((await outcomesOf(server, supervisor, short)).outcomes).toMatchObject([{ status: "updated" }]);
    expect(await stateOf(clerk, long)).toBe("running");
    held.letGo();
    expect((await outcomesOf(server, clerk, long)).outcomes).toMatchObject([{ status: "updated" }]);
    await runner.stop();
  });

  test("one person's submissions are carried out in the order in which they were accepted, so that what was typed last stands", async () => {
    const clerk = await server.signIn("clerk");
    const [patient, other] = [await buildPatient(root), await buildPatient(root)];
    const before = await sent(clerk, patient.artId, "08051111222");
    const after = await sent(clerk, other.artId, "08051111444");
    const held = heldAtFirstChunk();
    const runner = startRunner(server.deps, { onStep: held.onStep });
    await held.isHolding;
    // A second server has nothing to do either: the person's earlier list has its turn.
    const another = startRunner(server.deps);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect([await stateOf(clerk, before), await stateOf(clerk, after)]).toEqual(["running", "accepted"]);
    held.letGo();
    await outcomesOf(server, clerk, after);
    expect(await stateOf(clerk, before)).toBe("done");
    expect(active((await recordOf(root, other.personId)).phones)).toMatchObject([{ value: "08051111444" }]);
    await Promise.all([runner.stop(), another.stop()]);
  });
});
