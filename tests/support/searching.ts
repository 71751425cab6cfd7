import { randomInt, randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import { createUpkeep } from "../../server/search/upkeep";
import type { PatientHit, PatientSearchAnswer, SearchKind } from "../../src/contract/patientSearch";
import { openPool } from "./database";
import type { TestClock, TestServer } from "./server";

/** A name that nobody else in the database has: three syllables and more of letters only. */
export function newName(): string {
  const consonants = "bdfgklmnrstz";
  const syllable = (): string => `${consonants[randomInt(consonants.length)] ?? "b"}${"aiou"[randomInt(4)] ?? "a"}`;
  const name = Array.from({ length: 6 }, syllable).join("");
  return `${name[0]?.toUpperCase() ?? ""}${name.slice(1)}`;
}

/** A Nigerian mobile number that nobody else in the database has. */
export function newPhone(): string {
  return `0906${String(randomInt(10_000_000)).padStart(7, "0")}`;
}

export interface Searching {
  readonly kind?: SearchKind;
  readonly after?: string | null;
  readonly limit?: number;
}

/** The answer to a search, in somebody's name. */
export async function search(server: TestServer, token: string, text: string, { kind = "any", after = null, limit = 20 }: Searching = {}): Promise<PatientSearchAnswer> {
  const { status, body } = await server.call("POST", "/api/patients/search", { token, body: { text, kind, after, limit } });
  if (status !== 200) throw new Error(`The search answered ${status}: ${JSON.stringify(body)}`);
  return body as PatientSearchAnswer;
}

/** `person.uuid`: how an answer names a patient. */
export async function uuidOf(personId: number, root = openPool("root")): Promise<string> {
  const [[row]] = await root.query<(RowDataPacket & { uuid: string })[]>("SELECT uuid FROM person WHERE person_id = ?", [personId]);
  return row?.uuid ?? "";
}

export function patientsIn({ hits }: PatientSearchAnswer): readonly PatientHit["patient"][] {
  return hits.map(({ patient }) => patient);
}

/** Lets the search look through the whole record once more, as it does by itself every few minutes. */
export async function sweepAll(server: TestServer, clock: TestClock): Promise<void> {
  const upkeep = createUpkeep(server.deps, randomUUID());
  clock.advance(360);
  const state = async () => (await server.deps.pool.query<(RowDataPacket & { known: string | null })[]>("SELECT known_until AS known FROM search_state"))[0][0]?.known ?? "";
  const before = await state();
  for (let tries = 0; tries < 2_000; tries += 1) {
    const end = await upkeep.turn();
    if (end === "away") await new Promise((resolve) => setTimeout(resolve, 100));
    if (end === "resting" && (await state()) !== before) {
      await server.deps.pool.query("UPDATE search_state SET lease_owner = NULL, lease_until = NULL");
      return;
    }
  }
  throw new Error("The search did not come to an end of its look through the record.");
}
