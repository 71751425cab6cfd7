-- What reports and the home screen count, summed up in the background from submissions that have ended. `day` is the site's day on which an
-- outcome finished (or, for `…_reverted`, on which it was found overwritten). Counts only, never a value of a patient. Replaces day_tally.

-- The facilities that senders had, as submissions hold them; null means the whole site.
CREATE TABLE IF NOT EXISTS report_scope (
  scope_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
  digest BINARY(32) NOT NULL,
  facility_ids TEXT CHARACTER SET ascii NULL,
  PRIMARY KEY (scope_id),
  UNIQUE KEY report_scope_digest (digest)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- Where rows came from. `search_text` is the names of workbook and sheet in small letters, a line each; of a kind of source alone it is empty.
CREATE TABLE IF NOT EXISTS report_source (
  source_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
  digest BINARY(32) NOT NULL,
  source_kind VARCHAR(10) CHARACTER SET ascii NOT NULL,
  search_text BLOB NOT NULL,
  PRIMARY KEY (source_id),
  UNIQUE KEY report_source_digest (digest)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- Rows and changes of one day, sender, kind of submission, source and facility of the patient (`place`: location of the ART ID; 0: none).
-- Of each field: changes by what became of them; under `…_row_…` the rows that gave it, by what became of the row; submissions that gave it.
-- A submission of which rows stand in several lines is counted in each, and named in report_spread.
CREATE TABLE IF NOT EXISTS report_tally (
  day DATE NOT NULL,
  user_id INT NOT NULL,
  scope_id INT UNSIGNED NOT NULL,
  kind VARCHAR(10) CHARACTER SET ascii NOT NULL,
  source_id INT UNSIGNED NOT NULL,
  place INT NOT NULL,
  updated INT UNSIGNED NOT NULL,
  partly INT UNSIGNED NOT NULL,
  unchanged INT UNSIGNED NOT NULL,
  conflict INT UNSIGNED NOT NULL,
  failed INT UNSIGNED NOT NULL,
  collapsed INT UNSIGNED NOT NULL,
  withdrawn INT UNSIGNED NOT NULL,
  submissions INT UNSIGNED NOT NULL,
  phone_changed INT UNSIGNED NOT NULL,
  phone_unchanged INT UNSIGNED NOT NULL,
  phone_conflict INT UNSIGNED NOT NULL,
  phone_failed INT UNSIGNED NOT NULL,
  phone_reverted INT UNSIGNED NOT NULL,
  phone_row_updated INT UNSIGNED NOT NULL,
  phone_row_partly INT UNSIGNED NOT NULL,
  phone_row_unchanged INT UNSIGNED NOT NULL,
  phone_row_conflict INT UNSIGNED NOT NULL,
  phone_row_failed INT UNSIGNED NOT NULL,
  phone_submissions INT UNSIGNED NOT NULL,
  address_changed INT UNSIGNED NOT NULL,
  address_unchanged INT UNSIGNED NOT NULL,
  address_conflict INT UNSIGNED NOT NULL,
  address_failed INT UNSIGNED NOT NULL,
  address_reverted INT UNSIGNED NOT NULL,
  address_row_updated INT UNSIGNED NOT NULL,
  address_row_partly INT UNSIGNED NOT NULL,
  address_row_unchanged INT UNSIGNED NOT NULL,
  address_row_conflict INT UNSIGNED NOT NULL,
  address_row_failed INT UNSIGNED NOT NULL,
  address_submissions INT UNSIGNED NOT NULL,
  birthdate_changed INT UNSIGNED NOT NULL,
  birthdate_unchanged INT UNSIGNED NOT NULL,
  birthdate_conflict INT UNSIGNED NOT NULL,
  birthdate_failed INT UNSIGNED NOT NULL,
  birthdate_reverted INT UNSIGNED NOT NULL,
  birthdate_row_updated INT UNSIGNED NOT NULL,
  birthdate_row_partly INT UNSIGNED NOT NULL,
  birthdate_row_unchanged INT UNSIGNED NOT NULL,
  birthdate_row_conflict INT UNSIGNED NOT NULL,
  birthdate_row_failed INT UNSIGNED NOT NULL,
  birthdate_submissions INT UNSIGNED NOT NULL,
  PRIMARY KEY (day, kind, user_id, scope_id, source_id, place),
  KEY report_tally_user (user_id, scope_id, day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- The same by months (`day` is the first of one) and without the names of sources: `source_id` stands for the kind of source alone. Whole months
-- of a long period are read here, ten times fewer lines.
CREATE TABLE IF NOT EXISTS report_month LIKE report_tally;

-- Submissions whose rows stand in several lines of report_tally, once for each; the flags say of which counts of the line they are part.
CREATE TABLE IF NOT EXISTS report_spread (
  day DATE NOT NULL,
  submission_id BIGINT UNSIGNED NOT NULL,
  place INT NOT NULL,
  user_id INT NOT NULL,
  scope_id INT UNSIGNED NOT NULL,
  kind VARCHAR(10) CHARACTER SET ascii NOT NULL,
  source_id INT UNSIGNED NOT NULL,
  submissions TINYINT UNSIGNED NOT NULL,
  phone_submissions TINYINT UNSIGNED NOT NULL,
  address_submissions TINYINT UNSIGNED NOT NULL,
  birthdate_submissions TINYINT UNSIGNED NOT NULL,
  PRIMARY KEY (day, submission_id, place)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- Changes that were not carried out, by submission and cause; of undos none. `row_keys` are the newest three, so that an example is found by its key.
CREATE TABLE IF NOT EXISTS report_cause (
  submission_id BIGINT UNSIGNED NOT NULL,
  day DATE NOT NULL,
  place INT NOT NULL,
  field VARCHAR(10) CHARACTER SET ascii NOT NULL,
  code VARCHAR(40) CHARACTER SET ascii NOT NULL,
  user_id INT NOT NULL,
  scope_id INT UNSIGNED NOT NULL,
  kind VARCHAR(10) CHARACTER SET ascii NOT NULL,
  source_id INT UNSIGNED NOT NULL,
  changes INT UNSIGNED NOT NULL,
  newest_at DATETIME(3) NOT NULL,
  row_keys VARCHAR(40) CHARACTER SET ascii NOT NULL,
  PRIMARY KEY (day, submission_id, place, field, code),
  KEY report_cause_newest (field, code, newest_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- How many of them by months, people and the kind of source, as in report_month.
CREATE TABLE IF NOT EXISTS report_cause_month (
  day DATE NOT NULL,
  kind VARCHAR(10) CHARACTER SET ascii NOT NULL,
  user_id INT NOT NULL,
  scope_id INT UNSIGNED NOT NULL,
  source_id INT UNSIGNED NOT NULL,
  place INT NOT NULL,
  field VARCHAR(10) CHARACTER SET ascii NOT NULL,
  code VARCHAR(40) CHARACTER SET ascii NOT NULL,
  changes INT UNSIGNED NOT NULL,
  PRIMARY KEY (day, kind, user_id, scope_id, source_id, place, field, code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- When a finding was added to the tallies. Until then it is counted as it stands.
ALTER TABLE row_reverted ADD COLUMN counted_at DATETIME(3) NULL, ADD KEY row_reverted_uncounted (counted_at, found_at);

-- Everything is summed up anew: the tallies before did not know of facility, source and cause.
DROP TABLE IF EXISTS day_tally;
UPDATE submission SET counted_at = NULL WHERE counted_at IS NOT NULL;
