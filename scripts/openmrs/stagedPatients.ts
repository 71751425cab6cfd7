import type { Connection } from "mysql2/promise";
import { regionOf, wardsOf } from "./hierarchy";
import { namesByRegion, phonePrefixes, streets } from "./names";
import { states } from "./places";
import { facilities } from "./reference";
import { insertRows } from "./rows";

/** How many chances each patient has: fifteen numbers below 2^32, cut from four digests of seed and number. */
const chances = Array.from({ length: 16 }, (_, index) => `r${index}`);

const staged = `CREATE TEMPORARY TABLE staged_patient (
  n INT NOT NULL PRIMARY KEY,
  person_id INT NOT NULL,
  location_id INT NOT NULL,
  prefix VARCHAR(5) NOT NULL,
  region INT NOT NULL,
  given_name VARCHAR(50) NOT NULL,
  family_name VARCHAR(50) NOT NULL,
  gender CHAR(1) NOT NULL,
  state VARCHAR(50) NOT NULL,
  lga VARCHAR(80) NOT NULL,
  ward VARCHAR(80) NOT NULL,
  street VARCHAR(80) NOT NULL,
  phone CHAR(11) NOT NULL,
  art_id VARCHAR(50) NOT NULL,
  created DATETIME NOT NULL,
  is_voided TINYINT(1) NOT NULL,
  ${chances.map((name) => `${name} INT UNSIGNED NOT NULL`).join(",\n  ")}
) ENGINE=InnoDB DEFAULT CHARSET=utf8`;

const lookupTables: Readonly<Record<string, string>> = {
  chosen_facility: "id INT PRIMARY KEY, location_id INT, prefix VARCHAR(5), region INT, first_lga INT, lgas INT",
  chosen_given: "id INT PRIMARY KEY, name VARCHAR(50)",
  chosen_family: "id INT PRIMARY KEY, name VARCHAR(50)",
  chosen_lga: "id INT PRIMARY KEY, name VARCHAR(80), state VARCHAR(50)",
  chosen_ward: "id INT PRIMARY KEY, name VARCHAR(80)",
  chosen_street: "id INT PRIMARY KEY, name VARCHAR(80)",
  chosen_prefix: "id INT PRIMARY KEY, name CHAR(4)",
};

const allLgas = states.flatMap((state) => state.lgas.map((name) => ({ name, state: state.name })));
const artPrefix: Readonly<Record<number, string>> = { 7: "IMO02", 8: "LAG11", 9: "SOK07", 53: "FCT03" };

/** Temporary tables of the words that patients are put together from, each row under a number that a chance can hit. */
export async function createLookups(connection: Connection): Promise<void> {
  await dropLookups(connection);
  for (const [table, columns] of Object.entries(lookupTables)) {
    await connection.query(`CREATE TEMPORARY TABLE ${table} (${columns}) ENGINE=InnoDB DEFAULT CHARSET=utf8`);
  }
  await connection.query(staged);
  // A hundred places, shared out by the size of the facility.
  const places = facilities.flatMap((facility) => Array.from({ length: facility.share }, () => facility));
  await insertRows(
    connection,
    "chosen_facility",
    places.map((facility, id) => {
      const firstLga = allLgas.findIndex((lga) => lga.state === facility.state);
      const lgas = allLgas.filter((lga) => lga.state === facility.state).length;
      return { id, location_id: facility.locationId, prefix: artPrefix[facility.locationId] ?? "XXX01", region: regionOf(facility.state), first_lga: firstLga, lgas };
    }),
  );
  const given = namesByRegion.flatMap((names, region) => [...names.female.map((name, index) => ({ id: region * 100 + index, name })), ...names.male.map((name, index) => ({ id: region * 100 + 50 + index, name }))]);
  await insertRows(connection, "chosen_given", given);
  await insertRows(connection, "chosen_family", namesByRegion.flatMap((names, region) => names.family.map((name, index) => ({ id: region * 100 + index, name }))));
  await insertRows(connection, "chosen_lga", allLgas.map((lga, id) => ({ id, ...lga })));
  await insertRows(connection, "chosen_ward", allLgas.flatMap((lga, id) => wardsOf(lga.state, lga.name).map((name, index) => ({ id: id * 12 + index, name }))));
  await insertRows(connection, "chosen_street", streets.map((name, id) => ({ id, name })));
  await insertRows(connection, "chosen_prefix", phonePrefixes.map((name, id) => ({ id, name })));
}

export async function dropLookups(connection: Connection): Promise<void> {
  for (const table of [...Object.keys(lookupTables), "staged_patient"]) await connection.query(`DROP TEMPORARY TABLE IF EXISTS ${table}`);
}

const digits = "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";

/** A number with leading zeros; LPAD alone would cut off what is longer, and two patients would have one ART ID. */
function padded(number: string, width: number): string {
  return `LPAD(${number}, GREATEST(${width}, CHAR_LENGTH(${number})), '0')`;
}

/** Fills the staging table with the patients `start` to `end`, replacing those before. */
export async function stagePatients(connection: Connection, { seed, start, end }: { seed: number; start: number; end: number }): Promise<void> {
  await connection.query("TRUNCATE TABLE staged_patient");
  const numbers = `SELECT ${start} + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS n
    FROM ${digits} a CROSS JOIN ${digits} b CROSS JOIN ${digits} c CROSS JOIN ${digits} e CROSS JOIN ${digits} f`;
  const digests = `SELECT n, MD5(CONCAT(${seed}, ':a:', n)) AS h0, MD5(CONCAT(${seed}, ':b:', n)) AS h1, MD5(CONCAT(${seed}, ':c:', n)) AS h2,
    MD5(CONCAT(${seed}, ':d:', n)) AS h3 FROM (${numbers}) numbers WHERE n <= ${end}`;
  const cut = chances.map((name, index) => `CAST(CONV(SUBSTRING(h${index >> 2}, ${(index & 3) * 8 + 1}, 8), 16, 10) AS UNSIGNED) AS ${name}`).join(", ");
  await connection.query(`INSERT INTO staged_patient
    SELECT q.n, 10000 + q.n, f.location_id, f.prefix, f.region, g.name, l.name, IF(q.r0 % 100 < 65, 'F', 'M'), a.state, a.name, w.name,
      CONCAT(1 + q.r5 % 180, ' ', s.name), CONCAT(x.name, LPAD(q.r7 % 10000000, 7, '0')),
      CASE WHEN q.r8 % 100 < 50 THEN CONCAT(f.prefix, ${padded("(q.n + 1000)", 6)})
        WHEN q.r8 % 100 < 75 THEN CAST(20000 + q.n AS CHAR)
        WHEN q.r8 % 100 < 85 THEN CONCAT(LEFT(f.prefix, 2), '-', LPAD(q.n DIV 10000, 4, '0'), '-', LPAD(q.n % 10000, 4, '0'))
        WHEN q.r8 % 100 < 95 THEN CONCAT(LEFT(f.prefix, 2), '/', 10 + q.r8 % 15, '/', ${padded("q.n", 5)})
        ELSE ${padded("q.n", 8)} END,
      DATE_ADD('2016-01-04 08:00:00', INTERVAL (q.r9 % 3400) * 86400 + q.r9 % 28800 SECOND),
      q.r15 % 100 = 0,
      ${chances.map((name) => `q.${name}`).join(", ")}
    FROM (SELECT n, ${cut} FROM (${digests}) digests) q
    JOIN chosen_facility f ON f.id = q.r1 % 100
    JOIN chosen_given g ON g.id = f.region * 100 + IF(q.r0 % 100 < 65, 0, 50) + q.r2 % 20
    JOIN chosen_family l ON l.id = f.region * 100 + q.r3 % 20
    JOIN chosen_lga a ON a.id = IF(q.r4 % 100 < 90, f.first_lga + q.r4 DIV 100 % f.lgas, q.r4 DIV 100 % ${allLgas.length})
    JOIN chosen_ward w ON w.id = a.id * 12 + q.r6 % 12
    JOIN chosen_street s ON s.id = q.r5 DIV 180 % ${streets.length}
    JOIN chosen_prefix x ON x.id = q.r7 DIV 10000000 % ${phonePrefixes.length}
    ORDER BY q.n`);
}
