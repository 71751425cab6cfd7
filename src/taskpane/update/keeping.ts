import type { PatientUuid } from "../../contract/patientSearch";
import { toProblem } from "../problem";
import type { UpdateDeps } from "./updateDeps";

/**
 * Keeps numbers beside NMRS's telephone number, as further numbers of the patient in our own schema. Each bears an id of its own for good:
 * asked again after an answer that was lost, it is kept once. False where one was not taken: then the form says why, and nothing else is sent.
 */
export async function keepNumbers({ ports, change, noteIds }: UpdateDeps, patient: PatientUuid, numbers: readonly string[]): Promise<boolean> {
  for (const phone of numbers) {
    const key = `${patient} ${phone}`;
    const uuid = noteIds.get(key) ?? crypto.randomUUID();
    noteIds.set(key, uuid);
    try {
      const answer = await ports.server.noteContact({ kind: "add-number", uuid, patient, phone, relation: "own", relationWord: "", name: "", note: "" });
      // It stands there already: that is what was wanted.
      const faults = answer.result === "refused" ? answer.faults.filter(({ code }) => code !== "phone-kept-already") : [];
      const [fault] = faults;
      if (fault !== undefined) {
        change(patient, (now) => ({ ...now, keepFault: fault.code }));
        return false;
      }
    } catch (error) {
      const problem = toProblem(error);
      change(patient, (now) => ({ ...now, problem }));
      return false;
    }
  }
  return true;
}
