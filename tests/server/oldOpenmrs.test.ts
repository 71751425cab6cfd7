import { buildPatient } from "../support/patients";
import { openPool } from "../support/database";
import { startTestServer, stoppedClock } from "../support/server";
import type { TestServer } from "../support/server";
import { active, recordOf, submit, typedRow, voided } from "../support/submitting";

/** A site whose OpenMRS is of level 1.11: its addresses end at address6 and its users have no e-mail. */
describe("an old site", () => {
  const root = openPool("root", "openmrs_111");
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, level: "1.11", clock: stoppedClock(new Date("2026-11-22T09:30:00Z")) });
  });
  afterAll(() => server.close());

  test("a phone, an address and a birthdate are changed as at every other site", async () => {
    const patient = await buildPatient(root, {
      addresses: [{ preferred: true, columns: { address2: "3 Old Lane", address6: "a6", city_village: "EPE", state_province: "LAGOS", postal_code: "106101" } }],
    });
    const { outcomes } = await submit(server, await server.signIn("clerk"), [
      typedRow({ artId: patient.artId, phone: "0805 111 1222", street: "14 New Road", birthdate: "13/04/1988" }),
    ]);
    expect(outcomes[0]).toMatchObject({ status: "updated" });
    const record = await recordOf(root, patient.personId);
    expect(active(record.phones)).toEqual([expect.objectContaining({ value: "08051111222", creator: 3 })]);
    expect(active(record.addresses)).toEqual([
      expect.objectContaining({ address2: "14 New Road", address6: "a6", city_village: "EPE", state_province: "LAGOS", postal_code: "106101", preferred: 1 }),
    ]);
    expect(active(record.addresses)[0]).not.toHaveProperty("address7");
    expect(voided(record.addresses)).toHaveLength(1);
    expect(record.person).toMatchObject({ birthdate: "1988-04-13", birthdate_estimated: 0 });
  });
});
