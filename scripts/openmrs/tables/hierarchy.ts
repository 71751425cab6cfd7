import { foreignKey, tableEnd } from "./level";

/** The tables of the addresshierarchy module 2.11: where a site keeps its states, LGAs and wards. */
export function hierarchyTables(): string[] {
  return [
    `CREATE TABLE address_hierarchy_level (
  address_hierarchy_level_id INT NOT NULL AUTO_INCREMENT,
  name VARCHAR(160) DEFAULT NULL,
  parent_level_id INT DEFAULT NULL,
  address_field VARCHAR(50) DEFAULT NULL,
  uuid CHAR(38) NOT NULL,
  required TINYINT(1) NOT NULL DEFAULT 0,
  PRIMARY KEY (address_hierarchy_level_id),
  UNIQUE KEY parent_level_id (parent_level_id),
  ${foreignKey("parent_level", "parent_level_id", "address_hierarchy_level (address_hierarchy_level_id)")}
) ${tableEnd}`,
    `CREATE TABLE address_hierarchy_entry (
  address_hierarchy_entry_id INT NOT NULL AUTO_INCREMENT,
  name VARCHAR(160) DEFAULT NULL,
  level_id INT NOT NULL,
  parent_id INT DEFAULT NULL,
  user_generated_id VARCHAR(11) DEFAULT NULL,
  latitude DOUBLE DEFAULT NULL,
  longitude DOUBLE DEFAULT NULL,
  elevation DOUBLE DEFAULT NULL,
  uuid CHAR(38) NOT NULL,
  PRIMARY KEY (address_hierarchy_entry_id),
  KEY parent_name (parent_id, name),
  KEY level_name (level_id, name),
  ${foreignKey("level_to_level", "level_id", "address_hierarchy_level (address_hierarchy_level_id)")},
  ${foreignKey("parent_to_parent", "parent_id", "address_hierarchy_entry (address_hierarchy_entry_id)")}
) ${tableEnd}`,
    `CREATE TABLE address_hierarchy_address_to_entry_map (
  address_to_entry_map_id INT NOT NULL AUTO_INCREMENT,
  address_id INT NOT NULL,
  entry_id INT NOT NULL,
  uuid CHAR(38) NOT NULL,
  PRIMARY KEY (address_to_entry_map_id),
  ${foreignKey("address_id_to_person_address_table", "address_id", "person_address (person_address_id)")},
  ${foreignKey("entry_id_to_address_hierarchy_table", "entry_id", "address_hierarchy_entry (address_hierarchy_entry_id)")}
) ${tableEnd}`,
  ];
}
