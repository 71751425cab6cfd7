-- Worklists: patients whose contacts need work, by person id, with the reasons as bits. No value of a patient. Times are UTC, days the site's.
CREATE TABLE IF NOT EXISTS worklist (
  worklist_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  uuid CHAR(36) CHARACTER SET ascii NOT NULL,
  user_id INT NOT NULL,
  -- The facilities whose patients the maker may see, as a list of location ids; null means the whole site.
  facility_ids TEXT CHARACTER SET ascii NULL,
  name VARBINARY(400) NOT NULL,
  -- Criteria as asked (JSON), and the digest of all that was asked: the same again is the same list.
  criteria BLOB NOT NULL,
  most INT UNSIGNED NOT NULL,
  digest BINARY(32) NOT NULL,
  state VARCHAR(12) CHARACTER SET ascii NOT NULL,
  -- The site's day by which ages and months are reckoned.
  day CHAR(10) CHARACTER SET ascii NOT NULL,
  made_at DATETIME(3) NOT NULL,
  ready_at DATETIME(3) NULL,
  closed_at DATETIME(3) NULL,
  -- Patients up to this one have been looked at.
  after_person_id INT NOT NULL DEFAULT 0,
  looked INT UNSIGNED NOT NULL DEFAULT 0,
  looked_of INT UNSIGNED NOT NULL DEFAULT 0,
  matched INT UNSIGNED NOT NULL DEFAULT 0,
  failures INT UNSIGNED NOT NULL DEFAULT 0,
  lease_owner CHAR(36) CHARACTER SET ascii NULL,
  lease_until DATETIME(3) NULL,
  PRIMARY KEY (worklist_id),
  UNIQUE KEY worklist_uuid (uuid),
  KEY worklist_state (state, lease_until),
  KEY worklist_made (made_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- `place`: location of the ART ID, 0 where it has none. `ordinal` is given when all are gathered: what has none is being gathered, or was one too many.
CREATE TABLE IF NOT EXISTS worklist_item (
  worklist_id BIGINT UNSIGNED NOT NULL,
  person_id INT NOT NULL,
  place INT NOT NULL,
  reasons SMALLINT UNSIGNED NOT NULL,
  reason_count TINYINT UNSIGNED NOT NULL,
  last_encounter CHAR(10) CHARACTER SET ascii NULL,
  ordinal INT UNSIGNED NULL,
  PRIMARY KEY (worklist_id, person_id),
  KEY worklist_item_order (worklist_id, ordinal),
  KEY worklist_item_person (person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
