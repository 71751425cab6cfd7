import { trap, type TrapPatient } from "./trapPatient";

/**
 * Patients with the faults that real OpenMRS data have, each under a name and a fixed person_id, in every generated database: what the
 * replaced SQL script got wrong. Row ids follow from the person: its n-th phone is `personId * 10 + n`, and so with addresses.
 */
export const traps = {
  /** Nothing is wrong with her. */
  plain: trap(101, "IMO02000020", { givenName: "Adaeze", familyName: "Nwosu", phones: [{ value: "08031110001" }] }),
  /** Two active phones; the newer one is what a sheet may well bring (B12). */
  twoActivePhones: trap(102, "IMO02000102", { phones: [{ value: "08031110002" }, { value: "08061110002", dateCreated: "2023-08-01 10:00:00" }] }),
  /** His only address is not preferred (B13). */
  nonPreferredOnlyAddress: trap(103, "IMO02000103", {
    gender: "M",
    givenName: "Obinna",
    addresses: [{ preferred: 0, address1: "5 Douglas Road", city_village: "OWERRI MUNICIPAL", state_province: "IMO", country: "NIGERIA" }],
  }),
  /** Several active addresses, none preferred, as a merge of patients leaves them. */
  severalActiveAddresses: trap(104, "IMO02000104", {
    addresses: [
      { preferred: 0, address2: "1 First Lane", city_village: "ORLU", state_province: "IMO", country: "NIGERIA" },
      { preferred: 0, address2: "2 Second Lane", city_village: "OKIGWE", state_province: "IMO", country: "NIGERIA" },
    ],
  }),
  /** Voided addresses of another state that are still marked preferred (B3). */
  voidedStillPreferred: trap(105, "IMO02000105", {
    addresses: [
      { preferred: 1, voided: 1, address1: "9 Old Kano Road", city_village: "DALA", state_province: "KANO", country: "NIGERIA" },
      { preferred: 1, voided: 1, address1: "10 Old Jos Road", city_village: "JOS NORTH", state_province: "PLATEAU", country: "NIGERIA" },
      { preferred: 1, address2: "11 Present Street", city_village: "OWERRI WEST", state_province: "IMO", country: "NIGERIA" },
    ],
  }),
  /** One ART ID on two patients (B6). */
  sharedArtIdFirst: trap(106, "IMO02000106", { phones: [{ value: "08031110006" }] }),
  sharedArtIdSecond: trap(107, "IMO02000106", { gender: "M", givenName: "Emeka", phones: [{ value: "08031110007" }] }),
  /** One patient with two ART IDs (B5). */
  twoArtIds: trap(108, "IMO02000108", { identifiers: [{ identifier: "IMO02000108" }, { identifier: "IMO02000108B" }] }),
  /** The patient is voided, the ART ID is not (B7). */
  voidedPatient: trap(109, "IMO02000109", { patientVoided: 1 }),
  /** The person is voided, patient and ART ID are not (B7). */
  voidedPerson: trap(110, "IMO02000110", { personVoided: 1 }),
  /** The ART ID is voided, the patient is not (R8). */
  voidedIdentifier: trap(111, "IMO02000111", { identifiers: [{ identifier: "IMO02000111", voided: 1 }] }),
  /** A phone stored with a leading space (B9). */
  spacedPhone: trap(112, "IMO02000112", { phones: [{ value: " 08030000021" }] }),
  /** A phone that the old check let in (B8). */
  lettersInPhone: trap(113, "IMO02000113", { phones: [{ value: "0803ABCDEFG" }] }),
  /** Two patients with one phone: a couple. */
  sharedPhoneFirst: trap(114, "IMO02000114", { phones: [{ value: "08031110014" }] }),
  sharedPhoneSecond: trap(115, "IMO02000115", { gender: "M", givenName: "Chidi", phones: [{ value: "08031110014" }] }),
  placeholderPhone: trap(116, "IMO02000116", { phones: [{ value: "08000000000" }] }),
  noPhone: trap(117, "IMO02000117", { phones: [] }),
  /** Only voided phones: the script reported the newest of them as the old value (R2). */
  voidedPhonesOnly: trap(118, "IMO02000118", {
    phones: [
      { value: "08011111111", voided: 1, void_reason: "New value: 08022222222", dateVoided: "2022-02-01 09:00:00" },
      { value: "08022222222", voided: 1, void_reason: "Wrong number", dateVoided: "2024-05-06 09:00:00" },
    ],
  }),
  /** A number that was this patient's before and was voided: typed again, it is stale. */
  formerPhone: trap(119, "IMO02000119", {
    phones: [{ value: "08011110019", voided: 1, void_reason: "New value: 08031110019", dateVoided: "2025-03-14 11:20:00" }, { value: "08031110019" }],
  }),
  noAddress: trap(120, "IMO02000120", { addresses: [] }),
  /** address2 is blank, not NULL; the street stands in address1 (R6). */
  blankAddress2: trap(121, "IMO02000121", {
    addresses: [{ preferred: 1, address1: "7 Wetheral Road", address2: "", city_village: "OWERRI MUNICIPAL", state_province: "IMO", country: "NIGERIA" }],
  }),
  /** Registered in NMRS: ward in address2, street in address1. */
  wardInAddress2: trap(122, "IMO02000122", {
    addresses: [{ preferred: 1, address1: "8 Palace Way", address2: "OWERRI NORTH", city_village: "OWERRI NORTH", state_province: "IMO", country: "NIGERIA" }],
  }),
  /** Migrated from LAMIS: street in address1, the country in small letters. */
  migrated: trap(123, "IMO02000123", {
    addresses: [{ preferred: 1, address1: "15 Market Road", city_village: "MBAITOLI", state_province: "IMO", country: "Nigeria" }],
  }),
  /** Every column of the address is filled: none of them may be lost (B2). */
  fullAddress: trap(124, "IMO02000124", {
    addresses: [
      {
        preferred: 1,
        address1: "16 Station Road",
        address2: "Flat 3",
        address3: "Blue gate",
        address4: "Behind the market",
        address5: "Close 5",
        address6: "Six",
        address7: "Seven",
        address8: "Eight",
        address9: "Nine",
        address10: "Ten",
        address11: "Eleven",
        address12: "Twelve",
        address13: "Thirteen",
        address14: "Fourteen",
        address15: "Fifteen",
        city_village: "IKEDURU",
        state_province: "IMO",
        county_district: "Iho",
        postal_code: "462101",
        country: "NIGERIA",
        latitude: "5.5820",
        longitude: "7.1110",
        start_date: "2018-01-01 00:00:00",
        end_date: "2030-12-31 00:00:00",
      },
    ],
  }),
  /** An LGA with an apostrophe. */
  apostrophe: trap(125, "SOK07000125", {
    givenName: "Hauwa",
    familyName: "Garba",
    locationId: 9,
    addresses: [{ preferred: 1, address2: "Unguwar Rimi", city_village: "MAI'ADUA", state_province: "KATSINA", country: "NIGERIA" }],
  }),
  /** An LGA whose name is in two states: this one is Oyo's. */
  lgaInTwoStates: trap(126, "LAG11000126", {
    givenName: "Folake",
    familyName: "Afolabi",
    locationId: 8,
    addresses: [{ preferred: 1, address2: "2 Iresa Street", city_village: "SURULERE", state_province: "OYO", country: "NIGERIA" }],
  }),
  /** An LGA that the site's hierarchy does not know. */
  unknownLga: trap(127, "IMO02000127", {
    addresses: [{ preferred: 1, address2: "3 Ogbaku", city_village: "Mbaitoli L.G.A", state_province: "IMO", country: "NIGERIA" }],
  }),
  /** The address in small letters: a correction of case is a change (R6). */
  smallLetters: trap(128, "IMO02000128", {
    addresses: [{ preferred: 1, address2: "umuoka, amazu", city_village: "ORLU", state_province: "IMO", country: "NIGERIA" }],
  }),
  /** Linked by the address hierarchy's own table. */
  mappedAddress: trap(129, "IMO02000129", {
    addresses: [{ preferred: 1, address2: "4 Mission Hill", city_village: "ABOH MBAISE", state_province: "IMO", country: "NIGERIA", mapped: 1 }],
  }),
  /** The date is the right one but still marked as estimated (B11). */
  estimatedBirthdate: trap(130, "IMO02000130", { birthdate: "1985-01-01", birthdateEstimated: 1 }),
  noBirthdate: trap(131, "IMO02000131", { birthdate: null }),
  dead: trap(132, "IMO02000132", { dead: 1, deathDate: "2015-06-01 00:00:00" }),
  /** Recorded as dead by a termination form only; person.dead is still 0. */
  terminatedAsDead: trap(133, "IMO02000133", { termination: { answer: 165889, date: "2024-11-20 00:00:00" } }),
  transferredOut: trap(134, "IMO02000134", { termination: { answer: 159492, date: "2025-01-15 00:00:00" } }),
  testPatient: trap(135, "IMO02000135", { givenName: "Test", familyName: "Patient", testPatient: 1 }),
  /** ART IDs of other shapes; Excel takes some of them for numbers or dates. */
  plainNumberArtId: trap(136, "6277", {}),
  leadingZeroArtId: trap(137, "00012345", {}),
  dashArtId: trap(138, "XX-0123-4567", {}),
  slashArtId: trap(139, "LA/15/0123", { locationId: 8 }),
  dateLikeArtId: trap(140, "1/2", {}),
  exponentArtId: trap(141, "1E5", {}),
  /** Stored in small letters and with a space at its end: OpenMRS's collation takes it for IMO02000142. */
  smallLetterArtId: trap(142, "imo02000142 ", {}),
  /** A phone of next of kin kept as observation 159635: not the patient's own. */
  kinPhoneObs: trap(143, "IMO02000143", { phones: [], kinPhone: "08031110043" }),
  otherFacility: trap(144, "LAG11000144", { locationId: 8 }),
  facility53: trap(145, "FCT03000145", { locationId: 53 }),
  /** Without family name, as some migrated rows are. */
  oneName: trap(146, "IMO02000146", { familyName: null }),
} as const satisfies Readonly<Record<string, TrapPatient>>;

export type TrapName = keyof typeof traps;
