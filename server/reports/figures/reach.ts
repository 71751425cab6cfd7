import { can } from "../../../src/domain/roles";
import type { Caller } from "../../deps";
import { mayRead } from "../../submissions/readSubmissions";
import type { Reach } from "../../tally/readTally";

/** Whose submissions the caller's figures count; the same rule by which submissions can be read. */
export function reachOf(caller: Caller): Reach {
  return {
    userId: caller.userId,
    others: !can(caller.role, "read-all-submissions") ? "none" : caller.facilityIds === null ? "all" : "allowed",
    allows: (facilityIds) => mayRead(caller, { userId: notTheCaller, facilityIds: facilityIds === null ? null : (JSON.parse(facilityIds) as number[]) }),
  };
}

/** The number of nobody: asks `mayRead` about the facilities alone. */
const notTheCaller = -1;
