import type { PatientHit } from "../../src/contract/patientSearch";
import type { Deps } from "../deps";

type FoundBy = PatientHit["foundBy"];

/** Somebody who may be meant, and where in the order of the stream they stand. */
export interface Candidate {
  readonly personId: number;
  /** A text of digits and points: the stream goes on after it. */
  readonly at: string;
}

/** Candidates of one kind in an order of their own; what a candidate may be called found by is judged from the record. */
export interface Stream {
  /** Whether it reads the search table, which may lag behind the record. */
  readonly usesTable: boolean;
  /** The next ones after a place; fewer than asked for are the last. */
  read(after: string | null, count: number): Promise<readonly Candidate[]>;
  /** Those whom the record bears out and whom no stream before this one has given. */
  judge(candidates: readonly Candidate[]): Promise<ReadonlyMap<number, FoundBy>>;
}

export interface StreamDeps extends Pick<Deps, "pool" | "site" | "config"> {
  /** Locations of the ART identifier that the asker may see; null means all. */
  readonly facilityIds: readonly number[] | null;
}

/** A place in the order of all streams. */
export interface Position {
  readonly stream: number;
  readonly after: string | null;
}

export interface Found {
  readonly personId: number;
  readonly foundBy: FoundBy;
  readonly position: Position;
}

export interface Collected {
  readonly found: readonly Found[];
  /** Where a further page begins; null where nobody is left. */
  readonly next: Position | null;
}

/** So many candidates are looked at for one page: what is rarer than that takes another page, not a longer wait. */
const mostCandidates = 6_000;
const largestSlice = 500;

/** Goes through the streams from a place on until a page is full. */
export async function collectPage(streams: readonly Stream[], from: Position, limit: number): Promise<Collected> {
  const found: Found[] = [];
  const seen = new Set<number>();
  let left = mostCandidates;
  for (let index = from.stream; index < streams.length; index += 1) {
    const stream = streams[index];
    if (stream === undefined) break;
    let after = index === from.stream ? from.after : null;
    for (let size = limit + 1; ; size = Math.min(size * 3, largestSlice)) {
      const candidates = await stream.read(after, size);
      const judged = candidates.length === 0 ? new Map<number, FoundBy>() : await stream.judge(candidates);
      for (const { personId, at } of candidates) {
        const foundBy = judged.get(personId);
        if (foundBy === undefined || seen.has(personId)) continue;
        if (found.length === limit) return { found, next: found.at(-1)?.position ?? null };
        seen.add(personId);
        found.push({ personId, foundBy, position: { stream: index, after: at } });
      }
      left -= candidates.length;
      after = candidates.at(-1)?.at ?? after;
      if (candidates.length < size) break;
      if (left <= 0) return { found, next: { stream: index, after } };
    }
  }
  return { found, next: null };
}

/** A place as text for the asker to give back; it holds numbers only. */
export function writePosition({ stream, after }: Position): string {
  return after === null ? String(stream) : `${stream}:${after}`;
}

export function readPosition(text: string): Position | null {
  const match = /^(\d{1,3})(?::(\d{1,12}(?:\.\d{1,12})?))?$/.exec(text);
  return match === null ? null : { stream: Number(match[1]), after: match[2] ?? null };
}
