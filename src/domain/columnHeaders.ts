import type { RowField } from "./types";

/** Headings of one column: those that say "the new value", and those that just name the thing. */
interface Headings {
  /** Heading in the sheets that the product makes. */
  readonly template: string;
  /** Certain: our own, the SQL script's, or plainly "new …". */
  readonly certain: readonly string[];
  /** Names the thing without saying old or new: NMRS's line lists and everyday spellings. */
  readonly plain: readonly string[];
}

/**
 * Every heading that is recognised, compared without case, spaces and punctuation. NMRS's are those of its MissedAppointment,
 * ScheduledAppointment, ViralLoadEligibility and SIRADET reports. CurrentPhoneNo, ContactPhoneNo and NextOfKinPhoneNo are absent on
 * purpose: they are other people's numbers or observations, not the patient's telephone attribute.
 */
export const columnHeaders: Readonly<Record<RowField, Headings>> = {
  artId: {
    template: "ART ID",
    certain: ["ART ID", "PepfarID", "PatientUniqueID"],
    plain: [
      "ART No", "ART Number", "ART Nos", "ART Code", "ART Unique ID", "Unique ART ID", "Unique ART Number", "Unique ART No", "ART Unique No",
      "Patient ART ID", "Patient ART No", "Patient ART Number", "PEPFAR No", "PEPFAR Number", "Unique ID", "Unique No", "Unique Number", "Patient Unique Number",
    ],
  },
  phone: {
    template: "New phone",
    certain: [
      "New phone", "New phone number", "New phone no", "New telephone", "New telephone number", "New mobile", "New mobile number", "New mobile no",
      "New tel", "New tel no", "New GSM", "New GSM number", "New contact number", "Correct phone", "Correct phone number", "Corrected phone",
      "Corrected phone number", "Updated phone", "Updated phone number", "Phone (new)",
    ],
    plain: [
      "PhoneNo", "RegistrationPhoneNo", "Phone", "Phone number", "Phone num", "Phone #", "Telephone", "Telephone number", "Telephone no", "Tel", "Tel no", "Tel number",
      "Mobile", "Mobile no", "Mobile number", "Mobile phone", "Mobile phone number", "Cell phone", "GSM", "GSM no", "GSM number", "Home phone",
    ],
  },
  street: {
    template: "New street",
    certain: [
      "New street", "New address", "New street address", "New home address", "New residential address", "New house address", "Correct address",
      "Corrected address", "Updated address", "Address (new)",
    ],
    plain: ["PatientAddress", "Street", "Street address", "Address", "Home address", "House address", "Residential address", "Contact address", "Address of residence"],
  },
  ward: { template: "Ward", certain: ["New ward"], plain: ["Ward", "Ward of residence", "Residential ward", "Home ward"] },
  lga: {
    template: "LGA",
    certain: ["New LGA", "LGA of residence", "Residential LGA", "Home LGA", "Patient LGA", "Client LGA"],
    plain: ["LGA", "L.G.A.", "Local government", "Local government area"],
  },
  state: {
    template: "State",
    certain: ["New state", "State of residence", "Residential state", "Home state", "Patient state", "Client state"],
    plain: ["State"],
  },
  birthdate: {
    template: "New birthdate",
    certain: [
      "New birthdate", "New birth date", "New DOB", "New date of birth", "Correct DOB", "Correct date of birth", "Correct birthdate", "Corrected DOB",
      "Corrected date of birth", "Updated DOB", "Updated date of birth", "DOB (new)",
    ],
    plain: ["DOB", "DateOfBirth", "Birthdate", "Birth date", "Date of birth", "D.O.B."],
  },
  givenName: { template: "First name", certain: ["FirstName"], plain: ["Given name", "Forename", "Other name", "Other names"] },
  familyName: { template: "Family name", certain: ["FamilyName"], plain: ["Surname", "Last name"] },
  fullName: { template: "Name", certain: ["Full name"], plain: ["Name", "Names", "Patient name", "Client name", "Name of patient", "Name of client"] },
  sex: { template: "Sex", certain: ["Sex"], plain: ["Gender"] },
  knownBirthdate: {
    template: "Recorded birthdate",
    certain: ["Recorded birthdate", "Old DOB", "Old date of birth", "Old birthdate", "Current DOB", "Current date of birth", "Current birthdate", "Recorded DOB"],
    plain: [],
  },
  hospitalNumber: {
    template: "Hospital number",
    certain: ["HospID"],
    plain: ["Hospital number", "Hospital no", "Hospital ID", "Hosp no", "Hosp number", "Hospital num", "Folder no", "Folder number", "Card no", "Card number"],
  },
  reason: { template: "Reason", certain: ["Reason", "Reason for change", "Reason for update"], plain: [] },
};

/** Columns of a sheet that the product makes, in order. */
export const templateFields: readonly RowField[] = ["artId", "phone", "street", "ward", "lga", "state", "birthdate", "reason"];

/** Where a sheet has one of these, bare *State* and *LGA* are the facility's: a home must never be made from a facility. */
export const facilityHeadings: readonly string[] = [
  "Facility", "Facility name", "FacilityName", "Name of facility", "Health facility", "Facility ID", "Facility code", "Datim code", "Datim ID", "DatimId", "Site", "Site name",
];

/**
 * The columns that the product writes beside the rows. Headings are names by which a sheet is read again, on any computer: like NMRS's own
 * they stay English whatever language the pane speaks.
 */
export const outcomeHeadings = { status: "Status", detail: "Detail" } as const;

/** For a list that has a Status or Detail of its own. */
export const longOutcomeHeadings = { status: "Contact status", detail: "Contact detail" } as const;

/** In sheets that the pane makes: what stands there finds the row again after a sort. */
export const rowIdHeading = "Row id";
