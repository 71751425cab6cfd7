import fc from "fast-check";
import { checkContactRow } from "../../src/domain/contactRow";
import { decideRow } from "../../src/domain/decision";
import type { DecideRowInput, RowDecision } from "../../src/domain/decision";
import { errorIssue, infoIssue } from "../../src/domain/issue";
import { contactFields } from "../../src/domain/types";
import type { AcceptedRepair, BaselineState, CellContent, CurrentContact, IssueCode, ReadingContext, RowField } from "../../src/domain/types";
import { address, policy, record } from "./record";

const context: ReadingContext = { today: "2026-11-20", dateOrder: "dmy", date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false };
const allSame: Record<"phone" | "address" | "birthdate", BaselineState> = { phone: "same", address: "same", birthdate: "same" };
const home = { city_village: "IKEJA", state_province: "LAGOS" };

/** A patient with one phone, a street at registration, an exact birthdate. */
const ngozi = record({
  phones: [{ personAttributeId: 4, value: "08051111111" }],
  addresses: [address({ ...home, address2: "1 Old Rd" })],
  birthdate: "1987-03-14",
  sex: "F",
  names: [["Ngozi", "Okafor"]],
});

type Values = Partial<Record<RowField, CellContent["value"]>>;
const input = (values: Values, over: Partial<DecideRowInput> = {}): DecideRowInput => {
  const accepted: readonly AcceptedRepair[] = over.accepted ?? [];
  const cells = Object.fromEntries(Object.entries({ artId: "IMO02000020", ...values }).map(([field, value]) => [field, { value }]));
  return {
    checked: checkContactRow({ cells }, over.context ?? context, accepted),
    current: ngozi,
    context,
    accepted,
    confirmations: [],
    baselines: allSame,
    role: "clerk",
    policy,
    mode: "submit",
    ...over,
  };
};
const decide = (values: Values, over: Partial<DecideRowInput> = {}) => decideRow(input(values, over));
const short = ({ status, fields, changes, issues }: RowDecision) => ({
  status,
  fields: Object.fromEntries(Object.entries(fields).map(([field, one]) => [field, [one.status, one.reason]])),
  changes: changes.map((change) => change.kind),
  issues: issues.filter((issue) => issue.severity !== "info").map((issue) => issue.code),
});

describe("a good row", () => {
  test("changes what differs, old and new beside each other", () => {
    expect(decide({ phone: "08031234567", street: "12 Broad St", birthdate: "1987-03-14" })).toEqual({
      status: "updated",
      issues: [],
      fields: {
        phone: { status: "changed", before: "08051111111", after: "08031234567", reason: null },
        address: {
          status: "changed",
          before: { street: "1 Old Rd", ward: null, lga: "IKEJA", state: "LAGOS" },
          after: { street: "12 Broad St", ward: null, lga: "IKEJA", state: "LAGOS" },
          reason: null,
        },
        birthdate: { status: "unchanged", before: { birthdate: "1987-03-14", estimated: false }, after: { birthdate: "1987-03-14", estimated: false }, reason: null },
      },
      changes: [
        { kind: "phone", before: "08051111111", after: "08031234567", voidIds: [4], voidReason: "New value: 08031234567", insert: "08031234567" },
        {
          kind: "address",
          before: { street: "1 Old Rd", ward: null, lga: "IKEJA", state: "LAGOS" },
          after: { street: "12 Broad St", ward: null, lga: "IKEJA", state: "LAGOS" },
          copyOf: 1,
          set: { address2: "12 Broad St", address1: "12 Broad St" },
          voidIds: [1],
        },
      ],
    });
  });

  test("that says what the record says needs nothing", () => {
    expect(short(decide({ phone: "08051111111", street: "1 Old Rd", lga: "Ikeja", birthdate: "14/03/1987" }))).toEqual({
      status: "unchanged",
      fields: { phone: ["unchanged", null], address: ["unchanged", null], birthdate: ["unchanged", null] },
      changes: [],
      issues: [],
    });
  });

  test("without values is left alone", () => {
    expect(decide({})).toMatchObject({ status: "unchanged", fields: {}, changes: [] });
  });

  test("has the same verdict in the preview and when it is sent", () => {
    const values = { phone: "08031234567", lga: "Surulere", birthdate: "30/02/1980" };
    expect(decide(values, { mode: "preview", baselines: { phone: "none", address: "none", birthdate: "none" } })).toEqual(decide(values));
  });
});

describe("what blocks what", () => {
  test("a field's error blocks that field only", () => {
    expect(short(decide({ phone: "0803", street: "12 Broad St" }))).toEqual({
      status: "partly",
      fields: { phone: ["failed", "phone-too-short"], address: ["changed", null] },
      changes: ["address"],
      issues: ["phone-too-short"],
    });
  });

  test("an unknown LGA blocks the whole address, also its street", () => {
    expect(short(decide({ phone: "08031234567", street: "12 Broad St", lga: "Ikejaa" }))).toMatchObject({
      fields: { phone: ["changed", null], address: ["failed", "lga-unknown"] },
      changes: ["phone"],
    });
  });

  test("a ward that would overwrite the street blocks the address", () => {
    const current = { ...ngozi, addresses: [address({ ...home, address1: "Near the mosque", address2: "1 Old Rd" })] };
    expect(short(decide({ ward: "Ojodu" }, { current }))).toMatchObject({ status: "failed", fields: { address: ["failed", "ward-needs-street"] }, changes: [] });
  });

  test.each<[IssueCode]>([["art-id-not-found"], ["art-id-voided"], ["patient-voided"], ["art-id-ambiguous"]])("R8: %s fails the row, with its own reason", (code) => {
    expect(short(decide({ phone: "08031234567" }, { current: null, extraIssues: [errorIssue(code, "artId")] }))).toEqual({
      status: "failed",
      fields: { phone: ["failed", code] },
      changes: [],
      issues: [code],
    });
  });

  test("B4, B5: another row for the same patient fails both", () => {
    expect(short(decide({ phone: "08031234567", street: "12 Broad St" }, { extraIssues: [errorIssue("duplicate-patient", "artId")] }))).toMatchObject({
      status: "failed",
      fields: { phone: ["failed", "duplicate-patient"], address: ["failed", "duplicate-patient"] },
      changes: [],
    });
  });

  test("the same row once more is collapsed", () => {
    expect(decide({ phone: "08031234567" }, { extraIssues: [infoIssue("duplicate-row", "artId")] })).toMatchObject({ status: "collapsed", fields: {}, changes: [] });
  });

  test("a reading that differs from the sender's blocks the field", () => {
    expect(short(decide({ phone: "08031234567" }, { extraIssues: [errorIssue("reading-differs", "phone")] }))).toMatchObject({
      status: "failed",
      fields: { phone: ["failed", "reading-differs"] },
      changes: [],
    });
  });
});

describe("what waits for a person", () => {
  test("a repair that nobody accepted", () => {
    expect(short(decide({ phone: 8031234567, street: "12 Broad St" }))).toEqual({
      status: "partly",
      fields: { phone: ["waiting", "leading-zero-lost"], address: ["changed", null] },
      changes: ["address"],
      issues: ["leading-zero-lost"],
    });
    const accepted: AcceptedRepair[] = [{ field: "phone", code: "leading-zero-lost", after: "08031234567" }];
    expect(short(decide({ phone: 8031234567 }, { accepted }))).toMatchObject({ status: "updated", changes: ["phone"] });
  });

  test("a repair whose value has nothing to show yet", () => {
    expect(decide({ phone: 8031234567 }).fields.phone).toEqual({ status: "waiting", before: "08051111111", after: null, reason: "leading-zero-lost" });
  });

  test.each<[string, Values, Partial<CurrentContact>, IssueCode]>([
    ["an unknown prefix", { phone: "08192123456" }, {}, "phone-prefix-unknown"],
    ["an old number of this patient", { phone: "08031234567" }, { formerPhones: [{ value: "08031234567", voidedOn: "2024-05-03 10:00:00" }] }, "phone-stale"],
    ["a dead patient", { phone: "08031234567" }, { dead: true }, "patient-dead"],
    ["a patient who was transferred out", { phone: "08031234567" }, { transferredOut: true }, "patient-transferred-out"],
    ["a test patient", { phone: "08031234567" }, { testPatient: true }, "patient-test"],
    ["another name", { phone: "08031234567", fullName: "Musa Bello" }, {}, "name-differs"],
    ["another sex", { phone: "08031234567", sex: "M" }, {}, "sex-differs"],
    ["another birthdate", { phone: "08031234567", knownBirthdate: "01/01/1990" }, {}, "birthdate-differs"],
    ["another hospital number", { phone: "08031234567", hospitalNumber: "7" }, { hospitalNumbers: ["8"] }, "hospital-number-differs"],
  ])("%s, until the warning is confirmed", (_, values, over, code) => {
    const current = { ...ngozi, ...over };
    expect(short(decide(values, { current }))).toEqual({ status: "waiting", fields: { phone: ["waiting", code] }, changes: [], issues: [code] });
    expect(short(decide(values, { current, confirmations: [code] }))).toMatchObject({ status: "updated", changes: ["phone"] });
    expect(short(decide(values, { current, confirmations: ["lga-unknown"] }))).toMatchObject({ status: "waiting" });
  });

  test("the old number's date is told, and a number in use is not old", () => {
    const former = [{ value: "+2348031234567", voidedOn: "2024-05-03 10:00:00" }];
    expect(decide({ phone: "08031234567" }, { current: { ...ngozi, formerPhones: former } }).issues[0]?.params).toEqual({ voidedOn: "2024-05-03" });
    const active = [{ personAttributeId: 4, value: "8031234567" }];
    expect(decide({ phone: "08031234567" }, { current: { ...ngozi, phones: active, formerPhones: former } }).issues).toEqual([]);
  });

  test("a wrong patient blocks every field of the row, also one that would not change", () => {
    expect(short(decide({ phone: "08051111111", street: "12 Broad St", fullName: "Musa Bello" }))).toMatchObject({
      status: "waiting",
      fields: { phone: ["waiting", "name-differs"], address: ["waiting", "name-differs"] },
      changes: [],
    });
  });

  test("nobody is asked about a dead patient for whom nothing changes", () => {
    expect(short(decide({ phone: "08051111111" }, { current: { ...ngozi, dead: true } }))).toMatchObject({ status: "unchanged", issues: [] });
  });

  test("a birthdate that moves by over a year needs the confirmation and a reason", () => {
    const values = { birthdate: "14/03/1997" };
    const confirmations: IssueCode[] = ["birthdate-shift"];
    expect(short(decide(values))).toMatchObject({ status: "waiting", fields: { birthdate: ["waiting", "birthdate-shift"] } });
    expect(short(decide(values, { confirmations }))).toMatchObject({ status: "waiting" });
    expect(short(decide(values, { confirmations, reason: "  " }))).toMatchObject({ status: "waiting" });
    expect(short(decide(values, { reason: "Birth certificate seen" }))).toMatchObject({ status: "waiting" });
    expect(short(decide(values, { confirmations, reason: "Birth certificate seen" }))).toMatchObject({ status: "updated" });
    expect(short(decide({ ...values, reason: "Birth certificate seen" }, { confirmations }))).toMatchObject({ status: "updated" });
  });

  test("B10: a birthdate after the patient's death is an error", () => {
    const current = { ...ngozi, birthdate: null, dead: true, deathDate: "2015-06-01 00:00:00" };
    expect(short(decide({ birthdate: "01/01/2016" }, { current }))).toMatchObject({ status: "failed", fields: { birthdate: ["failed", "birthdate-after-death"] } });
  });

  test("B11: the day that was estimated can be confirmed as exact", () => {
    expect(short(decide({ birthdate: "1987-03-14" }, { current: { ...ngozi, birthdateEstimated: true } }))).toMatchObject({ status: "updated", changes: ["birthdate"] });
  });
});

describe("NMRS's line list prints every patient's birthdate", () => {
  const listed = { ...context, birthdateIsListed: true };
  const estimated = { ...ngozi, birthdateEstimated: true };

  test("a date that still stands as it was printed does not make an estimate exact", () => {
    expect(short(decide({ birthdate: "14/03/1987" }, { context: listed, current: estimated }))).toEqual({
      status: "unchanged",
      fields: { birthdate: ["unchanged", null] },
      changes: [],
      issues: [],
    });
  });

  test("nor does it hold up the phone of the row, whatever is doubtful in the record", () => {
    const current = { ...estimated, dead: true, deathDate: "1986-01-01" };
    const decision = decide({ phone: "08031234567", birthdate: "14/03/1987" }, { context: listed, current, confirmations: ["patient-dead"] });
    expect(short(decision)).toMatchObject({ fields: { phone: ["changed", null], birthdate: ["unchanged", null] }, changes: ["phone"] });
  });

  test.each([
    ["estimated", estimated],
    ["exact", ngozi],
  ])("another date is a correction, of an %s one too", (_, current) => {
    const decision = decide({ birthdate: "15/03/1987" }, { context: listed, current });
    expect(short(decision)).toMatchObject({ status: "updated", changes: ["birthdate"] });
    expect(decision.fields.birthdate?.after).toEqual({ birthdate: "1987-03-15", estimated: false });
  });

  test("a birthdate that the record lacks is filled in", () => {
    expect(short(decide({ birthdate: "14/03/1987" }, { context: listed, current: { ...ngozi, birthdate: null } }))).toMatchObject({ status: "updated", changes: ["birthdate"] });
  });
});

describe("against what the person saw", () => {
  test("B19: what was changed since is a conflict for that field; the others go on", () => {
    const baselines = { ...allSame, phone: "changed" as const };
    const decision = decide({ phone: "08031234567", street: "12 Broad St" }, { baselines });
    expect(short(decision)).toEqual({
      status: "partly",
      fields: { phone: ["conflict", "conflict"], address: ["changed", null] },
      changes: ["address"],
      issues: ["conflict"],
    });
    expect(decision.fields.phone).toMatchObject({ before: "08051111111", after: "08031234567" });
  });

  test("a field that was changed since to the very value wanted is no conflict", () => {
    expect(short(decide({ phone: "08051111111" }, { baselines: { ...allSame, phone: "changed" } }))).toMatchObject({ status: "unchanged" });
  });

  test("a confirmation does not settle a conflict", () => {
    expect(short(decide({ phone: "08031234567" }, { baselines: { ...allSame, phone: "changed" }, confirmations: ["conflict"] }))).toMatchObject({ status: "conflict" });
  });

  test("sent blind, a value that would be replaced waits to be seen; one that was empty is filled", () => {
    const baselines = { phone: "none", address: "none", birthdate: "none" } as const;
    const current = { ...ngozi, addresses: [] };
    expect(short(decide({ phone: "08031234567", street: "12 Broad St" }, { baselines, current }))).toEqual({
      status: "partly",
      fields: { phone: ["waiting", "not-previewed"], address: ["changed", null] },
      changes: ["address"],
      issues: ["not-previewed"],
    });
    expect(short(decide({ phone: "08031234567" }, { baselines, confirmations: ["not-previewed"] }))).toMatchObject({ status: "waiting" });
  });
});

describe("erasing", () => {
  test("is refused to a clerk", () => {
    expect(short(decide({ phone: "CLEAR", street: "CLEAR" }))).toEqual({
      status: "failed",
      fields: { phone: ["failed", "clear-needs-supervisor"], address: ["failed", "clear-needs-supervisor"] },
      changes: [],
      issues: ["clear-needs-supervisor", "clear-needs-supervisor"],
    });
  });

  test.each<["supervisor" | "administrator"]>([["supervisor"], ["administrator"]])("is done for a %s", (role) => {
    const decision = decide({ phone: "CLEAR", street: "CLEAR" }, { role });
    expect(short(decision)).toMatchObject({ status: "updated", changes: ["phone", "address"] });
    expect(decision.fields.phone).toMatchObject({ before: "08051111111", after: null });
    expect(decision.fields.address?.after).toEqual({ street: null, ward: null, lga: "IKEJA", state: "LAGOS" });
  });

  test("is never done to a birthdate", () => {
    expect(short(decide({ birthdate: "CLEAR" }, { role: "administrator" }))).toMatchObject({ status: "failed", fields: { birthdate: ["failed", "clear-birthdate"] } });
  });
});

describe("NMRS's line list prints street and LGA in one cell", () => {
  const lineList = { ...context, streetIncludesLga: true };
  const columns = { ...home, address1: "1 Old Rd", address2: "1 Old Rd" };
  const listed = (street: string, values: Values = {}, stored: Record<string, string | null> = columns) =>
    decide({ street, ...values }, { context: lineList, current: { ...ngozi, addresses: [address(stored)] } });

  test.each([["1 Old Rd IKEJA"], ["1  Old Rd  IKEJA "], ["1 Old Rd, Ikeja"]])("a cell that still says %j changes nothing", (street) => {
    expect(short(listed(street))).toMatchObject({ status: "unchanged", fields: { address: ["unchanged", null] }, changes: [] });
  });

  test("a cell that was not touched changes nothing even where the street stands elsewhere", () => {
    expect(short(listed("Near the mosque IKEJA", {}, { ...home, address1: "Near the mosque", address2: "1 Old Rd" }))).toMatchObject({ status: "unchanged" });
  });

  test.each([["12 Broad St IKEJA"], ["12 Broad St, Ikeja"], ["12 Broad St ikeja"]])("of %j the LGA is left out of the street, and that is told", (street) => {
    const decision = listed(street);
    expect(decision.fields.address?.after).toEqual({ street: "12 Broad St", ward: null, lga: "IKEJA", state: "LAGOS" });
    expect(decision.issues).toEqual([{ code: "lga-left-out-of-street", severity: "info", field: "street", params: { lga: "IKEJA", read: "12 Broad St" } }]);
  });

  test("a street that only ends like the LGA keeps its ending", () => {
    expect(listed("12 NewIKEJA").fields.address?.after).toMatchObject({ street: "12 NewIKEJA" });
  });

  test("a street without the LGA is taken as it is", () => {
    expect(listed("12 Broad St").fields.address?.after).toMatchObject({ street: "12 Broad St" });
  });

  test("a new LGA beside an untouched cell changes the LGA only", () => {
    const decision = listed("1 Old Rd IKEJA", { lga: "Surulere" });
    expect(decision.changes).toMatchObject([{ set: { city_village: "SURULERE" } }]);
  });

  test("CLEAR still erases", () => {
    expect(decide({ street: "CLEAR" }, { context: lineList, role: "supervisor" }).fields.address?.after).toMatchObject({ street: null });
  });
});

test("whatever the row and the record, only fields without fault are written, and each written change was decided so", () => {
  const values = fc.record(
    {
      phone: fc.constantFrom("08031234567", "08051111111", 8031234567, "0803", "CLEAR", "", "08192123456"),
      street: fc.constantFrom("12 Broad St", "1 Old Rd", "CLEAR", "", "x😀"),
      ward: fc.constantFrom("Ojodu", "Itire", ""),
      lga: fc.constantFrom("Ikeja", "Surulere", "Ikejaa", ""),
      birthdate: fc.constantFrom("14/03/1987", "14/03/1999", "30/02/1980", "14/03/87", ""),
      fullName: fc.constantFrom("Ngozi Okafor", "Musa Bello", ""),
    },
    { requiredKeys: [] },
  );
  const baseline = fc.constantFrom<BaselineState>("same", "changed", "none");
  const over = fc.record({
    baselines: fc.record({ phone: baseline, address: baseline, birthdate: baseline }),
    confirmations: fc.subarray<IssueCode>(["name-differs", "phone-prefix-unknown", "birthdate-shift", "patient-dead"]),
    role: fc.constantFrom("clerk" as const, "supervisor" as const),
    mode: fc.constantFrom("preview" as const, "submit" as const),
    reason: fc.constantFrom(null, "Seen"),
    current: fc.constantFrom(ngozi, { ...ngozi, dead: true }, record(), null),
  });
  fc.assert(
    fc.property(values, over, (cells, given) => {
      const decision = decide(cells, given);
      const written = decision.changes.map((change) => change.kind);
      for (const field of contactFields) {
        expect(written.filter((kind) => kind === field)).toHaveLength(decision.fields[field]?.status === "changed" ? 1 : 0);
        const columns: readonly (string | null)[] = field === "address" ? ["street", "ward", "lga", "state"] : [field];
        const faulty = decision.issues.some((issue) => columns.includes(issue.field) && (issue.severity === "error" || issue.severity === "repair"));
        if (faulty) expect(written).not.toContain(field);
      }
      if (given.current === null) expect([decision.status, written]).toEqual(["failed", []]);
      if (decision.issues.some((issue) => issue.code === "name-differs") && !given.confirmations.includes("name-differs")) expect(written).toEqual([]);
    }),
    { numRuns: 3000 },
  );
});
