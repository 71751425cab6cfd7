import { buildPatient, newArtId } from "../support/patients";
import { openPool } from "../support/database";
import { startTestServer, stoppedClock } from "../support/server";
import type { TestServer } from "../support/server";
import { active, plainReading, recordOf, submit, typedRow, voided } from "../support/submitting";

/** Each fault of the SQL script that this product replaces, by its number: what it did to records must not happen here. */
/** The clock of these tests as the site reads it (an hour before Greenwich), and the people of the generated database. */
const now = "2026-11-22 10:30:00";
const clerk = 3;


describe("what the old script did to records", () => {
  const root = openPool("root");
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock: stoppedClock(new Date("2026-11-22T09:30:00Z")) });
    token = await server.signIn("clerk");
  });
  afterAll(() => server.close());

  test("B1: a new street leaves LGA, state and country as they were, and never takes a facility's", async () => {
    const patient = await buildPatient(root, {
      locationId: 53,
      addresses: [{ preferred: true, columns: { address2: "3 Old Lane", city_village: "MAI'ADUA", state_province: "KATSINA", country: "NIGERIA" } }],
    });
    await submit(server, token, [typedRow({ artId: patient.artId, street: "14 New Road" })]);
    const [address, ...others] = active((await recordOf(root, patient.personId)).addresses);
    expect(others).toEqual([]);
    expect(address).toMatchObject({ address2: "14 New Road", city_village: "MAI'ADUA", state_province: "KATSINA", country: "NIGERIA", preferred: 1 });
  });

  test("B2: every other column of the address is carried forward", async () => {
    const kept = {
      address3: "Behind the market",
      address4: "a4",
      address5: "a5",
      address6: "a6",
      address7: "a7",
      address15: "a15",
      county_district: "District",
      postal_code: "460001",
      latitude: "5.4891",
      longitude: "7.0176",
      start_date: "2019-05-06 00:00:00",
      end_date: "2030-01-01 00:00:00",
      country: "NIGERIA",
      city_village: "OWERRI NORTH",
      state_province: "IMO",
    };
    const patient = await buildPatient(root, { addresses: [{ preferred: true, columns: { ...kept, address1: "Own house", address2: "3 Old Lane" } }] });
    await submit(server, token, [typedRow({ artId: patient.artId, street: "14 New Road" })]);
    const record = await recordOf(root, patient.personId);
    expect(active(record.addresses)).toEqual([expect.objectContaining({ ...kept, address1: "Own house", address2: "14 New Road" })]);
    expect(voided(record.addresses)).toEqual([expect.objectContaining({ ...kept, address2: "3 Old Lane", preferred: 0 })]);
  });

  test("B3: voided rows that are still marked preferred bring no old place back and no second address", async () => {
    const old = (lga: string) => ({ preferred: true, voided: true, columns: { address2: "Gone", city_village: lga, state_province: "LAGOS" } });
    const patient = await buildPatient(root, {
      addresses: [old("IKEJA"), old("EPE"), { preferred: true, columns: { address2: "3 Old Lane", city_village: "IKORODU", state_province: "LAGOS" } }],
    });
    await submit(server, token, [typedRow({ artId: patient.artId, street: "14 New Road" })]);
    const addresses = active((await recordOf(root, patient.personId)).addresses);
    expect(addresses).toEqual([expect.objectContaining({ address2: "14 New Road", city_village: "IKORODU", preferred: 1 })]);
  });

  test("B4: the same ART ID twice with different numbers changes nothing, and both rows say so", async () => {
    const patient = await buildPatient(root, { phones: ["08031234567"] });
    const { outcomes } = await submit(server, token, [
      typedRow({ artId: patient.artId, phone: "08051111222" }),
      typedRow({ artId: patient.artId, phone: "08052222333" }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["failed", "failed"]);
    for (const { issues } of outcomes) expect(issues).toContainEqual(expect.objectContaining({ code: "duplicate-patient", severity: "error" }));
    expect((await recordOf(root, patient.personId)).phones).toEqual([expect.objectContaining({ value: "08031234567", voided: 0 })]);
  });

  test("B4: the same row twice is carried out once, and the second row says that it is the same", async () => {
    const patient = await buildPatient(root, { phones: ["08031234567"] });
    const cells = { artId: patient.artId, phone: "08051111222" };
    const { outcomes } = await submit(server, token, [typedRow(cells), typedRow(cells)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["updated", "collapsed"]);
    const record = await recordOf(root, patient.personId);
    expect(active(record.phones)).toEqual([expect.objectContaining({ value: "08051111222" })]);
    expect(voided(record.phones)).toHaveLength(1);
  });

  test("B5: two ART IDs of one patient with different birthdates change nothing", async () => {
    const patient = await buildPatient(root, { artIds: [newArtId(), newArtId()], birthdate: "1988-04-12" });
    const { outcomes } = await submit(server, token, [
      typedRow({ artId: patient.artIds[0] ?? "", birthdate: "13/04/1988" }),
      typedRow({ artId: patient.artIds[1] ?? "", birthdate: "14/04/1988" }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["failed", "failed"]);
    expect((await recordOf(root, patient.personId)).person).toMatchObject({ birthdate: "1988-04-12" });
  });

  test("B6: an ART ID of two patients changes neither", async () => {
    const artId = newArtId();
    const one = await buildPatient(root, { artIds: [artId] });
    const other = await buildPatient(root, { artIds: [artId] });
    const { outcomes } = await submit(server, token, [typedRow({ artId, phone: "08051111222" })]);
    expect(outcomes[0]).toMatchObject({ status: "failed", fields: { phone: { status: "failed", reason: "art-id-ambiguous" } } });
    for (const { personId } of [one, other]) expect(active((await recordOf(root, personId)).phones)).toEqual([expect.objectContaining({ value: "08031234567" })]);
  });

  test.each([
    ["patient", { patientVoided: true }],
    ["person", { personVoided: true }],
  ])("B7: a voided %s is not changed", async (_what, overrides) => {
    const patient = await buildPatient(root, overrides);
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222", street: "14 New Road" })]);
    expect(outcomes[0]).toMatchObject({ status: "failed", fields: { phone: { reason: "patient-voided" } } });
    const record = await recordOf(root, patient.personId);
    expect(record.phones).toEqual([expect.objectContaining({ value: "08031234567", voided: 0 })]);
    expect(record.addresses).toHaveLength(1);
  });

  test.each([
    ["0803ABCDEFG", "phone-letters"],
    ["0803 12 456", "phone-too-short"],
    ["080312345678", "phone-too-long"],
    ["18031234567", "phone-first-digit"],
  ])("B8: the phone %s is refused and nothing stored", async (phone, code) => {
    const patient = await buildPatient(root);
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, phone })]);
    expect(outcomes[0]).toMatchObject({ status: "failed", fields: { phone: { status: "failed", reason: code } } });
    expect((await recordOf(root, patient.personId)).phones).toEqual([expect.objectContaining({ value: "08031234567", voided: 0 })]);
  });

  test("B9: spaces around a number are only a format: it is stored without, and the same number is no change", async () => {
    const patient = await buildPatient(root, { phones: ["08030000021"] });
    const same = await submit(server, token, [typedRow({ artId: patient.artId, phone: "  08030000021 " })]);
    expect(same.outcomes[0]).toMatchObject({ status: "unchanged", fields: { phone: { status: "unchanged" } } });
    const other = await submit(server, token, [typedRow({ artId: patient.artId, phone: "\u00a00803 000 0022" })]);
    expect(other.outcomes[0]).toMatchObject({ status: "updated" });
    expect(active((await recordOf(root, patient.personId)).phones)).toEqual([expect.objectContaining({ value: "08030000022" })]);
  });

  test.each([
    ["after death", { dead: true, deathDate: "2015-06-01 00:00:00" }, "01/07/2016", "birthdate-after-death"],
    ["in the future", {}, "01/07/2099", "birthdate-in-future"],
    ["over 120 years ago", {}, "01/07/1901", "birthdate-too-old"],
  ])("B10: a birthdate %s is refused", async (_what, overrides, birthdate, code) => {
    const patient = await buildPatient(root, overrides);
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, birthdate }, { confirmations: ["patient-dead", "birthdate-shift"] })]);
    expect(outcomes[0]).toMatchObject({ fields: { birthdate: { status: "failed", reason: code } } });
    expect((await recordOf(root, patient.personId)).person).toMatchObject({ birthdate: "1988-04-12" });
  });

  test("B10: a birthdate that moves by years waits for a person", async () => {
    const patient = await buildPatient(root);
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, birthdate: "12/04/1978" })]);
    expect(outcomes[0]).toMatchObject({ status: "waiting", fields: { birthdate: { status: "waiting", reason: "birthdate-shift" } } });
    expect((await recordOf(root, patient.personId)).person).toMatchObject({ birthdate: "1988-04-12" });
  });

  test("B11: the same date that was only estimated becomes an exact one", async () => {
    const patient = await buildPatient(root, { birthdate: "1988-04-12", birthdateEstimated: true });
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, birthdate: "12/04/1988" })]);
    expect(outcomes[0]).toMatchObject({ status: "updated", fields: { birthdate: { status: "changed", before: { birthdate: "1988-04-12", estimated: true } } } });
    expect((await recordOf(root, patient.personId)).person).toMatchObject({ birthdate: "1988-04-12", birthdate_estimated: 0 });
  });

  test("B11: a line list that prints the estimated date untouched leaves it estimated, and another date is taken", async () => {
    const reading = { ...plainReading, birthdateIsListed: true };
    const untouched = await buildPatient(root, { birthdate: "1988-04-12", birthdateEstimated: true });
    const corrected = await buildPatient(root, { birthdate: "1988-04-12", birthdateEstimated: true });
    const rows = [
      typedRow({ artId: untouched.artId, phone: "08036660001", birthdate: "12/04/1988" }),
      typedRow({ artId: corrected.artId, birthdate: "13/04/1988" }),
    ];
    const { outcomes } = await submit(server, token, rows, { reading });
    expect(outcomes).toMatchObject([
      { status: "updated", fields: { phone: { status: "changed" }, birthdate: { status: "unchanged" } } },
      { status: "updated", fields: { birthdate: { status: "changed" } } },
    ]);
    expect((await recordOf(root, untouched.personId)).person).toMatchObject({ birthdate: "1988-04-12", birthdate_estimated: 1 });
    expect((await recordOf(root, corrected.personId)).person).toMatchObject({ birthdate: "1988-04-13", birthdate_estimated: 0 });
  });

  test("a date cell whose day and month Excel may have swapped waits for a person, unless the record says the same", async () => {
    const reading = { ...plainReading, dateCellsSuspect: true };
    const [swapped, confirmed, same] = [await buildPatient(root), await buildPatient(root), await buildPatient(root, { birthdate: "1988-12-04" })];
    const fourthOfDecember = { birthdate: { value: 32_481, isDate: true } };
    const row = (artId: string, more = {}) => ({ ...typedRow({ artId }, more), cells: { artId: { value: artId }, ...fourthOfDecember } });
    const rows = [row(swapped.artId), row(confirmed.artId, { confirmations: ["birthdate-cell-swapped"] }), row(same.artId)];
    const { outcomes } = await submit(server, token, rows, { reading });
    expect(outcomes.map(({ status, fields }) => [status, fields.birthdate?.reason])).toEqual([
      ["waiting", "birthdate-cell-swapped"],
      ["updated", null],
      ["unchanged", null],
    ]);
    expect(outcomes[2]?.issues).toEqual([]);
    expect((await recordOf(root, swapped.personId)).person).toMatchObject({ birthdate: "1988-04-12" });
    expect((await recordOf(root, confirmed.personId)).person).toMatchObject({ birthdate: "1988-12-04" });
  });

  test("B12: of two active phones, one of them the given one, just that one stays", async () => {
    const patient = await buildPatient(root, { phones: ["08031234567", "08059998877"] });
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08059998877" })]);
    expect(outcomes[0]).toMatchObject({ status: "updated" });
    const record = await recordOf(root, patient.personId);
    expect(active(record.phones)).toEqual([expect.objectContaining({ value: "08059998877" })]);
    expect(voided(record.phones)).toEqual([expect.objectContaining({ value: "08031234567", void_reason: "New value: 08059998877" })]);
  });

  test("B13: an only address that is not preferred is replaced, not left beside the new one", async () => {
    const patient = await buildPatient(root, { addresses: [{ preferred: false, columns: { address2: "3 Old Lane", city_village: "EPE", state_province: "LAGOS" } }] });
    await submit(server, token, [typedRow({ artId: patient.artId, street: "14 New Road" })]);
    const record = await recordOf(root, patient.personId);
    expect(active(record.addresses)).toEqual([expect.objectContaining({ address2: "14 New Road", city_village: "EPE", preferred: 1 })]);
    expect(voided(record.addresses)).toEqual([expect.objectContaining({ address2: "3 Old Lane" })]);
  });

  test("B14: a backslash stays a backslash and a line break becomes a space", async () => {
    const patient = await buildPatient(root);
    await submit(server, token, [typedRow({ artId: patient.artId, street: "12\\3 Broad St\nIkeja" })]);
    expect(active((await recordOf(root, patient.personId)).addresses)).toEqual([expect.objectContaining({ address2: "12\\3 Broad St Ikeja" })]);
  });

  test("B15: a comma in an address cuts nothing off and shifts nothing", async () => {
    const patient = await buildPatient(root);
    await submit(server, token, [typedRow({ artId: patient.artId, street: "UMUOKA, AMAZU", birthdate: "13/04/1988" })]);
    const record = await recordOf(root, patient.personId);
    expect(active(record.addresses)).toEqual([expect.objectContaining({ address2: "UMUOKA, AMAZU" })]);
    expect(record.person).toMatchObject({ birthdate: "1988-04-13" });
  });

  test("B16: the first row is a row like every other", async () => {
    const patient = await buildPatient(root);
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    expect(outcomes[0]).toMatchObject({ ordinal: 0, status: "updated" });
  });

  test("B20: a new birthdate dates both the person and the patient, in the site's time", async () => {
    const patient = await buildPatient(root);
    await submit(server, token, [typedRow({ artId: patient.artId, birthdate: "13/04/1988" })]);
    const record = await recordOf(root, patient.personId);
    expect(record.person).toMatchObject({ changed_by: clerk, date_changed: now });
    expect(record.patient).toMatchObject({ changed_by: clerk, date_changed: now });
  });

  test("B21: a voided address says which submission voided it", async () => {
    const patient = await buildPatient(root);
    const { uuid } = await submit(server, token, [typedRow({ artId: patient.artId, street: "14 New Road" })]);
    expect(voided((await recordOf(root, patient.personId)).addresses)).toEqual([
      expect.objectContaining({ void_reason: `Contact update, submission ${uuid}`, voided_by: clerk, date_voided: now }),
    ]);
  });

  test.each([
    ["dead", { dead: true, deathDate: "2020-01-01 00:00:00" }, "patient-dead"],
    ["test", { testPatient: true }, "patient-test"],
  ] as const)("B21: a %s patient is changed only after a person has confirmed it", async (_what, overrides, code) => {
    const patient = await buildPatient(root, overrides);
    const unconfirmed = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    expect(unconfirmed.outcomes[0]).toMatchObject({ status: "waiting" });
    expect(active((await recordOf(root, patient.personId)).phones)).toEqual([expect.objectContaining({ value: "08031234567" })]);
    const confirmed = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222" }, { confirmations: [code] })]);
    expect(confirmed.outcomes[0]).toMatchObject({ status: "updated" });
    expect(active((await recordOf(root, patient.personId)).phones)).toEqual([expect.objectContaining({ value: "08051111222" })]);
  });
});
