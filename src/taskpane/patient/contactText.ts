import type { HistoryEntry } from "../../contract/patientCard";
import type { AddressView, BirthdateView } from "../../contract/patients";
import { hidden } from "../../domain/masking";
import { patientWords as words } from "../../wording/panePatient";
import { dayWords } from "../../wording/sentence";

/** Street first, as one would say it; null where nothing is recorded. What is hidden is said to be. */
export function addressText({ street, ward, lga, state }: AddressView): string | null {
  const parts = [street, ward, lga, state].filter((part) => part !== null && part !== "");
  return parts.length === 0 ? null : parts.map((part) => (part === hidden ? words.hidden : part)).join(", ");
}

/** `12 April 1988 (estimated)`; of a hidden one the year. Null where none is recorded. */
export function birthdateText({ birthdate, estimated }: BirthdateView): string | null {
  if (birthdate === null) return null;
  return estimated ? `${dayWords(birthdate)} (${words.estimated})` : dayWords(birthdate);
}

/** The value of an entry as plain text; null where it was erased. */
export function entryText(entry: HistoryEntry): string | null {
  switch (entry.field) {
    case "phone":
      return entry.phone;
    case "address":
      return entry.address === null ? null : addressText(entry.address);
    case "birthdate":
      return birthdateText(entry.birthdate);
  }
}

/** `Female · 38 years · born 12 April 1988`. */
export function personText({ sex, age, birthdate, masked }: { readonly sex: string | null; readonly age: number | null; readonly birthdate: BirthdateView; readonly masked: boolean }): string {
  const born = birthdateText(birthdate);
  const parts = [
    sex === null ? words.sex.unknown : sex === "F" || sex === "M" ? words.sex[sex] : sex,
    age === null ? null : words.age(age),
    born === null ? words.noBirthdate : masked ? words.bornIn(born) : words.born(born),
  ];
  return parts.filter((part) => part !== null).join(" · ");
}
