import type { RowDataPacket } from "mysql2/promise";
import { HistoriesAnswer } from "../../../src/contract/patients";
import type { HistoriesRequest, ValueHeld } from "../../../src/contract/patients";
import { openPool } from "../../support/database";
import { buildPatient, insertPhone, newArtId } from "../../support/patients";
import type { PatientOverrides } from "../../support/patients";
import { startTestServer, stoppedClock } from "../../support/server";
import type { Answer, TestServer } from "../../support/server";
import { submit, typedRow } from "../../support/submitting";

type Field = HistoriesRequest["field"];
type Line = readonly [value: string | null, from: string | null, until: string | null, by: string | null, isCurrent: boolean];

const nmrs = "Super User";
const clerkName = "Chidinma Okafor";
/** The clock of the test server stands here when it changes something; NMRS's own rows are from 2020, an hour ahead of UTC. */
const changedAt = "2026-11-22T09:30:00.000Z";
const enteredAt = "2020-01-15T08:00:00.000Z";

describe("every value that a field of many patients ever had", () => {
  const root = openPool("root");
  let server: TestServer;
  let clerk: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock: stoppedClock(new Date(changedAt)) });
    clerk = await server.signIn("clerk");
  });
  afterAll(() => server.close());

  const ask = (artIds: readonly string[], field: Field, token = clerk): Promise<Answer> => server.call("POST", "/api/patients/histories", { token, body: { artIds, field } });

  async function historiesOf(artIds: readonly string[], field: Field, token = clerk): Promise<HistoriesAnswer["results"]> {
    const { status, body } = await ask(artIds, field, token);
    expect(status).toBe(200);
    return HistoriesAnswer.parse(body).results;
  }

  const lines = (values: readonly ValueHeld[]): readonly Line[] => values.map(({ value, from, until, by, isCurrent }) => [value, from, until, by, isCurrent]);

  interface Case {
    readonly says: string;
    readonly field: Field;
    readonly patient: PatientOverrides;
    /** What a clerk submits before the history is asked for. */
    readonly submitted?: Parameters<typeof typedRow>[0];
    readonly history: readonly Line[];
  }

  const cases: readonly Case[] = [
    {
      says: "a number that NMRS replaced stands below the one that replaced it",
      field: "phone",
      patient: {
        phones: [
          { value: "08030000001", voided: true, voidReason: "New value: 08031234567", dateCreated: "2019-07-01 08:00:00", dateVoided: "2020-01-15 09:00:00" },
          { value: "08031234567", dateCreated: "2020-01-15 09:00:00" },
        ],
      },
      history: [
        ["08031234567", enteredAt, null, nmrs, true],
        ["08030000001", "2019-07-01T07:00:00.000Z", enteredAt, nmrs, false],
      ],
    },
    { says: "a number stays as it is written in NMRS", field: "phone", patient: { phones: ["+234-0803 123 4567"] }, history: [["+234-0803 123 4567", enteredAt, null, nmrs, true]] },
    { says: "a patient without a number has no values", field: "phone", patient: { phones: [] }, history: [] },
    {
      says: "of two active numbers both are current",
      field: "phone",
      patient: { phones: ["08031111111", "08032222222"] },
      history: [
        ["08032222222", enteredAt, null, nmrs, true],
        ["08031111111", enteredAt, null, nmrs, true],
      ],
    },
    {
      says: "a submitted number bears the clerk's name and the time of the change",
      field: "phone",
      patient: {},
      submitted: { phone: "0805 111 1222" },
      history: [
        ["08051111222", changedAt, null, clerkName, true],
        ["08031234567", enteredAt, changedAt, nmrs, false],
      ],
    },
    {
      says: "an address is one line: street, ward, LGA, state, whatever is there",
      field: "address",
      patient: {
        addresses: [
          { preferred: false, voided: true, columns: { address1: "3 Palm Road", address2: "Never Street", city_village: "EPE" } },
          { preferred: true, columns: { address2: "14 Ayangburen Road", city_village: "IKORODU", state_province: "LAGOS" } },
        ],
      },
      history: [
        ["14 Ayangburen Road, IKORODU, LAGOS", enteredAt, null, nmrs, true],
        ["Never Street, EPE", enteredAt, "2023-05-02T09:30:00.000Z", nmrs, false],
      ],
    },
    {
      says: "an address beside the preferred one is in the record, but not what the record says",
      field: "address",
      patient: {
        addresses: [
          { preferred: false, columns: { address2: "Beside Lane", city_village: "EPE", state_province: "LAGOS" } },
          { preferred: true, columns: { address2: "Current Road", city_village: "EPE", state_province: "LAGOS" } },
        ],
      },
      history: [
        ["Current Road, EPE, LAGOS", enteredAt, null, nmrs, true],
        ["Beside Lane, EPE, LAGOS", enteredAt, null, nmrs, false],
      ],
    },
    {
      says: "a submitted street keeps the rest of the address",
      field: "address",
      patient: {},
      submitted: { street: "2 New Road" },
      history: [
        ["2 New Road, IKORODU, LAGOS", changedAt, null, clerkName, true],
        ["14 Ayangburen Road, IKORODU, LAGOS", enteredAt, changedAt, nmrs, false],
      ],
    },
    { says: "a birthdate of the first day is known since then", field: "birthdate", patient: {}, history: [["1988-04-12", enteredAt, null, nmrs, true]] },
    { says: "a patient without a birthdate has no values", field: "birthdate", patient: { birthdate: null }, history: [] },
    {
      says: "of a birthdate that was corrected nobody knows since when the first one stood",
      field: "birthdate",
      patient: {},
      submitted: { birthdate: "13/04/1988" },
      history: [
        ["1988-04-13", changedAt, null, clerkName, true],
        ["1988-04-12", null, changedAt, null, false],
      ],
    },
  ];

  test.each(cases)("$says", async ({ field, patient, submitted, history }) => {
    const { artId } = await buildPatient(root, patient);
    if (submitted !== undefined) await submit(server, clerk, [typedRow({ artId, ...submitted })]);
    const [result] = await historiesOf([artId], field);
    if (result?.found !== true) throw new Error("The patient was not found.");
    expect(lines(result.values)).toEqual(history);
  });

  test("an erased number is a value of its own without anything in it", async () => {
    const { artId } = await buildPatient(root);
    await submit(server, await server.signIn("supervisor"), [typedRow({ artId, phone: "CLEAR" })]);
    const [result] = await historiesOf([artId], "phone");
    expect(result).toMatchObject({ found: true, values: [{ value: null, from: changedAt, until: null, by: "Ibrahim Danjuma", isCurrent: true }, { value: "08031234567", isCurrent: false }] });
  });

  test("answers stand at the places asked, twice where asked twice, and say why there is nobody", async () => {
    const patient = await buildPatient(root);
    const gone = await buildPatient(root, { patientVoided: true });
    const voided = await buildPatient(root, { artIds: [{ identifier: newArtId(), voided: true }] });
    const shared = newArtId();
    await buildPatient(root, { artIds: [shared] });
    await buildPatient(root, { artIds: [shared] });
    const values = expect.arrayContaining([expect.objectContaining({ value: "08031234567" })]);
    expect(await historiesOf([newArtId(), ` ${patient.artId.toLowerCase()} `, gone.artId, "", voided.artId, shared, patient.artId], "phone")).toEqual([
      { found: false, reason: "art-id-not-found" },
      { found: true, values },
      { found: false, reason: "patient-voided" },
      { found: false, reason: "art-id-missing" },
      { found: false, reason: "art-id-voided" },
      { found: false, reason: "art-id-ambiguous" },
      { found: true, values },
    ]);
  });

  test("a person of one facility does not learn of another's patients", async () => {
    const here = await buildPatient(root, { locationId: 7 });
    const elsewhere = await buildPatient(root, { locationId: 9 });
    const limited = await server.signInWithRole("clerk2", { role: "clerk", facilities: [7] });
    expect(await historiesOf([here.artId, elsewhere.artId], "address", limited)).toEqual([
      { found: true, values: [expect.objectContaining({ value: "14 Ayangburen Road, IKORODU, LAGOS" })] },
      { found: false, reason: "art-id-not-found" },
    ]);
  });

  test("who looked at whose values of which field is in the audit, and no value of theirs", async () => {
    const [one, other] = [await buildPatient(root), await buildPatient(root)];
    await historiesOf([one.artId, newArtId(), other.artId, one.artId], "birthdate");
    const [events] = await root.query<(RowDataPacket & { action: string; details: string; subjects: number })[]>(
      `SELECT e.action, e.details, e.subject_count AS subjects, s.fields, s.person_id AS personId FROM patient_contacts.audit_event e
         JOIN patient_contacts.audit_subject s ON s.audit_event_id = e.audit_event_id WHERE s.person_id IN (?) ORDER BY s.person_id`,
      [[one.personId, other.personId]],
    );
    const event = { action: "look-up", details: '{"asked":4,"found":2,"fields":"birthdate","part":"history"}', subjects: 2, fields: "birthdate" };
    expect(events).toEqual([{ ...event, personId: one.personId }, { ...event, personId: other.personId }]);
  });

  test("needs a person who may look patients up, a field that has a history, and at most 200 ART IDs", async () => {
    expect(await server.call("POST", "/api/patients/histories", { body: { artIds: ["A"], field: "phone" } })).toMatchObject({ status: 401 });
    expect(await server.call("POST", "/api/patients/histories", { token: clerk, body: { artIds: ["A"], field: "name" } })).toMatchObject({ status: 400 });
    expect(await ask([], "phone")).toMatchObject({ status: 400 });
    expect(await ask(Array.from({ length: 201 }, (_, index) => `NOBODY${index}`), "phone")).toMatchObject({ status: 400 });
    expect(await ask(Array.from({ length: 200 }, (_, index) => `NOBODY${index}`), "phone")).toMatchObject({ status: 200 });
  });

  test("forty patients cost as many statements as one", async () => {
    const patients = await Promise.all(Array.from({ length: 40 }, () => buildPatient(root)));
    for (const { personId } of patients) await insertPhone(root, personId, { value: "08069999999", voided: true });
    // A server of its own, without anything in the background that asks the database, too.
    const quiet = await startTestServer();
    const token = await quiet.signIn("clerk");
    const statements = async (artIds: readonly string[]): Promise<number> => {
      const query = jest.spyOn(quiet.deps.pool, "query");
      try {
        const { status, body } = await quiet.call("POST", "/api/patients/histories", { token, body: { artIds, field: "phone" } });
        expect(status).toBe(200);
        expect(HistoriesAnswer.parse(body).results.every((result) => result.found && result.values.length === 2)).toBe(true);
        return query.mock.calls.length;
      } finally {
        query.mockRestore();
      }
    };
    const [first] = patients;
    try {
      const ofOne = await statements([first?.artId ?? ""]);
      expect(ofOne).toBeGreaterThan(4);
      expect(await statements(patients.map(({ artId }) => artId))).toBeLessThanOrEqual(ofOne);
    } finally {
      await quiet.close();
    }
  });
});
