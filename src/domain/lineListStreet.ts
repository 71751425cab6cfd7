import { columnText, lgaColumn } from "./addressView";
import type { AddressColumns } from "./addressView";
import { infoIssue } from "./issue";
import type { AddressUpdate, Issue } from "./types";

/** An address update whose street has been freed of the LGA that NMRS printed after it. */
export interface LineListAddress {
  readonly update: AddressUpdate;
  readonly issues: readonly Issue[];
}

/**
 * NMRS's line lists print `CONCAT(address1, ' ', city_village)` as PatientAddress. A cell that still says that was not touched and changes
 * nothing; otherwise the record's LGA (or the row's new one) at its end is left out, or every correction would add another LGA to the street.
 */
export function readLineListStreet(update: AddressUpdate, columns: AddressColumns): LineListAddress {
  if (update.street?.kind !== "value") return { update, issues: [] };
  const { street, ...rest } = update;
  const printed = oneSpace(columnText(columns, "address1") ?? "");
  const lgas = [columnText(columns, lgaColumn), update.lga].flatMap((lga) => (lga ? [oneSpace(lga)] : []));
  const typed = oneSpace(street.value);
  if (lgas.some((lga) => typed === oneSpace(`${printed} ${lga}`))) return { update: rest, issues: [] };
  for (const lga of lgas) {
    const left = withoutEnding(typed, lga);
    if (left === null) continue;
    const told = [infoIssue("lga-left-out-of-street", "street", { lga, read: left })];
    return left === "" || left === printed ? { update: rest, issues: [] } : { update: { ...rest, street: { kind: "value", value: left } }, issues: told };
  }
  return { update, issues: [] };
}

function withoutEnding(street: string, lga: string): string | null {
  const [text, ending] = [street.toLowerCase(), lga.toLowerCase()];
  if (text === ending) return "";
  if (!text.endsWith(ending) || !/[\s,]/.test(street.charAt(street.length - lga.length - 1))) return null;
  return street.slice(0, -lga.length).replace(/[\s,]+$/, "");
}

function oneSpace(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
