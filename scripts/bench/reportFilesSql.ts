const fields = ["phone", "address", "birthdate"] as const;

/** Old, new or given of a field as text, as the product prints it. */
function valueOf(field: (typeof fields)[number], which: "before" | "after" | "given"): string {
  return `CONVERT(o.${field}_${which} USING utf8)`;
}

/**
 * The same list by hand: every column of the file, a line for each change, in the order of the file; no paging, no rights, no words. Its values
 * are the first and the last instant, three times over.
 */
export const listByHand = `
  SELECT u.at, u.artId, (SELECT l.name FROM openmrs.location l WHERE l.location_id =
           (SELECT i.location_id FROM openmrs.patient_identifier i WHERE i.patient_id = u.person_id AND i.identifier_type = 4
             ORDER BY i.voided, i.preferred DESC, i.patient_identifier_id LIMIT 1)) AS facility,
         u.field, u.before_value, u.after_value, u.given_value, u.status, u.reason,
         EXISTS (SELECT 1 FROM row_reverted v WHERE v.submission_id = u.submission_id AND v.row_key = u.row_key AND v.field = u.field) AS reverted,
         (SELECT CONCAT_WS(' ', n.given_name, n.family_name) FROM openmrs.users x JOIN openmrs.person_name n ON n.person_id = x.person_id AND n.voided = 0
           WHERE x.user_id = s.user_id LIMIT 1) AS person,
         s.header, u.row_number, s.kind, s.uuid, s.reason AS why
    FROM (${fields
      .map(
        (field, index) => `
      SELECT o.submission_id, o.row_key, ${index} AS place, CONVERT('${field}' USING ascii) AS field, o.person_id, o.finished_at AS at, r.\`row_number\`,
             SUBSTRING_INDEX(SUBSTRING_INDEX(CONVERT(r.content USING utf8), '"artId":{"value":"', -1), '"', 1) AS artId,
             ${valueOf(field, "before")} AS before_value, ${valueOf(field, "after")} AS after_value, ${valueOf(field, "given")} AS given_value, o.${field}_status AS status, o.${field}_reason AS reason
        FROM submission t STRAIGHT_JOIN row_outcome o ON o.submission_id = t.submission_id
        STRAIGHT_JOIN submission_row r ON r.submission_id = o.submission_id AND r.row_key = o.row_key
       WHERE t.accepted_at >= ? AND t.accepted_at < ? AND o.status <> 'withdrawn'
         AND IF(t.kind = 'undo', o.${field}_status = 'changed', o.${field}_status IN ('changed', 'unchanged', 'conflict', 'failed'))`,
      )
      .join(" UNION ALL ")}) u
    JOIN submission s ON s.submission_id = u.submission_id
   ORDER BY s.accepted_at, s.submission_id, u.row_key, u.place`;

/** The days of the history, the latest first, with the changes of each. */
export const changesByDay = `
  SELECT day, SUM(${fields.map((field) => `IF(kind = 'undo', ${field}_changed, ${field}_changed + ${field}_unchanged + ${field}_conflict + ${field}_failed)`).join(" + ")}) AS changes
    FROM report_tally GROUP BY day ORDER BY day DESC`;
