/** What a cell with a function of ours says where it cannot give a value, by the reason. */
export const functionSentences = {
  "not-signed-in": "Sign in first: open the Contacts pane from the Contacts tab. The cell then fills by itself.",
  "session-expired": "You have been signed out. Sign in in the Contacts pane; the cell then fills by itself.",
  "no-role": "Your account has no role here yet. Ask the administrator of patient contacts at your site.",
  "not-allowed": "Your role does not allow looking up contacts. Ask your supervisor.",
  offline: "The server cannot be reached. When the connection is back, press Refresh contacts on the Contacts tab.",
  "timed-out": "The server did not answer in time. Press Refresh contacts on the Contacts tab to try again.",
  "too-many-requests": "Too many look-ups at once. Wait a moment, then press Refresh contacts on the Contacts tab.",
  "database-unavailable": "The patient record cannot be reached at the moment. Press Refresh contacts on the Contacts tab in a minute.",
  "look-up-failed": "The look-up did not succeed. Press Refresh contacts on the Contacts tab to try again.",
  cancelled: "The look-up was cancelled. Calculate the cell again.",
  "art-id-missing": "There is no ART ID in the cell that this formula points to.",
  "art-id-error": "The cell with the ART ID holds an error itself. Mend that cell first.",
  "art-id-damaged": "This does not look like an ART ID any more: Excel has turned it into a date or a short number. Type it again as text.",
  "art-id-not-found": "No patient in the record has this ART ID. Compare it with the folder.",
  "art-id-voided": "This ART ID was taken back in the record. Find the patient's present ART ID in NMRS.",
  "patient-voided": "The patient with this ART ID was removed from the record.",
  "art-id-ambiguous": "More than one patient in the record has this ART ID. This must be settled in NMRS first.",
  "birthdate-estimated": "The record holds this birthdate as an estimate.",
  "field-unknown": "CONTACTS.GET does not know this field. It knows: phone, address, street, ward, lga, state, birthdate, name.",
  "phone-fine": "OK",
  "phone-error": "The cell with the phone number holds an error itself. Mend that cell first.",
} as const;

export type FunctionSentence = keyof typeof functionSentences;
