-- Staff, sessions, sign-in throttling and the audit. Times are UTC. No name of a collation: utf8_general_ci has two names.
-- Every statement can be repeated. Tables that begin with audit_ are only ever read and added to by the running server.

CREATE TABLE IF NOT EXISTS staff (
  user_id INT NOT NULL,
  role VARCHAR(20) NULL,
  whole_site TINYINT(1) NOT NULL,
  granted_by INT NULL,
  granted_at DATETIME(3) NOT NULL,
  PRIMARY KEY (user_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE IF NOT EXISTS staff_facility (
  user_id INT NOT NULL,
  location_id INT NOT NULL,
  PRIMARY KEY (user_id, location_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- password_mark is a keyed digest of the password's hash at sign-in: a session ends when the password is changed.
CREATE TABLE IF NOT EXISTS session (
  token_hash BINARY(32) NOT NULL,
  user_id INT NOT NULL,
  password_mark BINARY(32) NOT NULL,
  created_at DATETIME(3) NOT NULL,
  last_seen_at DATETIME(3) NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  revoked_at DATETIME(3) NULL,
  address VARCHAR(45) NOT NULL,
  PRIMARY KEY (token_hash),
  KEY session_user (user_id),
  KEY session_expires (expires_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- subject is a keyed digest of an account, of a network address or of both: who tried cannot be read from it.
CREATE TABLE IF NOT EXISTS sign_in_failure (
  subject BINARY(32) NOT NULL,
  failures INT NOT NULL,
  counted_from DATETIME(3) NOT NULL,
  locked_at DATETIME(3) NULL,
  changed_at DATETIME(3) NOT NULL,
  PRIMARY KEY (subject),
  KEY sign_in_failure_changed (changed_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE IF NOT EXISTS audit_event (
  audit_event_id BIGINT NOT NULL AUTO_INCREMENT,
  at DATETIME(3) NOT NULL,
  user_id INT NULL,
  action VARCHAR(40) NOT NULL,
  result VARCHAR(10) NOT NULL,
  request_id VARCHAR(64) NOT NULL,
  address VARCHAR(45) NOT NULL,
  submission_id BIGINT NULL,
  details VARCHAR(500) NOT NULL,
  subject_count INT NOT NULL,
  digest BINARY(32) NOT NULL,
  PRIMARY KEY (audit_event_id),
  KEY audit_event_at (at),
  KEY audit_event_user (user_id, audit_event_id),
  KEY audit_event_submission (submission_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE IF NOT EXISTS audit_subject (
  audit_event_id BIGINT NOT NULL,
  position INT NOT NULL,
  person_id INT NOT NULL,
  fields VARCHAR(40) NULL,
  digest BINARY(32) NULL,
  PRIMARY KEY (audit_event_id, position),
  KEY audit_subject_person (person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE IF NOT EXISTS audit_chain (
  sequence BIGINT NOT NULL,
  audit_event_id BIGINT NOT NULL,
  chain_digest BINARY(32) NOT NULL,
  PRIMARY KEY (sequence),
  UNIQUE KEY audit_chain_event (audit_event_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
