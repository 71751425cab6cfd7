import type { LookupField, LookupResult } from "../../contract/patients";
import { lookupFields } from "../../contract/patients";
import type { RecordField } from "../../domain/recordColumns";
import { fillWords } from "../../wording/paneFill";

const words = fillWords.fill;

const askedFor: Readonly<Record<RecordField, LookupField>> = {
  name: "name",
  phone: "phone",
  address: "address",
  street: "address",
  ward: "address",
  lga: "address",
  state: "address",
  birthdate: "birthdate",
  lastVerified: "status",
  lastChanged: "status",
};

/** What the server is asked for, so that these columns can be filled; nothing more of a patient leaves it. */
export function lookupFieldsOf(fields: readonly RecordField[]): LookupField[] {
  const wanted = new Set(fields.map((field) => askedFor[field]));
  return lookupFields.filter((field) => wanted.has(field));
}

/** What stands in the cells of one row: the values, or in each of them why there is none. Null: the ART ID could not be read. */
export function textsOf(result: LookupResult | null, fields: readonly RecordField[]): readonly string[] {
  if (result === null) return fields.map(() => words.cellUnreadable);
  if (!result.found) return fields.map(() => words.cell[result.reason]);
  return fields.map((field) => valueOf(result, field) ?? "");
}

function valueOf(found: Extract<LookupResult, { found: true }>, field: RecordField): string | null | undefined {
  const { address } = found;
  switch (field) {
    case "name":
      return found.name;
    case "phone":
      return found.phone;
    case "address":
      return [address?.street, address?.ward, address?.lga, address?.state].filter((part) => part !== null && part !== undefined && part !== "").join(", ");
    case "street":
    case "ward":
    case "lga":
    case "state":
      return address?.[field];
    case "birthdate": {
      const { birthdate = null, estimated = false } = found.birthdate ?? {};
      return birthdate !== null && estimated ? words.estimated(birthdate) : birthdate;
    }
    case "lastVerified":
      return found.status?.lastVerified;
    case "lastChanged":
      return found.status?.lastChanged == null ? "" : minuteOf(found.status.lastChanged);
  }
}

/** `2026-11-23 14:05` by the clock of this computer: it sorts as it reads. */
function minuteOf(instant: string): string {
  const at = new Date(instant);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
