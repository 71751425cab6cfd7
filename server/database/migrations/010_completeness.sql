-- How complete the record's contacts are, counted once a day of the site. Holds numbers alone, nobody's id. Times are UTC, days the site's.
-- One row: where the counting stands. Taken by compare-and-set on lease_until; `day` is being counted while started_at is set.
CREATE TABLE IF NOT EXISTS completeness_sweep (
  id TINYINT UNSIGNED NOT NULL,
  day DATE NULL,
  -- Patients up to this one are counted.
  after_person_id INT NOT NULL,
  started_at DATETIME(3) NULL,
  lease_owner CHAR(36) CHARACTER SET ascii NULL,
  lease_until DATETIME(3) NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

INSERT IGNORE INTO completeness_sweep (id, day, after_person_id) VALUES (1, NULL, 0);

-- By facility of the patient (`place`: location of the ART ID; 0: none). Shown only when its day stands in completeness_day.
CREATE TABLE IF NOT EXISTS completeness_tally (
  day DATE NOT NULL,
  place INT NOT NULL,
  patients INT UNSIGNED NOT NULL,
  valid_phone INT UNSIGNED NOT NULL,
  verified_phone INT UNSIGNED NOT NULL,
  canonical_lga INT UNSIGNED NOT NULL,
  PRIMARY KEY (day, place)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- Days that are counted whole, with the sums of their facilities.
CREATE TABLE IF NOT EXISTS completeness_day (
  day DATE NOT NULL,
  finished_at DATETIME(3) NOT NULL,
  patients INT UNSIGNED NOT NULL,
  valid_phone INT UNSIGNED NOT NULL,
  verified_phone INT UNSIGNED NOT NULL,
  canonical_lga INT UNSIGNED NOT NULL,
  PRIMARY KEY (day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
