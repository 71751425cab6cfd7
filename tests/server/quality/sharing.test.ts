import { readSharing } from "../../../server/quality/sharedNumbers";
import { openPool } from "../../support/database";
import { buildPatient } from "../../support/patients";
import type { PatientOverrides } from "../../support/patients";
import { newPhone, sweepAll } from "../../support/searching";
import { startTestServer, stoppedClock } from "../../support/server";
import type { TestServer } from "../../support/server";

describe("with how many patients one shares a number", () => {
  const root = openPool("root");
  const clock = stoppedClock();
  let server: TestServer;
  const shared = newPhone();
  const cases: readonly (readonly [string, PatientOverrides, number | undefined])[] = [
    ["the first of three", { phones: [shared] }, 3],
    ["the second, who wrote it differently", { phones: [`+234-${shared}`] }, 3],
    ["the third, who has another number too", { phones: [newPhone(), shared] }, 3],
    ["one with a number of one's own", { phones: [newPhone()] }, undefined],
    ["one without a number", { phones: [] }, undefined],
    ["one who had the number before", { phones: [{ value: shared, voided: true }, newPhone()] }, undefined],
    // Neither counts, but who is asked about is told with how many others the number is.
    ["one who has died", { phones: [shared], dead: true, deathDate: "2024-01-01" }, 3],
    ["one whose record is voided", { phones: [shared], patientVoided: true }, 3],
    ["one at another facility, who has a couple's number", { phones: ["no number"] }, undefined],
  ];
  const personIds: number[] = [];

  beforeAll(async () => {
    server = await startTestServer({ clock });
    for (const [, overrides] of cases) personIds.push((await buildPatient(root, overrides)).personId);
  });
  afterAll(() => server.close());

  const expectRight = async () => {
    const sharing = await readSharing(server.deps, personIds);
    expect(cases.map(([name], index) => [name, sharing.get(personIds[index] ?? 0)])).toEqual(cases.map(([name, , count]) => [name, count]));
  };

  test("is read from all numbers while the search does not know everybody yet", async () => {
    await server.deps.pool.query("UPDATE search_state SET known_until = NULL WHERE id = 1");
    await expectRight();
  });

  test("is read by what the search knows, and judged by the record", async () => {
    await sweepAll(server, clock);
    await expectRight();
  });

  test("of nobody is nothing", async () => {
    expect(await readSharing(server.deps, [])).toEqual(new Map());
  });
});
