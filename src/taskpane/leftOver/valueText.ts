import type { LeftOverRow } from "../../contract/followUps";
import type { AddressView, ContactField } from "../../domain/types";
import { leftOverWords } from "../../wording/paneLeftOver";
import { submitWords } from "../../wording/paneSubmit";
import { dayWords } from "../../wording/sentence";

const words = leftOverWords.value;

export interface ThreeValues {
  readonly saw: string;
  readonly now: string;
  readonly want: string;
}

/** What was seen of a field, what is there now and what is wanted, each as a person would read it. */
export function threeValues({ seen, fields }: LeftOverRow, field: ContactField): ThreeValues {
  switch (field) {
    case "phone":
      return three(seen.phone, fields.phone, textOf);
    case "address":
      return three(seen.address, fields.address, addressText);
    case "birthdate":
      return three(seen.birthdate, fields.birthdate, birthdateText);
  }
}

interface Result<T> {
  readonly status: string;
  readonly before: T | null;
  readonly after: T | null;
}

function three<T>(seen: T | null | undefined, result: Result<T> | undefined, text: (value: T | null) => string): ThreeValues {
  // Where a repair or an error stands in the way there is no new value yet; an erased one is a blank that is wanted.
  const isUsable = result !== undefined && (result.after !== null || result.status === "changed");
  return {
    saw: seen === undefined ? words.notSeen : text(seen),
    now: text(result?.before ?? null),
    want: result?.status === "unchanged" ? text(result.before) : isUsable ? text(result.after) : words.none,
  };
}

function textOf(value: string | null): string {
  return value === null || value === "" ? words.blank : value;
}

function addressText(value: AddressView | null): string {
  const parts = value === null ? [] : [value.street, value.ward, value.lga, value.state].filter((part) => part !== null && part !== "");
  return parts.length === 0 ? words.blank : parts.join(", ");
}

function birthdateText(value: { readonly birthdate: string | null; readonly estimated: boolean } | null): string {
  if (value?.birthdate == null) return words.blank;
  return value.estimated ? `${dayWords(value.birthdate)} ${submitWords.row.estimated}` : dayWords(value.birthdate);
}
