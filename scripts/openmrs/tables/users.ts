import { foreignKey, retireColumns, sinceTwo, tableEnd, uuidColumn, type OpenmrsLevel } from "./level";

export function userTables(level: OpenmrsLevel): string[] {
  return [
    `CREATE TABLE users (
  user_id INT NOT NULL AUTO_INCREMENT,
  system_id VARCHAR(50) NOT NULL DEFAULT '',
  username VARCHAR(50) DEFAULT NULL,
  password VARCHAR(128) DEFAULT NULL,
  salt VARCHAR(128) DEFAULT NULL,
  secret_question VARCHAR(255) DEFAULT NULL,
  secret_answer VARCHAR(255) DEFAULT NULL,
  creator INT NOT NULL DEFAULT 0,
  date_created DATETIME NOT NULL,
  changed_by INT DEFAULT NULL,
  date_changed DATETIME DEFAULT NULL,
  person_id INT NOT NULL,
  ${retireColumns},
  ${uuidColumn(level)},
  ${sinceTwo(level, "activation_key VARCHAR(255) DEFAULT NULL,\n  email VARCHAR(255) DEFAULT NULL,")}
  PRIMARY KEY (user_id),
  ${sinceTwo(level, "UNIQUE KEY email (email),")}
  ${foreignKey("person_id_for_user", "person_id", "person (person_id)")},
  ${foreignKey("user_creator", "creator", "users (user_id)")},
  ${foreignKey("user_who_changed_user", "changed_by", "users (user_id)")},
  ${foreignKey("user_who_retired_this_user", "retired_by", "users (user_id)")}
) ${tableEnd}`,
    `CREATE TABLE role (
  role VARCHAR(50) NOT NULL DEFAULT '',
  description VARCHAR(255) DEFAULT NULL,
  ${uuidColumn(level)},
  PRIMARY KEY (role),
  UNIQUE KEY role_uuid_index (uuid)
) ${tableEnd}`,
    `CREATE TABLE role_role (
  parent_role VARCHAR(50) NOT NULL DEFAULT '',
  child_role VARCHAR(50) NOT NULL DEFAULT '',
  PRIMARY KEY (parent_role, child_role),
  ${foreignKey("inherited_role", "child_role", "role (role)")},
  ${foreignKey("parent_role", "parent_role", "role (role)")}
) ${tableEnd}`,
    `CREATE TABLE privilege (
  privilege VARCHAR(255) NOT NULL,
  description TEXT,
  ${uuidColumn(level)},
  PRIMARY KEY (privilege),
  UNIQUE KEY privilege_uuid_index (uuid)
) ${tableEnd}`,
    `CREATE TABLE role_privilege (
  role VARCHAR(50) NOT NULL DEFAULT '',
  privilege VARCHAR(255) NOT NULL,
  PRIMARY KEY (privilege, role),
  ${foreignKey("privilege_definitions", "privilege", "privilege (privilege)")},
  ${foreignKey("role_privilege_to_role", "role", "role (role)")}
) ${tableEnd}`,
    `CREATE TABLE user_role (
  user_id INT NOT NULL DEFAULT 0,
  role VARCHAR(50) NOT NULL DEFAULT '',
  PRIMARY KEY (role, user_id),
  ${foreignKey("role_definitions", "role", "role (role)")},
  ${foreignKey("user_role_to_users", "user_id", "users (user_id)")}
) ${tableEnd}`,
    `CREATE TABLE user_property (
  user_id INT NOT NULL DEFAULT 0,
  property VARCHAR(100) NOT NULL DEFAULT '',
  property_value VARCHAR(255) NOT NULL DEFAULT '',
  PRIMARY KEY (user_id, property),
  ${foreignKey("user_property_to_users", "user_id", "users (user_id)")}
) ${tableEnd}`,
    `CREATE TABLE global_property (
  property VARCHAR(255) NOT NULL,
  property_value TEXT,
  description TEXT,
  ${uuidColumn(level)},
  datatype VARCHAR(255) DEFAULT NULL,
  datatype_config TEXT,
  preferred_handler VARCHAR(255) DEFAULT NULL,
  handler_config TEXT,
  ${sinceTwo(level, "date_changed DATETIME DEFAULT NULL,\n  changed_by INT DEFAULT NULL,")}
  PRIMARY KEY (property),
  UNIQUE KEY global_property_uuid_index (uuid)
) ${tableEnd}`,
    `CREATE TABLE provider (
  provider_id INT NOT NULL AUTO_INCREMENT,
  person_id INT DEFAULT NULL,
  name VARCHAR(255) DEFAULT NULL,
  identifier VARCHAR(255) DEFAULT NULL,
  creator INT NOT NULL,
  date_created DATETIME NOT NULL,
  changed_by INT DEFAULT NULL,
  date_changed DATETIME DEFAULT NULL,
  ${retireColumns},
  ${uuidColumn(level)},
  ${sinceTwo(level, "role_id INT DEFAULT NULL,\n  speciality_id INT DEFAULT NULL,")}
  PRIMARY KEY (provider_id),
  UNIQUE KEY provider_uuid_index (uuid),
  ${foreignKey("provider_person_id_fk", "person_id", "person (person_id)")},
  ${foreignKey("provider_creator_fk", "creator", "users (user_id)")},
  ${foreignKey("provider_changed_by_fk", "changed_by", "users (user_id)")},
  ${foreignKey("provider_retired_by_fk", "retired_by", "users (user_id)")}
) ${tableEnd}`,
  ];
}
