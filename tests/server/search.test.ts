import type { RowDataPacket } from "mysql2/promise";
import { traps } from "../../scripts/openmrs/traps";
import { openPool } from "../support/database";
import { buildPatient } from "../support/patients";
import { giveRole, startTestServer, stoppedClock } from "../support/server";
import type { TestServer } from "../support/server";
import { newName, newPhone, patientsIn, search, sweepAll, uuidOf } from "../support/searching";
import { auditOfRequest, buildUser } from "../support/users";

describe("the search of patients", () => {
  const openmrs = openPool("root");
  const clock = stoppedClock();
  let server: TestServer;
  let clerk: string;
  let ofSokoto: string;

  beforeAll(async () => {
    server = await startTestServer({ clock, environment: { SESSION_IDLE_MINUTES: "1440", SESSION_ABSOLUTE_HOURS: "168" } });
    clerk = await server.signIn("clerk");
    const user = await buildUser(openmrs);
    await giveRole(server.deps, user.userId, "clerk", [9]);
    ofSokoto = await server.signIn(user.username, user.password);
    await sweepAll(server, clock);
  });
  afterAll(() => server.close());

  const find = (text: string, options: Parameters<typeof search>[3] = {}) => search(server, clerk, text, options);

  describe("by identifier", () => {
    test("an ART ID finds its patient, in capitals or not, and reads the record itself", async () => {
      const patient = await buildPatient(openmrs);
      const uuid = await uuidOf(patient.personId);
      const answer = await find(patient.artId.toLowerCase());
      expect(answer).toMatchObject({ next: null, knownUntil: null, entered: 1 });
      expect(answer.hits).toEqual([
        {
          patient: uuid,
          name: "Ngozi Okonkwo",
          sex: "F",
          age: 38,
          identifiers: [
            { identifier: patient.artId, type: "ART Number", isArtId: true, voided: false },
            { identifier: `OM${patient.personId}`, type: "OpenMRS ID", isArtId: false, voided: false },
          ],
          facility: "Federal Medical Centre Owerri",
          marks: [],
          foundBy: "artId",
        },
      ]);
    });

    test("its beginning finds it too, after the one that is exactly so", async () => {
      const stem = newPhone().replace("0906", "PFX");
      const longer = await buildPatient(openmrs, { artIds: [`${stem}9`] });
      const exact = await buildPatient(openmrs, { artIds: [stem] });
      const wanted = [await uuidOf(exact.personId), await uuidOf(longer.personId)];
      expect(patientsIn(await find(stem))).toEqual(wanted);
      expect(patientsIn(await find(stem, { kind: "artId" }))).toEqual(wanted);
      expect(patientsIn(await find(stem, { kind: "name" }))).toEqual([]);
    });

    test("a hospital number finds its patient, but not where an ART ID is asked for", async () => {
      const hospitalNumber = `HN/${newPhone()}`;
      const patient = await buildPatient(openmrs, { hospitalNumber });
      const [hit] = (await find(hospitalNumber)).hits;
      expect(hit).toMatchObject({ patient: await uuidOf(patient.personId), foundBy: "identifier" });
      expect((await find(hospitalNumber, { kind: "identifier" })).hits).toHaveLength(1);
      expect((await find(hospitalNumber, { kind: "artId" })).hits).toEqual([]);
    });

    test("percent signs and underscores mean themselves", async () => {
      const patient = await buildPatient(openmrs);
      expect((await find(`${patient.artId.slice(0, 8)}%`)).hits).toEqual([]);
      expect((await find(`_${patient.artId.slice(1)}`)).hits).toEqual([]);
    });
  });

  describe("by name", () => {
    test("family name and given name are found in any order, in part, and misspelt, best first", async () => {
      const family = newName();
      const people = {
        misspelt: await buildPatient(openmrs, { givenName: "Muhammad", familyName: family }),
        longer: await buildPatient(openmrs, { givenName: "Mohammedu", familyName: family }),
        exact: await buildPatient(openmrs, { givenName: "Mohammed", familyName: family }),
        other: await buildPatient(openmrs, { givenName: "Yusuf", familyName: family }),
      };
      await sweepAll(server, clock);
      const uuids = Object.fromEntries(await Promise.all(Object.entries(people).map(async ([who, { personId }]) => [who, await uuidOf(personId)] as const)));
      for (const text of [`Mohammed ${family}`, `${family} mohammed`]) {
        const answer = await find(text);
        expect(answer.hits.map(({ patient, foundBy }) => [patient, foundBy])).toEqual([
          [uuids.exact, "name"],
          [uuids.longer, "name"],
          [uuids.misspelt, "misspelt"],
        ]);
        expect(Date.parse(answer.knownUntil ?? "")).toBeLessThanOrEqual(clock.now().getTime());
      }
      expect(patientsIn(await find(`${family.slice(0, 5)} yus`))).toEqual([uuids.other]);
      expect([...patientsIn(await find(family))].sort()).toEqual(Object.values(uuids).sort());
      expect([...patientsIn(await find(family.slice(0, 9)))].sort()).toEqual(Object.values(uuids).sort());
      // One letter doubled, another spelling of the same sound.
      expect([...patientsIn(await find(`${family}h`))].sort()).toEqual(Object.values(uuids).sort());
    });

    test.each([
      ["Asma'u", "asmau"],
      ["Abdul-Rahman", "rahman"],
      ["Abdulrahman", "abdul-rahman"],
      ["Ọláwùmí", "Olawumi"],
      ["Olawumi", "Ọláwùmí"],
    ])("%s is found by %s", async (given, typed) => {
      const family = newName();
      const patient = await buildPatient(openmrs, { givenName: given, familyName: family });
      await sweepAll(server, clock);
      expect(patientsIn(await find(`${typed} ${family}`))).toEqual([await uuidOf(patient.personId)]);
      const alone = await find(typed, { kind: "name", limit: 50 });
      expect(patientsIn(alone)).toContain(await uuidOf(patient.personId));
    });

    test("one who has the name twice is shown once", async () => {
      const name = newName();
      const patient = await buildPatient(openmrs, { givenName: name, familyName: name });
      await sweepAll(server, clock);
      for (const text of [name, name.slice(0, 6), `${name} ${name}`]) expect(patientsIn(await find(text))).toEqual([await uuidOf(patient.personId)]);
    });

    test("pages follow each other without gap and without anybody twice", async () => {
      const family = newName();
      const made: string[] = [];
      for (const given of ["Ade", "Adeola", "Adewale", "Ade", "Adeh", "Adebayo", "Ade"]) {
        made.push(await uuidOf((await buildPatient(openmrs, { givenName: given, familyName: family })).personId));
      }
      await sweepAll(server, clock);
      for (const text of [`Ade ${family}`, family]) {
        const seen: string[] = [];
        let after: string | null = null;
        do {
          const page = await find(text, { after, limit: 2 });
          expect(page.hits.length).toBeLessThanOrEqual(2);
          seen.push(...patientsIn(page));
          after = page.next;
        } while (after !== null);
        expect(seen).toHaveLength(7);
        expect([...seen].sort()).toEqual([...made].sort());
      }
    });

    test("staff of NMRS who are no patients are not found", async () => {
      const answer = await find("Chidinma Okafor", { kind: "name", limit: 50 });
      const [staff] = await openmrs.query<(RowDataPacket & { uuid: string })[]>("SELECT p.uuid FROM users u JOIN person p ON p.person_id = u.person_id");
      for (const { uuid } of staff) expect(patientsIn(answer)).not.toContain(uuid);
    });
  });

  describe("by phone", () => {
    test("whatever form it is typed in, and by its last digits; numbers of former times are told apart", async () => {
      const [phone, former] = [newPhone(), newPhone()];
      const patient = await buildPatient(openmrs, { phones: [{ value: former, voided: true }, { value: phone }] });
      const uuid = await uuidOf(patient.personId);
      await sweepAll(server, clock);
      for (const text of [phone, phone.slice(1), `+234${phone.slice(1)}`, `234 ${phone.slice(1, 4)} ${phone.slice(4)}`, `${phone.slice(0, 4)}-${phone.slice(4)}`]) {
        expect((await find(text)).hits.map((hit) => [hit.patient, hit.foundBy])).toEqual([[uuid, "phone"]]);
      }
      expect((await find(former)).hits.map((hit) => [hit.patient, hit.foundBy])).toEqual([[uuid, "formerPhone"]]);
      expect((await find(phone.slice(-7), { kind: "phone" })).hits.map((hit) => [hit.patient, hit.foundBy])).toContainEqual([uuid, "phone"]);
      expect(patientsIn(await find(phone.slice(-3), { kind: "phone" }))).toEqual([]);
    });

    test("a number that stands in the record in another form is found", async () => {
      const phone = newPhone();
      const patient = await buildPatient(openmrs, { phones: [`+234-0${phone.slice(1)}`] });
      await sweepAll(server, clock);
      expect(patientsIn(await find(phone))).toEqual([await uuidOf(patient.personId)]);
    });

    test("whose number it is comes before whose it was", async () => {
      const phone = newPhone();
      const was = await buildPatient(openmrs, { phones: [{ value: phone, voided: true }] });
      const is = await buildPatient(openmrs, { phones: [phone] });
      await sweepAll(server, clock);
      expect(patientsIn(await find(phone))).toEqual([await uuidOf(is.personId), await uuidOf(was.personId)]);
    });
  });

  test.each([
    [traps.sharedArtIdFirst, "IMO02000106", ["ambiguous-art-id"]],
    [traps.voidedPatient, "IMO02000109", ["voided"]],
    [traps.voidedPerson, "IMO02000110", ["voided"]],
    [traps.voidedIdentifier, "IMO02000111", ["no-art-id"]],
    [traps.dead, "IMO02000132", ["dead"]],
    [traps.transferredOut, "IMO02000134", ["transferred-out"]],
    [traps.testPatient, "IMO02000135", ["test-patient"]],
  ])("a patient whom no row of a sheet should name is marked", async ({ personId }, artId, marks) => {
    const uuid = await uuidOf(personId);
    expect((await find(artId)).hits.find(({ patient }) => patient === uuid)?.marks).toEqual(marks);
  });

  describe("within facilities", () => {
    test("nobody else's patient is found, by whatever", async () => {
      const [family, phone, hospitalNumber] = [newName(), newPhone(), `HN/${newPhone()}`];
      const own = await buildPatient(openmrs, { locationId: 9, givenName: "Hauwa", familyName: family, phones: [phone] });
      const others = await buildPatient(openmrs, { locationId: 7, givenName: "Hauwa", familyName: family, phones: [phone], hospitalNumber });
      const [ownUuid, othersUuid] = [await uuidOf(own.personId), await uuidOf(others.personId)];
      await sweepAll(server, clock);
      for (const text of [family, family.slice(0, 6), `${family}h`, `Hawwa ${family}`, `hau ${family}`, phone, phone.slice(-6)]) {
        expect(patientsIn(await search(server, ofSokoto, text, { limit: 50 }))).toEqual([ownUuid]);
        const ofSite = patientsIn(await find(text, { limit: 50 }));
        expect(ofSite).toContain(ownUuid);
        expect(ofSite).toContain(othersUuid);
      }
      expect(patientsIn(await search(server, ofSokoto, own.artId))).toEqual([ownUuid]);
      expect((await search(server, ofSokoto, others.artId)).hits).toEqual([]);
      expect((await search(server, ofSokoto, hospitalNumber)).hits).toEqual([]);
    });

    test("whoever has no facility finds nobody", async () => {
      const patient = await buildPatient(openmrs);
      const user = await buildUser(openmrs);
      await giveRole(server.deps, user.userId, "clerk", []);
      const token = await server.signIn(user.username, user.password);
      for (const text of [patient.artId, "Ngozi Okonkwo", "Ngozi", "08031234567"]) expect((await search(server, token, text)).hits).toEqual([]);
    });
  });

  test("the audit says who saw whom and by what kind of search, and not what was typed", async () => {
    const family = newName();
    const patient = await buildPatient(openmrs, { familyName: family });
    await sweepAll(server, clock);
    const { headers } = await server.call("POST", "/api/patients/search", { token: clerk, body: { text: `ngozi ${family}`, kind: "name", after: null, limit: 20 } });
    const [event] = await auditOfRequest(openmrs, String(headers["x-request-id"]));
    expect(event).toMatchObject({
      userId: 3,
      action: "search-patients",
      result: "done",
      details: JSON.stringify({ kind: "name", found: 1, more: 0, page: "first" }),
      subjects: 1,
    });
    const [subjects] = await openmrs.query<RowDataPacket[]>("SELECT person_id AS personId FROM patient_contacts.audit_subject WHERE audit_event_id = ?", [event?.id]);
    expect(subjects).toEqual([{ personId: patient.personId }]);
    expect(server.log().toLowerCase()).not.toContain(family.toLowerCase());
  });

  test("what is no search is refused by its shape, an odd place in the list too", async () => {
    const ask = (body: object) => server.call("POST", "/api/patients/search", { token: clerk, body });
    const body = { text: "Ngozi", kind: "name", after: null, limit: 20 };
    for (const wrong of [{ text: "" }, { kind: "all" }, { limit: 51 }, { after: "1; DROP" }, { after: "1:1.1.1" }]) {
      expect((await ask({ ...body, ...wrong })).body.code).toBe("body-invalid");
    }
    expect((await ask({ ...body, text: "   " })).body.hits).toEqual([]);
    expect((await server.call("POST", "/api/patients/search", { body })).body.code).toBe("not-signed-in");
  });

  test("the table of the search holds no name and no phone", async () => {
    const [columns] = await openmrs.query<RowDataPacket[]>(
      `SELECT table_name AS tableName, column_name AS columnName, data_type AS type FROM information_schema.columns
        WHERE table_schema = 'patient_contacts' AND table_name IN ('search_key', 'search_person') ORDER BY table_name, ordinal_position`,
    );
    expect(columns.map(({ tableName, columnName, type }) => `${String(tableName)}.${String(columnName)} ${String(type)}`)).toEqual([
      "search_key.key_digest binary",
      "search_key.place int",
      "search_key.person_id int",
      "search_person.person_id int",
      "search_person.key_list varbinary",
    ]);
    const [[row]] = await openmrs.query<RowDataPacket[]>("SELECT COUNT(*) AS held FROM patient_contacts.search_key WHERE key_digest = LEFT(UNHEX(SHA2('phone 08031234567', 256)), 8)");
    expect(Number(row?.held)).toBe(0);
  });
});
