import { namesByRegion } from "./names";
import { trap, type TrapPatient } from "./trapPatient";

/** Patients of the sample line list: person_id 201 to 260, ART ID `IMO02000201` and so on, nothing wrong with their records. */
export const firstSamplePatient = 201;
const lastSamplePatient = 260;

/** The sample patient with this person_id: what the record holds before anything is submitted. */
export function samplePatient(personId: number): TrapPatient {
  const patient = samplePatients.find((one) => one.personId === personId);
  if (patient === undefined) throw new Error(`There is no sample patient ${personId}.`);
  return patient;
}

export const samplePatients: readonly TrapPatient[] = Array.from({ length: lastSamplePatient - firstSamplePatient + 1 }, (_, index) => {
  const personId = firstSamplePatient + index;
  const gender = index % 3 === 0 ? "M" : "F";
  const names = namesByRegion[2];
  const given = gender === "M" ? names?.male : names?.female;
  return trap(personId, `IMO02000${personId}`, {
    gender,
    givenName: given?.[index % 19] ?? "Ngozi",
    familyName: names?.family[(index * 7) % 20] ?? "Okonkwo",
    birthdate: `19${70 + (index % 28)}-0${1 + (index % 9)}-${10 + (index % 18)}`,
    phones: [{ value: `08035550${personId}` }],
    addresses: [{ preferred: 1, address1: `${personId} Douglas Road`, city_village: "OWERRI MUNICIPAL", state_province: "IMO", country: "NIGERIA" }],
  });
});
