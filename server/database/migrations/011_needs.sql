-- What somebody must still look at, by submission: rows left over, rows that only a supervisor may carry out, changes found overwritten, and
-- submissions that the engine gave up. Kept in the transactions that change it, so that nobody counts years of outcomes to show the home
-- screen. `scope` is a digest of facility_ids, the facilities that the sender had.
CREATE TABLE IF NOT EXISTS submission_need (
  submission_id BIGINT UNSIGNED NOT NULL,
  need VARCHAR(10) CHARACTER SET ascii NOT NULL,
  user_id INT NOT NULL,
  scope BINARY(20) NOT NULL,
  row_count INT UNSIGNED NOT NULL,
  PRIMARY KEY (submission_id, need),
  -- Sums by sender, and the newest of each kind, both from the index alone.
  KEY need_sender (user_id, need, scope, row_count, submission_id),
  KEY need_newest (need, submission_id, user_id, scope)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- Submissions that ended before this table was there.
REPLACE INTO submission_need (submission_id, need, user_id, scope, row_count)
SELECT s.submission_id, 'stopped', s.user_id, UNHEX(SHA1(COALESCE(s.facility_ids, ''))), 1 FROM submission s WHERE s.state = 'stopped';

REPLACE INTO submission_need (submission_id, need, user_id, scope, row_count)
SELECT s.submission_id, 'reverted', s.user_id, UNHEX(SHA1(COALESCE(s.facility_ids, ''))), COUNT(DISTINCT v.row_key)
  FROM row_reverted v JOIN submission s ON s.submission_id = v.submission_id
 WHERE v.settled_at IS NULL AND s.state IN ('done', 'cancelled', 'stopped')
 GROUP BY s.submission_id, s.user_id, s.facility_ids;

REPLACE INTO submission_need (submission_id, need, user_id, scope, row_count)
SELECT s.submission_id, 'approval', s.user_id, UNHEX(SHA1(COALESCE(s.facility_ids, ''))), COUNT(*)
  FROM (SELECT submission_id, row_key FROM row_outcome
         WHERE (phone_status = 'failed' AND phone_reason = 'clear-needs-supervisor') OR (address_status = 'failed' AND address_reason = 'clear-needs-supervisor')
         UNION ALL
        SELECT submission_id, row_key FROM row_waiting
         WHERE (phone_status = 'failed' AND phone_reason = 'clear-needs-supervisor') OR (address_status = 'failed' AND address_reason = 'clear-needs-supervisor')) o
  JOIN submission s ON s.submission_id = o.submission_id
  LEFT JOIN row_settled t ON t.submission_id = o.submission_id AND t.row_key = o.row_key
 WHERE s.kind <> 'undo' AND s.state IN ('done', 'cancelled', 'stopped') AND t.row_key IS NULL
 GROUP BY s.submission_id, s.user_id, s.facility_ids;

REPLACE INTO submission_need (submission_id, need, user_id, scope, row_count)
SELECT left_over.submission_id, 'left-over', left_over.user_id, left_over.scope, left_over.open
  FROM (SELECT s.submission_id, s.user_id, UNHEX(SHA1(COALESCE(s.facility_ids, ''))) AS scope,
               CAST(ended.row_count AS SIGNED) - COALESCE(settled.row_count, 0) - COALESCE(approval.row_count, 0) AS open
          FROM (SELECT submission_id, SUM(row_count) AS row_count FROM submission_tally
                 WHERE status IN ('waiting', 'conflict', 'failed', 'partly', 'withdrawn') GROUP BY submission_id) ended
          JOIN submission s ON s.submission_id = ended.submission_id
          LEFT JOIN (SELECT submission_id, COUNT(*) AS row_count FROM row_settled GROUP BY submission_id) settled ON settled.submission_id = s.submission_id
          LEFT JOIN (SELECT submission_id, CAST(row_count AS SIGNED) AS row_count FROM submission_need WHERE need = 'approval') approval
            ON approval.submission_id = s.submission_id
         WHERE s.kind <> 'undo' AND s.state IN ('done', 'cancelled', 'stopped')) left_over
 WHERE left_over.open > 0;
