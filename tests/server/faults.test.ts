import type { FaultStep } from "../../scripts/faults/control";
import type { FaultKind, Instant } from "../../scripts/faults/kinds";
import { seededRandom } from "../../scripts/faults/random";
import { tryInstant } from "../../scripts/faults/scenario";
import { openKillableSite } from "../support/faultSite";
import type { KillableSite } from "../support/faultSite";

// Servers and a database start anew here again and again, on a machine that runs other tests at the same time.
jest.setTimeout(180_000);

function at(kind: FaultKind, step: FaultStep, occurrence: number): Instant {
  return { kind, step, occurrence, milliseconds: 0, phase: "update" };
}
function ofUndo(instant: Instant): Instant {
  return { ...instant, phase: "undo" };
}

/** A few of the instants of `npm run faults`, which tries many. */
describe("whatever breaks, each row of a list is carried out once, and all of it can be taken back", () => {
  const random = seededRandom(20_261_122);
  let killable: KillableSite;

  beforeAll(async () => {
    killable = await openKillableSite();
  });
  afterAll(() => killable.close());

  test.each<readonly [string, Instant]>([
    ["the server is killed just before its work is kept", at("kill-server", "committing", 2)],
    ["the database is killed between the record and the outcomes", at("kill-database", "record-written", 2)],
    ["the line breaks and nobody knows whether the database has kept the work", at("lose-commit", "committing", 1)],
    ["two servers are at the same rows at the same moment", at("two-at-once", "record-locked", 1)],
    ["somebody edits the same patients in OpenMRS meanwhile", at("edited-meanwhile", "record-locked", 2)],
    ["it is taken back, and the server is killed over that", ofUndo(at("kill-server", "outcomes-written", 1))],
  ])("%s", async (_what, instant) => {
    const result = await tryInstant({ site: killable.site, random, rows: 36, withUndo: true, patienceSeconds: 60 }, instant);
    expect(result).toMatchObject({ happened: true, losses: [] });
  });

  test("a server that keeps outcomes apart from the record would be found out", async () => {
    await Promise.all(killable.site.servers.map((server) => server.kill()));
    const site = await killable.broken("outcome-outside");
    const result = await tryInstant({ site, random, rows: 36, withUndo: false, patienceSeconds: 60 }, at("kill-server", "audited", 2));
    expect(result.happened).toBe(true);
    expect(result.losses).toContainEqual(expect.stringMatching(/^the phone that row \d+ names is not there$/));
  });
});
