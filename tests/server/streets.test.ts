import { randomInt, randomUUID } from "node:crypto";
import type { Pool, RowDataPacket } from "mysql2/promise";
import { sweepStreets } from "../../server/places/streetSweep";
import { openPool } from "../support/database";
import { buildPatient, insertAddress } from "../support/patients";
import { startTestServer, type TestServer } from "../support/server";

/** A street that no other test and no generated patient has. */
const newStreet = (): string => `Q${Array.from({ length: 8 }, () => "bcdfghklmn"[randomInt(10)] ?? "").join("")}`;

describe("streets that addresses are completed with", () => {
  let server: TestServer;
  let record: Pool;
  let token: string;

  beforeAll(async () => {
    server = await startTestServer();
    record = openPool("root", "openmrs");
    token = await server.signIn("clerk");
  });
  afterAll(() => server.close());

  const home = (street: string, columns: Record<string, string> = {}) => ({
    preferred: true,
    columns: { address2: street, city_village: "MAIYAMA", state_province: "KEBBI", ...columns },
  });
  const live = async (street: string, columns: Record<string, string> = {}) => await buildPatient(record, { addresses: [home(street, columns)] });
  const due = async () => await server.deps.pool.query("UPDATE street_sweep SET due_at = '2000-01-01', lease_owner = NULL, lease_until = NULL WHERE id = 1");
  const sweep = async (slices = Number.POSITIVE_INFINITY, owner: string = randomUUID()) => {
    let left = slices;
    return await sweepStreets(server.deps, owner, { mayGoOn: () => (left -= 1) >= 0, rest: () => Promise.resolve() });
  };
  const count = async () => {
    await due();
    expect(await sweep()).toBe("finished");
  };
  const complete = async (text: string, given: { state?: string | null; lga?: string; ward?: string | null } = {}) => {
    const { status, body } = await server.call("POST", "/api/places/streets", { token, body: { state: "KEBBI", lga: "MAIYAMA", ward: null, ...given, text } });
    expect(status).toBe(200);
    return body.names as string[];
  };
  const stored = async (text: string) => {
    const [rows] = await server.deps.pool.query<RowDataPacket[]>("SELECT name_key, patients FROM place_street WHERE name_key LIKE ?", [`%${text.toLowerCase()}%`]);
    return rows;
  };

  test("are those that at least three patients share, without house numbers", async () => {
    const [shared, rare] = [newStreet(), newStreet()];
    await live(`14 ${shared} Road`);
    await live(`No. 15B, ${shared} Rd, MAIYAMA`);
    await live(`${rare} Road`);
    await live(`2 ${rare} Road`);
    await count();
    expect(await complete(shared)).toEqual([]);
    expect(await stored(shared)).toEqual([]);
    await live(`c/o Mallam Sani, 16 ${shared.toUpperCase()} ROAD 08031234567`);
    await count();
    expect(await complete(shared.slice(0, 5))).toEqual([`${shared} Road`]);
    expect(await complete(`${shared} r`)).toEqual([`${shared} Road`]);
    expect(await complete(rare)).toEqual([]);
    expect((await stored(shared)).map(({ patients }) => Number(patients))).toEqual([3]);
    expect(await stored("sani")).toEqual([]);
  });

  test("are landmarks too, also found by a word in their middle", async () => {
    const saint = newStreet();
    for (const address of [`opp. St. ${saint}'s`, `5 Kano Road opposite St ${saint}'s`, `Opposite Saint ${saint}'s, MAIYAMA`]) await live(address);
    await count();
    expect(await complete(`opp st ${saint.slice(0, 4)}`)).toEqual([`Opposite St. ${saint}'s`]);
    expect(await complete(saint.slice(0, 4))).toEqual([`Opposite St. ${saint}'s`]);
  });

  test("are those of the LGA that is asked for; a name that two states have needs its state", async () => {
    const street = newStreet();
    for (let patient = 0; patient < 3; patient += 1) await live(`${street} Street`, { city_village: "Bassa LGA", state_province: "Kogi" });
    await count();
    expect(await complete(street, { lga: "BASSA", state: "KOGI" })).toEqual([`${street} Street`]);
    expect(await complete(street, { lga: "bassa", state: "kogi state" })).toEqual([`${street} Street`]);
    expect(await complete(street, { lga: "BASSA", state: "PLATEAU" })).toEqual([]);
    expect(await complete(street, { lga: "BASSA", state: null })).toEqual([]);
    expect(await complete(street)).toEqual([]);
    expect(await complete(street, { lga: "Nowhere" })).toEqual([]);
  });

  test("of the ward stand before those of the rest of the LGA", async () => {
    const stem = newStreet();
    const [ward] = (await server.deps.site.hierarchy()).tree.flatMap(({ lgas }) => lgas).find(({ lga }) => lga === "MAIYAMA")?.wards.slice(1) ?? [];
    for (let patient = 0; patient < 4; patient += 1) await live(`${stem} Avenue`);
    for (let patient = 0; patient < 3; patient += 1) await live(ward ?? "", { address1: `${patient} ${stem} Close` });
    await count();
    expect(await complete(stem)).toEqual([`${stem} Avenue`, `${stem} Close`]);
    expect(await complete(stem, { ward: ward ?? "" })).toEqual([`${stem} Close`, `${stem} Avenue`]);
    expect(await complete(stem, { ward: "no such ward" })).toEqual([`${stem} Avenue`, `${stem} Close`]);
  });

  test("count a patient once, and no patient who was voided or who left the street", async () => {
    const street = newStreet();
    const first = await live(`1 ${street} Road`);
    await insertAddress(record, first.personId, { ...home(`2 ${street} Road`), preferred: false });
    await live(`3 ${street} Road`);
    await buildPatient(record, { patientVoided: true, personVoided: true, addresses: [home(`${street} Road`)] });
    await buildPatient(record, { addresses: [{ ...home(`${street} Road`), voided: true }] });
    await count();
    expect(await stored(street)).toEqual([]);
  });

  test("leave at the next counting when addresses were voided or edited since", async () => {
    const [left, edited, instead] = [newStreet(), newStreet(), newStreet()];
    const movers = await Promise.all([1, 2, 3].map((number) => live(`${number} ${left} Road`)));
    const corrected = await Promise.all([1, 2, 3].map((number) => live(`${number} ${edited} Road`)));
    await count();
    expect([await complete(left), await complete(edited)]).toEqual([[`${left} Road`], [`${edited} Road`]]);
    await record.query("UPDATE person_address SET voided = 1, date_voided = NOW(), voided_by = 1 WHERE person_address_id = ?", [movers[0]?.addressIds[0]]);
    await record.query("UPDATE person_address SET address2 = ? WHERE person_address_id IN (?)", [`${instead} Road`, corrected.flatMap(({ addressIds }) => addressIds)]);
    expect(await complete(left)).toEqual([`${left} Road`]);
    await count();
    expect([await complete(left), await complete(edited), await complete(instead)]).toEqual([[], [], [`${instead} Road`]]);
    expect([await stored(left), await stored(edited)]).toEqual([[], []]);
  });

  test("that name the patient, or a house that is somebody's, are never kept, however many share it", async () => {
    const person = newStreet();
    for (let member = 0; member < 4; member += 1) {
      await buildPatient(record, { familyName: person, addresses: [home(`${person} villa, behind Chief ${person} compound, c/o ${person}`)] });
    }
    await count();
    expect(await stored(person)).toEqual([]);
  });

  test("a counting that was cut off is carried on by another server, and counts nobody twice or not at all", async () => {
    const street = newStreet();
    const total = 4;
    for (let patient = 0; patient < total; patient += 1) await live(`${patient} ${street} Road`);
    await due();
    expect(await sweep(1)).toBe("stopped");
    const [[cut]] = await server.deps.pool.query<RowDataPacket[]>("SELECT after_person_id, started_at FROM street_sweep WHERE id = 1");
    expect(Number(cut?.after_person_id)).toBeGreaterThan(0);
    expect(cut?.started_at).not.toBeNull();
    expect(await sweep()).toBe("finished");
    expect((await stored(street)).map(({ patients }) => Number(patients))).toEqual([total]);
  });

  test("one server counts at a time; one that has lost its turn writes nothing more", async () => {
    const street = newStreet();
    for (let patient = 0; patient < 3; patient += 1) await live(`${street} Road`);
    await due();
    const slow = randomUUID();
    let others: string | null = null;
    const ended = await sweepStreets(server.deps, slow, {
      mayGoOn: () => true,
      rest: async () => {
        if (others !== null) return;
        expect(await sweep()).toBe("not-due");
        // It was silent for longer than its lease.
        await server.deps.pool.query("UPDATE street_sweep SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE id = 1");
        others = await sweep();
      },
    });
    expect([others, ended]).toEqual(["finished", "stopped"]);
    expect((await stored(street)).map(({ patients }) => Number(patients))).toEqual([3]);
    expect(await sweep()).toBe("not-due");
  });

  test("what is kept names no person, and while it is counted no street that is not shared can be read", async () => {
    const street = newStreet();
    await live(`7 ${street} Road`);
    await due();
    // To the end of the patients, but not to the end of the counting.
    const [[last]] = await record.query<RowDataPacket[]>("SELECT MAX(person_id) AS id FROM person_address");
    const reached = async () => {
      const [[now]] = await server.deps.pool.query<RowDataPacket[]>("SELECT after_person_id AS id FROM street_sweep WHERE id = 1");
      return Number(now?.id) >= Number(last?.id);
    };
    let mayGoOn = true;
    await sweepStreets(server.deps, randomUUID(), { mayGoOn: () => mayGoOn, rest: async () => void (mayGoOn = !(await reached())) });
    const [tallies] = await server.deps.pool.query<RowDataPacket[]>("SELECT COUNT(*) AS number FROM street_tally");
    expect(Number(tallies[0]?.number)).toBeGreaterThan(0);
    const [columns] = await record.query<RowDataPacket[]>(
      "SELECT table_name AS tableName, column_name AS name FROM information_schema.columns WHERE table_schema = 'patient_contacts' AND table_name IN ('street_tally', 'place_street')",
    );
    expect(columns.map(({ tableName, name }) => `${String(tableName)}.${String(name)}`).sort()).toEqual([
      "place_street.generation", "place_street.name", "place_street.name_key", "place_street.patients", "place_street.place",
      "street_tally.generation", "street_tally.name_digest", "street_tally.patients",
    ]);
    expect(await stored(street)).toEqual([]);
    expect(await sweep()).toBe("finished");
    const [left] = await server.deps.pool.query<RowDataPacket[]>("SELECT COUNT(*) AS number FROM street_tally");
    expect(Number(left[0]?.number)).toBe(0);
    const [few] = await server.deps.pool.query<RowDataPacket[]>("SELECT COUNT(*) AS number FROM place_street WHERE patients < 3");
    expect(Number(few[0]?.number)).toBe(0);
  });

  test("are not asked for with less than two letters, or for what names a person; nothing that was typed is logged", async () => {
    expect([await complete("a"), await complete(""), await complete("c/o Mallam"), await complete("%%%"), await complete("0803123")]).toEqual([[], [], [], [], []]);
    const typed = newStreet();
    await complete(typed);
    expect(server.log()).not.toContain(typed);
    expect((await server.call("POST", "/api/places/streets", { token, body: { state: null, lga: "MAIYAMA", ward: null, text: "x".repeat(61) } })).status).toBe(400);
  });
});
