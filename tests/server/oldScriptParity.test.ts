import fc from "fast-check";
import type { PreviewAnswer, RowInput, RowOutcome } from "../../src/contract/submissions";
import type { ContactField } from "../../src/domain/types";
import { contactFields } from "../../src/domain/types";
import { openPool } from "../support/database";
import { buildPatient, newArtId } from "../support/patients";
import { scriptStatus, statusesByScript } from "../support/scriptStatus";
import type { ScriptRecord, ScriptRow, ScriptStatus } from "../support/scriptStatus";
import { startTestServer, stoppedClock } from "../support/server";
import type { TestServer } from "../support/server";
import { active, outcomesOf, plainReading, recordOf, sendSubmission, typedRow } from "../support/submitting";

/** What is typed in a row, and what the patient's record says otherwise than the common one. */
interface Example {
  readonly typed: Partial<ScriptRow>;
  readonly known?: Partial<ScriptRecord>;
}

/** The day of these tests as the site reads it. */
const today = "2026-11-22";
const reading = { ...plainReading, dateOrder: "ymd" as const };

describe("what the old script did rightly comes out here as it did there", () => {
  const root = openPool("root");
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock: stoppedClock(new Date("2026-11-22T09:30:00Z")) });
    token = await server.signIn("clerk");
  });
  afterAll(() => server.close());

  /** Makes a patient whose record says this, and gives the ART ID. */
  async function patientWith({ phone, address1, address2, birthdate }: ScriptRecord): Promise<{ artId: string; personId: number }> {
    const hasAddress = address1 !== null || address2 !== null;
    return buildPatient(root, {
      phones: phone === null ? [] : [phone],
      addresses: hasAddress ? [{ preferred: true, columns: { address1, address2, city_village: "IKORODU", state_province: "LAGOS", country: "NIGERIA" } }] : [],
      birthdate,
    });
  }

  /** Sends rows as a person does who has looked at them and means them: every question is answered with yes. */
  async function submitConfirmed(rows: readonly RowInput[]): Promise<readonly RowOutcome[]> {
    const answer = await server.call("POST", "/api/submissions/preview", { token, body: { reading, rows } });
    const preview = answer.body as PreviewAnswer;
    const seen = rows.map((row, index): RowInput => {
      const shown = preview.rows[index];
      return { ...row, baseline: shown?.baseline, confirmations: [...new Set(shown?.issues.filter(({ severity }) => severity === "warning").map(({ code }) => code))] };
    });
    const uuid = await sendSubmission(server, token, seen, { reading, reason: "Seen on the patient's card" });
    return (await outcomesOf(server, token, uuid)).outcomes;
  }

  const record: ScriptRecord = { phone: "08031234567", address1: null, address2: "14 Ayangburen Road", birthdate: "1988-04-12" };
  const blank: ScriptRow = { phone: "", address: "", birthdate: "" };

  const table: readonly (readonly [string, Example, ContactField, ScriptStatus])[] = [
    ["nothing given for the phone", { typed: { address: "3 New Road" } }, "phone", "no update needed"],
    ["nothing given for the address", { typed: { phone: "08051111222" } }, "address", "no update needed"],
    ["nothing given for the birthdate", { typed: { phone: "08051111222" } }, "birthdate", "no update needed"],
    ["spaces alone are nothing", { typed: { phone: "   " } }, "phone", "no update needed"],
    ["another number", { typed: { phone: "08051111222" } }, "phone", "updated successfully"],
    ["a number where there was none", { typed: { phone: "08051111222" }, known: { phone: null } }, "phone", "updated successfully"],
    ["the number that is there", { typed: { phone: "08031234567" } }, "phone", "skipped, matches current"],
    ["nine digits", { typed: { phone: "080312345" } }, "phone", "failed, phone number shorter or longer than the standard"],
    ["twelve digits", { typed: { phone: "080312345678" } }, "phone", "failed, phone number shorter or longer than the standard"],
    ["one digit", { typed: { phone: "0" } }, "phone", "failed, phone number shorter or longer than the standard"],
    ["eleven digits that begin with 1", { typed: { phone: "18031234567" } }, "phone", "failed, phone number must start with 0"],
    ["eleven digits that begin with 8", { typed: { phone: "80312345678" } }, "phone", "failed, phone number must start with 0"],
    ["another street", { typed: { address: "3 New Road" } }, "address", "updated successfully"],
    ["a street where there was no address", { typed: { address: "3 New Road" }, known: { address2: null } }, "address", "updated successfully"],
    ["the street that is there", { typed: { address: "14 Ayangburen Road" } }, "address", "skipped, matches current"],
    ["the street that is there, in address1", { typed: { address: "9 Mission Street" }, known: { address1: "9 Mission Street", address2: null } }, "address", "skipped, matches current"],
    ["the street that is there, with spaces around it", { typed: { address: "  14 Ayangburen Road " } }, "address", "skipped, matches current"],
    ["another birthdate", { typed: { birthdate: "1988-04-13" } }, "birthdate", "updated successfully"],
    ["a birthdate where there was none", { typed: { birthdate: "1990-01-31" }, known: { birthdate: null } }, "birthdate", "updated successfully"],
    ["the birthdate that is there", { typed: { birthdate: "1988-04-12" } }, "birthdate", "skipped, matches current"],
    ["today", { typed: { birthdate: today } }, "birthdate", "updated successfully"],
    ["tomorrow", { typed: { birthdate: "2026-11-23" } }, "birthdate", "failed, birthdate cannot be in the future"],
    ["the last day of 1899", { typed: { birthdate: "1899-12-31" } }, "birthdate", "failed, birthdate too far in the past"],
  ];

  test.each(table)("%s", async (_what, { typed: cells, known }, field, status) => {
    const { artId } = await patientWith({ ...record, ...known });
    const row = { ...blank, ...cells };
    const [outcome] = await submitConfirmed([typedRow({ artId, phone: row.phone, street: row.address, birthdate: row.birthdate })]);
    expect(outcome && scriptStatus(outcome, field)).toBe(status);
  });

  test("an ART ID that is nobody's fails every field that is given, and only these", async () => {
    const [outcome] = await submitConfirmed([typedRow({ artId: newArtId(), phone: "0803", street: "3 New Road", birthdate: "" })]);
    expect(outcome && contactFields.map((field) => scriptStatus(outcome, field))).toEqual(["failed, invalid ART ID", "failed, invalid ART ID", "no update needed"]);
  });

  test("an ART ID in other capital letters and with spaces behind it is the same one", async () => {
    const { artId } = await patientWith(record);
    const [outcome] = await submitConfirmed([typedRow({ artId: `${artId.toLowerCase()}  `, phone: "08051111222" })]);
    expect(outcome && scriptStatus(outcome, "phone")).toBe("updated successfully");
  });

  // Numbers that are a Nigerian number in another form are left out: the script refuses them, and we read them or ask (see the differences).
  const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
  const isOtherForm = (text: string): boolean => /^[789]\d{9}$/.test(text) || /^(?:00|009)?234/.test(text) || /^00/.test(text);
  const mobile = fc.tuple(fc.constantFrom("0803", "0706", "0812", "0909", "0916", "0701"), digits(7)).map(([prefix, rest]) => prefix + rest);
  const phones = fc.oneof(
    { weight: 3, arbitrary: mobile },
    { weight: 2, arbitrary: fc.constantFrom("", " ") },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom("1", "5", "7", "8", "9"), digits(10)).map((parts) => parts.join("")) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 15 }).chain(digits).filter((text) => !isOtherForm(text)) },
  );
  const word = fc.constantFrom("Market", "Okigwe", "Mission", "Aba", "Ogui", "New", "Station", "Ring");
  const street = fc.tuple(fc.integer({ min: 1, max: 200 }), word, fc.constantFrom("Road", "Street", "Lane", "Close")).map((parts) => parts.join(" "));
  const day = fc.date({ min: new Date("1907-01-01"), max: new Date("2026-11-22"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  const impossibleDay = fc
    .oneof(
      fc.date({ min: new Date("2026-11-23"), max: new Date("2090-12-31"), noInvalidDate: true }),
      fc.date({ min: new Date("1800-01-01"), max: new Date("1899-12-31"), noInvalidDate: true }),
    )
    .map((date) => date.toISOString().slice(0, 10));
  const records: fc.Arbitrary<ScriptRecord> = fc.record({
    phone: fc.option(mobile, { nil: null }),
    address1: fc.option(street, { nil: null }),
    address2: fc.option(street, { nil: null }),
    birthdate: fc.option(day, { nil: null, freq: 8 }),
  });
  interface Case {
    readonly record: ScriptRecord | null;
    readonly row: ScriptRow;
  }
  const typed = fc.record({
    phone: phones,
    address: fc.oneof({ weight: 2, arbitrary: street }, { weight: 1, arbitrary: fc.constant("") }),
    birthdate: fc.oneof({ weight: 2, arbitrary: day }, { weight: 1, arbitrary: fc.constant("") }, { weight: 1, arbitrary: impossibleDay }),
  });
  /** Now and then a cell says what the record says already. */
  const cases: fc.Arbitrary<Case> = fc
    .tuple(fc.option(records, { nil: null, freq: 8 }), typed, fc.record({ phone: fc.boolean(), address: fc.boolean(), birthdate: fc.boolean() }))
    .map(([known, row, same]) => ({
      record: known,
      row: {
        phone: same.phone ? (known?.phone ?? row.phone) : row.phone,
        address: same.address ? (known?.address2 ?? known?.address1 ?? row.address) : row.address,
        birthdate: same.birthdate ? (known?.birthdate ?? row.birthdate) : row.birthdate,
      },
    }));

  test("any list of such rows gets the script's statuses, and the record says what was typed", async () => {
    const met = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(cases, { minLength: 1, maxLength: 12 }), async (list) => {
        const patients: { artId: string; personId: number | null }[] = [];
        for (const { record: known } of list) patients.push(known === null ? { artId: newArtId(), personId: null } : await patientWith(known));
        const rows = list.map(({ row }, index) =>
          typedRow({ artId: patients[index]?.artId ?? "", phone: row.phone, street: row.address, birthdate: row.birthdate }),
        );
        const outcomes = await submitConfirmed(rows);
        for (const [index, { record: known, row }] of list.entries()) {
          const outcome = outcomes[index];
          const expected = statusesByScript(row, known, today);
          expect(outcome && Object.fromEntries(contactFields.map((field) => [field, scriptStatus(outcome, field)]))).toEqual(expected);
          for (const status of Object.values(expected)) met.add(status);
          const personId = patients[index]?.personId ?? null;
          if (personId === null) continue;
          const now = await recordOf(root, personId);
          const says = (field: ContactField, typedValue: string, was: string | null) => (expected[field] === "updated successfully" ? typedValue : was);
          expect(active(now.phones).map((phone): unknown => phone.value)).toEqual([says("phone", row.phone.trim(), known?.phone ?? null)].filter((value) => value !== null));
          expect(now.person?.birthdate).toBe(says("birthdate", row.birthdate, known?.birthdate ?? null));
          if (expected.address === "updated successfully") expect(active(now.addresses)).toEqual([expect.objectContaining({ address2: row.address, preferred: 1 })]);
        }
      }),
      { numRuns: 25 },
    );
    // A run that never met one of the words would say nothing about it.
    expect([...met].sort()).toEqual([
      "failed, birthdate cannot be in the future",
      "failed, birthdate too far in the past",
      "failed, invalid ART ID",
      "failed, phone number must start with 0",
      "failed, phone number shorter or longer than the standard",
      "no update needed",
      "skipped, matches current",
      "updated successfully",
    ]);
  });
});
