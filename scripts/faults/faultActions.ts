import type { RowDataPacket } from "mysql2/promise";
import { pause } from "../support/processes";
import type { Trap } from "./control";
import { editInOpenmrs } from "./editor";
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

const commitPacket = Buffer.from([0x07, 0x00, 0x00, 0x00, 0x03, ...Buffer.from("COMMIT")]);

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

async function leaseOwner({ site, uuid }: Victim): Promise<unknown> {
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
async function reach(victim: Victim, action: Trap["action"]): Promise<FaultServer | null> {
  const { step, occurrence, milliseconds } = victim.instant;
  if (step !== "random") return spring(victim, { step, occurrence, action });
  await pause(milliseconds);
  return victim.isOver() ? null : victim.random.pick(victim.site.servers);
}

async function editSome(victim: Victim, count: number): Promise<void> {
  const { site, random, personIds, edits } = victim;
  for (const personId of random.shuffled(personIds).slice(0, count)) {
    edits.push(await editInOpenmrs(site.root, personId, random.pick(["phone", "address", "birthdate"] as const), random));
  }
}

/** Waits until another server holds the submission, or some time has passed. */
async function waitForTakeOver(victim: Victim, owner: unknown): Promise<void> {
  const end = Date.now() + 3_000;
  while (Date.now() < end) {
    const now = await leaseOwner(victim);
    if (now !== null && now !== owner) return;
    await pause(50);
  }
}

type Action = (victim: Victim) => Promise<boolean>;

const killServer: Action = async (victim) => {
  const server = await reach(victim, "kill");
  if (server === null) return false;
  await server.kill();
  if (victim.instant.kind !== "lease-waited-out") await endLease(victim);
  await server.start();
  return true;
};

/** The server's machine is gone in the middle of a chunk, and the database does not learn of it: the locks stay until it gives them up. */
const vanish: Action = async (victim) => {
  const server = await reach(victim, "hold");
  if (server === null) return false;
  server.databaseLink.vanish();
  await server.kill();
  await endLease(victim);
  await server.start();
  return true;
};

const killDatabase: Action = async (victim) => {
  const server = await reach(victim, "hold");
  if (server === null) return false;
  await victim.site.restartDatabase();
  server.goOn();
  await endLease(victim);
  return true;
};

const powerCut: Action = async (victim) => {
  const { site } = victim;
  if ((await reach(victim, "hold")) === null) return false;
  await Promise.all([...site.servers.map((server) => server.kill()), site.engine.kill()]);
  await site.restartDatabase();
  await endLease(victim);
  await Promise.all(site.servers.map((server) => server.start()));
  return true;
};

const cutDatabaseLink: Action = async (victim) => {
  const server = await reach(victim, "hold");
  if (server === null) return false;
  server.databaseLink.refuseFor(victim.random.whole(800));
  server.databaseLink.cut();
  server.goOn();
  await endLease(victim);
  return true;
};

const loseCommit: Action = async (victim) => {
  const server = await reach(victim, "hold");
  if (server === null) return false;
  const loss = victim.random.pick(["lose-request", "lose-answer"] as const);
  const lost = server.databaseLink.loseNext(loss, (data) => data.includes(commitPacket));
  server.goOn();
  await Promise.race([lost, pause(5_000)]);
  server.databaseLink.forget();
  await endLease(victim);
  return true;
};

const stallDatabaseLink: Action = async (victim) => {
  const server = await reach(victim, "hold");
  if (server === null) return false;
  server.databaseLink.stallFor(500 + victim.random.whole(2_000));
  server.goOn();
  await endLease(victim);
  return true;
};

/** The server is held with its locks while another takes its submission over; then both are at it. */
const twoServers: Action = async (victim) => {
  const server = await reach(victim, "hold");
  if (server === null) return false;
  const owner = await leaseOwner(victim);
  await endLease(victim);
  await waitForTakeOver(victim, owner);
  await pause(victim.random.whole(800));
  server.goOn();
  return true;
};

/** Two servers stand at the same step, of the same rows where no patient's lock keeps them apart, and go on at the same moment. */
const twoAtOnce: Action = async (victim) => {
  const { servers } = victim.site;
  const { step, occurrence } = victim.instant;
  if (step === "random") return false;
  for (const server of servers) server.arm({ step, occurrence, action: "hold" });
  const arrived = servers.map((server) => server.sprung());
  const over = async (): Promise<void> => {
    while (!victim.isOver()) await pause(20);
  };
  await Promise.race([...arrived, over()]);
  if (victim.isOver()) return false;
  await endLease(victim);
  await Promise.race([Promise.all(arrived), over(), pause(4_000)]);
  for (const server of servers) server.disarm();
  return true;
};

/** The whole process stands still, heartbeats and all, as under a machine that sleeps. */
const stoppedServer: Action = async (victim) => {
  const server = await reach(victim, "hold");
  if (server === null) return false;
  const owner = await leaseOwner(victim);
  server.goOn();
  process.kill(server.pid(), "SIGSTOP");
  await endLease(victim);
  await waitForTakeOver(victim, owner);
  await pause(victim.random.whole(1_500));
  process.kill(server.pid(), "SIGCONT");
  return true;
};

/** Requests and answers of the client get lost on the way, several in one submission. */
const clientLink: Action = async (victim) => {
  const { random, site } = victim;
  let lost = 0;
  while (!victim.isOver() && lost < 6) {
    const loss = random.pick(["lose-request", "lose-answer"] as const);
    const { clientLink: link } = random.pick(site.servers);
    const outcome = await Promise.race([link.loseNext(loss, (data) => data.length > 0).then(() => true), pause(150).then(() => false)]);
    link.forget();
    if (outcome) lost += 1;
    if (random.next() < 0.2) link.stallFor(300);
  }
  return lost > 0;
};

const sentTwice: Action = async (victim) => {
  await Promise.all([victim.sendAgain(), victim.sendAgain()]);
  return true;
};

const editMeanwhile: Action = async (victim) => {
  // Between what the sender saw and what was sent, and again while it is carried out: those whom the held chunk has locked must wait for it.
  const server = await reach(victim, "hold");
  if (server === null) return false;
  const editing = editSome(victim, 8);
  await pause(100);
  server.goOn();
  await editing;
  return true;
};

const cancel: Action = async (victim) => {
  const server = await reach(victim, "hold");
  if (server === null) return false;
  await victim.accepted;
  await victim.site.clerk.cancel(victim.uuid);
  server.goOn();
  return true;
};

/** Brings the instant about. True when it came; false when the submission had ended before. */
export const actions: Readonly<Record<Instant["kind"], Action>> = {
  "kill-server": killServer,
  "lease-waited-out": killServer,
  "server-vanished": vanish,
  "kill-database": killDatabase,
  "power-cut": powerCut,
  "cut-database-link": cutDatabaseLink,
  "lose-commit": loseCommit,
  "stall-database-link": stallDatabaseLink,
  "client-link": clientLink,
  "two-servers": twoServers,
  "two-at-once": twoAtOnce,
  "stopped-server": stoppedServer,
  "sent-twice": sentTwice,
  "edited-meanwhile": editMeanwhile,
  cancelled: cancel,
};
