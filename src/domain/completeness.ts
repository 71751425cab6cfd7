import { currentAddress, columnText, lgaColumn, stateColumn } from "./addressView";
import { monthsEarlier } from "./days";
import { parsePhone } from "./phone";
import type { Reachability } from "./reachability";
import type { ActiveAddress, Places } from "./types";

/** What the record says of how one patient can be reached. */
export interface RecordedContact {
  /** Values of the active phone attributes, as they are stored. */
  readonly phones: readonly string[];
  readonly addresses: readonly ActiveAddress[];
  readonly reachability: Reachability;
}

export interface Completeness {
  readonly validPhone: boolean;
  readonly verifiedPhone: boolean;
  readonly canonicalLga: boolean;
}

/** A number at which somebody was reached longer ago than this may have changed hands. */
const verifiedMonths = 6;

/** What is complete of a patient's contact on a day of the site. */
export function judgeCompleteness({ phones, addresses, reachability }: RecordedContact, { today, places }: { readonly today: string; readonly places: Places }): Completeness {
  const { lastVerified } = reachability;
  return {
    validPhone: phones.some(isValidPhone),
    verifiedPhone: lastVerified !== null && lastVerified >= monthsEarlier(today, verifiedMonths),
    canonicalLga: hasCanonicalLga(addresses, places),
  };
}

/** Whether a stored text is a number that can be dialled: it reads as one without a guess, and nothing about it is doubtful. */
export function isValidPhone(stored: string): boolean {
  const { value, issues } = parsePhone(stored);
  return value !== null && issues.every(({ severity }) => severity === "info");
}

/** Whether the LGA of the address that is shown is spelt exactly as in the site's hierarchy, in the state recorded beside it. */
function hasCanonicalLga(addresses: readonly ActiveAddress[], places: Places): boolean {
  const columns = currentAddress(addresses)?.columns ?? {};
  const lga = columnText(columns, lgaColumn);
  return lga !== null && places.findLgas(lga, columnText(columns, stateColumn)).some((entry) => entry.lga === lga);
}
