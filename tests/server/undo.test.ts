import { buildPatient } from "../support/patients";
import { openPool } from "../support/database";
import { startTestServer, stoppedClock } from "../support/server";
import type { TestServer } from "../support/server";
import { active, recordOf, submit, typedRow, voided } from "../support/submitting";
import { undo } from "../support/undoing";

describe("taking a submission back", () => {
  const root = openPool("root");
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock: stoppedClock(new Date("2026-11-22T09:30:00Z")) });
    token = await server.signIn("clerk");
  });
  afterAll(() => server.close());

  test("phone, address and birthdate are as they were, in new rows, and ours are voided", async () => {
    const patient = await buildPatient(root, { birthdateEstimated: true });
    const { uuid } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222", street: "2 New Road", lga: "EPE", birthdate: "13/04/1988" })]);
    const undone = await undo(server, token, uuid);
    expect(undone.status).toMatchObject({ kind: "undo", origin: uuid, state: "done", rowCount: 1, rowsDone: 1, counts: { updated: 1 } });
    expect(undone.outcomes[0]).toMatchObject({
      ordinal: 0,
      status: "updated",
      fields: {
        phone: { status: "changed", before: "08051111222", after: "08031234567" },
        address: {
          status: "changed",
          before: { street: "2 New Road", lga: "EPE", state: "LAGOS" },
          after: { street: "14 Ayangburen Road", lga: "IKORODU", state: "LAGOS" },
        },
        birthdate: { status: "changed", before: { birthdate: "1988-04-13", estimated: false }, after: { birthdate: "1988-04-12", estimated: true } },
      },
    });
    const record = await recordOf(root, patient.personId);
    expect(active(record.phones)).toEqual([expect.objectContaining({ value: "08031234567", creator: await server.userId("clerk"), date_created: "2026-11-22 10:30:00" })]);
    expect(voided(record.phones)).toEqual([
      expect.objectContaining({ person_attribute_id: patient.phoneIds[0], void_reason: "New value: 08051111222" }),
      expect.objectContaining({ value: "08051111222", void_reason: "New value: 08031234567", voided_by: await server.userId("clerk") }),
    ]);
    expect(active(record.addresses)).toEqual([
      expect.objectContaining({ preferred: 1, address1: null, address2: "14 Ayangburen Road", city_village: "IKORODU", state_province: "LAGOS", country: "NIGERIA" }),
    ]);
    expect(voided(record.addresses)).toEqual([
      expect.objectContaining({ person_address_id: patient.addressIds[0], preferred: 0 }),
      expect.objectContaining({ address2: "2 New Road", preferred: 0, void_reason: `Undo of submission ${uuid}` }),
    ]);
    expect(record.person).toMatchObject({ birthdate: "1988-04-12", birthdate_estimated: 1 });
  });
});
