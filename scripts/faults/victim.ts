import type { RowDataPacket } from "mysql2/promise";
import { pause } from "../support/processes";
import type { Trap } from "./control";
import type { Edit } from "./editor";
import type { Instant } from "./kinds";
import type { Random } from "./random";
import type { FaultServer } from "./servers";
import type { FaultSite } from "./site";

/** What a fault needs to know of the submission that it befalls. */
export interface Victim {
  readonly site: FaultSite;
  readonly uuid: string;
  readonly instant: Instant;
  readonly random: Random;
  /** Patients whom the submission changes, for those who write in OpenMRS meanwhile. */
  readonly personIds: readonly number[];
  readonly edits: Edit[];
  /** Sends the same again, as a second window would. */
  readonly sendAgain: () => Promise<void>;
  /** Fulfilled when the submission has been accepted. */
  readonly accepted: Promise<void>;
  /** True once the submission has come to its end: a fault that has not happened yet never will. */
  readonly isOver: () => boolean;
}

/**
 * Time is moved on: the lease of a server that is silent runs out now instead of in half a minute. Where the row cannot be had (a held
 * chunk keeps it, the database is down) time stands still.
 */
export async function endLease({ site, uuid }: Pick<Victim, "site" | "uuid">): Promise<void> {
  await site.contacts
    .query(
      "UPDATE submission SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE uuid = ? AND state IN ('accepted', 'running') AND lease_until IS NOT NULL",
      [uuid],
    )
    .catch(() => undefined);
}

export async function leaseOwner({ site, uuid }: Victim): Promise<unknown> {
  const [[row]] = await site.contacts.query<RowDataPacket[]>("SELECT lease_owner AS owner FROM submission WHERE uuid = ?", [uuid]);
  return row?.owner ?? null;
}

/** Arms every server and waits for the first that gets there; null where the submission ends before. */
async function spring(victim: Victim, trap: Trap): Promise<FaultServer | null> {
  const { servers } = victim.site;
  for (const server of servers) server.arm(trap);
  const race = { isSettled: false };
  const first = Promise.race(servers.map((server) => server.sprung().then(() => server)));
  const over = (async () => {
    while (!race.isSettled && !victim.isOver()) await pause(20);
    // Word of the very last step may still be on its way.
    await pause(300);
    return null;
  })();
  const sprung = await Promise.race([first, over]);
  race.isSettled = true;
  // A second server that got there as well must not stand there for ever.
  for (const server of servers) if (server !== sprung) server.disarm();
  return sprung;
}

/** The moment of the instant: at its step, with the server held there, or after its time, with any server. Null: it never came. */
export async function reach(victim: Victim, action: Trap["action"]): Promise<FaultServer | null> {
  const { step, occurrence, milliseconds } = victim.instant;
  if (step !== "random") return spring(victim, { step, occurrence, action });
  await pause(milliseconds);
  return victim.isOver() ? null : victim.random.pick(victim.site.servers);
}

/** Waits until another server holds the submission, or some time has passed. */
export async function waitForTakeOver(victim: Victim, owner: unknown): Promise<void> {
  const end = Date.now() + 3_000;
  while (Date.now() < end) {
    const now = await leaseOwner(victim);
    if (now !== null && now !== owner) return;
    await pause(50);
  }
}
