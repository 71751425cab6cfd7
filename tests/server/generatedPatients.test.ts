import { createHash } from "node:crypto";
import { createConnection, type Connection, type RowDataPacket } from "mysql2/promise";
import { createDemoDatabase } from "../../scripts/openmrs/demoDatabase";
import { generatePatients } from "../../scripts/openmrs/generate";
import { makeSampleLineList } from "../../scripts/openmrs/sampleLineList";
import { databaseUrl } from "../support/database";

const tables = ["person", "person_name", "patient", "patient_identifier", "person_attribute", "person_address", "encounter", "obs"];
const schemas = [7, 7, 8].map((seed, index) => ({ seed, name: `generated_${index}_${process.pid}` }));
let connection: Connection;

beforeAll(async () => {
  connection = await createConnection({ uri: databaseUrl("root"), charset: "utf8", dateStrings: true });
  for (const { name, seed } of schemas) {
    await createDemoDatabase({ rootUrl: databaseUrl("root", ""), schema: name, level: "2.3" });
    await generatePatients(connection, { schema: name, patients: 1000, seed });
  }
}, 60_000);

afterAll(async () => {
  for (const { name } of schemas) await connection.query("DROP DATABASE ??", [name]);
  await connection.end();
});

async function digest(schema: string): Promise<string> {
  const hash = createHash("sha256");
  for (const table of tables) {
    const [rows] = await connection.query("SELECT * FROM ??.?? ORDER BY 1", [schema, table]);
    hash.update(JSON.stringify(rows));
  }
  return hash.digest("hex");
}

async function count(condition: string): Promise<number> {
  const [rows] = await connection.query<RowDataPacket[]>(`SELECT COUNT(*) AS found ${condition.replaceAll("IN_SCHEMA", schemas[0]?.name ?? "")}`);
  return Number(rows[0]?.found);
}

test("the same seed gives the same patients, another seed others, and every engine the same", async () => {
  const [first, second, other] = await Promise.all(schemas.map(({ name }) => digest(name)));
  expect(second).toBe(first);
  expect(other).not.toBe(first);
  expect(first).toBe("b6c0e4d60bec1f6f2abf337560b9a62d7370a3172ffc8d0f651a151367fa5ffb");
});

test("no two patients have one ART ID but the pair that is named for it", async () => {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT identifier, GROUP_CONCAT(patient_id ORDER BY patient_id) AS patients FROM ??.patient_identifier
      WHERE identifier_type = 4 AND voided = 0 GROUP BY identifier HAVING COUNT(DISTINCT patient_id) > 1`,
    [schemas[0]?.name],
  );
  expect(rows).toEqual([{ identifier: "IMO02000106", patients: "106,107" }]);
});

test.each([
  ["patients, each with a person and a name", "FROM IN_SCHEMA.patient t JOIN IN_SCHEMA.person p ON p.person_id = t.patient_id JOIN IN_SCHEMA.person_name n ON n.person_id = t.patient_id WHERE t.patient_id > 10000", 1000, 1000],
  ["estimated birthdates", "FROM IN_SCHEMA.person WHERE person_id > 10000 AND birthdate_estimated = 1", 300, 400],
  ["dead patients", "FROM IN_SCHEMA.person WHERE person_id > 10000 AND dead = 1 AND death_date > birthdate", 10, 60],
  ["voided patients", "FROM IN_SCHEMA.patient WHERE patient_id > 10000 AND voided = 1", 3, 25],
  ["sound phones", "FROM IN_SCHEMA.person_attribute WHERE person_id > 10000 AND voided = 0 AND value REGEXP '^0[789][01][0-9]{8}$'", 750, 950],
  ["phones that are none", "FROM IN_SCHEMA.person_attribute WHERE person_id > 10000 AND voided = 0 AND value NOT REGEXP '^0[789][01][0-9]{8}$'", 15, 80],
  ["former phones with OpenMRS's reason", "FROM IN_SCHEMA.person_attribute WHERE person_id > 10000 AND voided = 1 AND void_reason LIKE 'New value: 0%'", 180, 320],
  ["streets in address1 alone", "FROM IN_SCHEMA.person_address WHERE person_id > 10000 AND voided = 0 AND address1 IS NOT NULL AND COALESCE(address2, '') = ''", 300, 500],
  ["streets in address2 alone", "FROM IN_SCHEMA.person_address WHERE person_id > 10000 AND voided = 0 AND address1 IS NULL AND address2 <> ''", 300, 520],
  ["ART IDs in slashes", "FROM IN_SCHEMA.patient_identifier WHERE patient_id > 10000 AND identifier_type = 4 AND identifier LIKE '__/__/_____'", 50, 150],
  ["ART IDs with leading zeros", "FROM IN_SCHEMA.patient_identifier WHERE patient_id > 10000 AND identifier_type = 4 AND identifier REGEXP '^0+[0-9]+$'", 20, 90],
  ["LGAs that the hierarchy does not know", "FROM IN_SCHEMA.person_address a LEFT JOIN IN_SCHEMA.address_hierarchy_entry e ON e.level_id = 3 AND e.name = a.city_village WHERE a.person_id > 10000 AND a.voided = 0 AND e.name IS NULL", 10, 60],
])("a generated site has %s", async (_what, condition, least, most) => {
  const found = await count(condition);
  expect(found).toBeGreaterThanOrEqual(least);
  expect(found).toBeLessThanOrEqual(most);
});

test("no generated ART ID is on two patients", async () => {
  expect(await count("FROM (SELECT identifier FROM IN_SCHEMA.patient_identifier WHERE patient_id > 10000 AND identifier_type = 4 GROUP BY identifier HAVING COUNT(*) > 1) twice")).toBe(0);
});

test("the sample line list has its titles, its headings in row 3, 300 patients, and the damaged rows where they are said to be", async () => {
  const workbook = await makeSampleLineList(connection, schemas[0]?.name ?? "");
  const cells = workbook.sheets[0]?.cells ?? [];
  expect(cells).toHaveLength(303);
  expect(cells[2]?.map((cell) => (typeof cell === "object" ? cell?.v : cell)).slice(0, 7)).toEqual(["PepfarID", "HospID", "FirstName", "FamilyName", "Sex", "PhoneNo", "DOB"]);
  expect(cells[4]?.[5]).toBe(8036660201);
  expect(cells[4]?.[0]).toBe("IMO02000201");
  expect(cells[52]?.[5]).toEqual({ v: "#N/A", t: "e" });
  expect(cells[130]?.slice(0, 3)).not.toContain(null);
  expect(workbook.sheets[0]?.hiddenRows).toEqual([197, 198]);
  expect(cells.slice(3).every((row) => row.length === 10)).toBe(true);
});
