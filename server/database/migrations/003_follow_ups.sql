-- Taking back, carrying on, and looking again at what was written. Times are UTC.
-- `undo` takes back what submission `origin_id` changed, `follow-up` carries on its left-over rows. Rows of both keep the row keys of the
-- origin's rows, so the same key means the same row of the sheet.
ALTER TABLE submission
  ADD COLUMN kind VARCHAR(10) CHARACTER SET ascii NOT NULL DEFAULT 'update',
  ADD COLUMN origin_id BIGINT UNSIGNED NULL,
  ADD COLUMN started_at DATETIME(3) NULL,
  ADD KEY submission_origin (origin_id);

-- address_mark: keyed digest of every data column of the address row that was inserted; says whether OpenMRS edited it in place since.
ALTER TABLE row_outcome ADD COLUMN address_mark BINARY(32) NULL, ADD COLUMN birthdate_after_estimated TINYINT NULL;
ALTER TABLE row_waiting ADD COLUMN address_mark BINARY(32) NULL, ADD COLUMN birthdate_after_estimated TINYINT NULL;

-- How many rows of a chunk ended how: summed up for progress, so that nobody counts 100,000 outcomes twice a second. One row a chunk and
-- status, keyed by the chunk's first row, so that chunks side by side never wait for each other here.
CREATE TABLE submission_tally (
  submission_id BIGINT UNSIGNED NOT NULL,
  first_row_key INT UNSIGNED NOT NULL,
  status VARCHAR(10) CHARACTER SET ascii NOT NULL,
  row_count INT NOT NULL,
  PRIMARY KEY (submission_id, first_row_key, status)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- A left-over row (waiting, in conflict, failed, not carried out) that a person has dealt with: sent again, or left as the record has it.
CREATE TABLE row_settled (
  submission_id BIGINT UNSIGNED NOT NULL,
  row_key INT UNSIGNED NOT NULL,
  -- The submission that carried the row on; null where it was left out.
  follow_up_id BIGINT UNSIGNED NULL,
  user_id INT NOT NULL,
  settled_at DATETIME(3) NOT NULL,
  PRIMARY KEY (submission_id, row_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- When the changes of a finished submission are compared with the record again. Taken by compare-and-set on lease_until.
CREATE TABLE after_check (
  submission_id BIGINT UNSIGNED NOT NULL,
  stage TINYINT UNSIGNED NOT NULL,
  due_at DATETIME(3) NOT NULL,
  lease_owner CHAR(36) CHARACTER SET ascii NULL,
  lease_until DATETIME(3) NULL,
  checked_at DATETIME(3) NULL,
  rows_checked INT UNSIGNED NULL,
  rows_reverted INT UNSIGNED NULL,
  PRIMARY KEY (submission_id, stage),
  KEY after_check_due (checked_at, due_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- A change that was found overwritten in the record afterwards. settled_by: the submission that applied it again.
CREATE TABLE row_reverted (
  submission_id BIGINT UNSIGNED NOT NULL,
  row_key INT UNSIGNED NOT NULL,
  field VARCHAR(10) CHARACTER SET ascii NOT NULL,
  stage TINYINT UNSIGNED NOT NULL,
  found_at DATETIME(3) NOT NULL,
  settled_at DATETIME(3) NULL,
  settled_by BIGINT UNSIGNED NULL,
  PRIMARY KEY (submission_id, row_key, field)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- A file that a signed-in person asked for, and the address that opens it for a short while without a session.
CREATE TABLE download (
  token_hash BINARY(32) NOT NULL,
  user_id INT NOT NULL,
  kind VARCHAR(20) CHARACTER SET ascii NOT NULL,
  -- What the file is made from (JSON): a submission and a format, or a report and its filters.
  request BLOB NOT NULL,
  created_at DATETIME(3) NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  PRIMARY KEY (token_hash),
  KEY download_expires (expires_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
