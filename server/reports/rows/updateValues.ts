import type { AddressView, ContactField } from "../../../src/domain/types";
import { fileWords } from "../../../src/wording/en/files";
import { textOf } from "../../database/bytes";
import { givenText } from "../givenText";
import type { OutcomeRecord } from "./outcomeRecords";

export interface ShownValues {
  readonly before: string | null;
  readonly after: string | null;
  readonly given: string | null;
}

/** Old and new of a field as people read them, null where the record held none, or nothing was to be written; and what was given, as it was typed where it could not be read. */
export function shownValues(record: OutcomeRecord, field: ContactField): ShownValues {
  const given = givenText(field, record[`${field}Given`]);
  switch (field) {
    case "phone":
      return { before: plain(record.phoneBefore), after: plain(record.phoneAfter), given };
    case "address":
      return { before: address(record.addressBefore), after: address(record.addressAfter), given };
    case "birthdate":
      return {
        before: birthdate(record.birthdateBefore, record.birthdateBeforeEstimated),
        after: birthdate(record.birthdateAfter, record.birthdateAfterEstimated),
        given,
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
