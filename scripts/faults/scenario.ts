import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import { pause } from "../support/processes";
import { checkAuditOf, checkChain, checkEnds, checkRecord, readSubmissionOf } from "./checks";
import { editInOpenmrs } from "./editor";
import type { Edit } from "./editor";
import { actions } from "./faultActions";
import type { Instant } from "./kinds";
import { checkExpected, checkShown, checkTakenBack } from "./promises";
import type { Random } from "./random";
import { readRecord } from "./record";
import { makeRows, previewRows, readPatients, reading } from "./rows";
import { digestKey } from "./site";
import type { FaultSite } from "./site";
import type { StoredSubmission } from "./stored";
import { endLease } from "./victim";

export interface InstantResult {
  readonly instant: Instant;
  /** False where the submission had ended before the fault could happen: such an instant does not count. */
  readonly happened: boolean;
  readonly losses: readonly string[];
  /** What the fields came to, by status and reason: shows that conflicts and the like were met at all. */
  readonly met: readonly string[];
  readonly seconds: number;
}

export interface ScenarioOptions {
  readonly site: FaultSite;
  readonly random: Random;
  readonly rows: number;
  /** Whether the submission is taken back at the end; without it only the submission itself is tried. */
  readonly withUndo: boolean;
  /** How long a submission may take before it counts as stuck. */
  readonly patienceSeconds: number;
}

/** A submission that neither ends nor moves for this long is one whose server fell silent: its lease is made to run out. */
const silenceMilliseconds = 1_500;

interface Course {
  readonly uuid: string;
  readonly start: () => Promise<void>;
  readonly instant: Instant | null;
  readonly personIds: readonly number[];
  readonly edits: Edit[];
}

async function progressOf(site: FaultSite, uuid: string): Promise<{ state: string | null; done: number } | null> {
  try {
    const [[row]] = await site.contacts.query<RowDataPacket[]>(
      `SELECT s.state, (SELECT COUNT(*) FROM row_outcome o WHERE o.submission_id = s.submission_id) +
              (SELECT COUNT(*) FROM row_waiting w WHERE w.submission_id = s.submission_id) AS done
         FROM submission s WHERE s.uuid = ?`,
      [uuid],
    );
    return { state: row === undefined ? null : String(row.state), done: Number(row?.done ?? 0) };
  } catch {
    // The database is being restarted.
    return null;
  }
}

/** Starts a submission, lets the fault befall it, and waits for its end. */
async function carryThrough({ site, random, patienceSeconds }: ScenarioOptions, { uuid, start, instant, personIds, edits }: Course): Promise<boolean> {
  let isOver = false;
  const deadline = Date.now() + patienceSeconds * 1000;
  const watch = async (): Promise<void> => {
    let moved = Date.now();
    let last = -1;
    while (!isOver) {
      const progress = await progressOf(site, uuid);
      if (progress?.state === "done" || progress?.state === "cancelled" || progress?.state === "stopped") isOver = true;
      else if (progress !== null && progress.done !== last) {
        last = progress.done;
        moved = Date.now();
      } else if (Date.now() - moved > silenceMilliseconds && instant?.kind !== "lease-waited-out") {
        await endLease({ site, uuid });
        moved = Date.now();
      }
      if (Date.now() > deadline) throw new Stuck(`the submission did not end in ${patienceSeconds} s`);
      if (!isOver) await pause(25);
    }
  };
  const accepted = start();
  const victim = instant === null ? null : { site, uuid, instant, random, personIds, edits, accepted, sendAgain: start, isOver: () => isOver };
  const happening = victim === null || instant === null ? Promise.resolve(true) : actions[instant.kind](victim);
  const [happened] = await Promise.all([happening, accepted, watch()]);
  for (const server of site.servers) if (!server.isRunning()) await server.start();
  return happened;
}

class Stuck extends Error {}

async function editBetween({ site, random }: ScenarioOptions, personIds: readonly number[], count: number): Promise<Edit[]> {
  const edits: Edit[] = [];
  for (const personId of random.shuffled(personIds).slice(0, count)) {
    edits.push(await editInOpenmrs(site.root, personId, random.pick(["phone", "address", "birthdate"] as const), random));
  }
  return edits;
}

function crashesOf(site: FaultSite): string[] {
  return site.servers.flatMap((server) => (server.takeCrashes() > 0 ? [`the ${server.name} server ended by itself`] : []));
}

function metBy({ submission: { kind }, rows }: StoredSubmission): string[] {
  return rows.flatMap((row) => [
    `${kind} row ${row.status}`,
    ...(["phone", "address", "birthdate"] as const).flatMap((field) => {
      const status = row[`${field}Status`];
      return status === null ? [] : [`${kind} field ${status}${status === "changed" ? "" : ` ${row[`${field}Reason`] ?? ""}`}`.trim()];
    }),
  ]);
}

async function play(options: ScenarioOptions, instant: Instant): Promise<Pick<InstantResult, "happened" | "losses" | "met">> {
  const { site, random } = options;
  const rows = await previewRows(site.clerk, makeRows(await readPatients(site.root), options.rows, random));
  const inputs = rows.map(({ input }) => input);
  const personIds = rows.flatMap(({ personId, expected }) => (personId !== null && expected === "updated" ? [personId] : []));
  const before = await readRecord(site.root);
  const edits: Edit[] = instant.kind === "edited-meanwhile" && instant.phase === "update" ? await editBetween(options, personIds, 3) : [];
  const uuid = randomUUID();
  const happened = await carryThrough(options, {
    uuid,
    start: () => site.clerk.send(uuid, inputs, { reading, rowsPerPart: 20 }),
    instant: instant.phase === "update" ? instant : null,
    personIds,
    edits,
  });
  const stored = await readSubmissionOf(site.root, uuid);
  const after = await readRecord(site.root);
  const losses = [
    ...checkEnds(stored),
    ...checkAuditOf(stored),
    ...checkRecord(stored, { before, after, edits }),
    ...checkExpected(stored, rows, edits),
    ...(await checkShown(site.clerk, uuid, stored)),
    ...(await checkChain(site.contacts, digestKey)),
    ...crashesOf(site),
  ];
  const changed = stored.rows.filter((row) => [row.phoneStatus, row.addressStatus, row.birthdateStatus].includes("changed"));
  if (!options.withUndo || changed.length === 0) return { happened: happened && instant.phase === "update", losses, met: metBy(stored) };

  const between = random.next() < 0.5 ? await editBetween(options, personIds, 3) : [];
  const during = [...between];
  const undoUuid = randomUUID();
  const undone = await carryThrough(options, {
    uuid: undoUuid,
    start: () => site.clerk.undo(uuid, undoUuid),
    instant: instant.phase === "undo" ? instant : null,
    personIds,
    edits: during,
  });
  const storedUndo = await readSubmissionOf(site.root, undoUuid);
  const restored = await readRecord(site.root);
  losses.push(
    ...[
      ...checkEnds(storedUndo),
      ...checkAuditOf(storedUndo),
      ...checkRecord(storedUndo, { before: after, after: restored, edits: during }),
      ...checkTakenBack({ changed, undo: storedUndo, before, restored, known: [...edits, ...between], edits: [...edits, ...during] }),
      ...(await checkChain(site.contacts, digestKey)),
      ...crashesOf(site),
    ].map((loss) => `taking back: ${loss}`),
  );
  return { happened: instant.phase === "undo" ? undone : happened, losses, met: [...metBy(stored), ...metBy(storedUndo)] };
}

/** After an instant that broke off: what still runs must come to its end, or its changes would be laid to the next one. */
async function settle(site: FaultSite): Promise<void> {
  for (const server of site.servers) {
    server.disarm();
    if (!server.isRunning()) await server.start();
  }
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const rows = await site.contacts.query<RowDataPacket[]>("SELECT uuid FROM submission WHERE state IN ('accepted', 'running')").catch(() => null);
    if (rows?.[0].length === 0) return;
    for (const { uuid } of rows?.[0] ?? []) await endLease({ site, uuid: String(uuid) });
    await pause(500);
  }
}

/** Tries one instant: a submission and its undo, with the fault in one of them, and everything that must be true afterwards. */
export async function tryInstant(options: ScenarioOptions, instant: Instant): Promise<InstantResult> {
  const started = Date.now();
  const seconds = (): number => (Date.now() - started) / 1000;
  try {
    return { instant, ...(await play(options, instant)), seconds: seconds() };
  } catch (error) {
    // Whatever could not be carried through is a loss, too: a client that is refused, a submission that is stuck.
    await settle(options.site);
    return { instant, happened: true, losses: [error instanceof Error ? error.message : String(error)], met: [], seconds: seconds() };
  } finally {
    for (const server of options.site.servers) server.disarm();
  }
}
