import { chunkSteps, endSteps, wayInSteps } from "./control";
import type { FaultStep } from "./control";
import type { Random } from "./random";

/** What befalls a submission. */
export const faultKinds = [
  "kill-server",
  "lease-waited-out",
  "server-vanished",
  "kill-database",
  "power-cut",
  "cut-database-link",
  "lose-commit",
  "stall-database-link",
  "client-link",
  "two-servers",
  "two-at-once",
  "stopped-server",
  "sent-twice",
  "edited-meanwhile",
  "cancelled",
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** One instant to try: what, where (a named step, or a random time after the submission was accepted), and during which submission. */
export interface Instant {
  readonly kind: FaultKind;
  readonly step: FaultStep | "random";
  readonly occurrence: number;
  readonly milliseconds: number;
  /** Whether the fault befalls the submission itself or the one that takes it back. */
  readonly phase: "update" | "undo";
}

type Place = readonly [FaultStep | "random", Instant["phase"]];

const inChunk: readonly Place[] = chunkSteps.map((step) => [step, "update"]);
const inUndo: readonly Place[] = chunkSteps.map((step) => [step, "undo"]);
const anyTime: readonly Place[] = [["random", "update"], ["random", "undo"]];
const onTheWay: readonly Place[] = [...wayInSteps, ...endSteps].map((step) => [step, "update"]);

const places: Readonly<Record<FaultKind, readonly Place[]>> = {
  "kill-server": [...inChunk, ...inUndo, ...onTheWay, ...anyTime],
  "lease-waited-out": [["record-written", "update"]],
  "server-vanished": [["record-written", "update"], ["outcomes-written", "update"], ["audited", "update"]],
  "kill-database": [...inChunk, ...inUndo, ...anyTime],
  "power-cut": [...inChunk, ...anyTime],
  "cut-database-link": [...inChunk, ...inUndo, ...anyTime],
  "lose-commit": [["committing", "update"], ["committing", "undo"]],
  "stall-database-link": [["record-locked", "update"], ["random", "update"]],
  "client-link": [["random", "update"]],
  "two-servers": [...inChunk, ...inUndo],
  "two-at-once": [["record-locked", "update"], ["record-written", "update"], ["record-locked", "undo"]],
  "stopped-server": [["record-locked", "update"], ["outcomes-written", "update"], ["committing", "undo"]],
  "sent-twice": [["random", "update"], ["random", "undo"]],
  "edited-meanwhile": [...chunkSteps.slice(0, 6).map((step): Place => [step, "update"]), ["random", "update"], ["record-locked", "undo"]],
  cancelled: [["begun", "update"], ["record-written", "update"], ["committed", "update"], ["random", "update"]],
};

/** How often a kind is drawn. What takes a minute by its nature is drawn once. */
const weights: Readonly<Record<FaultKind, number>> = {
  "kill-server": 6,
  "lease-waited-out": 0,
  "server-vanished": 0,
  "kill-database": 4,
  "power-cut": 2,
  "cut-database-link": 4,
  "lose-commit": 3,
  "stall-database-link": 1,
  "client-link": 3,
  "two-servers": 4,
  "two-at-once": 2,
  "stopped-server": 2,
  "sent-twice": 2,
  "edited-meanwhile": 4,
  cancelled: 2,
};

export interface PlanOptions {
  readonly count: number;
  readonly random: Random;
  readonly kinds: readonly FaultKind[];
}

/** Draws instants: every kind at least once where there is room, and the places of a kind in turn before any comes again. */
export function planInstants({ count, random, kinds }: PlanOptions): readonly Instant[] {
  const bag = kinds.flatMap((kind) => Array.from({ length: weights[kind] }, () => kind));
  const drawn: FaultKind[] = random.shuffled(kinds).slice(0, count);
  while (drawn.length < count && bag.length > 0) drawn.push(...random.shuffled(bag).slice(0, count - drawn.length));
  const left = new Map<FaultKind, Place[]>();
  return random.shuffled(drawn).map((kind) => {
    const rest = left.get(kind) ?? [];
    if (rest.length === 0) rest.push(...random.shuffled(places[kind]));
    left.set(kind, rest);
    const [step, phase] = rest.pop() ?? ["random", "update"];
    const isOnce = !(chunkSteps as readonly string[]).includes(step);
    // The first chunk is the one of rows without a patient.
    return { kind, step, phase, occurrence: isOnce || kind === "two-at-once" || kind === "server-vanished" ? 1 : 1 + random.whole(4), milliseconds: random.whole(350) };
  });
}
