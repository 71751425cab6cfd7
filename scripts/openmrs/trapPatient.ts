import type { CellValue } from "./rows";

export interface TrapPhone {
  value: string;
  voided?: 1;
  void_reason?: string;
  dateCreated?: string;
  dateVoided?: string;
}

/** Columns of person_address by their own names; `mapped` adds a row to the hierarchy's table of addresses. */
export type TrapAddress = Readonly<Record<string, CellValue>>;

export interface TrapIdentifier {
  identifier: string;
  voided?: 1;
}

export interface TrapPatient {
  personId: number;
  /** As stored, the first one where there are several. */
  artId: string;
  identifiers: readonly TrapIdentifier[];
  hospitalNumber: string;
  locationId: number;
  givenName: string;
  familyName: string | null;
  gender: "M" | "F";
  birthdate: string | null;
  birthdateEstimated: 0 | 1;
  dead: 0 | 1;
  deathDate: string | null;
  patientVoided: 0 | 1;
  personVoided: 0 | 1;
  testPatient: 0 | 1;
  phones: readonly TrapPhone[];
  addresses: readonly TrapAddress[];
  termination: { answer: number; date: string } | null;
  kinPhone: string | null;
}

/** A patient with what is named, and otherwise ordinary: a woman born 1988-04-12 in Owerri with a phone and a preferred address. */
export function trap<T extends Partial<TrapPatient>>(personId: number, artId: string, own: T) {
  return { ...ordinary(personId, artId), ...own };
}

function ordinary(personId: number, artId: string): TrapPatient {
  return {
    personId,
    artId,
    identifiers: [{ identifier: artId }],
    hospitalNumber: `HN-${personId}`,
    locationId: 7,
    givenName: "Ngozi",
    familyName: "Okonkwo",
    gender: "F",
    birthdate: "1988-04-12",
    birthdateEstimated: 0,
    dead: 0,
    deathDate: null,
    patientVoided: 0,
    personVoided: 0,
    testPatient: 0,
    phones: [{ value: `08037770${personId}` }],
    addresses: [{ preferred: 1, address2: `${personId} Wetheral Road`, city_village: "OWERRI MUNICIPAL", state_province: "IMO", country: "NIGERIA" }],
    termination: null,
    kinPhone: null,
  };
}
