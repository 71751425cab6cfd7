import type { PatientUuid } from "../../contract/patientSearch";
import type { RowOutcome } from "../../contract/submissions";
import type { KeptNumber } from "./formState";
import type { UpdateDeps } from "./updateDeps";

/**
 * Keeps numbers beside NMRS's telephone number, as further numbers of the patient in our own schema. Each bears an id of its own until the
 * form is done with: asked again after something failed, it is kept once. Null where one was not taken: the form says so, and nothing else is sent.
 */
export async function keepNumbers({ ports, change, noteIds }: UpdateDeps, patient: PatientUuid, numbers: readonly string[]): Promise<readonly KeptNumber[] | null> {
  const kept: KeptNumber[] = [];
  for (const phone of numbers) {
    const key = keyOf(patient, phone);
    const uuid = noteIds.get(key) ?? crypto.randomUUID();
    noteIds.set(key, uuid);
    const result = await ports.notes.note({ kind: "add-number", uuid, patient, phone, relation: "own", relationWord: "", name: "", note: "" });
    // It stands there already: that is what was wanted.
    const isRefused = result.state === "refused" && !(result.refusal.code === null && result.refusal.faults.every(({ code }) => code === "phone-kept-already"));
    if (isRefused) {
      const { code, requestId } = result.refusal;
      change(patient, (now) => ({ ...now, isNotKept: true, problem: code === null ? null : { kind: "server", code, requestId, retryAfterSeconds: null } }));
      return null;
    }
    kept.push({ phone, isWaiting: result.state === "waiting" });
  }
  return kept;
}

/** Of the numbers that went with a row, those that are kept: all where its phone (or, without one, anything of it) was carried out. */
export function keptWith(outcome: RowOutcome | null, numbers: readonly string[]): readonly KeptNumber[] {
  if (outcome === null || outcome.status === "waiting") return [];
  const { phone } = outcome.fields;
  const deciding = phone === undefined ? Object.values(outcome.fields) : [phone];
  return deciding.some((field) => field?.status === "changed" || field?.status === "unchanged") ? numbers.map((number) => ({ phone: number, isWaiting: false })) : [];
}

/** The form is done with: the same number kept another time is another wish. */
export function forgetNoteIds({ noteIds }: Pick<UpdateDeps, "noteIds">, patient: PatientUuid, numbers: readonly KeptNumber[]): void {
  for (const { phone } of numbers) noteIds.delete(keyOf(patient, phone));
}

function keyOf(patient: PatientUuid, phone: string): string {
  return `${patient} ${phone}`;
}
