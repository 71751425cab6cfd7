import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import { startSearchKeeper } from "../../server/search/keeper";
import { createUpkeep } from "../../server/search/upkeep";
import { rulesDigest } from "../../server/search/searchDigest";
import { openPool } from "../support/database";
import { buildPatient, insertPhone } from "../support/patients";
import { startTestServer, stoppedClock } from "../support/server";
import type { TestServer } from "../support/server";
import { newName, newPhone, patientsIn, search, sweepAll, uuidOf } from "../support/searching";
import { submit, typedRow } from "../support/submitting";

// On the database of an old site, whose search nobody else looks through meanwhile.
describe("the search after the record has changed", () => {
  const openmrs = openPool("root", "openmrs_111");
  const clock = stoppedClock();
  let server: TestServer;
  let clerk: string;

  beforeAll(async () => {
    server = await startTestServer({ level: "1.11", clock, environment: { SESSION_IDLE_MINUTES: "1440", SESSION_ABSOLUTE_HOURS: "168" } });
    clerk = await server.signIn("clerk");
    await sweepAll(server, clock);
  });
  afterAll(() => server.close());

  const found = async (text: string) => patientsIn(await search(server, clerk, text));
  const entries = async (personId: number): Promise<number> => {
    const [[row]] = await openmrs.query<(RowDataPacket & { held: number })[]>("SELECT COUNT(*) AS held FROM patient_contacts_111.search_key WHERE person_id = ?", [personId]);
    return row?.held ?? 0;
  };

  test("a name that OpenMRS edited in place is never shown by the old one, and is found by the new one after the next look", async () => {
    const [before, after] = [newName(), newName()];
    const { personId } = await buildPatient(openmrs, { givenName: "Halima", familyName: before });
    const uuid = await uuidOf(personId, openmrs);
    await sweepAll(server, clock);
    expect(await found(`Halima ${before}`)).toEqual([uuid]);
    const held = await entries(personId);
    await openmrs.query("UPDATE person_name SET family_name = ? WHERE person_id = ?", [after, personId]);
    expect(await found(`Halima ${before}`)).toEqual([]);
    expect(await found(`${before}h`)).toEqual([]);
    // One word is asked of the record itself.
    expect(await found(after)).toEqual([uuid]);
    await sweepAll(server, clock);
    expect(await found(`Halima ${after}`)).toEqual([uuid]);
    expect(await found(`Halima ${before}`)).toEqual([]);
    // Nothing of the old name is left behind.
    expect(await entries(personId)).toBe(held);
  });

  test("a number that OpenMRS voided is a former one at once", async () => {
    const phone = newPhone();
    const { personId, phoneIds } = await buildPatient(openmrs, { phones: [phone] });
    await sweepAll(server, clock);
    expect((await search(server, clerk, phone)).hits.map(({ foundBy }) => foundBy)).toEqual(["phone"]);
    await openmrs.query("UPDATE person_attribute SET voided = 1, voided_by = 1, date_voided = NOW(), void_reason = 'Wrong number' WHERE person_attribute_id IN (?)", [phoneIds]);
    expect((await search(server, clerk, phone)).hits.map(({ patient, foundBy }) => [patient, foundBy])).toEqual([[await uuidOf(personId, openmrs), "formerPhone"]]);
  });

  test("what OpenMRS adds is found some seconds later, without waiting for the next look at everybody", async () => {
    const upkeep = createUpkeep(server.deps, randomUUID());
    const turn = async (): Promise<void> => {
      clock.advance(6);
      while ((await upkeep.turn()) === "away") await new Promise((resolve) => setTimeout(resolve, 100));
    };
    await turn();
    const [family, phone, second] = [newName(), newPhone(), newPhone()];
    const { personId } = await buildPatient(openmrs, { givenName: "Zainab", familyName: family, phones: [phone] });
    const uuid = await uuidOf(personId, openmrs);
    expect(await found(phone)).toEqual([]);
    await turn();
    expect(await found(phone)).toEqual([uuid]);
    expect(await found(`Zaynab ${family}`)).toEqual([uuid]);
    await insertPhone(openmrs, personId, { value: second });
    await turn();
    expect(await found(second)).toEqual([uuid]);
    await server.deps.pool.query("UPDATE search_state SET lease_owner = NULL, lease_until = NULL");
  });

  test("a row that a slow transaction commits after others is not missed", async () => {
    const upkeep = createUpkeep(server.deps, randomUUID());
    const turn = async (): Promise<void> => {
      clock.advance(6);
      while ((await upkeep.turn()) === "away") await new Promise((resolve) => setTimeout(resolve, 100));
    };
    await turn();
    const [early, late] = [newPhone(), newPhone()];
    const [first, second] = [await buildPatient(openmrs), await buildPatient(openmrs)];
    const slow = await openmrs.getConnection();
    await slow.beginTransaction();
    await insertPhone(slow, first.personId, { value: late });
    await insertPhone(openmrs, second.personId, { value: early });
    await turn();
    expect(await found(early)).toEqual([await uuidOf(second.personId, openmrs)]);
    await slow.commit();
    slow.release();
    await turn();
    expect(await found(late)).toEqual([await uuidOf(first.personId, openmrs)]);
    await server.deps.pool.query("UPDATE search_state SET lease_owner = NULL, lease_until = NULL");
  });

  test("a patient who is transferred to another facility is found there after the next look", async () => {
    const phone = newPhone();
    const { personId } = await buildPatient(openmrs, { phones: [phone], locationId: 7 });
    await sweepAll(server, clock);
    await openmrs.query("UPDATE patient_identifier SET location_id = 9 WHERE patient_id = ?", [personId]);
    await sweepAll(server, clock);
    const [rows] = await openmrs.query<RowDataPacket[]>("SELECT DISTINCT place FROM patient_contacts_111.search_key WHERE person_id = ?", [personId]);
    expect(rows).toEqual([{ place: 9 }]);
  });

  test("another key fills the table anew: until then the search says how far it is, and goes by the record's own indexes", async () => {
    const family = newName();
    const { personId } = await buildPatient(openmrs, { givenName: "Rakiya", familyName: family });
    const uuid = await uuidOf(personId, openmrs);
    await openmrs.query("UPDATE patient_contacts_111.search_state SET rules_digest = 'other', lease_owner = NULL");
    const answer = await search(server, clerk, `Rakiya ${family}`);
    expect(patientsIn(answer)).toEqual([uuid]);
    expect(answer.knownUntil).toBeNull();
    expect(answer.entered).toBeLessThan(1);
    const started = clock.now().getTime();
    await sweepAll(server, clock);
    const filled = await search(server, clerk, `Rakiyah ${family}`);
    expect(patientsIn(filled)).toEqual([uuid]);
    expect(filled.entered).toBe(1);
    expect(Date.parse(filled.knownUntil ?? "")).toBeGreaterThanOrEqual(started);
    const [[state]] = await openmrs.query<RowDataPacket[]>("SELECT rules_digest AS rules FROM patient_contacts_111.search_state");
    expect(state?.rules).toEqual(rulesDigest(server.deps.config.DIGEST_KEY));
  });

  test("only one instance looks through the record, and another goes on when it falls silent", async () => {
    const [one, other] = [createUpkeep(server.deps, randomUUID()), createUpkeep(server.deps, randomUUID())];
    while ((await one.turn()) === "away") await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await other.turn()).toBe("away");
    await openmrs.query("UPDATE patient_contacts_111.search_state SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND");
    expect(await other.turn()).not.toBe("away");
    expect(await one.turn()).toBe("away");
    await server.deps.pool.query("UPDATE search_state SET lease_owner = NULL, lease_until = NULL");
  });
});

describe("the search while a long submission goes on", () => {
  const openmrs = openPool("root", "openmrs_111");
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ level: "1.11" });
  });
  afterAll(() => server.close());

  test("waits until it is over, and then enters everybody", async () => {
    const never = { milliseconds: 60_000, times: 0 };
    const keeper = startSearchKeeper(server.deps, { rest: { filling: never, sweeping: never, resting: never, away: never }, gatherMilliseconds: 20, quietMilliseconds: 1_000 });
    try {
      const patients = await Promise.all(Array.from({ length: 120 }, () => buildPatient(openmrs, { phones: [newPhone()] })));
      const ids = patients.map(({ personId }) => personId);
      const entered = async (): Promise<number> => {
        const [[row]] = await openmrs.query<(RowDataPacket & { held: number })[]>("SELECT COUNT(*) AS held FROM patient_contacts_111.search_person WHERE person_id IN (?)", [ids]);
        return row?.held ?? 0;
      };
      // Its first slice, begun at its start, may have come to some of them.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const before = await entered();
      for (let chunk = 0; chunk < 6; chunk += 1) {
        keeper.recordChanged(ids);
        await new Promise((resolve) => setTimeout(resolve, 250));
        expect(await entered()).toBe(before);
      }
      for (let tries = 0; tries < 100 && (await entered()) < ids.length; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await entered()).toBe(ids.length);
    } finally {
      await keeper.stop();
    }
  });
});

describe("the search after a submission", () => {
  const openmrs = openPool("root", "openmrs_111");
  let server: TestServer;
  let clerk: string;

  beforeAll(async () => {
    server = await startTestServer({ level: "1.11", engine: true, search: true });
    clerk = await server.signIn("clerk");
  });
  afterAll(() => server.close());

  test("the new number is found at once, and the old one as a former one", async () => {
    const [before, after] = [newPhone(), newPhone()];
    const { personId, artId } = await buildPatient(openmrs, { phones: [before] });
    const uuid = await uuidOf(personId, openmrs);
    const { outcomes } = await submit(server, clerk, [typedRow({ artId, phone: after })]);
    expect(outcomes).toMatchObject([{ status: "updated" }]);
    const answers = async () => [(await search(server, clerk, after)).hits[0], (await search(server, clerk, before)).hits[0]].map((hit) => [hit?.patient, hit?.foundBy]);
    for (let tries = 0; tries < 20 && (await answers())[0]?.[0] === undefined; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await answers()).toEqual([
      [uuid, "phone"],
      [uuid, "formerPhone"],
    ]);
  });
});
