import { pause } from "../support/processes";
import { editInOpenmrs } from "./editor";
import type { Instant } from "./kinds";
import { endLease, leaseOwner, reach, waitForTakeOver } from "./victim";
import type { Victim } from "./victim";

const commitPacket = Buffer.from([0x07, 0x00, 0x00, 0x00, 0x03, ...Buffer.from("COMMIT")]);

async function editSome(victim: Victim, count: number): Promise<void> {
  const { site, random, personIds, edits } = victim;
  for (const personId of random.shuffled(personIds).slice(0, count)) {
    edits.push(await editInOpenmrs(site.root, personId, random.pick(["phone", "address", "birthdate"] as const), random));
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
