import type { SessionPerson } from "../contract/session";

/** What decides whose contacts a person may see, as a text to compare: role and facilities, in whatever order they are told. */
export function rightsOf(person: SessionPerson | null): string {
  const facilities = person?.facilities?.map(({ locationId }) => locationId).sort((one, other) => one - other) ?? null;
  return JSON.stringify([person?.role, facilities]);
}
