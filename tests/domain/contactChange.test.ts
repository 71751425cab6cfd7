import fc from "fast-check";
import { planAddressChange } from "../../src/domain/addressChange";
import { currentAddress, viewAddress } from "../../src/domain/addressView";
import { planBirthdateChange, planContactChange, planPhoneChange } from "../../src/domain/contactChange";
import type { ActiveAddress, ActivePhone, AddressUpdate, CurrentContact, Given, StreetColumn } from "../../src/domain/types";
import { address, places, policy, record } from "./record";

const value = (text: string): Given<string> => ({ kind: "value", value: text });
const clear: Given<string> = { kind: "clear" };
const phones = (...values: string[]): ActivePhone[] => values.map((phone, index) => ({ personAttributeId: index + 1, value: phone }));

describe("phones", () => {
  test("the old one is voided with OpenMRS's own reason and one is inserted", () => {
    expect(planPhoneChange(phones("08051111111"), value("08031234567"))).toEqual({
      kind: "phone",
      before: "08051111111",
      after: "08031234567",
      voidIds: [1],
      voidReason: "New value: 08031234567",
      insert: "08031234567",
    });
  });

  test("the first phone of a patient voids nothing", () => {
    expect(planPhoneChange([], value("08031234567"))).toMatchObject({ before: null, voidIds: [], insert: "08031234567" });
  });

  test("the same phone again is no change", () => {
    expect(planPhoneChange(phones("08031234567"), value("08031234567"))).toBeNull();
  });

  test("B12: of two active phones the equal one stays and the other is voided", () => {
    expect(planPhoneChange(phones("08051111111", "08031234567"), value("08031234567"))).toEqual({
      kind: "phone",
      before: "08051111111",
      after: "08031234567",
      voidIds: [1],
      voidReason: "New value: 08031234567",
      insert: null,
    });
  });

  test("two active phones that are both equal become one", () => {
    expect(planPhoneChange(phones("08031234567", "08031234567"), value("08031234567"))).toMatchObject({ voidIds: [2], insert: null });
  });

  test("two active phones that both differ are both voided", () => {
    expect(planPhoneChange(phones("08051111111", "08052222222"), value("08031234567"))).toMatchObject({ before: "08052222222", voidIds: [1, 2], insert: "08031234567" });
  });

  test.each([[" 08031234567"], ["+2348031234567"], ["8031234567"], ["0803-123-4567"]])("B9: %j in the record is stored anew in the form of the record", (stored) => {
    expect(planPhoneChange(phones(stored), value("08031234567"))).toMatchObject({ before: stored, voidIds: [1], insert: "08031234567" });
  });

  test("CLEAR voids every phone and inserts none, as OpenMRS does for a blank", () => {
    expect(planPhoneChange(phones("08051111111", "08052222222"), clear)).toEqual({
      kind: "phone",
      before: "08052222222",
      after: null,
      voidIds: [1, 2],
      voidReason: "New value: ",
      insert: null,
    });
    expect(planPhoneChange([], clear)).toBeNull();
  });
});

describe("birthdates", () => {
  test("B11: the same day is a change while the record calls it estimated", () => {
    expect(planBirthdateChange({ birthdate: "1987-03-14", birthdateEstimated: true }, "1987-03-14")).toEqual({
      kind: "birthdate",
      before: "1987-03-14",
      beforeEstimated: true,
      after: "1987-03-14",
      afterEstimated: false,
    });
  });

  test.each<[string | null, boolean, boolean]>([
    ["1987-03-14", false, false],
    ["1987-03-15", false, true],
    [null, false, true],
  ])("recorded %s (estimated %s): change %s", (birthdate, birthdateEstimated, changes) => {
    expect(planBirthdateChange({ birthdate, birthdateEstimated }, "1987-03-14") !== null).toBe(changes);
  });
});

const plan = (columns: Record<string, string | null> | null, update: AddressUpdate, streetColumn: StreetColumn = "auto") =>
  planAddressChange(columns ? [address(columns)] : [], update, { ...policy, streetColumn });
const home = { city_village: "IKEJA", state_province: "LAGOS", country: "NIGERIA" };

describe("B1, B2: only what was given is changed; all other columns are carried forward", () => {
  test.each<[string, Record<string, string | null>, AddressUpdate, Record<string, string | null>]>([
    ["a street typed at registration", { ...home, address2: "1 Old Rd" }, { street: value("12 Broad St") }, { address2: "12 Broad St", address1: "12 Broad St" }],
    ["a street that both columns hold", { ...home, address1: "1 Old Rd", address2: "1 Old Rd" }, { street: value("12 Broad St") }, { address2: "12 Broad St", address1: "12 Broad St" }],
    ["a street beside something else in address1", { ...home, address1: "Near the mosque", address2: "1 Old Rd" }, { street: value("12 Broad St") }, { address2: "12 Broad St" }],
    ["a migrant's street in address1", { ...home, address1: "1 Old Rd" }, { street: value("12 Broad St") }, { address2: "12 Broad St", address1: "12 Broad St" }],
    ["a ward in address2", { ...home, address1: "1 Old Rd", address2: "ALAUSA" }, { street: value("12 Broad St") }, { address1: "12 Broad St" }],
    ["a ward in address2, spelt otherwise", { ...home, address1: "1 Old Rd", address2: "Alausa" }, { street: value("12 Broad St") }, { address1: "12 Broad St" }],
    ["a ward of another LGA, which is a street here", { ...home, address2: "ITIRE" }, { street: value("12 Broad St") }, { address2: "12 Broad St", address1: "12 Broad St" }],
    ["an LGA", { ...home, address2: "1 Old Rd" }, { lga: "SURULERE" }, { city_village: "SURULERE" }],
    ["LGA and state", { ...home, address2: "1 Old Rd" }, { lga: "UYO", state: "AKWA-IBOM" }, { city_village: "UYO", state_province: "AKWA-IBOM" }],
    ["R6: capital letters", { ...home, address1: "12 broad st", address2: "12 broad st" }, { street: value("12 Broad St") }, { address2: "12 Broad St", address1: "12 Broad St" }],
    ["R6: a blank address2", { ...home, address1: "1 Old Rd", address2: "" }, { street: value("12 Broad St") }, { address2: "12 Broad St", address1: "12 Broad St" }],
    ["CLEAR", { ...home, address1: "1 Old Rd", address2: "1 Old Rd" }, { street: clear }, { address1: null, address2: null }],
    ["CLEAR beside a ward", { ...home, address1: "1 Old Rd", address2: "ALAUSA" }, { street: clear }, { address1: null }],
    ["a ward for a street in address2", { ...home, address2: "1 Old Rd" }, { ward: "OJODU" }, { address2: "OJODU", address1: "1 Old Rd" }],
    ["a ward for a mirrored street", { ...home, address1: "1 Old Rd", address2: "1 Old Rd" }, { ward: "OJODU" }, { address2: "OJODU" }],
    ["a ward for a ward", { ...home, address1: "1 Old Rd", address2: "ALAUSA" }, { ward: "OJODU" }, { address2: "OJODU" }],
    ["ward and street", { ...home, address1: "Near the mosque", address2: "1 Old Rd" }, { ward: "OJODU", street: value("12 Broad St") }, { address2: "OJODU", address1: "12 Broad St" }],
    ["a new LGA and street, after a ward of the old LGA", { ...home, address1: "1 Old Rd", address2: "ALAUSA" }, { lga: "SURULERE", street: value("12 Broad St") }, { city_village: "SURULERE", address2: "12 Broad St", address1: "12 Broad St" }],
    ["a street that is called like a ward", { ...home, address1: "Near the mosque", address2: "1 Old Rd" }, { street: value("Alausa") }, { address2: "Alausa", address1: "Alausa" }],
  ])("%s", (_, columns, update, set) => {
    expect(plan(columns, update)).toMatchObject({ kind: "change", change: { kind: "address", copyOf: 1, voidIds: [1], set } });
    const made = plan(columns, update);
    expect(made.kind === "change" && made.change.set).toEqual(set);
  });

  test.each<[string, Record<string, string | null>, AddressUpdate]>([
    ["the street of address2", { ...home, address2: "12 Broad St" }, { street: value("12 Broad St") }],
    ["a migrant's street", { ...home, address1: "12 Broad St" }, { street: value("12 Broad St") }],
    ["a street beside a ward", { ...home, address1: "12 Broad St", address2: "ALAUSA" }, { street: value("12 Broad St") }],
    ["everything", { ...home, address1: "12 Broad St", address2: "ALAUSA" }, { street: value("12 Broad St"), ward: "ALAUSA", lga: "IKEJA", state: "LAGOS" }],
    ["CLEAR where there is no street", { ...home, address1: "", address2: null }, { street: clear }],
    ["nothing at all", home, {}],
  ])("%s that the record holds already is no change", (_, columns, update) => {
    expect(plan(columns, update)).toEqual({ kind: "unchanged" });
  });

  test("a ward never overwrites a street that has nowhere to go", () => {
    expect(plan({ ...home, address1: "Near the mosque", address2: "1 Old Rd" }, { ward: "OJODU" })).toMatchObject({ kind: "refused", issue: { code: "ward-needs-street", field: "ward", severity: "error" } });
  });

  test("what people see is told, old and new", () => {
    expect(plan({ ...home, address2: "1 Old Rd" }, { street: value("12 Broad St") })).toMatchObject({
      change: {
        before: { street: "1 Old Rd", ward: null, lga: "IKEJA", state: "LAGOS" },
        after: { street: "12 Broad St", ward: null, lga: "IKEJA", state: "LAGOS" },
      },
    });
  });

  test("a patient without an address gets one of what was given, never of a facility's", () => {
    expect(plan(null, { street: value("12 Broad St"), lga: "IKEJA" })).toEqual({
      kind: "change",
      change: {
        kind: "address",
        before: null,
        after: { street: "12 Broad St", ward: null, lga: "IKEJA", state: null },
        copyOf: null,
        set: { address2: "12 Broad St", address1: "12 Broad St", city_village: "IKEJA" },
        voidIds: [],
      },
    });
    expect(plan(null, { street: clear })).toEqual({ kind: "unchanged" });
  });
});

describe("a site that keeps the street in one column", () => {
  test.each<[StreetColumn, Record<string, string>]>([
    ["address1", { address1: "12 Broad St" }],
    ["address2", { address2: "12 Broad St" }],
  ])("%s", (streetColumn, set) => {
    const made = plan({ ...home, address1: "1 Old Rd", address2: "2 Old Rd" }, { street: value("12 Broad St") }, streetColumn);
    expect(made.kind === "change" && made.change.set).toEqual(set);
  });

  test("address2 always: there is no place for a ward", () => {
    expect(plan({ ...home, address2: "1 Old Rd" }, { ward: "OJODU" }, "address2")).toMatchObject({ kind: "refused", issue: { code: "ward-not-kept" } });
  });

  test("address1 always: a ward still goes to address2", () => {
    const made = plan({ ...home, address1: "1 Old Rd" }, { ward: "OJODU" }, "address1");
    expect(made.kind === "change" && made.change.set).toEqual({ address2: "OJODU" });
  });
});

describe("which address is the current one", () => {
  const first = address(home, { personAddressId: 3, preferred: false });
  const preferred = address({ ...home, address2: "1 Old Rd" }, { personAddressId: 5 });
  const second = address({ ...home, address2: "2 Old Rd" }, { personAddressId: 8 });

  test("the preferred one, else the first active one, else none", () => {
    expect(currentAddress([first, preferred])).toBe(preferred);
    expect(currentAddress([first])).toBe(first);
    expect(currentAddress([])).toBeNull();
  });

  test("B13: an only address that is not preferred is copied and voided", () => {
    expect(planAddressChange([first], { street: value("12 Broad St") }, policy)).toMatchObject({ change: { copyOf: 3, voidIds: [3] } });
  });

  test("B3: every other preferred address is voided too, so that one is left", () => {
    expect(planAddressChange([first, preferred, second], { street: value("12 Broad St") }, policy)).toMatchObject({ change: { copyOf: 5, voidIds: [5, 8] } });
  });
});

/** What a database would hold after a plan: the voided rows gone, the copy with its changed columns in. */
function apply(addresses: readonly ActiveAddress[], update: AddressUpdate, streetColumn: StreetColumn): { rows: readonly ActiveAddress[]; refused: boolean } {
  const made = planAddressChange(addresses, update, { ...policy, streetColumn });
  if (made.kind !== "change") return { rows: addresses, refused: made.kind === "refused" };
  const { change } = made;
  const copied = addresses.find((one) => one.personAddressId === change.copyOf)?.columns ?? {};
  const kept = addresses.filter((one) => !change.voidIds.includes(one.personAddressId));
  return { rows: [...kept, { personAddressId: 99, preferred: true, columns: { ...copied, ...change.set } }], refused: false };
}

describe("for any record and any row", () => {
  const streets = fc.constantFrom("12 Broad St", "12 broad st", "1 Old Rd", "ALAUSA", "Itire", "");
  const column = fc.option(streets, { nil: null });
  const anyAddress = fc
    .record({ address1: column, address2: column, lga: fc.constantFrom("IKEJA", "SURULERE", null), landmark: column, preferred: fc.boolean() })
    .map(({ preferred, lga, landmark, ...columns }) => ({ preferred, columns: { ...columns, address3: landmark, city_village: lga, state_province: "LAGOS", country: "NIGERIA" } }));
  const anyAddresses = fc.array(anyAddress, { maxLength: 3 }).map((rows) => rows.map((row, index) => ({ personAddressId: index + 1, ...row })));
  const anyUpdate = fc.record(
    {
      street: fc.oneof(fc.constantFrom("12 Broad St", "1 Old Rd", "ALAUSA").map(value), fc.constant(clear)),
      ward: fc.constantFrom("ALAUSA", "OJODU"),
    },
    { requiredKeys: [] },
  );
  const anyColumn = fc.constantFrom<StreetColumn>("auto", "auto", "address1", "address2");

  test("at most one preferred address is left, and it says what was given", () => {
    fc.assert(
      fc.property(anyAddresses, anyUpdate, anyColumn, (addresses, update, streetColumn) => {
        // A ward that the LGA does not have never comes this far: the check of places refuses it.
        fc.pre(update.ward === undefined || currentAddress(addresses)?.columns.city_village === "IKEJA");
        const { rows, refused } = apply(addresses, update, streetColumn);
        if (refused || rows === addresses) return;
        expect(rows.filter((row) => row.preferred)).toHaveLength(1);
        const after = currentAddress(rows);
        const view = after && viewAddress(after, places, streetColumn);
        if (update.street?.kind === "value") expect(view?.street).toBe(update.street.value);
        if (update.street?.kind === "clear") expect(view?.street).toBeNull();
        if (update.ward !== undefined) expect(view?.ward).toBe(update.ward);
      }),
      { numRuns: 2000 },
    );
  });

  test("every column but street and ward is carried forward", () => {
    fc.assert(
      fc.property(anyAddresses, anyUpdate, anyColumn, (addresses, update, streetColumn) => {
        const before = currentAddress(addresses)?.columns ?? {};
        const after = currentAddress(apply(addresses, update, streetColumn).rows)?.columns ?? {};
        for (const name of ["address3", "city_village", "state_province", "country"]) expect(after[name] ?? null).toBe(before[name] ?? null);
      }),
      { numRuns: 1000 },
    );
  });

  test("the same row once more changes nothing", () => {
    fc.assert(
      fc.property(anyAddresses, anyUpdate, anyColumn, (addresses, update, streetColumn) => {
        fc.pre(update.ward === undefined || currentAddress(addresses)?.columns.city_village === "IKEJA");
        const once = apply(addresses, update, streetColumn);
        if (once.refused) return;
        expect(apply(once.rows, update, streetColumn).rows).toBe(once.rows);
      }),
      { numRuns: 2000 },
    );
  });

  test("after a phone plan exactly one active phone is left, the given one, and none after CLEAR", () => {
    const anyPhones = fc.array(fc.constantFrom("08031234567", "08051111111", " 08031234567", ""), { maxLength: 4 });
    fc.assert(
      fc.property(anyPhones, fc.option(fc.constantFrom("08031234567", "08051111111"), { nil: null }), (stored, wanted) => {
        const active = phones(...stored);
        const change = planPhoneChange(active, wanted === null ? clear : value(wanted));
        const left = change ? [...active.filter((one) => !change.voidIds.includes(one.personAttributeId)).map((one) => one.value), ...(change.insert === null ? [] : [change.insert])] : stored;
        expect(left).toEqual(wanted === null ? [] : [wanted]);
      }),
    );
  });
});

describe("a whole row", () => {
  const current: CurrentContact = record({ phones: phones("08051111111"), addresses: [address({ ...home, address2: "1 Old Rd" })], birthdate: "1987-03-14", birthdateEstimated: true });

  test("plans each part by itself and names those that need nothing", () => {
    const made = planContactChange(current, { phone: value("08051111111"), address: { street: value("12 Broad St") }, birthdate: "1987-03-14" }, policy);
    expect(made.changes.map((change) => change.kind)).toEqual(["address", "birthdate"]);
    expect(made.unchanged).toEqual(["phone"]);
    expect(made.views).toEqual({
      phone: "08051111111",
      address: { street: "1 Old Rd", ward: null, lga: "IKEJA", state: "LAGOS" },
      birthdate: { birthdate: "1987-03-14", estimated: true },
    });
  });

  test("R3: what was not given is neither changed nor counted", () => {
    expect(planContactChange(current, {}, policy)).toMatchObject({ changes: [], unchanged: [], issues: [] });
  });
});
