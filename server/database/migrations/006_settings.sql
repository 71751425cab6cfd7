-- Settings of the site that administrators change, and the tallies of days for the home screen. Times are UTC; `day` is the site's day.

-- One row. `version` counts the changes, so that two administrators do not overwrite each other unseen; `content` (JSON) holds only what
-- differs from the server's own configuration.
CREATE TABLE IF NOT EXISTS site_settings (
  id TINYINT NOT NULL,
  version INT NOT NULL,
  content BLOB NOT NULL,
  changed_by INT NULL,
  changed_at DATETIME(3) NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
INSERT IGNORE INTO site_settings (id, version, content) VALUES (1, 0, '{}');

-- How many rows of one sender ended how on one day, summed up in the background from submissions that have ended. `scope` is a digest of
-- facility_ids, the facilities that the sender had; `kind` that of the submission.
CREATE TABLE IF NOT EXISTS day_tally (
  day DATE NOT NULL,
  user_id INT NOT NULL,
  scope BINARY(32) NOT NULL,
  kind VARCHAR(10) CHARACTER SET ascii NOT NULL,
  facility_ids TEXT CHARACTER SET ascii NULL,
  phone INT NOT NULL,
  address INT NOT NULL,
  birthdate INT NOT NULL,
  updated INT NOT NULL,
  partly INT NOT NULL,
  unchanged INT NOT NULL,
  conflict INT NOT NULL,
  failed INT NOT NULL,
  collapsed INT NOT NULL,
  withdrawn INT NOT NULL,
  PRIMARY KEY (day, user_id, scope, kind),
  KEY day_tally_user (user_id, day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- When the rows of a submission were added to the tallies. Until then they are counted as they stand.
ALTER TABLE submission ADD COLUMN counted_at DATETIME(3) NULL, ADD KEY submission_uncounted (counted_at, state);

-- The newest of one kind of event, and what was found overwritten since a day, without reading years of either.
ALTER TABLE audit_event ADD KEY audit_event_action (action, audit_event_id);
ALTER TABLE row_reverted ADD KEY row_reverted_found (found_at);
