import type { PatientUuid } from "../../src/contract/patientSearch";
import { can, seesContactsMasked } from "../../src/domain/roles";
import { insertAuditEvent } from "../audit/auditEvents";
import type { Caller, Deps } from "../deps";
import { ApiError } from "../http/apiError";
import { findPatient } from "../patients/patientMarks";

export interface Opened {
  readonly personId: number;
  /** Contacts leave the server masked. */
  readonly masked: boolean;
}

interface Wish {
  readonly patient: PatientUuid;
  readonly reveal: boolean;
}

/**
 * Lets a person open a patient of their facilities, and notes it: whoever sees contacts that the role hides does so by an event of its own.
 * Who may not see a patient does not learn whether there is one.
 */
export async function openPatient(deps: Deps, caller: Caller, { patient, reveal }: Wish, part: "card" | "history"): Promise<Opened> {
  const { pool, site, clock } = deps;
  const isRevealing = reveal && seesContactsMasked(caller.role);
  const event = { at: clock.now(), caller, action: isRevealing ? "reveal-contact" : `open-${part}` };
  if (isRevealing && !can(caller.role, "reveal-contact")) {
    await insertAuditEvent(pool, { ...event, result: "refused", details: { reason: "role", role: caller.role } });
    throw new ApiError(403, "not-allowed");
  }
  const personId = await findPatient(pool, site, { patient, facilityIds: caller.facilityIds });
  if (personId === null) {
    await insertAuditEvent(pool, { ...event, result: "refused", details: { part, reason: "patient-not-found" } });
    throw new ApiError(404, "patient-not-found");
  }
  await insertAuditEvent(pool, { ...event, result: "done", details: { part }, subjects: [{ personId, fields: "phone,address,birthdate" }] });
  return { personId, masked: seesContactsMasked(caller.role) && !reveal };
}
