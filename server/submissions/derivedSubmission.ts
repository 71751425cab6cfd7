import type { PoolConnection, ResultSetHeader } from "mysql2/promise";
import type { SubmissionKind } from "../../src/contract/submissions";
import { isDuplicateKey } from "../database/errors";
import { textBytes, textBytesOrNull } from "../database/bytes";
import { toUtcText } from "../database/time";
import type { Caller } from "../deps";
import { ApiError } from "../http/apiError";
import type { Submission } from "./submissionStore";

/** A submission that the server makes of another one's rows, in the name of the person who asks for it. */
export interface DerivedSubmission {
  readonly uuid: string;
  readonly kind: Exclude<SubmissionKind, "update">;
  readonly origin: Submission;
  readonly caller: Caller;
  readonly reason: string | null;
  /** SHA-256 (hex) of everything that was asked: the same uuid with another one is refused. */
  readonly digest: string;
  readonly at: Date;
}

/** A uuid that is taken: fine where it is the very same request sent again, else the request stops. */
export function requireSameRequest(known: Submission, { kind, origin, caller, digest }: Pick<DerivedSubmission, "kind" | "origin" | "caller" | "digest">): void {
  if (known.userId !== caller.userId) throw new ApiError(409, "submission-of-another");
  if (known.kind !== kind || known.originId !== origin.submissionId || known.digest !== digest) throw new ApiError(409, "submission-differs");
}

/**
 * Inserts the submission as accepted, with the origin's parts, so that its rows stand at the origin's ordinals. Its rows are inserted by
 * the caller in the same transaction. Gives its id; null where the uuid is taken.
 */
export async function insertDerived(tx: PoolConnection, { uuid, kind, origin, caller, reason, digest, at }: DerivedSubmission): Promise<number | null> {
  const now = toUtcText(at);
  const header = { reading: origin.reading, source: origin.source };
  try {
    const [result] = await tx.query<ResultSetHeader>(
      `INSERT INTO submission
         (uuid, user_id, role, facility_ids, state, row_count, part_count, digest, header, reason, request_id, address, opened_at, accepted_at, kind, origin_id)
       VALUES (?, ?, ?, ?, 'accepted', 0, ?, UNHEX(?), ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        uuid.toLowerCase(),
        caller.userId,
        caller.role,
        caller.facilityIds === null ? null : JSON.stringify(caller.facilityIds),
        origin.partCount,
        digest,
        textBytes(JSON.stringify(header)),
        textBytesOrNull(reason),
        caller.requestId,
        caller.address,
        now,
        now,
        kind,
        origin.submissionId,
      ],
    );
    await tx.query(
      `INSERT INTO submission_part (submission_id, part_number, digest, row_count)
       SELECT ?, part_number, digest, row_count FROM submission_part WHERE submission_id = ?`,
      [result.insertId, origin.submissionId],
    );
    return result.insertId;
  } catch (error) {
    if (isDuplicateKey(error)) return null;
    throw error;
  }
}

/** Says how many rows it has, once they are in. */
export async function setRowCount(tx: PoolConnection, submissionId: number, rowCount: number): Promise<void> {
  await tx.query("UPDATE submission SET row_count = ? WHERE submission_id = ?", [rowCount, submissionId]);
}
