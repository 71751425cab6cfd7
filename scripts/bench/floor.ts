import { randomUUID } from "node:crypto";
import type { Connection } from "mysql2/promise";
import type { BenchRow } from "./bed";

const copied = `address1, city_village, state_province, county_district, address3, address4, address5, address6, address7, address8, address9,
  address10, address11, address12, address13, address14, address15, postal_code, country, latitude, longitude, start_date, end_date`;
const rowsPerInsert = 2_000;

/**
 * The yardstick: the same changes in OpenMRS's tables by hand-written set-based SQL on one connection and in one transaction, without
 * audit, outcomes, locks, checks or undo. Nothing that does the job can do much less.
 */
export async function runFloor(connection: Connection, rows: readonly BenchRow[], userId: number): Promise<void> {
  await connection.query("DROP TEMPORARY TABLE IF EXISTS floor_stage");
  await connection.query(
    `CREATE TEMPORARY TABLE floor_stage (
       art_id VARCHAR(50) NOT NULL PRIMARY KEY, person_id INT NULL, phone VARCHAR(50), street VARCHAR(255), birthdate DATE,
       phone_uuid CHAR(36), address_uuid CHAR(36), address_id INT NULL, KEY (person_id)) ENGINE=InnoDB DEFAULT CHARSET=utf8`,
  );
  await connection.beginTransaction();
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    const values = rows
      .slice(start, start + rowsPerInsert)
      .map(({ artId, phone, street, birthdate }) => [artId, phone, street, birthdate, randomUUID(), randomUUID()]);
    await connection.query("INSERT INTO floor_stage (art_id, phone, street, birthdate, phone_uuid, address_uuid) VALUES ?", [values]);
  }
  await connection.query(
    `UPDATE floor_stage s
       JOIN patient_identifier i ON i.identifier = s.art_id AND i.identifier_type = 4 AND i.voided = 0
       JOIN patient p ON p.patient_id = i.patient_id AND p.voided = 0
        SET s.person_id = i.patient_id`,
  );
  await connection.query(
    `UPDATE floor_stage s JOIN person_address a ON a.person_id = s.person_id AND a.voided = 0 AND a.preferred = 1
        SET s.address_id = a.person_address_id`,
  );
  await connection.query(
    `UPDATE person_attribute a JOIN floor_stage s ON s.person_id = a.person_id
        SET a.voided = 1, a.voided_by = ?, a.date_voided = NOW(), a.void_reason = CONCAT('New value: ', s.phone), a.changed_by = ?, a.date_changed = NOW()
      WHERE a.person_attribute_type_id = 8 AND a.voided = 0`,
    [userId, userId],
  );
  await connection.query(
    `INSERT INTO person_attribute (person_id, value, person_attribute_type_id, creator, date_created, voided, uuid)
     SELECT person_id, phone, 8, ?, NOW(), 0, phone_uuid FROM floor_stage WHERE person_id IS NOT NULL`,
    [userId],
  );
  await connection.query(
    `INSERT INTO person_address (person_id, preferred, address2, ${copied}, creator, date_created, voided, uuid)
     SELECT s.person_id, 1, s.street, ${copied}, ?, NOW(), 0, s.address_uuid
       FROM floor_stage s LEFT JOIN person_address a ON a.person_address_id = s.address_id WHERE s.person_id IS NOT NULL`,
    [userId],
  );
  await connection.query(
    `UPDATE person_address a JOIN floor_stage s ON s.address_id = a.person_address_id
        SET a.voided = 1, a.preferred = 0, a.voided_by = ?, a.date_voided = NOW(), a.void_reason = 'Contact update', a.changed_by = ?, a.date_changed = NOW()`,
    [userId, userId],
  );
  await connection.query(
    `UPDATE person n JOIN floor_stage s ON s.person_id = n.person_id
        SET n.birthdate = s.birthdate, n.birthdate_estimated = 0, n.changed_by = ?, n.date_changed = NOW()`,
    [userId],
  );
  await connection.query(`UPDATE patient p JOIN floor_stage s ON s.person_id = p.patient_id SET p.changed_by = ?, p.date_changed = NOW()`, [userId]);
  await connection.commit();
}
