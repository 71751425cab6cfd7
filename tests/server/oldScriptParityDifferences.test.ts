import type { RowDataPacket } from "mysql2/promise";
import { openPool } from "../support/database";
import { buildPatient } from "../support/patients";
import { startTestServer, stoppedClock } from "../support/server";
import type { TestServer } from "../support/server";
import { active, outcomesOf, recordOf, sendSubmission, submit, typedRow } from "../support/submitting";

/** Inputs for which the old script had another status and we have one on purpose; the page of differences names each of these tests. */
describe("where we differ from the old script on purpose", () => {
  const root = openPool("root");
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock: stoppedClock(new Date("2026-11-22T09:30:00Z")) });
    token = await server.signIn("clerk");
  });
  afterAll(() => server.close());

  async function phonesOf(personId: number): Promise<unknown[]> {
    return active((await recordOf(root, personId)).phones).map((row): unknown => row.value);
  }
  async function streetsOf(personId: number): Promise<unknown[]> {
    return active((await recordOf(root, personId)).addresses).map(({ address1, address2 }): unknown => ({ address1, address2 }));
  }

  test("a number that lost its first 0 is offered with it, and stored once a person accepts", async () => {
    const patient = await buildPatient(root);
    const row = typedRow({ artId: patient.artId, phone: "8051111222" });
    const open = await submit(server, token, [row]);
    expect(open.outcomes[0]).toMatchObject({ status: "waiting", fields: { phone: { status: "waiting", reason: "leading-zero-lost" } } });
    expect(await phonesOf(patient.personId)).toEqual(["08031234567"]);
    await submit(server, token, [{ ...row, rowId: "accepted", acceptedRepairs: [{ field: "phone", code: "leading-zero-lost", after: "08051111222" }] }]);
    expect(await phonesOf(patient.personId)).toEqual(["08051111222"]);
  });

  test.each(["+2348051111222", "2348051111222", "0092348051111222", "+234-08051111222", "0805 111 1222", "0805-111-1222"])(
    "the number %s is only written in another form, and is stored in the plain one",
    async (phone) => {
      const patient = await buildPatient(root);
      const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, phone })]);
      expect(outcomes[0]).toMatchObject({ status: "updated" });
      expect(await phonesOf(patient.personId)).toEqual(["08051111222"]);
    },
  );

  test("two numbers in one cell wait until a person has chosen", async () => {
    const patient = await buildPatient(root);
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222 / 08062222333" })]);
    expect(outcomes[0]).toMatchObject({ status: "waiting", fields: { phone: { reason: "two-numbers" } } });
    expect(await phonesOf(patient.personId)).toEqual(["08031234567"]);
  });

  test.each([
    ["a prefix that no network has", "09991111222", "phone-prefix-unknown"],
    ["a service number", "08001111222", "phone-service-number"],
    ["one digit again and again", "08055555555", "phone-repeated-digits"],
  ])("a number with %s is stored only after a person has confirmed it", async (_what, phone, code) => {
    const patient = await buildPatient(root);
    const open = await submit(server, token, [typedRow({ artId: patient.artId, phone })]);
    expect(open.outcomes[0]).toMatchObject({ status: "waiting", fields: { phone: { status: "waiting" } } });
    expect(open.outcomes[0]?.issues).toContainEqual(expect.objectContaining({ code }));
    expect(await phonesOf(patient.personId)).toEqual(["08031234567"]);
  });

  test("a number that was replaced earlier comes back only after a person has confirmed it", async () => {
    const patient = await buildPatient(root, { phones: [{ value: "08051111222", voided: true }, "08031234567"] });
    const open = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    expect(open.outcomes[0]).toMatchObject({ status: "waiting", fields: { phone: { reason: "phone-stale" } } });
    const confirmed = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222" }, { confirmations: ["phone-stale"] })]);
    expect(confirmed.outcomes[0]).toMatchObject({ status: "updated" });
    expect(await phonesOf(patient.personId)).toEqual(["08051111222"]);
  });

  test("a row that is sent without anybody having seen what it replaces waits", async () => {
    const patient = await buildPatient(root);
    const uuid = await sendSubmission(server, token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    const { outcomes } = await outcomesOf(server, token, uuid);
    expect(outcomes[0]).toMatchObject({ status: "waiting", fields: { phone: { reason: "not-previewed", before: "08031234567" } } });
    expect(await phonesOf(patient.personId)).toEqual(["08031234567"]);
  });

  test("spaces inside a street are no other street", async () => {
    const patient = await buildPatient(root);
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, street: "14  Ayangburen   Road" })]);
    expect(outcomes[0]).toMatchObject({ status: "unchanged" });
    expect((await recordOf(root, patient.personId)).addresses).toHaveLength(1);
  });

  test("a ward of the patient's LGA in address2 stays, and the street goes to address1", async () => {
    const [[ward]] = await root.query<RowDataPacket[]>(
      `SELECT w.name FROM address_hierarchy_entry w JOIN address_hierarchy_entry l ON l.address_hierarchy_entry_id = w.parent_id
        WHERE l.name = 'IKORODU' ORDER BY w.address_hierarchy_entry_id LIMIT 1`,
    );
    const patient = await buildPatient(root, {
      addresses: [{ preferred: true, columns: { address1: "3 Old Lane", address2: String(ward?.name), city_village: "IKORODU", state_province: "LAGOS" } }],
    });
    const same = await submit(server, token, [typedRow({ artId: patient.artId, street: "3 Old Lane" })]);
    expect(same.outcomes[0]).toMatchObject({ status: "unchanged" });
    await submit(server, token, [typedRow({ artId: patient.artId, street: "14 New Road" })]);
    expect(await streetsOf(patient.personId)).toEqual([{ address1: "14 New Road", address2: ward?.name }]);
  });

  test("a new street also stands in address1 where that was blank or held the old street, because NMRS's lists print it", async () => {
    const blank = await buildPatient(root);
    const mirrored = await buildPatient(root, {
      addresses: [{ preferred: true, columns: { address1: "3 Old Lane", address2: "3 Old Lane", city_village: "EPE", state_province: "LAGOS" } }],
    });
    const own = await buildPatient(root, {
      addresses: [{ preferred: true, columns: { address1: "Own house", address2: "3 Old Lane", city_village: "EPE", state_province: "LAGOS" } }],
    });
    await submit(server, token, [blank, mirrored, own].map(({ artId }) => typedRow({ artId, street: "14 New Road" })));
    expect(await streetsOf(blank.personId)).toEqual([{ address1: "14 New Road", address2: "14 New Road" }]);
    expect(await streetsOf(mirrored.personId)).toEqual([{ address1: "14 New Road", address2: "14 New Road" }]);
    expect(await streetsOf(own.personId)).toEqual([{ address1: "Own house", address2: "14 New Road" }]);
  });

  test.each([
    ["longer than the record's column", "x".repeat(256), "text-too-long"],
    ["with characters that the record cannot hold", "14 New Road 🏠", "characters-not-allowed"],
    ["that is an error of Excel", "#N/A", "cell-error-value"],
  ])("a street %s stops its own field only", async (_what, street, code) => {
    const patient = await buildPatient(root);
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222", street })]);
    expect(outcomes[0]).toMatchObject({ status: "partly", fields: { phone: { status: "changed" }, address: { status: "failed", reason: code } } });
    expect(await streetsOf(patient.personId)).toEqual([{ address1: null, address2: "14 Ayangburen Road" }]);
  });

  test("the word CLEAR erases for a supervisor and is refused to a clerk; it is never stored as a street", async () => {
    const patient = await buildPatient(root);
    const clerks = await submit(server, token, [typedRow({ artId: patient.artId, street: "CLEAR" })]);
    expect(clerks.outcomes[0]).toMatchObject({ status: "failed", fields: { address: { reason: "clear-needs-supervisor" } } });
    const supervisor = await server.signIn("supervisor");
    const supervisors = await submit(server, supervisor, [typedRow({ artId: patient.artId, street: "CLEAR" })]);
    expect(supervisors.outcomes[0]).toMatchObject({ status: "updated" });
    expect(await streetsOf(patient.personId)).toEqual([{ address1: null, address2: null }]);
  });

  test("dates as people in Nigeria write them are read", async () => {
    const patient = await buildPatient(root);
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, birthdate: "13/04/1988" })]);
    expect(outcomes[0]).toMatchObject({ status: "updated", fields: { birthdate: { after: { birthdate: "1988-04-13", estimated: false } } } });
  });
});
