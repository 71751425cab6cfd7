import type { ContactPolicy } from "./addressChange";
import { currentAddress } from "./addressView";
import { viewContact } from "./contactChange";
import type { ContactViews } from "./contactChange";
import type { FieldDecision, FieldDecisions, RowDecision } from "./decision";
import { errorIssue, warningIssue } from "./issue";
import { summariseRow } from "./outcomeStatus";
import { restoreAddress, restoreBirthdate, restorePhone } from "./undoFields";
import type { DoneChange, NamedRows, Restored } from "./undoFields";
import type { AddressView, ContactChange, ContactField, CurrentContact, Issue } from "./types";

/**
 * Plans how a change is taken back: what a reader saw before is entered anew and ours is voided; no row is ever un-voided, no duplicate
 * comes back, and where there was nothing, nothing is left. A field that anybody changed since is left alone and named, and so is one
 * whose earlier row is gone.
 */
export function planUndo(done: DoneChange, current: CurrentContact, rows: NamedRows, policy: Pick<ContactPolicy, "places" | "streetColumn">): RowDecision {
  const views = viewContact(current, policy);
  const issues: Issue[] = [];
  const changes: ContactChange[] = [];
  const decide = <Value>(field: ContactField, restored: Restored, before: Value | null, after: (change: ContactChange) => Value | null): FieldDecision<Value> => {
    switch (restored.kind) {
      case "change":
        changes.push(restored.change);
        return { status: "changed", before, after: after(restored.change), reason: null };
      case "unchanged":
        return { status: "unchanged", before, after: before, reason: null };
      case "changed-since":
        issues.push(warningIssue("changed-since", columnOf(field)));
        return { status: "conflict", before, after: null, reason: "changed-since" };
      case "restore-missing":
        issues.push(errorIssue("restore-missing", columnOf(field)));
        return { status: "failed", before, after: null, reason: "restore-missing" };
    }
  };
  const fields: FieldDecisions = {
    ...(done.phone ? { phone: decide("phone", restorePhone(done.phone, current.phones, rows), views.phone, phoneAfter) } : {}),
    ...(done.address ? { address: decide("address", restoreAddress(done.address, current.addresses, rows, policy), views.address, addressAfter) } : {}),
    ...(done.birthdate ? { birthdate: decide("birthdate", restoreBirthdate(done.birthdate, current), views.birthdate, birthdateAfter) } : {}),
  };
  return { status: summariseRow([fields.phone, fields.address, fields.birthdate].flatMap((field) => field?.status ?? [])), issues, fields, changes };
}

/** The address that a reader sees once `voidIds` are voided and nothing is inserted. */
export function addressLeft(current: Pick<CurrentContact, "addresses">, voidIds: readonly number[]): Readonly<Record<string, string | null>> | null {
  return currentAddress(current.addresses.filter(({ personAddressId }) => !voidIds.includes(personAddressId)))?.columns ?? null;
}

function columnOf(field: ContactField): "phone" | "street" | "birthdate" {
  return field === "address" ? "street" : field;
}

function phoneAfter(change: ContactChange): string | null {
  return change.kind === "phone" ? change.after : null;
}

function addressAfter(change: ContactChange): AddressView | null {
  return change.kind === "address" ? change.after : null;
}

function birthdateAfter(change: ContactChange): ContactViews["birthdate"] | null {
  return change.kind === "birthdate" ? { birthdate: change.after, estimated: change.afterEstimated } : null;
}
