import type { RestClient } from "./restClient";

/** Why OpenMRS will not be asked again until this server starts anew. */
export type Refusal = "absent" | "account-refused" | "not-rest";

/** OpenMRS cannot be reached or cannot serve now: it may later. */
export class RestUnavailable extends Error {
  constructor(readonly reason: string) {
    super(`OpenMRS's REST interface: ${reason}`);
    this.name = "RestUnavailable";
  }
}

/** OpenMRS has answered, and will answer the same next time. */
export class RestRefused extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly status: number,
  ) {
    super(`OpenMRS's REST interface: ${refusal}`);
    this.name = "RestRefused";
  }
}

/** The word for what went wrong on the way; messages of the network name addresses and are left out. Only time-outs abort (and a stop). */
function reasonOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("code" in error) || typeof error.code !== "string") return "unknown";
  return error.code === "ABORT_ERR" ? "timeout" : error.code;
}

async function answered<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    throw new RestUnavailable(reasonOf(error));
  }
}

function requireDone(status: number): void {
  if (status >= 200 && status < 300) return;
  if (status === 404) throw new RestRefused("absent", status);
  if (status === 401 || status === 403) throw new RestRefused("account-refused", status);
  if (status >= 500 || status === 408 || status === 429) throw new RestUnavailable(`HTTP ${status}`);
  throw new RestRefused("not-rest", status);
}

/** Null where it is not an answer of OpenMRS's `session`. */
function isAuthenticated(body: unknown): boolean | null {
  return typeof body === "object" && body !== null && "authenticated" in body ? body.authenticated === true : null;
}

/**
 * Makes sure of the account before anything else is asked: OpenMRS lets requests of a wrong one through as nobody's, and counts each as a
 * failed sign-in, which in the end locks the account.
 */
export async function requireAccount(client: RestClient): Promise<void> {
  const { status, body } = await answered(client.get("session"));
  if (status === 404) throw new RestRefused("not-rest", status);
  requireDone(status);
  const isKnown = isAuthenticated(body);
  if (isKnown !== true) throw new RestRefused(isKnown === null ? "not-rest" : "account-refused", status);
}

/**
 * Clears all persons, phones and addresses from OpenMRS's memory: at most a hundred of each, read anew when they are next needed, so for many
 * patients this costs OpenMRS less than one request for each. `cleardbcache` is there since webservices.rest 2.33; before, it is 404.
 */
export async function clearAllPersons(client: RestClient): Promise<void> {
  requireDone((await answered(client.post("cleardbcache", { resource: "person" }))).status);
  await clearParts(client);
}

/**
 * Clears some persons. What they consist of is cleared for all, because we know no uuids of the rows that OpenMRS remembers. A person whom
 * OpenMRS does not know fails in one way or another, depending on its version: nothing is concluded from it but that all must be cleared.
 */
export async function clearPersons(client: RestClient, uuids: readonly string[]): Promise<void> {
  for (const uuid of uuids) {
    const { status } = await answered(client.post("cleardbcache", { resource: "person", uuid }));
    if (status < 200 || status >= 300) throw new RestUnavailable(`HTTP ${status}`);
  }
  await clearParts(client);
}

/** The rows themselves, remembered one by one. Clearing a person has cleared every list of rows; a version that refuses this has lost little. */
async function clearParts(client: RestClient): Promise<void> {
  for (const subResource of ["attribute", "address"]) await answered(client.post("cleardbcache", { resource: "person", subResource }));
}
