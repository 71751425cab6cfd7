import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import { inTransaction } from "../../server/database/transaction";
import { applyContactWrites } from "../../server/patients/contactWrites";
import type { ContactWrites } from "../../server/patients/contactWrites";
import { openPool } from "../support/database";
import { buildPatient } from "../support/patients";
import type { BuiltPatient } from "../support/patients";
import { startTestServer } from "../support/server";
import type { TestServer } from "../support/server";
import { active, recordOf } from "../support/submitting";

describe("writing the plans of a chunk", () => {
  const root = openPool("root");
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ engine: false });
  });
  afterAll(() => server.close());

  function apply(writes: Partial<ContactWrites>): Promise<void> {
    const { deps } = server;
    const context = { site: deps.site, userId: 3, localTime: "2026-11-22 10:00:00", addressVoidReason: "A test" };
    return inTransaction(deps, (tx) => applyContactWrites(tx, context, { phones: [], addresses: [], birthdates: [], ...writes }));
  }

  /** A plan for one patient's phone that voids and inserts what it is told to, whether or not that leaves one. */
  function phonePlan({ personId, phoneIds }: BuiltPatient, { voids, inserts }: { voids: boolean; inserts: boolean }): ContactWrites["phones"][number] {
    const value = "08051111222";
    const change = {
      kind: "phone" as const,
      before: "08031234567",
      after: value,
      voidIds: voids ? phoneIds : [],
      voidReason: `New value: ${value}`,
      insert: inserts ? value : null,
    };
    return { personId, uuid: inserts ? randomUUID() : null, change };
  }

  function addressPlan({ personId, addressIds }: BuiltPatient, { voids, inserts }: { voids: boolean; inserts: boolean }): ContactWrites["addresses"][number] {
    const view = { street: "14 New Road", ward: null, lga: "IKORODU", state: "LAGOS" };
    const columns: Record<string, string | null> = Object.fromEntries(server.deps.site.addressColumns.map((name) => [name, null]));
    const change = {
      kind: "address" as const,
      before: { ...view, street: null },
      after: view,
      copyOf: addressIds[0] ?? null,
      set: { address2: view.street },
      voidIds: voids ? addressIds : [],
    };
    return { personId, uuid: randomUUID(), change, columns: inserts ? { ...columns, ...change.set } : null };
  }

  async function phonesOf({ personId }: BuiltPatient): Promise<readonly string[]> {
    return active((await recordOf(root, personId)).phones).map((row) => String(row.value));
  }

  test("plans that leave each patient one phone are written", async () => {
    const [one, other] = [await buildPatient(root), await buildPatient(root)];
    await apply({ phones: [phonePlan(one, { voids: true, inserts: true }), phonePlan(other, { voids: true, inserts: true })] });
    expect([await phonesOf(one), await phonesOf(other)]).toEqual([["08051111222"], ["08051111222"]]);
  });

  test("two phones for one patient and none for another are as many as there should be, and refused all the same", async () => {
    const [two, none] = [await buildPatient(root), await buildPatient(root)];
    const phones = [phonePlan(two, { voids: false, inserts: true }), phonePlan(none, { voids: true, inserts: false })];
    await expect(apply({ phones })).rejects.toMatchObject({ name: "WriteMismatch" });
    expect([await phonesOf(two), await phonesOf(none)]).toEqual([["08031234567"], ["08031234567"]]);
  });

  test("a patient who would be left with two phones is refused", async () => {
    const patient = await buildPatient(root);
    await expect(apply({ phones: [phonePlan(patient, { voids: false, inserts: true })] })).rejects.toMatchObject({ name: "WriteMismatch" });
    expect(await phonesOf(patient)).toEqual(["08031234567"]);
  });

  test("a patient who would be left with two preferred addresses is refused", async () => {
    const patient = await buildPatient(root);
    await expect(apply({ addresses: [addressPlan(patient, { voids: false, inserts: true })] })).rejects.toMatchObject({ name: "WriteMismatch" });
    expect(active((await recordOf(root, patient.personId)).addresses)).toHaveLength(1);
  });

  test("a phone that somebody voided meanwhile is not voided twice: nothing of the chunk is written", async () => {
    const [gone, other] = [await buildPatient(root), await buildPatient(root)];
    await root.query("UPDATE person_attribute SET voided = 1, void_reason = 'Somebody else' WHERE person_attribute_id IN (?)", [gone.phoneIds]);
    const phones = [phonePlan(gone, { voids: true, inserts: true }), phonePlan(other, { voids: true, inserts: true })];
    await expect(apply({ phones })).rejects.toMatchObject({ name: "WriteMismatch" });
    expect([await phonesOf(gone), await phonesOf(other)]).toEqual([[], ["08031234567"]]);
    const [[found]] = await root.query<RowDataPacket[]>("SELECT void_reason AS reason FROM person_attribute WHERE person_attribute_id IN (?)", [gone.phoneIds]);
    expect(found?.reason).toBe("Somebody else");
  });
});
