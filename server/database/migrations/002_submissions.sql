-- A submission: the rows of one sheet, sent by one person, taken once.
-- Text typed by people is kept as UTF-8 bytes, so that no connection character set can damage it.
CREATE TABLE submission (
  submission_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  uuid CHAR(36) CHARACTER SET ascii NOT NULL,
  user_id INT NOT NULL,
  role VARCHAR(20) CHARACTER SET ascii NOT NULL,
  -- The facilities whose patients the sender may see, as a list of location ids; null means the whole site.
  facility_ids TEXT CHARACTER SET ascii NULL,
  state VARCHAR(12) CHARACTER SET ascii NOT NULL,
  row_count INT UNSIGNED NOT NULL,
  part_count INT UNSIGNED NOT NULL,
  digest BINARY(32) NOT NULL,
  -- Reading and source of the sheet, as sent (JSON).
  header BLOB NOT NULL,
  reason VARBINARY(1020) NULL,
  request_id VARCHAR(64) CHARACTER SET ascii NOT NULL,
  address VARCHAR(64) CHARACTER SET ascii NOT NULL,
  cancel_requested TINYINT NOT NULL DEFAULT 0,
  -- Why the engine gave up, where the state is `stopped`.
  stop_reason VARCHAR(40) CHARACTER SET ascii NULL,
  opened_at DATETIME(3) NOT NULL,
  accepted_at DATETIME(3) NULL,
  finished_at DATETIME(3) NULL,
  -- The server instance that carries it on, and until when the others leave it alone.
  lease_owner CHAR(36) CHARACTER SET ascii NULL,
  lease_until DATETIME(3) NULL,
  PRIMARY KEY (submission_id),
  UNIQUE KEY submission_uuid (uuid),
  KEY submission_state (state, lease_until),
  KEY submission_user (user_id, submission_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE submission_part (
  submission_id BIGINT UNSIGNED NOT NULL,
  part_number INT UNSIGNED NOT NULL,
  digest BINARY(32) NOT NULL,
  row_count INT UNSIGNED NOT NULL,
  PRIMARY KEY (submission_id, part_number),
  CONSTRAINT part_of_submission FOREIGN KEY (submission_id) REFERENCES submission (submission_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- A row as typed; never changed but for the patient it is put in order by. `row_key` orders the rows of a submission: part number times
-- 10,000 plus the place in the part. A row is done when it has an outcome, waits when it stands in `row_waiting`, and is pending otherwise:
-- so a row's end is one insert, and chunks of one submission never lock each other's rows.
CREATE TABLE submission_row (
  submission_id BIGINT UNSIGNED NOT NULL,
  row_key INT UNSIGNED NOT NULL,
  row_id VARBINARY(256) NOT NULL,
  `row_number` INT UNSIGNED NOT NULL,
  -- Whom the ART ID named when the row came in: for ordering the work only, decided anew under lock.
  patient_id INT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (submission_id, row_key),
  KEY row_patient (submission_id, patient_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- What became of a row: written once, in the transaction that changes the record.
CREATE TABLE row_outcome (
  submission_id BIGINT UNSIGNED NOT NULL,
  row_key INT UNSIGNED NOT NULL,
  status VARCHAR(10) CHARACTER SET ascii NOT NULL,
  person_id INT NULL,
  issues BLOB NULL,
  phone_status VARCHAR(10) CHARACTER SET ascii NULL,
  phone_given VARBINARY(1020) NULL,
  phone_before VARBINARY(1020) NULL,
  phone_after VARBINARY(1020) NULL,
  phone_reason VARCHAR(40) CHARACTER SET ascii NULL,
  phone_voided TEXT CHARACTER SET ascii NULL,
  phone_inserted CHAR(36) CHARACTER SET ascii NULL,
  address_status VARCHAR(10) CHARACTER SET ascii NULL,
  address_given BLOB NULL,
  address_before BLOB NULL,
  address_after BLOB NULL,
  address_reason VARCHAR(40) CHARACTER SET ascii NULL,
  address_voided TEXT CHARACTER SET ascii NULL,
  address_copy_of INT NULL,
  address_inserted CHAR(36) CHARACTER SET ascii NULL,
  birthdate_status VARCHAR(10) CHARACTER SET ascii NULL,
  birthdate_given VARBINARY(1020) NULL,
  birthdate_before CHAR(10) CHARACTER SET ascii NULL,
  birthdate_before_estimated TINYINT NULL,
  birthdate_after CHAR(10) CHARACTER SET ascii NULL,
  birthdate_reason VARCHAR(40) CHARACTER SET ascii NULL,
  finished_at DATETIME(3) NOT NULL,
  PRIMARY KEY (submission_id, row_key),
  KEY outcome_person (person_id, submission_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- A row that a person must look at before it can have an outcome: what would happen, as it was last judged, and whose turn it is.
CREATE TABLE row_waiting LIKE row_outcome;
ALTER TABLE row_waiting ADD COLUMN waits_for VARCHAR(10) CHARACTER SET ascii NOT NULL DEFAULT 'person';
