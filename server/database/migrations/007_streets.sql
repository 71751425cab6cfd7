-- Streets and landmarks for completing an address: names that at least three patients of a place share. Holds nobody's id. Times are UTC.
-- One row: where the counting stands. `generation` is being counted, `live_generation` is offered. Taken by compare-and-set on lease_until.
CREATE TABLE IF NOT EXISTS street_sweep (
  id TINYINT UNSIGNED NOT NULL,
  generation INT UNSIGNED NOT NULL,
  live_generation INT UNSIGNED NOT NULL,
  -- Addresses of persons up to this one are counted.
  after_person_id INT NOT NULL,
  due_at DATETIME(3) NOT NULL,
  started_at DATETIME(3) NULL,
  finished_at DATETIME(3) NULL,
  lease_owner CHAR(36) CHARACTER SET ascii NULL,
  lease_until DATETIME(3) NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

INSERT IGNORE INTO street_sweep (id, generation, live_generation, after_person_id, due_at) VALUES (1, 0, 0, 0, '2000-01-01 00:00:00');

-- While it is counted, a name stands here as a keyed digest of place and name: which name that is, nobody can read. Emptied at the end.
CREATE TABLE IF NOT EXISTS street_tally (
  generation INT UNSIGNED NOT NULL,
  name_digest BINARY(32) NOT NULL,
  patients INT UNSIGNED NOT NULL,
  PRIMARY KEY (generation, name_digest)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- place: keyed digest of state, LGA and ward (the LGA as a whole has a row of its own). name_key is what is searched, name what is offered.
CREATE TABLE IF NOT EXISTS place_street (
  generation INT UNSIGNED NOT NULL,
  place BINARY(32) NOT NULL,
  name_key VARCHAR(80) NOT NULL,
  name VARCHAR(80) NOT NULL,
  patients INT UNSIGNED NOT NULL,
  PRIMARY KEY (generation, place, name_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
