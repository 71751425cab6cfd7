-- Other numbers of a patient and tries to reach one. NMRS has one telephone attribute; these are ours alone. Times are UTC. Nothing is deleted:
-- what no longer holds is voided. Text typed by people is kept as UTF-8 bytes.

CREATE TABLE IF NOT EXISTS other_number (
  other_number_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  uuid CHAR(36) CHARACTER SET ascii NOT NULL,
  person_id INT NOT NULL,
  phone VARBINARY(20) NOT NULL,
  relation VARCHAR(20) CHARACTER SET ascii NOT NULL,
  relation_word VARBINARY(200) NULL,
  contact_name VARBINARY(400) NULL,
  note VARBINARY(1020) NULL,
  -- Keyed digest of all that was asked under the uuid: the same again is the same, anything else is refused.
  digest BINARY(32) NOT NULL,
  -- The row of a sheet whose cell held this number beside the one that went into the record.
  submission_id BIGINT UNSIGNED NULL,
  row_key INT UNSIGNED NULL,
  created_by INT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  voided_by INT NULL,
  voided_at DATETIME(3) NULL,
  void_reason VARBINARY(1020) NULL,
  PRIMARY KEY (other_number_id),
  UNIQUE KEY other_number_uuid (uuid),
  KEY other_number_person (person_id),
  KEY other_number_row (submission_id, row_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- The number that was called is not kept: phone_digest (keyed, bound to the person) says whether it is the one recorded now, and the masked
-- form is for people. Both stay as the row grows old; notes can be emptied.
CREATE TABLE IF NOT EXISTS contact_attempt (
  contact_attempt_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  uuid CHAR(36) CHARACTER SET ascii NOT NULL,
  person_id INT NOT NULL,
  outcome VARCHAR(20) CHARACTER SET ascii NOT NULL,
  day CHAR(10) CHARACTER SET ascii NOT NULL,
  -- recorded: NMRS's number; other: other_number_id; unknown: nobody can say which.
  tried VARCHAR(10) CHARACTER SET ascii NOT NULL,
  other_number_id BIGINT UNSIGNED NULL,
  phone_digest BINARY(32) NULL,
  phone_masked VARBINARY(60) NULL,
  note VARBINARY(1020) NULL,
  digest BINARY(32) NOT NULL,
  created_by INT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  voided_by INT NULL,
  voided_at DATETIME(3) NULL,
  void_reason VARBINARY(1020) NULL,
  PRIMARY KEY (contact_attempt_id),
  UNIQUE KEY contact_attempt_uuid (uuid),
  KEY contact_attempt_person (person_id, day),
  KEY contact_attempt_day (day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
