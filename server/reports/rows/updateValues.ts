import type { AddressView, ContactField } from "../../../src/domain/types";
import { fileWords } from "../../../src/wording/en/files";
import { textOf } from "../../database/bytes";
import type { OutcomeRecord } from "./outcomeRecords";

export interface ShownValues {
  readonly before: string | null;
  readonly after: string | null;
}

/** Old and new of a field as people read them; null where the record held none, or nothing was to be written. */
export function shownValues(record: OutcomeRecord, field: ContactField): ShownValues {
  switch (field) {
    case "phone":
      return { before: plain(record.phoneBefore), after: plain(record.phoneAfter) };
    case "address":
      return { before: address(record.addressBefore), after: address(record.addressAfter) };
    case "birthdate":
      return {
        before: birthdate(record.birthdateBefore, record.birthdateBeforeEstimated),
        after: birthdate(record.birthdateAfter, record.birthdateAfterEstimated),
      };
  }
}

function plain(stored: Buffer | null): string | null {
  return stored === null ? null : textOf(stored);
}

function address(stored: Buffer | null): string | null {
  if (stored === null) return null;
  const { street, ward, lga, state } = JSON.parse(textOf(stored)) as AddressView;
  const parts = [street, ward, lga, state].filter((part) => part !== null && part !== "");
  return parts.length === 0 ? null : parts.join(", ");
}

function birthdate(day: string | null, estimated: number | null): string | null {
  if (day === null) return null;
  return estimated === 1 ? `${day} ${fileWords.result.estimated}` : day;
}
