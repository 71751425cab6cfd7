-- Finding patients by what OpenMRS has no index for. Only digests under the site's key, numbers of facilities and of persons: no name, no phone.
-- Which patients a digest may mean; whether it does is always judged by the record. `place` is the location of the patient's ART number (0:
-- none), so that who sees one facility of many does not look through the others.
CREATE TABLE IF NOT EXISTS search_key (
  key_digest BINARY(8) NOT NULL,
  place INT NOT NULL,
  person_id INT NOT NULL,
  PRIMARY KEY (key_digest, place, person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- The keys that a patient has in search_key, 12 bytes each (digest, place): says without reading them whether anything is to be changed.
CREATE TABLE IF NOT EXISTS search_person (
  person_id INT NOT NULL,
  key_list VARBINARY(6000) NOT NULL,
  PRIMARY KEY (person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- How far the table is in step with the record; one row. Times are UTC.
CREATE TABLE IF NOT EXISTS search_state (
  id TINYINT NOT NULL,
  -- Of the rules and the key that the digests were made by: others fill the table anew.
  rules_digest BINARY(8) NOT NULL,
  -- The repeated look at every patient: how far it is, when it began, and when the last complete one had begun (null: the first is not done).
  swept_to INT NOT NULL,
  sweep_began_at DATETIME(3) NULL,
  known_until DATETIME(3) NULL,
  -- New rows of OpenMRS's tables have been seen up to these.
  name_id INT NOT NULL,
  attribute_id INT NOT NULL,
  identifier_id INT NOT NULL,
  -- The server instance that keeps the table in step, and until when the others leave it to it.
  lease_owner CHAR(36) CHARACTER SET ascii NULL,
  lease_until DATETIME(3) NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

INSERT IGNORE INTO search_state (id, rules_digest, swept_to, name_id, attribute_id, identifier_id) VALUES (1, '', 0, 0, 0, 0);
