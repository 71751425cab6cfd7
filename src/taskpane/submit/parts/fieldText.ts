import type { FieldResults } from "../../../contract/submissions";
import { contactFields } from "../../../domain/types";
import type { AddressView, ContactField, FieldStatus, RowField } from "../../../domain/types";
import { paneWords } from "../../../wording/pane";
import { submitWords } from "../../../wording/paneSubmit";
import { dayWords } from "../../../wording/sentence";
import type { PaneRow } from "../engine/paneRow";

/** One line of old → new. For an address, one line for each of its parts that changes. */
export interface ChangeLine {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const addressParts: readonly (keyof AddressView & RowField)[] = ["street", "ward", "lga", "state"];

/** Old and new of everything that a row changes, as the record would show it. Fields that stay as they are have no line. */
export function changeLines({ phone, address, birthdate }: FieldResults): readonly ChangeLine[] {
  const lines: ChangeLine[] = [];
  if (phone !== undefined && isShown(phone)) lines.push(line(paneWords.fields.phone, phone.before, phone.after));
  if (address !== undefined && isShown(address)) {
    for (const part of addressParts) {
      const before = address.before?.[part] ?? null;
      const after = address.after?.[part] ?? null;
      if (before !== after) lines.push(line(paneWords.fields[part], before, after));
    }
  }
  if (birthdate !== undefined && isShown(birthdate)) {
    lines.push(line(paneWords.fields.birthdate, birthdateText(birthdate.before), birthdateText(birthdate.after)));
  }
  return lines;
}

/** A field that waits may have no new value yet (a repair is not accepted): that is no erasing. */
function isShown({ status, after }: { readonly status: FieldStatus; readonly after: unknown }): boolean {
  return status === "changed" || (status === "waiting" && after !== null);
}

/** The new values as they were read, for a row whose record has not been seen. */
export function readLines({ checked }: PaneRow): readonly { readonly name: string; readonly after: string }[] {
  return Object.entries(checked.read).map(([field, after]) => ({ name: paneWords.fields[field as RowField], after }));
}

export function fieldNames(fields: readonly ContactField[]): string {
  return contactFields
    .filter((field) => fields.includes(field))
    .map((field) => paneWords.contactFields[field])
    .join(", ");
}

function line(name: string, before: string | null, after: string | null): ChangeLine {
  const { blank, erased } = submitWords.row;
  return { name, before: before === null || before === "" ? blank : before, after: after === null || after === "" ? erased : after };
}

function birthdateText(view: { readonly birthdate: string | null; readonly estimated: boolean } | null): string | null {
  if (view?.birthdate == null) return null;
  return view.estimated ? `${dayWords(view.birthdate)} ${submitWords.row.estimated}` : dayWords(view.birthdate);
}
