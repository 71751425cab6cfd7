import type { IssueCode } from "../domain/types";
import type { Catalogue, IssueWording } from "./catalogue";

const repairs = {
  "leading-zero-lost": {
    problem: "The phone number {before} has lost its first 0.",
    remedy: "Accept {after}, or type the number again.",
    one: "1 phone number lost its first 0",
    many: "{n} phone numbers lost their first 0",
  },
  "scientific-notation": {
    problem: "Excel shows the phone number as {before}.",
    remedy: "Accept {after}, or type the number again.",
    one: "1 phone number is shown in a short form like 8.03E+09",
    many: "{n} phone numbers are shown in a short form like 8.03E+09",
  },
  "letter-o-for-zero": {
    problem: "The phone number {before} has the letter O in place of a zero.",
    remedy: "Accept {after}, or type the number again.",
    one: "1 phone number has the letter O for a zero",
    many: "{n} phone numbers have the letter O for a zero",
  },
  "two-numbers": {
    problem: "There is more than one phone number in the cell: {before}.",
    remedy: "Choose the one to keep: {choices}.",
    one: "1 cell holds more than one phone number",
    many: "{n} cells hold more than one phone number",
  },
  "date-order": {
    problem: "The birthdate {before} does not fit the order of day and month in this column.",
    remedy: "Accept {after}, or type the date again.",
    one: "1 birthdate has day and month the other way round",
    many: "{n} birthdates have day and month the other way round",
  },
  "two-digit-year": {
    problem: "The birthdate {before} has only two digits for the year.",
    remedy: "Accept {after}, or type the year with four digits.",
    one: "1 birthdate has a two-digit year",
    many: "{n} birthdates have a two-digit year",
  },
  "date-serial": {
    problem: "The birthdate is shown as the number {before}.",
    remedy: "Accept {after}, or type the date again.",
    one: "1 birthdate was turned into a number",
    many: "{n} birthdates were turned into numbers",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const cells = {
  "cell-error-value": {
    problem: "The {column} cell holds the Excel error {value}.",
    remedy: "Type the value in the cell.",
    one: "1 cell holds an Excel error",
    many: "{n} cells hold an Excel error",
  },
  "cell-formula": {
    problem: "The {column} cell holds a formula.",
    remedy: "Replace the formula by its value: copy the cell, then Paste Special, Values.",
    one: "1 cell holds a formula",
    many: "{n} cells hold a formula",
  },
  "characters-not-allowed": {
    problem: "The {column} has a character that the record cannot keep, such as an emoji.",
    remedy: "Delete that character.",
    one: "1 cell has a character that cannot be kept",
    many: "{n} cells have characters that cannot be kept",
  },
  "text-too-long": {
    problem: "The {column} is too long[: {length} characters, the most is {max}].",
    remedy: "Shorten it.",
    one: "1 cell is too long",
    many: "{n} cells are too long",
  },
  "placeholder-ignored": {
    problem: "“{value}” was taken as a blank cell: the {column} stays as it is.",
    remedy: "",
    one: "1 cell with a word like “none” was taken as blank",
    many: "{n} cells with a word like “none” were taken as blank",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const artIds = {
  "art-id-missing": {
    problem: "There is no ART ID in this row.",
    remedy: "Type the ART ID.",
    one: "1 row has no ART ID",
    many: "{n} rows have no ART ID",
  },
  "art-id-damaged": {
    problem: "Excel has changed this ART ID into a date or a short number.",
    remedy: "Set the column to Text and type the ART ID again.",
    one: "1 ART ID was damaged by Excel",
    many: "{n} ART IDs were damaged by Excel",
  },
  "art-id-format-read": {
    problem: "The ART ID was read as {read}.",
    remedy: "",
    one: "1 ART ID had hidden characters, which were left out",
    many: "{n} ART IDs had hidden characters, which were left out",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const phones = {
  "phone-letters": {
    problem: "The phone number has letters or signs in it.",
    remedy: "Type digits only, like 08031234567.",
    one: "1 phone number has letters or signs in it",
    many: "{n} phone numbers have letters or signs in them",
  },
  "phone-too-short": {
    problem: "The phone number is too short[: {digits} digits in place of 11].",
    remedy: "Type the whole number, like 08031234567.",
    one: "1 phone number is too short",
    many: "{n} phone numbers are too short",
  },
  "phone-too-long": {
    problem: "The phone number is too long[: {digits} digits in place of 11].",
    remedy: "Type one number of 11 digits, like 08031234567.",
    one: "1 phone number is too long",
    many: "{n} phone numbers are too long",
  },
  "phone-first-digit": {
    problem: "The phone number does not start with 0.",
    remedy: "Type the number as it is dialled, like 08031234567.",
    one: "1 phone number does not start with 0",
    many: "{n} phone numbers do not start with 0",
  },
  "phone-digits-lost": {
    problem: "Excel has cut digits off this phone number, and they cannot be found again.",
    remedy: "Set the column to Text and type the number again.",
    one: "1 phone number was cut off by Excel",
    many: "{n} phone numbers were cut off by Excel",
  },
  "phone-not-nigerian": {
    problem: "This is not a Nigerian phone number.",
    remedy: "Type a Nigerian number, like 08031234567.",
    one: "1 phone number is not Nigerian",
    many: "{n} phone numbers are not Nigerian",
  },
  "phone-prefix-unknown": {
    problem: "No Nigerian mobile network is known to use numbers that begin with {prefix}.",
    remedy: "Compare the number with the source. Confirm it if it is right.",
    one: "1 phone number begins in an unknown way",
    many: "{n} phone numbers begin in an unknown way",
  },
  "phone-service-number": {
    problem: "Numbers that begin with 0700 or 0800 are service lines, not a person's phone.",
    remedy: "Type the patient's own number, or confirm this one.",
    one: "1 phone number is a service line",
    many: "{n} phone numbers are service lines",
  },
  "phone-repeated-digits": {
    problem: "This looks like a made-up number: the same digit many times, or digits in counting order.",
    remedy: "Type the real number, or confirm this one.",
    one: "1 phone number looks made up",
    many: "{n} phone numbers look made up",
  },
  "phone-format-read": {
    problem: "The phone number was read as {read}.",
    remedy: "",
    one: "1 phone number was written in another form and was read",
    many: "{n} phone numbers were written in another form and were read",
  },
  "phone-stale": {
    problem: "This is an old number of this patient[, replaced on {voidedOn}].",
    remedy: "Ask for the present number. Confirm only if the patient uses this one again.",
    one: "1 phone number is an old one of the patient",
    many: "{n} phone numbers are old ones of the patients",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const birthdates = {
  "birthdate-unreadable": {
    problem: "The birthdate cannot be read.",
    remedy: "Type it like 14 March 1987 or 1987-03-14.",
    one: "1 birthdate cannot be read",
    many: "{n} birthdates cannot be read",
  },
  "birthdate-not-real": {
    problem: "There is no such day in the calendar.",
    remedy: "Type the right birthdate.",
    one: "1 birthdate is no day of the calendar",
    many: "{n} birthdates are no days of the calendar",
  },
  "birthdate-order-unknown": {
    problem: "It is not clear which number is the day and which is the month.",
    remedy: "Say above whether the day or the month comes first, or type it like 14 March 1987.",
    one: "1 birthdate may be day first or month first",
    many: "{n} birthdates may be day first or month first",
  },
  "birthdate-in-future": {
    problem: "The birthdate is in the future.",
    remedy: "Type the right birthdate.",
    one: "1 birthdate is in the future",
    many: "{n} birthdates are in the future",
  },
  "birthdate-too-old": {
    problem: "The birthdate is more than 120 years ago.",
    remedy: "Type the right birthdate.",
    one: "1 birthdate is more than 120 years ago",
    many: "{n} birthdates are more than 120 years ago",
  },
  "birthdate-after-death": {
    problem: "The birthdate is after the day on which this patient died, by the record.",
    remedy: "Check the ART ID and the birthdate.",
    one: "1 birthdate is after the patient's death",
    many: "{n} birthdates are after the patient's death",
  },
  "birthdate-shift": {
    problem: "The birthdate moves by more than a year.",
    remedy: "Check it. If it is right, confirm it and give a reason.",
    one: "1 birthdate moves by more than a year",
    many: "{n} birthdates move by more than a year",
  },
  "birthdate-format-read": {
    problem: "The birthdate was read as {read}.",
    remedy: "",
    one: "1 birthdate was written in another form and was read",
    many: "{n} birthdates were written in another form and were read",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const addresses = {
  "state-unknown": {
    problem: "NMRS has no state called “{state}”.",
    remedy: "Type the state as NMRS spells it.",
    one: "1 state is unknown",
    many: "{n} states are unknown",
  },
  "lga-unknown": {
    problem: "NMRS has no LGA called “{lga}”.",
    remedy: "Type the LGA as NMRS spells it.",
    one: "1 LGA is unknown",
    many: "{n} LGAs are unknown",
  },
  "lga-not-in-state": {
    problem: "The LGA [“{lga}” ]is not in the state {state}.",
    remedy: "Correct the LGA or the state, or give both.",
    one: "1 LGA is not in the state beside it",
    many: "{n} LGAs are not in the state beside them",
  },
  "lga-ambiguous": {
    problem: "There is an LGA called “{lga}” in more than one state: {states}.",
    remedy: "Fill in the State column too.",
    one: "1 LGA could be in more than one state",
    many: "{n} LGAs could be in more than one state",
  },
  "ward-unknown": {
    problem: "NMRS has no ward called “{ward}” in this patient's LGA.",
    remedy: "Type the ward as NMRS spells it, and the LGA if it has changed.",
    one: "1 ward is unknown",
    many: "{n} wards are unknown",
  },
  "ward-needs-street": {
    problem: "The ward would take the place of this patient's street.",
    remedy: "Fill in the street too, so that it is kept.",
    one: "1 ward needs the street beside it",
    many: "{n} wards need the street beside them",
  },
  "place-name-read": {
    problem: "“{typed}” was read as {read}.",
    remedy: "",
    one: "1 place was read in NMRS's spelling",
    many: "{n} places were read in NMRS's spelling",
  },
  "lga-left-out-of-street": {
    problem: "The LGA {lga} at the end was left out of the street: “{read}”.",
    remedy: "",
    one: "1 street ended with the LGA, which was left out",
    many: "{n} streets ended with the LGA, which was left out",
  },
  "street-format-read": {
    problem: "Line breaks in the {column} were read as spaces: “{read}”.",
    remedy: "",
    one: "1 cell had line breaks, which were read as spaces",
    many: "{n} cells had line breaks, which were read as spaces",
  },
  "street-is-date": {
    problem: "Excel has changed the {column} into a date.",
    remedy: "Set the column to Text and type it again.",
    one: "1 address cell was changed into a date",
    many: "{n} address cells were changed into dates",
  },
  "ward-not-in-lga": {
    problem: "The ward in the record is not in the LGA {lga}.",
    remedy: "Fill in the new ward or the new street too.",
    one: "1 new LGA does not fit the ward in the record",
    many: "{n} new LGAs do not fit the wards in the record",
  },
  "ward-not-kept": {
    problem: "This site does not keep wards.",
    remedy: "Delete the ward from the row.",
    one: "1 ward cannot be kept at this site",
    many: "{n} wards cannot be kept at this site",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const erasing = {
  "clear-needs-supervisor": {
    problem: "Only a supervisor can erase the {column}.",
    remedy: "Ask your supervisor to submit this row, or delete the word CLEAR.",
    one: "1 row erases a value, for which a supervisor is needed",
    many: "{n} rows erase a value, for which a supervisor is needed",
  },
  "clear-birthdate": {
    problem: "A birthdate cannot be erased.",
    remedy: "Delete the word CLEAR, or type the right birthdate.",
    one: "1 row would erase a birthdate",
    many: "{n} rows would erase a birthdate",
  },
  "clear-place": {
    problem: "The {column} cannot be erased, only replaced.",
    remedy: "Delete the word CLEAR, or type the right name.",
    one: "1 row would erase a state, LGA or ward",
    many: "{n} rows would erase a state, LGA or ward",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const wholeRows = {
  "row-without-values": {
    problem: "There is nothing to change in this row.",
    remedy: "",
    one: "1 row has nothing to change",
    many: "{n} rows have nothing to change",
  },
  "duplicate-row": {
    problem: "This row is the same as an earlier one[: row {row}].",
    remedy: "",
    one: "1 row is the same as an earlier one",
    many: "{n} rows are the same as earlier ones",
  },
  "duplicate-patient": {
    problem: "Another row is about the same patient and says something else[ (row {row})].",
    remedy: "Keep the row that is right and delete the other.",
    one: "1 row is about a patient who is in another row too",
    many: "{n} rows are about patients who are in other rows too",
  },
  "art-id-not-found": {
    problem: "No patient has this ART ID.",
    remedy: "Check every character of the ART ID, also zeros at its start.",
    one: "1 ART ID was not found",
    many: "{n} ART IDs were not found",
  },
  "art-id-voided": {
    problem: "This ART ID is no longer used.",
    remedy: "Find the patient's present ART ID in NMRS.",
    one: "1 ART ID is no longer used",
    many: "{n} ART IDs are no longer used",
  },
  "patient-voided": {
    problem: "The patient with this ART ID was taken out of NMRS.",
    remedy: "Ask the person who looks after NMRS at your site.",
    one: "1 patient was taken out of NMRS",
    many: "{n} patients were taken out of NMRS",
  },
  "art-id-ambiguous": {
    problem: "More than one patient has this ART ID.",
    remedy: "Ask the person who looks after NMRS at your site to put this right first.",
    one: "1 ART ID belongs to more than one patient",
    many: "{n} ART IDs belong to more than one patient",
  },
  "name-differs": {
    problem: "The patient with this ART ID has another name.",
    remedy: "Check the ART ID. Confirm only if you are sure that it is the same person.",
    one: "1 row has another name than the record",
    many: "{n} rows have other names than the record",
  },
  "sex-differs": {
    problem: "The sex in this row is not that of the patient with this ART ID.",
    remedy: "Check the ART ID. Confirm only if you are sure that it is the same person.",
    one: "1 row has another sex than the record",
    many: "{n} rows have another sex than the record",
  },
  "birthdate-differs": {
    problem: "The recorded birthdate in this row is not that of the patient with this ART ID.",
    remedy: "Check the ART ID. Confirm only if you are sure that it is the same person.",
    one: "1 row has another birthdate than the record",
    many: "{n} rows have other birthdates than the record",
  },
  "hospital-number-differs": {
    problem: "The hospital number in this row is not that of the patient with this ART ID.",
    remedy: "Check the ART ID. Confirm only if you are sure that it is the same person.",
    one: "1 row has another hospital number than the record",
    many: "{n} rows have other hospital numbers than the record",
  },
  "patient-dead": {
    problem: "This patient is recorded as dead.",
    remedy: "Check the ART ID. Confirm if the change is right all the same.",
    one: "1 patient is recorded as dead",
    many: "{n} patients are recorded as dead",
  },
  "patient-transferred-out": {
    problem: "This patient is recorded as transferred to another facility.",
    remedy: "Confirm if the change is right all the same.",
    one: "1 patient has been transferred out",
    many: "{n} patients have been transferred out",
  },
  "patient-test": {
    problem: "This is a test patient, not a real person.",
    remedy: "Check the ART ID. Confirm if you mean the test patient.",
    one: "1 row is about a test patient",
    many: "{n} rows are about test patients",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const afterwards = {
  "not-previewed": {
    problem: "This would replace a value that you have not seen yet.",
    remedy: "Validate the row, look at the old value, then submit it again.",
    one: "1 row would replace a value that nobody has looked at",
    many: "{n} rows would replace values that nobody has looked at",
  },
  conflict: {
    problem: "Somebody else has changed this since you looked at it.",
    remedy: "Validate again, compare the two values, then submit the right one.",
    one: "1 value was changed by somebody else meanwhile",
    many: "{n} values were changed by somebody else meanwhile",
  },
  "reading-differs": {
    problem: "The server reads the {column} differently from this computer.",
    remedy: "Close and open the add-in, then validate again. Tell support if it happens again.",
    one: "1 cell was read in two ways",
    many: "{n} cells were read in two ways",
  },
  "write-failed": {
    problem: "The record could not be changed. Nothing of this row was written.",
    remedy: "Submit the row again. Tell support if it happens again.",
    one: "1 row could not be written",
    many: "{n} rows could not be written",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

/** Every sentence about rows, in English: short, in a clerk's words, saying what to do. */
export const english: Catalogue = {
  issues: { ...repairs, ...cells, ...artIds, ...phones, ...birthdates, ...addresses, ...erasing, ...wholeRows, ...afterwards },
  columns: {
    artId: "ART ID",
    phone: "phone number",
    street: "street",
    ward: "ward",
    lga: "LGA",
    state: "state",
    birthdate: "birthdate",
    givenName: "first name",
    familyName: "family name",
    fullName: "name",
    sex: "sex",
    knownBirthdate: "recorded birthdate",
    hospitalNumber: "hospital number",
    reason: "reason",
  },
  rowStatuses: {
    updated: "Updated",
    partly: "Partly updated",
    unchanged: "No change needed",
    failed: "Not updated",
    conflict: "Changed by somebody else",
    waiting: "Needs you",
    collapsed: "Same as an earlier row",
  },
  fieldStatuses: { changed: "updated", unchanged: "already the same", failed: "not updated", conflict: "changed by somebody else", waiting: "needs you" },
  severities: { error: "Must be corrected", warning: "Please check", repair: "Can be repaired", info: "For your information" },
  months: [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ],
  or: "or",
};
