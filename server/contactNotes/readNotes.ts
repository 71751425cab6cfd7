import type { ContactAttempt, OtherNumber, PatientNotes, PatientNotesRequest } from "../../src/contract/contactNotes";
import { hidden, maskPhone, maskTypedText } from "../../src/domain/masking";
import { neverCalled } from "../../src/domain/reachability";
import { seesContactsMasked } from "../../src/domain/roles";
import { insertAuditEvent } from "../audit/auditEvents";
import type { Caller, Deps } from "../deps";
import type { Input } from "../http/endpoint";
import { requirePatient } from "../patients/patientMarks";
import { listAttempts, type StoredAttempt } from "./attemptStore";
import { listNumbers } from "./numberStore";
import { readReachability } from "./reachability";
import { numberDigest, readRecordedNumbers } from "./recordedNumbers";

const attemptsShown = 50;

/** `POST /api/patients/notes`: other numbers and calls of one patient, masked for those who see contacts masked and do not ask for more. Audited. */
export async function readNotes(deps: Deps, caller: Caller, { body }: Input<PatientNotesRequest, undefined, undefined>): Promise<PatientNotes> {
  const { pool, site } = deps;
  const personId = await requirePatient(deps, caller, body.patient);
  const masked = seesContactsMasked(caller.role) && !body.reveal;
  const [numbers, stored, recorded, reachable] = await Promise.all([
    listNumbers(pool, site, personId),
    listAttempts(pool, site, { personId, limit: attemptsShown + 1 }),
    readRecordedNumbers(pool, site, [personId]),
    readReachability(deps, [personId]),
  ]);
  const recordedNow = new Set((recorded.get(personId) ?? []).map((phone) => numberDigest(deps, personId, phone)));
  const attempts = stored.slice(0, attemptsShown).map((attempt) => viewAttempt(attempt, recordedNow));
  await insertAuditEvent(pool, {
    at: deps.clock.now(),
    caller,
    action: body.reveal && seesContactsMasked(caller.role) ? "reveal-contact" : "read-notes",
    result: "done",
    details: { numbers: numbers.length, attempts: attempts.length },
    subjects: [{ personId, fields: "other-number,attempt" }],
  });
  return {
    numbers: masked ? numbers.map(maskNumber) : [...numbers],
    attempts: masked ? attempts.map(maskAttempt) : attempts,
    moreAttempts: stored.length > attemptsShown,
    masked,
    ...(reachable.get(personId) ?? neverCalled),
  };
}

function viewAttempt({ tried, ...attempt }: StoredAttempt, recordedNow: ReadonlySet<string>): ContactAttempt {
  const isRecorded = tried.digest !== null && recordedNow.has(tried.digest);
  const holds = isRecorded || (tried.kind === "other" && !tried.isVoided);
  return { ...attempt, number: { kind: tried.kind, masked: tried.masked, relation: tried.relation, holds } };
}

/** Whose number it is can be seen; the number, who that is, and numbers among what was typed cannot. */
function maskNumber(number: OtherNumber): OtherNumber {
  const { name, note, voided } = number;
  return { ...number, phone: maskPhone(number.phone), name: name === null ? null : hidden, note: maskText(note), voided: maskVoided(voided) };
}

function maskAttempt(attempt: ContactAttempt): ContactAttempt {
  return { ...attempt, note: maskText(attempt.note), voided: maskVoided(attempt.voided) };
}

function maskText(text: string | null): string | null {
  return text === null ? null : maskTypedText(text);
}

function maskVoided(voided: OtherNumber["voided"]): OtherNumber["voided"] {
  return voided === null ? null : { ...voided, reason: maskTypedText(voided.reason) };
}
