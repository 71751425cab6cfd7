-- Files of reports that people asked for or have planned, made in the background by whatever server is free. Times are UTC; `next_day` is the
-- site's. Text typed by people is kept as UTF-8 bytes.

-- `attempt` counts how often somebody began to make it: bytes of an attempt that was given up are never taken for those of another. `crashes`
-- counts the attempts that were left behind, so that a file that ends every server which makes it does not go round for ever.
CREATE TABLE IF NOT EXISTS report_file (
  report_file_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  uuid CHAR(36) CHARACTER SET ascii NOT NULL,
  user_id INT NOT NULL,
  -- Kind, step, filters, format and language, as asked (JSON).
  request BLOB NOT NULL,
  schedule_uuid CHAR(36) CHARACTER SET ascii NULL,
  state VARCHAR(10) CHARACTER SET ascii NOT NULL,
  problem VARCHAR(20) CHARACTER SET ascii NULL,
  rows_done INT UNSIGNED NOT NULL DEFAULT 0,
  rows_total INT UNSIGNED NOT NULL DEFAULT 0,
  file_name VARCHAR(200) CHARACTER SET ascii NOT NULL,
  byte_count BIGINT UNSIGNED NULL,
  data_digest BINARY(32) NULL,
  -- The rights with which it was made: who has lost any of them since cannot open it. Facilities as in `submission`.
  made_role VARCHAR(20) CHARACTER SET ascii NULL,
  made_facility_ids TEXT CHARACTER SET ascii NULL,
  request_id VARCHAR(64) CHARACTER SET ascii NOT NULL,
  address VARCHAR(64) CHARACTER SET ascii NOT NULL,
  asked_at DATETIME(3) NOT NULL,
  finished_at DATETIME(3) NULL,
  expires_at DATETIME(3) NULL,
  attempt INT UNSIGNED NOT NULL DEFAULT 0,
  crashes TINYINT UNSIGNED NOT NULL DEFAULT 0,
  lease_owner CHAR(36) CHARACTER SET ascii NULL,
  lease_until DATETIME(3) NULL,
  PRIMARY KEY (report_file_id),
  UNIQUE KEY report_file_uuid (uuid),
  KEY report_file_user (user_id, report_file_id),
  KEY report_file_state (state, report_file_id),
  KEY report_file_expires (state, expires_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- The bytes, in pieces, because any server may be asked for them.
CREATE TABLE IF NOT EXISTS report_file_chunk (
  report_file_id BIGINT UNSIGNED NOT NULL,
  attempt INT UNSIGNED NOT NULL,
  position INT UNSIGNED NOT NULL,
  bytes MEDIUMBLOB NOT NULL,
  PRIMARY KEY (report_file_id, attempt, position)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- A report that is made every week or month. `problem` says why the last one was not.
CREATE TABLE IF NOT EXISTS report_schedule (
  uuid CHAR(36) CHARACTER SET ascii NOT NULL,
  user_id INT NOT NULL,
  request BLOB NOT NULL,
  next_day CHAR(10) CHARACTER SET ascii NOT NULL,
  last_file CHAR(36) CHARACTER SET ascii NULL,
  problem VARCHAR(20) CHARACTER SET ascii NULL,
  created_at DATETIME(3) NOT NULL,
  PRIMARY KEY (uuid),
  KEY report_schedule_user (user_id, created_at),
  KEY report_schedule_next (next_day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- Submissions of a period, without looking at those of all years: from its end in the order of acceptance, from its beginning by their end.
ALTER TABLE submission ADD KEY submission_accepted (accepted_at, submission_id), ADD KEY submission_finished (finished_at);
