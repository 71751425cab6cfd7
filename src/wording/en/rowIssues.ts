import type { IssueCode } from "../../domain/types";
import type { IssueWording } from "../catalogue";

const addresses = {
  "state-unknown": {
    problem: "NMRS has no state called “{state}”.",
    remedy: "[Did you mean {near}? ]Type the state as NMRS spells it.",
    one: "1 state is unknown",
    many: "{n} states are unknown",
  },
  "lga-unknown": {
    problem: "NMRS has no LGA called “{lga}”.",
    remedy: "[Did you mean {near}? ]Type the LGA as NMRS spells it.",
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
    remedy: "[Did you mean {near}? ]Type the ward as NMRS spells it, and the LGA if it has changed.",
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
    remedy: "Open the submission in the pane, look at the old value under “Rows to settle” and decide there.",
    one: "1 row would replace a value that nobody has looked at",
    many: "{n} rows would replace values that nobody has looked at",
  },
  conflict: {
    problem: "Somebody else has changed this since you looked at it.",
    remedy: "Open the submission, compare the values under “Rows to settle” and choose the right one.",
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
  cancelled: {
    problem: "The submission was cancelled before this row was reached. Nothing of this row was written.",
    remedy: "Send the row again if it is still wanted.",
    one: "1 row was not reached before the submission was cancelled",
    many: "{n} rows were not reached before the submission was cancelled",
  },
  "sent-again": {
    problem: "This row was sent again with a later submission.",
    remedy: "",
    one: "1 row was sent again with a later submission",
    many: "{n} rows were sent again with a later submission",
  },
  "left-out": {
    problem: "Somebody decided to leave the record of this row as it is.",
    remedy: "",
    one: "1 row was left out by somebody's decision",
    many: "{n} rows were left out by somebody's decision",
  },
  "changed-since": {
    problem: "The {column} has been changed since, so it was left as it is now.",
    remedy: "Look at the record and correct it by hand if it is wrong.",
    one: "1 value has been changed since and was left as it is",
    many: "{n} values have been changed since and were left as they are",
  },
  "restore-missing": {
    problem: "The earlier {column} is no longer in NMRS, so it could not be brought back.",
    remedy: "Type the earlier value and submit it.",
    one: "1 earlier value is no longer in NMRS",
    many: "{n} earlier values are no longer in NMRS",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

/** What can be said about places, about the row and about the record. */
export const rowIssues = { ...addresses, ...erasing, ...wholeRows, ...afterwards };
