import type { IssueCode } from "../domain/types";

/** Causes that the same thing would have prevented. */
export type CauseGroup =
  | "excel"
  | "phone"
  | "birthdate"
  | "place"
  | "cell"
  | "erasing"
  | "twice"
  | "artId"
  | "guard"
  | "patient"
  | "unseen"
  | "together"
  | "server"
  | "decided"
  | "none";

const groups: Readonly<Record<IssueCode, CauseGroup>> = {
  "leading-zero-lost": "excel",
  "scientific-notation": "excel",
  "letter-o-for-zero": "phone",
  "two-numbers": "phone",
  "date-order": "birthdate",
  "two-digit-year": "birthdate",
  "date-serial": "excel",
  "cell-error-value": "cell",
  "cell-formula": "cell",
  "characters-not-allowed": "cell",
  "text-too-long": "cell",
  "placeholder-ignored": "none",
  "art-id-missing": "artId",
  "art-id-damaged": "excel",
  "art-id-format-read": "none",
  "phone-letters": "phone",
  "phone-too-short": "phone",
  "phone-too-long": "phone",
  "phone-first-digit": "phone",
  "phone-digits-lost": "excel",
  "phone-not-nigerian": "phone",
  "phone-prefix-unknown": "phone",
  "phone-service-number": "phone",
  "phone-repeated-digits": "phone",
  "phone-format-read": "none",
  "phone-stale": "phone",
  "birthdate-unreadable": "birthdate",
  "birthdate-not-real": "birthdate",
  "birthdate-order-unknown": "birthdate",
  "birthdate-in-future": "birthdate",
  "birthdate-too-old": "birthdate",
  "birthdate-after-death": "birthdate",
  "birthdate-shift": "birthdate",
  "birthdate-cell-swapped": "excel",
  "birthdate-format-read": "none",
  "state-unknown": "place",
  "lga-unknown": "place",
  "lga-not-in-state": "place",
  "lga-ambiguous": "place",
  "ward-unknown": "place",
  "ward-needs-street": "place",
  "place-name-read": "none",
  "lga-left-out-of-street": "none",
  "street-format-read": "none",
  "street-is-date": "excel",
  "ward-not-in-lga": "place",
  "ward-not-kept": "place",
  "clear-needs-supervisor": "erasing",
  "clear-birthdate": "erasing",
  "clear-place": "erasing",
  "row-without-values": "none",
  "duplicate-row": "twice",
  "duplicate-patient": "twice",
  "art-id-not-found": "artId",
  "art-id-voided": "artId",
  "patient-voided": "artId",
  "art-id-ambiguous": "artId",
  "name-differs": "guard",
  "sex-differs": "guard",
  "birthdate-differs": "guard",
  "hospital-number-differs": "guard",
  "patient-dead": "patient",
  "patient-transferred-out": "patient",
  "patient-test": "patient",
  "not-previewed": "unseen",
  conflict: "together",
  "reading-differs": "server",
  "write-failed": "server",
  cancelled: "decided",
  "sent-again": "decided",
  "left-out": "decided",
  "changed-since": "together",
  "restore-missing": "together",
};

/** What would have kept such failures from happening; the sentence for it is in the words of reports. */
export function causeGroup(code: IssueCode): CauseGroup {
  return groups[code];
}
