import type { PoolConnection } from "mysql2/promise";
import type { ContactNote, ContactNoteAnswer, NoteFault, TriedNumber } from "../../src/contract/contactNotes";
import { checkAttempt, checkOtherNumber, checkVoidReason } from "../../src/domain/contactNotes";
import { maskPhone } from "../../src/domain/masking";
import { insertAuditEvent } from "../audit/auditEvents";
import { toSiteDay, toUtcText } from "../database/time";
import { inRetriedTransaction, isDuplicateKey } from "../database/transaction";
import type { Caller, Deps } from "../deps";
import { ApiError } from "../http/apiError";
import type { Input } from "../http/endpoint";
import { requirePatient } from "../patients/patientMarks";
import { keyedDigest } from "../submissions/baselineDigest";
import { findAttempts, insertAttempts, voidAttempt, type Tried } from "./attemptStore";
import { lockPatient } from "./notedPatient";
import { findNumber, insertNumbers, readHeldNumbers, voidNumber, type KnownNote } from "./numberStore";
import { numberDigest, numberOf, readRecordedNumbers } from "./recordedNumbers";

type NoteOf<K extends ContactNote["kind"]> = Extract<ContactNote, { kind: K }>;

/** What a step of noting needs; everything happens on `tx`, with the patient locked. */
interface Noting {
  readonly deps: Deps;
  readonly tx: PoolConnection;
  readonly caller: Caller;
  readonly personId: number;
  readonly now: Date;
}

const done: ContactNoteAnswer = { result: "done" };
const refused = (faults: readonly NoteFault[]): ContactNoteAnswer => ({ result: "refused", faults: [...faults] });

/** `POST /api/contact-notes`: keeps or voids one number or one call, exactly once by its uuid, with its audit in the same transaction. */
export async function noteContact(deps: Deps, caller: Caller, { body }: Input<ContactNote, undefined, undefined>): Promise<ContactNoteAnswer> {
  const personId = await requirePatient(deps, caller, body.patient);
  try {
    return await inRetriedTransaction(deps, async (tx) => {
      await lockPatient(tx, deps.site, personId);
      return await note({ deps, tx, caller, personId, now: deps.clock.now() }, { ...body, uuid: body.uuid.toLowerCase() });
    });
  } catch (error) {
    // Noted under this uuid in the same moment for another patient: this patient's lock does not keep that apart.
    if (isDuplicateKey(error)) throw new ApiError(409, "note-differs");
    throw error;
  }
}

function note(noting: Noting, body: ContactNote): Promise<ContactNoteAnswer> {
  switch (body.kind) {
    case "add-number":
      return addNumber(noting, body);
    case "add-attempt":
      return addAttempt(noting, body);
    case "void-number":
      return voidNoted(noting, body, async () => await findNumber(noting.tx, body.uuid), voidNumber);
    case "void-attempt":
      return voidNoted(noting, body, async () => (await findAttempts(noting.tx, [body.uuid])).get(body.uuid) ?? null, voidAttempt);
  }
}

async function addNumber(noting: Noting, body: NoteOf<"add-number">): Promise<ContactNoteAnswer> {
  const { deps, tx, caller, personId, now } = noting;
  const digest = digestOf(noting, body);
  if (isSame(await findNumber(tx, body.uuid), { personId, digest })) return done;
  const { checked, faults } = checkOtherNumber(body);
  if (checked === null) return refused(faults);
  if (await isKept(noting, checked.phone, checked.relation === "own")) return refused([{ field: "phone", code: "phone-kept-already" }]);
  await insertNumbers(tx, [{ ...checked, uuid: body.uuid, personId, digest, row: null, userId: caller.userId, at: toUtcText(now) }]);
  await audit(noting, body.kind, { relation: checked.relation }, keyedDigest(deps.config.DIGEST_KEY, "other number", JSON.stringify(checked)));
  return done;
}

/** The number is kept already; or it is the patient's own and the record has it. */
async function isKept({ deps, tx, personId }: Noting, phone: string, isOwn: boolean): Promise<boolean> {
  const held = await readHeldNumbers(tx, [personId]);
  if (held.some((one) => one.phone === phone)) return true;
  const recorded = isOwn ? ((await readRecordedNumbers(tx, deps.site, [personId])).get(personId) ?? []) : [];
  return recorded.some((value) => numberOf(value) === phone);
}

async function addAttempt(noting: Noting, body: NoteOf<"add-attempt">): Promise<ContactNoteAnswer> {
  const { deps, tx, caller, personId, now } = noting;
  const digest = digestOf(noting, body);
  if (isSame((await findAttempts(tx, [body.uuid])).get(body.uuid) ?? null, { personId, digest })) return done;
  const { day, note: text, faults } = checkAttempt(body, toSiteDay(now, deps.site.timeZone));
  const tried = await findTried(noting, body.tried);
  if (tried === null || faults.length > 0) return refused([...faults, ...(tried === null ? [{ field: "number", code: "number-unknown" } as const] : [])]);
  await insertAttempts(tx, [{ uuid: body.uuid, personId, outcome: body.outcome, day, tried, note: text, digest, userId: caller.userId, at: toUtcText(now) }]);
  await audit(noting, body.kind, { outcome: body.outcome, number: tried.kind }, tried.digest ?? undefined);
  return done;
}

/** Null where the other number is none of this patient's. */
async function findTried(noting: Noting, tried: TriedNumber): Promise<Tried | null> {
  const { deps, tx, personId } = noting;
  if (tried.kind === "other") {
    const other = await findNumber(tx, tried.number.toLowerCase());
    if (other === null || other.personId !== personId) return null;
    return { kind: "other", otherNumberId: other.id, ...traceOf(deps, personId, other.phone) };
  }
  const phone = tried.phone ?? (await readRecordedNumbers(tx, deps.site, [personId])).get(personId)?.[0] ?? null;
  return phone === null ? unknownNumber : { kind: "recorded", otherNumberId: null, ...traceOf(deps, personId, phone) };
}

export const unknownNumber: Tried = { kind: "unknown", otherNumberId: null, digest: null, masked: null };

/** What is kept of a number that was called. */
export function traceOf(deps: Deps, personId: number, phone: string): Pick<Tried, "digest" | "masked"> {
  return { digest: numberDigest(deps, personId, phone), masked: maskPhone(phone) };
}

type VoidNote = NoteOf<"void-number"> | NoteOf<"void-attempt">;

/** What was voided stays so: a second voiding changes nothing, and the first one's reason stands. */
async function voidNoted(noting: Noting, body: VoidNote, find: () => Promise<KnownNote | null>, voidById: typeof voidNumber): Promise<ContactNoteAnswer> {
  const { tx, caller, personId, now } = noting;
  const known = await find();
  if (known === null || known.personId !== personId) throw new ApiError(404, "not-found");
  if (known.isVoided) return done;
  const { reason, faults } = checkVoidReason(body.reason);
  if (reason === null) return refused(faults);
  const met = await voidById(tx, known.id, { userId: caller.userId, at: toUtcText(now), reason });
  if (met !== 1) throw new Error("What was to be voided was not there any more, although its patient was locked.");
  await audit(noting, body.kind, {}, known.digest);
  return done;
}

/** Over everything that was asked, by whom and of whom. */
function digestOf({ deps, caller, personId }: Noting, body: ContactNote): string {
  return keyedDigest(deps.config.DIGEST_KEY, "contact note", String(caller.userId), String(personId), JSON.stringify(Object.entries(body).sort()));
}

/** Whether it is noted already; under the same uuid nothing else can be. */
function isSame(known: KnownNote | null, asked: { readonly personId: number; readonly digest: string }): boolean {
  if (known === null) return false;
  if (known.personId !== asked.personId || known.digest !== asked.digest) throw new ApiError(409, "note-differs");
  return true;
}

async function audit({ tx, caller, personId, now }: Noting, action: ContactNote["kind"], details: Readonly<Record<string, string>>, digest?: string): Promise<void> {
  const fields = action.endsWith("number") ? "other-number" : "attempt";
  await insertAuditEvent(tx, { at: now, caller, action: `note-${action}`, result: "done", details, subjects: [{ personId, fields, digest }] });
}
