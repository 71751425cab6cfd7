import fc from "fast-check";
import type { ContactUpdate } from "../../src/domain/types";
import type { DoneChange } from "../../src/domain/undoFields";
import { RecordTables } from "./recordTables";

const old = { address1: "c/o the Mission", address2: "14 Old Road", city_village: "IKEJA", state_province: "LAGOS", country: "NIGERIA", address3: "Blue gate" };
const phoneTo = (value: string): ContactUpdate => ({ phone: { kind: "value", value } });
const streetTo = (value: string): ContactUpdate => ({ address: { street: { kind: "value", value } } });

function tables(phones: readonly string[] = [], fill: (tables: RecordTables) => void = () => undefined): RecordTables {
  const made = new RecordTables();
  for (const phone of phones) made.addPhone(phone);
  fill(made);
  return made;
}

function activePhones(of: RecordTables): string[] {
  return of.phones.filter(({ voided }) => !voided).map(({ value }) => value);
}

describe("taking back a phone", () => {
  test.each([
    { what: "the earlier number comes back", before: ["0801"], after: ["0801"], status: "changed" },
    { what: "where there was none, none is left", before: [], after: [], status: "changed" },
    { what: "of two earlier numbers the one that was seen comes back, alone", before: ["0801", "0803"], after: ["0803"], status: "changed" },
    { what: "of two of which the older one stayed, the newer one comes back", before: ["0802", "0803"], after: ["0803"], status: "changed" },
    { what: "of two of which the newer one stayed, nothing need come back", before: ["0803", "0802"], after: ["0802"], status: "unchanged" },
    { what: "the same number twice stays the one that it became", before: ["0802", "0802"], after: ["0802"], status: "unchanged" },
    { what: "a blank number is none", before: [""], after: [], status: "changed" },
  ])("0802 was sent: $what", ({ before, after, status }) => {
    const record = tables(before);
    const { decision } = record.undo(record.update(phoneTo("0802")));
    expect(decision.fields.phone?.status).toBe(status);
    expect(activePhones(record)).toEqual(after);
  });

  test("an erased number comes back", () => {
    const record = tables(["0801", "0803"]);
    const done = record.update({ phone: { kind: "clear" } });
    expect(activePhones(record)).toEqual([]);
    expect(record.undo(done).decision).toMatchObject({ status: "updated", fields: { phone: { before: null, after: "0803" } }, changes: [{ voidIds: [], insert: "0803" }] });
    expect(activePhones(record)).toEqual(["0803"]);
  });

  test("our row is voided with OpenMRS's own reason, and no row is ever un-voided", () => {
    const record = tables(["0801"]);
    const done = record.update(phoneTo("0802"));
    expect(record.undo(done).decision.changes).toEqual([
      { kind: "phone", before: "0802", after: "0801", voidIds: [2], voidReason: "New value: 0801", insert: "0801" },
    ]);
    expect(record.phones.map(({ value, voided }) => [value, voided])).toEqual([["0801", true], ["0802", true], ["0801", false]]);
  });

  test.each([
    ["a number was added", (record: RecordTables) => record.addPhone("0809")],
    ["ours was edited in place", (record: RecordTables) => (record.phones.slice(-1)[0] ?? record.addPhone("")).value = "0809"],
    ["ours was voided", (record: RecordTables) => (record.phones.slice(-1)[0] ?? record.addPhone("")).voided = true],
    ["the same number was entered by another", (record: RecordTables) => {
      for (const row of record.phones) row.voided = true;
      record.addPhone("0802");
    }],
    ["the earlier one was un-voided beside ours", (record: RecordTables) => (record.phones[0] ?? record.addPhone("")).voided = false],
  ])("%s since: it is left alone and named", (_what, meddle) => {
    const record = tables(["0801"]);
    const done = record.update(phoneTo("0802"));
    meddle(record);
    const before = activePhones(record);
    expect(record.undo(done).decision).toMatchObject({ status: "conflict", issues: [{ code: "changed-since", severity: "warning", field: "phone" }], changes: [] });
    expect(activePhones(record)).toEqual(before);
  });

  test("an erased number that was given anew since is left alone", () => {
    const record = tables(["0801"]);
    const done = record.update({ phone: { kind: "clear" } });
    record.addPhone("0809");
    expect(record.undo(done).decision).toMatchObject({ fields: { phone: { status: "conflict", before: "0809", after: null, reason: "changed-since" } } });
  });

  test("somebody brought the earlier number back already: nothing is to do", () => {
    const record = tables(["0801"]);
    const done = record.update(phoneTo("0802"));
    record.update(phoneTo("0801"));
    expect(record.undo(done).decision).toMatchObject({ status: "unchanged", changes: [], issues: [] });
  });

  test("an earlier row that is gone from NMRS is named, and ours stays", () => {
    const record = tables(["0801"]);
    const done = record.update(phoneTo("0802"));
    record.phones.shift();
    expect(record.undo(done).decision).toMatchObject({ status: "failed", issues: [{ code: "restore-missing", severity: "error", field: "phone" }], changes: [] });
    expect(activePhones(record)).toEqual(["0802"]);
  });
});

describe("taking back an address", () => {
  const withOld = (preferred = true): RecordTables => tables([], (record) => record.addAddress(old, preferred));

  test("every column of the earlier row comes back in a new preferred row", () => {
    const record = withOld();
    const done = record.update({ address: { street: { kind: "value", value: "2 New Road" }, lga: "SURULERE" } });
    expect(record.undo(done).decision).toMatchObject({ status: "updated", changes: [{ kind: "address", copyOf: 1, set: {}, voidIds: [2], after: { street: "14 Old Road", lga: "IKEJA" } }] });
    expect(record.addresses.map(({ preferred, voided }) => [preferred, voided])).toEqual([[false, true], [false, true], [true, false]]);
    expect(record.addresses[2]?.columns).toEqual(old);
  });

  test("an earlier row that was not preferred comes back preferred, so that readers see it as before", () => {
    const record = withOld(false);
    record.undo(record.update(streetTo("2 New Road")));
    expect(record.current().addresses).toEqual([expect.objectContaining({ preferred: true, columns: old })]);
  });

  test("where there was none, none is left", () => {
    const record = tables();
    const { decision } = record.undo(record.update(streetTo("2 New Road")));
    expect(decision).toMatchObject({ status: "updated", fields: { address: { before: { street: "2 New Road" }, after: null } } });
    expect(record.current().addresses).toEqual([]);
  });

  test("of two preferred rows only the one that was seen comes back", () => {
    const record = tables([], (made) => {
      made.addAddress(old, true);
      made.addAddress({ ...old, address2: "Another" }, true);
    });
    record.undo(record.update(streetTo("2 New Road")));
    expect(record.current().addresses).toEqual([expect.objectContaining({ columns: old })]);
  });

  test.each([
    ["ours was edited in place, in a column that nobody sees", (record: RecordTables) => {
      const ours = record.addresses[1];
      if (ours !== undefined) ours.columns = { ...ours.columns, address3: "Red gate" };
    }],
    ["ours was voided", (record: RecordTables) => {
      const ours = record.addresses[1];
      if (ours !== undefined) ours.voided = true;
    }],
    ["another one was made the preferred one", (record: RecordTables) => {
      for (const row of record.addresses) row.preferred = false;
      record.addAddress({ ...old, address2: "Moved" }, true);
    }],
    ["another preferred one was entered beside ours", (record: RecordTables) => record.addAddress({ ...old, address2: "Moved" }, true)],
  ])("%s since: it is left alone and named", (_what, meddle) => {
    const record = withOld();
    const done = record.update(streetTo("2 New Road"));
    meddle(record);
    const before = record.current();
    expect(record.undo(done).decision).toMatchObject({ status: "conflict", issues: [{ code: "changed-since", field: "street" }], changes: [] });
    expect(record.current()).toEqual(before);
  });

  test("another row that is not preferred was entered beside ours: a reader sees ours still, and it is taken back", () => {
    const record = withOld();
    const done = record.update(streetTo("2 New Road"));
    record.addAddress({ ...old, address2: "Work" }, false);
    expect(record.undo(done).decision.status).toBe("updated");
    expect(record.seen().address).toContain("14 Old Road");
  });

  test("OpenMRS turns blanks into nothing when it saves: that is no edit", () => {
    const record = tables([], (made) => made.addAddress({ ...old, address3: "" }, true));
    const done = record.update(streetTo("2 New Road"));
    const ours = record.addresses[1];
    if (ours !== undefined) ours.columns = { ...ours.columns, address3: null };
    expect(record.undo(done).decision.status).toBe("updated");
  });

  test("an earlier row that is gone from NMRS is named, and ours stays", () => {
    const record = withOld();
    const done = record.update(streetTo("2 New Road"));
    record.addresses.shift();
    expect(record.undo(done).decision).toMatchObject({ status: "failed", issues: [{ code: "restore-missing", field: "street" }], changes: [] });
  });
});

describe("taking back a birthdate", () => {
  const born = (birthdate: string | null, estimated: boolean): RecordTables =>
    tables([], (record) => {
      record.birthdate = birthdate;
      record.estimated = estimated;
    });

  test.each([
    ["1988-04-12", false],
    ["1988-04-12", true],
    [null, false],
    ["1990-01-01", true],
  ])("%s (estimated: %s) comes back with its flag", (birthdate, estimated) => {
    const record = born(birthdate, estimated);
    expect(record.undo(record.update({ birthdate: "1990-01-01" })).decision.fields.birthdate).toMatchObject({ status: "changed", after: { birthdate, estimated } });
    expect(record).toMatchObject({ birthdate, estimated });
  });

  test.each([
    ["1977-07-07", false],
    ["1990-01-01", true],
    [null, false],
  ])("changed to %s (estimated: %s) since: it is left alone and named", (birthdate, estimated) => {
    const record = born("1988-04-12", true);
    const done = record.update({ birthdate: "1990-01-01" });
    record.birthdate = birthdate;
    record.estimated = estimated;
    expect(record.undo(done).decision).toMatchObject({ status: "conflict", issues: [{ code: "changed-since", field: "birthdate" }] });
    expect(record).toMatchObject({ birthdate, estimated });
  });
});

describe("taking back again what OpenMRS wrote back from its memory", () => {
  const undone = (): { record: RecordTables; done: DoneChange; first: DoneChange } => {
    const record = tables(["0801"], (made) => made.addAddress(old, true));
    const done = record.update({ ...phoneTo("0802"), ...streetTo("2 New Road") });
    const first = record.undo(done).done;
    for (const row of [...record.phones, ...record.addresses]) {
      if (row.uuid === done.phone?.inserted || row.uuid === done.address?.inserted) row.voided = false;
    }
    for (const row of record.addresses) row.preferred = !row.voided;
    return { record, done, first };
  };

  test("ours stand beside what the undo had entered: one row of each is left, as it was before", () => {
    const { record, done, first } = undone();
    expect(record.undo(done, [first]).decision).toMatchObject({ status: "updated", issues: [] });
    expect(activePhones(record)).toEqual(["0801"]);
    expect(record.current().addresses).toEqual([expect.objectContaining({ preferred: true, columns: old })]);
  });

  test("what the undo had entered was edited since: it is left alone and named", () => {
    const { record, done, first } = undone();
    for (const row of record.phones) if (row.uuid === first.phone?.inserted) row.value = "0809";
    for (const row of record.addresses) if (row.uuid === first.address?.inserted) row.columns = { ...row.columns, address3: "Red gate" };
    const before = record.current();
    expect(record.undo(done, [first]).decision).toMatchObject({ status: "conflict", changes: [] });
    expect(record.current()).toEqual(before);
  });
});

describe("a row with several fields", () => {
  test("what was changed since is left alone and the rest comes back", () => {
    const record = tables(["0801"], (made) => made.addAddress(old, true));
    const done = record.update({ ...phoneTo("0802"), ...streetTo("2 New Road") });
    record.addPhone("0809");
    expect(record.undo(done).decision).toMatchObject({ status: "partly", fields: { phone: { status: "conflict" }, address: { status: "changed" } } });
    expect(activePhones(record)).toEqual(["0802", "0809"]);
    expect(record.seen().address).toContain("14 Old Road");
  });

  test("what the row did not change is not looked at", () => {
    const record = tables(["0801"]);
    expect(Object.keys(record.undo(record.update(phoneTo("0802"))).decision.fields)).toEqual(["phone"]);
  });
});

describe("whatever there was and whatever was sent", () => {
  const number = fc.constantFrom("0801", "0802", "0803");
  const columns = fc.record({
    address1: fc.constantFrom(null, "", "A1"),
    address2: fc.constantFrom(null, "14 Old Road", "ALAUSA"),
    address3: fc.constantFrom(null, "Blue gate"),
    city_village: fc.constantFrom(null, "IKEJA"),
    state_province: fc.constantFrom(null, "LAGOS"),
    country: fc.constantFrom(null, "NIGERIA"),
  });
  const start = fc.record({
    phones: fc.array(number, { maxLength: 4 }),
    addresses: fc.array(fc.tuple(columns, fc.boolean()), { maxLength: 3 }),
    birthdate: fc.constantFrom(null, "1988-04-12", "1990-01-01"),
    estimated: fc.boolean(),
  });
  const given = <T>(value: fc.Arbitrary<T>) => fc.oneof(value.map((one) => ({ kind: "value" as const, value: one })), fc.constant({ kind: "clear" as const }));
  const update: fc.Arbitrary<ContactUpdate> = fc.record(
    { phone: given(number), address: fc.record({ street: given(fc.constantFrom("2 New Road", "14 Old Road")) }), birthdate: fc.constantFrom("1990-01-01", "1977-07-07") },
    { requiredKeys: [] },
  );

  function made({ phones, addresses, birthdate, estimated }: { phones: string[]; addresses: [Record<string, string | null>, boolean][]; birthdate: string | null; estimated: boolean }): RecordTables {
    return tables(phones, (record) => {
      for (const [row, preferred] of addresses) record.addAddress(row, preferred);
      record.birthdate = birthdate;
      record.estimated = estimated;
    });
  }

  function expectTidy(record: RecordTables, { phone, address }: { phone: boolean; address: boolean }): void {
    const { phones, addresses } = record.current();
    if (phone) expect(phones.length).toBeLessThanOrEqual(1);
    if (address) expect(addresses.filter(({ preferred }) => preferred).length).toBeLessThanOrEqual(1);
  }

  test("an undo brings back what a reader saw, an undo of the undo what the submission wrote, and so on", () => {
    fc.assert(
      fc.property(start, update, (before, sent) => {
        const record = made(before);
        const seenBefore = record.seen();
        const done = record.update(sent);
        const seenAfter = record.seen();
        const first = record.undo(done);
        expect(first.decision.issues).toEqual([]);
        expect(record.seen()).toEqual(seenBefore);
        const second = record.undo(first.done);
        expect(second.decision.issues).toEqual([]);
        expect(record.seen()).toEqual(seenAfter);
        const third = record.undo(second.done);
        expect(third.decision.issues).toEqual([]);
        expect(record.seen()).toEqual(seenBefore);
        expectTidy(record, { phone: done.phone !== null, address: done.address !== null });
      }),
      { numRuns: 500 },
    );
  });

  test("undone twice by two people, it is undone once", () => {
    fc.assert(
      fc.property(start, update, (before, sent) => {
        const record = made(before);
        const done = record.update(sent);
        const first = record.undo(done);
        const rows = [record.phones.length, record.addresses.length];
        const again = record.undo(done, [first.done]);
        expect(again.decision).toMatchObject({ changes: [], issues: [] });
        expect([record.phones.length, record.addresses.length]).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });

  test("what others did meanwhile is never overwritten", () => {
    fc.assert(
      fc.property(start, update, update, (before, sent, others) => {
        const record = made(before);
        const done = record.update(sent);
        const theirs = record.update(others);
        const seen = record.seen();
        record.undo(done);
        if (theirs.phone !== null) expect(record.seen().phone).toBe(seen.phone);
        if (theirs.address !== null) expect(record.seen().address).toBe(seen.address);
        if (theirs.birthdate !== null) expect(record.seen().birthdate).toBe(seen.birthdate);
      }),
      { numRuns: 500 },
    );
  });
});
