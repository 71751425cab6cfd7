import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import type { ContactNote } from "../../../src/contract/contactNotes";
import type { PatientCard } from "../../../src/contract/patientCard";
import { LookupAnswer, lookupFields } from "../../../src/contract/patients";
import type { LookupField, LookupResult } from "../../../src/contract/patients";
import type { AttemptOutcome } from "../../../src/domain/contactNotes";
import { openPool } from "../../support/database";
import { buildPatient, newArtId } from "../../support/patients";
import type { BuiltPatient, PatientOverrides } from "../../support/patients";
import { changePhoneInNmrs } from "../../support/recordReading";
import { startTestServer, stoppedClock } from "../../support/server";
import type { Answer, TestServer } from "../../support/server";
import { submit, typedRow } from "../../support/submitting";
import { undo } from "../../support/undoing";

type Found = Extract<LookupResult, { found: true }>;

describe("looking up what the record says now", () => {
  const root = openPool("root");
  const clock = stoppedClock(new Date("2026-11-22T09:30:00Z"));
  let server: TestServer;
  let clerk: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock });
    clerk = await server.signIn("clerk");
  });
  afterAll(() => server.close());

  const ask = (artIds: readonly string[], fields: readonly LookupField[], token = clerk): Promise<Answer> => server.call("POST", "/api/patients/lookup", { token, body: { artIds, fields } });

  async function resultsOf(artIds: readonly string[], fields: readonly LookupField[], token = clerk): Promise<readonly LookupResult[]> {
    const { status, body } = await ask(artIds, fields, token);
    expect(status).toBe(200);
    return LookupAnswer.parse(body).results;
  }

  async function lookUp(artId: string, fields: readonly LookupField[]): Promise<Found> {
    const [result] = await resultsOf([artId], fields);
    if (result?.found !== true) throw new Error("The patient was not found.");
    return result;
  }

  const lagos = { city_village: "EPE", state_province: "LAGOS" };
  const cases: readonly { readonly says: string; readonly patient: PatientOverrides; readonly field: LookupField; readonly value: unknown }[] = [
    { says: "the only active number", patient: { phones: [{ value: "08030000001", voided: true }, "08031234567"] }, field: "phone", value: "08031234567" },
    { says: "of two active numbers the older one", patient: { phones: ["08031111111", "08032222222"] }, field: "phone", value: "08031111111" },
    { says: "no number where all are voided", patient: { phones: [{ value: "08030000001", voided: true }] }, field: "phone", value: null },
    {
      says: "the preferred address, also where an older one is active",
      patient: { addresses: [{ columns: { address2: "Beside Lane", ...lagos } }, { preferred: true, columns: { address2: "Current Road", ...lagos } }] },
      field: "address",
      value: { street: "Current Road", ward: null, lga: "EPE", state: "LAGOS" },
    },
    {
      says: "the oldest address where none is preferred",
      patient: { addresses: [{ columns: { address1: "First Road", ...lagos } }, { columns: { address2: "Second Road", ...lagos } }] },
      field: "address",
      value: { street: "First Road", ward: null, lga: "EPE", state: "LAGOS" },
    },
    { says: "no address where all are voided", patient: { addresses: [{ preferred: true, voided: true, columns: { address2: "Gone Road", ...lagos } }] }, field: "address", value: null },
    { says: "an estimated birthdate as estimated", patient: { birthdate: "1990-07-01", birthdateEstimated: true }, field: "birthdate", value: { birthdate: "1990-07-01", estimated: true } },
    { says: "a missing birthdate as missing", patient: { birthdate: null }, field: "birthdate", value: { birthdate: null, estimated: false } },
    { says: "the name in one line", patient: { givenName: "Hauwa", familyName: "Garba" }, field: "name", value: "Hauwa Garba" },
    { says: "that a patient has died", patient: { dead: true, deathDate: "2024-03-01 00:00:00" }, field: "status", value: { dead: true, lastChanged: null, lastVerified: null, unreachableSince: null } },
    { says: "of a patient whom nobody has called or changed nothing", patient: {}, field: "status", value: { dead: false, lastChanged: null, lastVerified: null, unreachableSince: null } },
  ];

  test.each(cases)("tells $says", async ({ patient, field, value }) => {
    const { artId } = await buildPatient(root, patient);
    expect(await lookUp(artId, [field])).toEqual({ found: true, [field]: value });
  });

  test("the preferred name counts before an older one, and a voided one never", async () => {
    const { artId, personId } = await buildPatient(root, { givenName: "Old", familyName: "Name" });
    const name = { person_id: personId, creator: 1, date_created: "2021-01-15 09:00:00" };
    await root.query("UPDATE person_name SET preferred = 0 WHERE person_id = ?", [personId]);
    await root.query("INSERT INTO person_name SET ?", [{ ...name, uuid: randomUUID(), preferred: 1, given_name: "Zainab", middle_name: "Aisha", family_name: "Bello" }]);
    await root.query("INSERT INTO person_name SET ?", [{ ...name, uuid: randomUUID(), preferred: 1, voided: 1, given_name: "Never", family_name: "This" }]);
    expect(await lookUp(artId, ["name"])).toEqual({ found: true, name: "Zainab Aisha Bello" });
  });

  describe("how a patient was reached", () => {
    async function uuidOf({ personId }: BuiltPatient): Promise<string> {
      const [[row]] = await root.query<(RowDataPacket & { uuid: string })[]>("SELECT uuid FROM person WHERE person_id = ?", [personId]);
      return row?.uuid ?? "";
    }

    async function call(patient: BuiltPatient, outcome: AttemptOutcome, day: string): Promise<string> {
      const uuid = randomUUID();
      const note: ContactNote = { kind: "add-attempt", uuid, patient: await uuidOf(patient), outcome, day, tried: { kind: "recorded", phone: null }, note: "" };
      expect((await server.call("POST", "/api/contact-notes", { token: clerk, body: note })).body).toMatchObject({ result: "done" });
      return uuid;
    }

    interface Told {
      readonly says: string;
      readonly calls: readonly (readonly [outcome: AttemptOutcome, day: string])[];
      readonly lastVerified: string | null;
      readonly unreachableSince: string | null;
      /** Somebody enters another number in NMRS after the calls. */
      readonly isNumberReplaced?: boolean;
    }

    const told: readonly Told[] = [
      { says: "a call that reached the patient verifies the number that day", calls: [["reached", "2026-11-20"]], lastVerified: "2026-11-20", unreachableSince: null },
      { says: "the first of several failed calls counts", calls: [["no-answer", "2026-11-18"], ["switched-off", "2026-11-20"]], lastVerified: null, unreachableSince: "2026-11-18" },
      { says: "a later failure stands beside the day of the last success", calls: [["reached", "2026-11-10"], ["no-answer", "2026-11-21"]], lastVerified: "2026-11-10", unreachableSince: "2026-11-21" },
      { says: "whoever was reached again is no longer out of reach", calls: [["no-answer", "2026-11-10"], ["reached", "2026-11-21"]], lastVerified: "2026-11-21", unreachableSince: null },
      { says: "a number that came after the call was never verified", calls: [["reached", "2026-11-20"]], isNumberReplaced: true, lastVerified: null, unreachableSince: null },
      { says: "failed calls to a number that was replaced say nothing of the new one", calls: [["no-answer", "2026-11-20"]], isNumberReplaced: true, lastVerified: null, unreachableSince: null },
    ];

    test.each(told)("$says; as the card tells it", async ({ calls, isNumberReplaced, lastVerified, unreachableSince }) => {
      const patient = await buildPatient(root);
      for (const [outcome, day] of calls) await call(patient, outcome, day);
      if (isNumberReplaced === true) await changePhoneInNmrs(root, patient.personId, "08069999999");
      expect((await lookUp(patient.artId, ["status"])).status).toEqual({ dead: false, lastChanged: null, lastVerified, unreachableSince });
      const card = (await server.call("POST", "/api/patients/card", { token: clerk, body: { patient: await uuidOf(patient), reveal: false } })).body as PatientCard;
      expect({ lastVerified: card.lastVerified, unreachableSince: card.unreachableSince }).toEqual({ lastVerified, unreachableSince });
    });

    test("a call that was taken away is as if it had never been", async () => {
      const patient = await buildPatient(root);
      const uuid = await call(patient, "reached", "2026-11-20");
      const away = { kind: "void-attempt", uuid, patient: await uuidOf(patient), reason: "Another patient" };
      expect((await server.call("POST", "/api/contact-notes", { token: clerk, body: away })).status).toBe(200);
      expect((await lookUp(patient.artId, ["status"])).status).toMatchObject({ lastVerified: null, unreachableSince: null });
    });

    test("the last change is that of a submission or of its being taken back; one that changed nothing, or one in NMRS, is none of ours", async () => {
      const patient = await buildPatient(root);
      const lastChanged = async (): Promise<unknown> => (await lookUp(patient.artId, ["status"])).status?.lastChanged;
      await submit(server, clerk, [typedRow({ artId: patient.artId, phone: "08031234567" })]);
      await changePhoneInNmrs(root, patient.personId, "08069999999");
      expect(await lastChanged()).toBeNull();
      clock.advance(60);
      const changedAt = clock.now().toISOString();
      const { uuid } = await submit(server, clerk, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
      clock.advance(60);
      expect(await lastChanged()).toBe(changedAt);
      const undoneAt = clock.now().toISOString();
      await undo(server, clerk, uuid);
      clock.advance(60);
      expect(await lastChanged()).toBe(undoneAt);
    });
  });

  describe("two thousand at once", () => {
    /** Long enough for several connections and several statements each; patients stand where the sheet has them, with strangers between them. */
    const strangers = Array.from({ length: 2_000 }, () => newArtId());
    const placed = (artIds: readonly string[]): string[] => strangers.flatMap((stranger, index) => [stranger, ...(index % 50 === 0 ? [artIds[index / 50] ?? []].flat() : [])]);

    test("are answered as each would be alone, at their places, and audited once with every patient as a subject", async () => {
      const patients = await Promise.all(Array.from({ length: 40 }, (_, index) => buildPatient(root, { phones: [`0803${String(index).padStart(7, "0")}`], givenName: `Name${index}` })));
      const artIds = placed([...patients.map(({ artId }) => artId)].reverse());
      const results = await resultsOf([...artIds, patients[0]?.artId.toLowerCase() ?? ""], lookupFields);
      expect(results).toHaveLength(2_041);
      const found = results.flatMap((result, place) => (result.found ? [{ result, artId: artIds[place] ?? patients[0]?.artId ?? "" }] : []));
      expect(found).toHaveLength(41);
      for (const { result, artId } of found) expect(result).toEqual(await lookUp(artId, lookupFields));
      expect(found.map(({ result }) => result.phone)).toEqual([...patients.map((_, index) => `0803${String(39 - index).padStart(7, "0")}`), "08030000000"]);
      expect(results.every((result) => result.found || result.reason === "art-id-not-found")).toBe(true);
      const [[event]] = await root.query<(RowDataPacket & { id: number; details: string })[]>(
        "SELECT audit_event_id AS id, details FROM patient_contacts.audit_event WHERE action = 'look-up' AND details LIKE '{\"asked\":2041,%'",
      );
      expect(event?.details).toBe('{"asked":2041,"found":40,"fields":"phone,address,birthdate,name,status"}');
      const [subjects] = await root.query<(RowDataPacket & { personId: number })[]>("SELECT person_id AS personId FROM patient_contacts.audit_subject WHERE audit_event_id = ?", [event?.id]);
      expect(subjects.map(({ personId }) => personId).sort((one, other) => one - other)).toEqual(patients.map(({ personId }) => personId).sort((one, other) => one - other));
    });

    test("the rules of ART IDs and facilities hold as for one", async () => {
      const shared = newArtId();
      await buildPatient(root, { artIds: [shared] });
      await buildPatient(root, { artIds: [shared], locationId: 9 });
      const gone = await buildPatient(root, { patientVoided: true });
      const voided = await buildPatient(root, { artIds: [{ identifier: newArtId(), voided: true }] });
      const elsewhere = await buildPatient(root, { locationId: 9 });
      const here = await buildPatient(root);
      const limited = await server.signInWithRole("clerk2", { role: "clerk", facilities: [7] });
      const results = await resultsOf([...strangers, shared, gone.artId, voided.artId, elsewhere.artId, "", here.artId], ["phone"], limited);
      expect(results.slice(2_000)).toEqual([
        { found: false, reason: "art-id-ambiguous" },
        { found: false, reason: "patient-voided" },
        { found: false, reason: "art-id-voided" },
        { found: false, reason: "art-id-not-found" },
        { found: false, reason: "art-id-missing" },
        { found: true, phone: "08031234567" },
      ]);
    });

    test("an audit that cannot be written lets nothing out, and the next look-up is served", async () => {
      const patient = await buildPatient(root);
      await root.query(
        `CREATE TRIGGER patient_contacts.refuse_one_subject BEFORE INSERT ON patient_contacts.audit_subject
           FOR EACH ROW IF NEW.person_id = ${patient.personId} THEN SIGNAL SQLSTATE '45000'; END IF`,
      );
      try {
        expect(await ask([...strangers, patient.artId], ["phone"])).toMatchObject({ status: 500 });
      } finally {
        await root.query("DROP TRIGGER patient_contacts.refuse_one_subject");
      }
      const [rows] = await root.query<RowDataPacket[]>("SELECT 1 FROM patient_contacts.audit_event WHERE details LIKE '{\"asked\":2001,%'");
      expect(rows).toEqual([]);
      expect((await resultsOf([...strangers, patient.artId], ["phone"])).at(-1)).toEqual({ found: true, phone: "08031234567" });
    });

    test("many of them at the same time, on a server with few connections, all come to an end", async () => {
      const patient = await buildPatient(root);
      const small = await startTestServer({ environment: { DATABASE_CONNECTIONS: "12" } });
      try {
        const token = await small.signIn("clerk");
        const answers = await Promise.all(
          Array.from({ length: 12 }, () => small.call("POST", "/api/patients/lookup", { token, body: { artIds: [...strangers, patient.artId], fields: lookupFields } })),
        );
        expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
      } finally {
        await small.close();
      }
    });
  });
});
