import { randomBytes } from "node:crypto";
import { createConnection, type Connection, type Pool, type RowDataPacket } from "mysql2/promise";
import { readConfig } from "../../server/config";
import { openSite, SiteError } from "../../server/database/openSite";
import { createPool } from "../../server/database/pool";
import { databaseUrl, openPool, testAccounts, testDatabase } from "../support/database";
import { testEnvironment } from "../support/server";

const art = "c82916e4-168c-495f-8ed0-b1b286c30a05";
const phone = "14d4f066-15f5-102d-96e4-000c29c2a5d7";

const siteTables = [
  "person", "person_name", "person_address", "person_attribute", "person_attribute_type", "patient", "patient_identifier", "patient_identifier_type",
  "location", "users", "user_property", "global_property", "address_hierarchy_level", "address_hierarchy_entry",
];

/** Each test has a site of its own, small and empty, which it may spoil. */
describe("a server that starts", () => {
  let root: Connection;
  let pool: Pool;
  let schema: string;

  beforeAll(async () => {
    root = await createConnection({ uri: databaseUrl("root", "openmrs") });
    pool = openPool("runtime", "patient_contacts");
  });
  beforeEach(async () => {
    schema = `site_${randomBytes(4).toString("hex")}`;
    await root.query("CREATE DATABASE ?? DEFAULT CHARACTER SET utf8", [schema]);
    for (const table of siteTables) await root.query("CREATE TABLE ??.?? LIKE openmrs.??", [schema, table, table]);
    await root.query("INSERT INTO ??.global_property (property, property_value, uuid) VALUES ('patientcontacts.demoMarker', 'true', UUID())", [schema]);
    await insertType("patient_identifier_type", 4, "ART Number", art);
    await insertType("person_attribute_type", 8, "Telephone Number", phone);
    const account = testAccounts.runtime.user;
    await root.query("GRANT SELECT, CREATE TEMPORARY TABLES ON ??.* TO ?@'%'", [schema, account]);
    for (const [table, rights] of [["person", "UPDATE"], ["patient", "UPDATE"], ["person_attribute", "INSERT, UPDATE"], ["person_address", "INSERT, UPDATE"], ["user_property", "INSERT, UPDATE"]] as const) {
      await root.query(`GRANT ${rights} ON ??.?? TO ?@'%'`, [schema, table, account]);
    }
  });
  afterEach(() => root.query("DROP DATABASE ??", [schema]));
  afterAll(() => root.end());

  const insertType = (table: "patient_identifier_type" | "person_attribute_type", id: number, name: string, uuid: string) => {
    const format = table === "person_attribute_type" ? "java.lang.String" : null;
    return root.query("INSERT INTO ??.?? SET ?", [schema, table, { [`${table}_id`]: id, name, uuid, format, creator: 1, date_created: "2020-01-01" }]);
  };

  const open = async (environment: Record<string, string> = {}) => {
    const warnings: string[] = [];
    const config = readConfig({ ...testEnvironment(), OPENMRS_SCHEMA: schema, ...environment });
    const site = await openSite(pool, config, { warn: (warning) => warnings.push(warning) });
    return { site, warnings };
  };
  const faults = async (environment: Record<string, string> = {}): Promise<readonly string[]> => {
    try {
      await open(environment);
    } catch (error) {
      if (error instanceof SiteError) return error.faults;
      throw error;
    }
    return [];
  };

  test("knows the site: types by uuid, every column of an address, and the isolation of its writes", async () => {
    const { site, warnings } = await open();
    expect(site).toMatchObject({
      artTypeId: 4,
      phoneTypeId: 8,
      hospitalNumberTypeId: null,
      testPatientTypeId: null,
      transferOut: null,
      isolation: "READ COMMITTED",
      timeZone: "Africa/Lagos",
      streetColumn: "auto",
    });
    expect(site.addressColumns).toEqual(
      expect.arrayContaining(["address1", "address2", "address15", "city_village", "state_province", "county_district", "country", "postal_code", "latitude", "longitude", "start_date", "end_date"]),
    );
    for (const own of ["person_address_id", "person_id", "preferred", "creator", "voided", "uuid", "date_changed"]) expect(site.addressColumns).not.toContain(own);
    expect(warnings).toEqual([]);
  });

  test("knows what an older site has: fewer address columns, hospital number and test patients", async () => {
    const config = readConfig(testEnvironment("1.11"));
    const older = openPool("runtime", "patient_contacts_111");
    const site = await openSite(older, config);
    expect(site).toMatchObject({ hospitalNumberTypeId: 5, testPatientTypeId: 9, artTypeId: 4, transferOut: { reasonConceptId: 165470, answerConceptId: 159492 } });
    expect(site.addressColumns).toContain("address6");
    expect(site.addressColumns).not.toContain("address7");
  });

  test("finds the type by its uuid when its number is another one, and says that NMRS's reports will not", async () => {
    await root.query("UPDATE ??.patient_identifier_type SET patient_identifier_type_id = 14", [schema]);
    const { site, warnings } = await open();
    expect(site.artTypeId).toBe(14);
    expect(warnings).toEqual([expect.stringMatching(/ART number is number 14 .* number 4 will not see it/)]);
  });

  test("is content with the name where no type has the uuid", async () => {
    await root.query("UPDATE ??.person_attribute_type SET uuid = 'another'", [schema]);
    const { site, warnings } = await open();
    expect(site.phoneTypeId).toBe(8);
    expect(warnings).toEqual([expect.stringMatching(/telephone number was found by its name only/)]);
  });

  test.each<[string, () => Promise<unknown>, RegExp]>([
    ["uuid and name belong to two types", () => insertType("patient_identifier_type", 9, "ART Number", "x"), /ART number is ambiguous: the uuid c82916e4.* number 4 .* number 9/],
    ["the uuid belongs to a type of another name", () => root.query("UPDATE ??.patient_identifier_type SET name = 'Old Identification Number'", [schema]), /is number 4 "Old Identification Number".*, not "ART Number"/],
    ["number 4 is another type and the ART number has only a name", async () => {
      await root.query("UPDATE ??.patient_identifier_type SET name = 'OpenMRS ID', uuid = 'x'", [schema]);
      await insertType("patient_identifier_type", 6, "ART Number", "y");
    }, /found by its name only, number 6 .*, and is not number 4/],
    ["two types have the name and none the uuid", async () => {
      await root.query("UPDATE ??.person_attribute_type SET uuid = 'x'", [schema]);
      await insertType("person_attribute_type", 12, "Telephone Number", "y");
    }, /telephone number is ambiguous: number 8 .* number 12 .* bear the same name/],
    ["the type is not there at all", () => root.query("DELETE FROM ??.person_attribute_type", [schema]), /no type of the telephone number/],
    ["the type is retired", () => root.query("UPDATE ??.patient_identifier_type SET retired = 1", [schema]), /ART number, number 4 .*, is retired/],
    ["the type does not hold text", () => root.query("UPDATE ??.person_attribute_type SET format = 'org.openmrs.Concept'", [schema]), /holds org\.openmrs\.Concept, not text/],
    ["a written table knows no transactions", () => root.query("ALTER TABLE ??.user_property ENGINE = MyISAM", [schema]), /user_property is a table of MyISAM/],
    ["phones do not fit", () => root.query("ALTER TABLE ??.person_attribute MODIFY value VARCHAR(10) NOT NULL DEFAULT ''", [schema]), /person_attribute\.value holds 10 characters/],
    ["ART IDs are in another charset", () => root.query("ALTER TABLE ??.patient_identifier MODIFY identifier VARCHAR(50) CHARACTER SET latin1 NOT NULL", [schema]), /patient_identifier\.identifier is in the charset latin1/],
    ["a column is missing", () => root.query("ALTER TABLE ??.person DROP COLUMN birthdate_estimated", [schema]), /person has no column birthdate_estimated/],
    ["a table is missing", () => root.query("DROP TABLE ??.global_property", [schema]), /global_property is not there/],
    ["the data were not generated, but it calls itself a demo", () => root.query("DELETE FROM ??.global_property", [schema]), /ENVIRONMENT is demo, but .* does not bear the mark/],
  ])("refuses when %s", async (_what, spoil, sentence) => {
    await spoil();
    expect(await faults()).toEqual([expect.stringMatching(sentence)]);
  });

  test("names every fault at once", async () => {
    await root.query("DELETE FROM ??.person_attribute_type", [schema]);
    await root.query("DELETE FROM ??.patient_identifier_type", [schema]);
    await root.query("REVOKE UPDATE ON ??.person FROM ?@'%'", [schema, testAccounts.runtime.user]);
    expect(await faults()).toHaveLength(3);
  });

  test("may be told of a type by the settings, and refuses where these disagree too", async () => {
    await insertType("patient_identifier_type", 9, "PEPFAR ID", "d34d-beef");
    const own = { ART_TYPE_UUID: "d34d-beef", ART_TYPE_NAME: "PEPFAR ID" };
    expect((await open(own)).site.artTypeId).toBe(9);
    expect((await open({ ...own, ART_TYPE_ID: "9" })).warnings).toEqual([]);
    expect(await faults({ ...own, ART_TYPE_ID: "4" })).toEqual([expect.stringMatching(/is number 9 .*, not number 4/)]);
  });

  test.each(["UPDATE ON ??.person_address", "INSERT ON ??.person_attribute", "UPDATE ON ??.patient", "INSERT ON ??.user_property"])("names a right that is missing: %s", async (right) => {
    await root.query(`REVOKE ${right} FROM ?@'%'`, [schema, testAccounts.runtime.user]);
    expect(await faults()).toEqual([`The account of DATABASE_URL lacks the right ${right.replace("??", schema).replace("ON", "on")}.`]);
  });

  test("names the rights in our own schema that a new version needs and was not given", async () => {
    const account = { user: `narrow_${schema}`.slice(0, 16), password: "narrow-for-tests" };
    await root.query("CREATE USER ?@'%' IDENTIFIED BY ?", [account.user, account.password]);
    await root.query("GRANT SELECT, INSERT, UPDATE, CREATE TEMPORARY TABLES ON ??.* TO ?@'%'", [schema, account.user]);
    await root.query("GRANT SELECT, CREATE TEMPORARY TABLES ON patient_contacts.* TO ?@'%'", [account.user]);
    const [tables] = await root.query<RowDataPacket[]>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'patient_contacts' AND table_name NOT LIKE 'audit%' AND table_name NOT IN ('sign_in_failure', 'schema_migration')",
    );
    const writable = tables.map(({ name }) => String(name));
    expect(writable).toEqual(expect.arrayContaining(["staff", "session", "row_outcome", "site_settings"]));
    for (const table of writable) {
      await root.query("GRANT INSERT, UPDATE, DELETE ON patient_contacts.?? TO ?@'%'", [table, account.user]);
    }
    const { host, port } = testDatabase();
    const narrow = createPool(`mysql://${account.user}:${account.password}@${host}:${port}/patient_contacts`, { connectionLimit: 2 });
    const config = readConfig({ ...testEnvironment(), OPENMRS_SCHEMA: schema });
    await expect(openSite(narrow, config)).rejects.toMatchObject({
      faults: [
        "The account of DATABASE_URL lacks the right INSERT on patient_contacts.sign_in_failure.",
        "The account of DATABASE_URL lacks the right UPDATE on patient_contacts.sign_in_failure.",
        "The account of DATABASE_URL lacks the right DELETE on patient_contacts.sign_in_failure.",
        "The account of DATABASE_URL lacks the right INSERT on patient_contacts.audit_event.",
        "The account of DATABASE_URL lacks the right INSERT on patient_contacts.audit_subject.",
        "The account of DATABASE_URL lacks the right INSERT on patient_contacts.audit_chain.",
      ],
    });
    await narrow.end();
    await root.query("DROP USER ?@'%'", [account.user]);
  });

  test("warns of rights that it should not have", async () => {
    await root.query("GRANT DELETE, ALTER ON ??.* TO ?@'%'", [schema, testAccounts.runtime.user]);
    const { warnings } = await open();
    expect(warnings).toEqual(
      expect.arrayContaining([expect.stringMatching(/has the right DELETE on site_\w+\.person,/), expect.stringMatching(/more rights than it needs: GRANT .*ALTER/)]),
    );
  });

  test("warns when it is root", async () => {
    const warnings: string[] = [];
    const config = readConfig({ ...testEnvironment(), OPENMRS_SCHEMA: schema });
    await openSite(openPool("root", "patient_contacts"), config, { warn: (warning) => warnings.push(warning) });
    expect(warnings).toEqual(expect.arrayContaining([expect.stringMatching(/UPDATE on patient_contacts\.audit_event/), expect.stringMatching(/ALL PRIVILEGES/)]));
  });

  test("warns when generated patients are called production", async () => {
    expect((await open({ ENVIRONMENT: "production" })).warnings).toEqual([expect.stringMatching(/generated/)]);
  });

  test("does without an address hierarchy, and says so", async () => {
    for (const table of ["address_hierarchy_entry", "address_hierarchy_level"]) await root.query("DROP TABLE ??.??", [schema, table]);
    const { site, warnings } = await open();
    expect(warnings).toEqual([expect.stringMatching(/no address hierarchy/)]);
    expect((await site.places()).findState("LAGOS")).toBeNull();
  });

  test("refuses a schema that is not there", async () => {
    expect(await faults({ OPENMRS_SCHEMA: "no_such_site" })).toEqual(["The schema no_such_site is not there, or the account of DATABASE_URL may not read it."]);
  });
});

describe("every connection", () => {
  test("has strict rules, UTC and the charset of OpenMRS, whatever the server's own are", async () => {
    const pool = createPool(databaseUrl("runtime", "patient_contacts"), { connectionLimit: 3 });
    const connections = await Promise.all([pool.getConnection(), pool.getConnection(), pool.getConnection()]);
    for (const connection of connections) {
      const [rows] = await connection.query("SELECT @@sql_mode AS mode, @@time_zone AS zone, @@character_set_connection AS charset, NOW() = UTC_TIMESTAMP() AS utc");
      const [row] = rows as unknown as [{ mode: string; zone: string; charset: string; utc: number }];
      expect(row.mode).toContain("STRICT_TRANS_TABLES");
      expect(row.mode).not.toContain("ONLY_FULL_GROUP_BY");
      expect(row).toMatchObject({ zone: "+00:00", utc: 1 });
      expect(row.charset).toMatch(/^utf8(mb3)?$/);
    }
    for (const connection of connections) connection.release();
    await pool.end();
  });

  test("runs one statement at a time and hands out no files", async () => {
    const pool = createPool(databaseUrl("root", "patient_contacts"), { connectionLimit: 1 });
    await expect(pool.query("SELECT 1; SELECT 2")).rejects.toMatchObject({ errno: 1064 });
    await pool.query("CREATE TEMPORARY TABLE stolen (line TEXT)");
    await expect(pool.query("LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE stolen")).rejects.toThrow();
    await pool.end();
  });
});
