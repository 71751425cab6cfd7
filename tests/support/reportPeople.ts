import { randomUUID } from "node:crypto";
import type { Pool, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { Role } from "../../src/domain/types";
import type { seeded } from "./madeHistory";
import { buildPatient } from "./patients";
import { giveRole } from "./server";
import type { TestServer } from "./server";
import { buildUser } from "./users";

type Random = ReturnType<typeof seeded>;

/** The facilities in which patients of tests are; all of them stand in generated data. */
export const facilities = [7, 8, 9, 53];

export interface ReportPerson {
  readonly userId: number;
  readonly uuid: string;
  readonly username: string;
  /** As lists show it. */
  readonly name: string;
  readonly role: Role;
  readonly facilityIds: readonly number[] | null;
  readonly token: string;
}

interface StoredName {
  readonly given: string | null;
  readonly family: string | null;
  readonly preferred: boolean;
  readonly voided: boolean;
}

const named = (given: string | null, family: string | null, more: Partial<StoredName> = {}): StoredName => ({ given, family, preferred: true, voided: false, ...more });

/** Names as NMRS may hold them, with what is shown; null is the name to sign in by. */
const nameForms: readonly { readonly names: readonly StoredName[]; readonly shown: string | null }[] = [
  { names: [named("Halima", "Bello")], shown: "Halima Bello" },
  { names: [named("Ọlá", "Adébáyọ̀", { preferred: false }), named("Ọlá", "Adéyẹmí")], shown: "Ọlá Adéyẹmí" },
  { names: [named("Grace", "Udo", { voided: true }), named("Grace", "Eze", { preferred: false })], shown: "Grace Eze" },
  { names: [named(null, "Danjuma")], shown: "Danjuma" },
  { names: [named("Musa", "")], shown: "Musa" },
  { names: [named("Lost", "Name", { voided: true })], shown: null },
];

interface Makers {
  readonly root: Pool;
  readonly server: TestServer;
  readonly random: Random;
}

/** A user of NMRS without a role of ours, with one of the forms of names, and with or without a name to sign in by. */
export async function newNamedUser(makers: Pick<Makers, "root" | "random">): Promise<Omit<ReportPerson, "role" | "facilityIds" | "token">> {
  return (await namedUser(makers, makers.random.chance(50) ? null : undefined)).user;
}

async function namedUser({ root, random }: Pick<Makers, "root" | "random">, username?: null): Promise<{ readonly user: Omit<ReportPerson, "role" | "facilityIds" | "token">; readonly password: string }> {
  const user = await buildUser(root, username === null ? { username } : {});
  const [[row]] = await root.query<RowDataPacket[]>("SELECT uuid, person_id AS personId FROM users WHERE user_id = ?", [user.userId]);
  const { names, shown } = random.pick(nameForms);
  await root.query("DELETE FROM person_name WHERE person_id = ?", [row?.personId]);
  for (const { given, family, preferred, voided } of names) {
    await root.query("INSERT INTO person_name SET ?", [
      { person_id: row?.personId, given_name: given, family_name: family, preferred: preferred ? 1 : 0, voided: voided ? 1 : 0, creator: 1, date_created: "2010-01-15 09:00:00", uuid: randomUUID() },
    ]);
  }
  return { user: { userId: user.userId, uuid: String(row?.uuid), username: user.username, name: shown ?? user.username }, password: user.password };
}

/** People of every role, who have signed in: of one, two, no and all facilities. */
export async function newReportPeople(makers: Makers): Promise<readonly ReportPerson[]> {
  const people: ReportPerson[] = [];
  for (const [role, facilityIds] of [
    ["clerk", [7]],
    ["clerk", [7, 8]],
    ["clerk", null],
    ["supervisor", [7, 8]],
    ["supervisor", [9]],
    ["supervisor", []],
    ["supervisor", null],
    ["administrator", null],
  ] as const) {
    const { user, password } = await namedUser(makers);
    await giveRole(makers.server.deps, user.userId, role, facilityIds);
    people.push({ ...user, role, facilityIds, token: await makers.server.signIn(user.username, password) });
  }
  return people;
}

export interface PlacedPatient {
  readonly personId: number;
  readonly uuid: string;
  readonly artId: string;
  /** The facility to which the patient belongs; 0: none. */
  readonly place: number;
  /** Whose people may see the patient: the facilities of the ART IDs that are not voided, or of voided ones where none is left. */
  readonly seenBy: readonly number[];
}

export async function newPlacedPatients(makers: Pick<Makers, "root" | "random">, count: number): Promise<readonly PlacedPatient[]> {
  const patients: PlacedPatient[] = [];
  for (let index = 0; index < count; index += 1) patients.push(await newPlacedPatient(makers));
  return patients;
}

/** A patient with no, one or several ART IDs, voided and preferred ones among them, in several facilities. */
async function newPlacedPatient({ root, random }: Pick<Makers, "root" | "random">): Promise<PlacedPatient> {
  const count = random.pick([0, 1, 1, 1, 2, 3]);
  const { personId, artId } = await buildPatient(root, count === 0 ? { artIds: [] } : {});
  await root.query("DELETE FROM patient_identifier WHERE patient_id = ? AND identifier_type = 4", [personId]);
  const ids: { readonly id: number; readonly location: number; readonly voided: boolean; readonly preferred: boolean }[] = [];
  for (let number = 0; number < count; number += 1) {
    const drawn = { location: random.pick(facilities), voided: random.chance(25), preferred: random.chance(30) };
    const [{ insertId }] = await root.query<ResultSetHeader>("INSERT INTO patient_identifier SET ?", [
      {
        ...{ patient_id: personId, identifier: number === 0 ? artId : `${artId}-${number}`, identifier_type: 4, location_id: drawn.location, voided: drawn.voided ? 1 : 0 },
        ...{ preferred: drawn.preferred ? 1 : 0, creator: 1, date_created: "2010-01-15 09:00:00", uuid: randomUUID() },
      },
    ]);
    ids.push({ id: insertId, ...drawn });
  }
  const [[row]] = await root.query<RowDataPacket[]>("SELECT uuid FROM person WHERE person_id = ?", [personId]);
  // One that is in force, else one that was; of these the preferred one, else the first.
  const inForce = ids.filter(({ voided }) => !voided);
  const eligible = inForce.length > 0 ? inForce : ids;
  const chosen = eligible.find(({ preferred }) => preferred) ?? eligible[0];
  return { personId, uuid: String(row?.uuid), artId, place: chosen?.location ?? 0, seenBy: eligible.map(({ location }) => location) };
}
