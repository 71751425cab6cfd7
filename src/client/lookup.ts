import { type LookupField, type LookupResult, lookupFields } from "../contract/patients";
import { limits } from "../contract/primitives";
import type { Api } from "./api";
import { type Batcher, type BatcherOptions, type OnWait, type Outcome, createBatcher } from "./batcher";
import { systemClock } from "./clock";

/** What a look-up comes to. */
export type LookupOutcome = Outcome<LookupResult>;

export interface Lookup extends Pick<Batcher<LookupField, LookupResult>, "invalidate" | "onForget" | "close"> {
  /** The fields asked for (perhaps more) of one ART ID; requests of a tenth of a second go to the server as one. Never rejects; `onWait` as in Batcher. */
  lookup(artId: string, fields: readonly LookupField[], onWait?: OnWait): Promise<LookupOutcome>;
}

export interface LookupOptions extends Partial<Omit<BatcherOptions<LookupField, LookupResult>, "request" | "session">> {
  readonly api: Pick<Api, "lookup">;
  readonly session: BatcherOptions<LookupField, LookupResult>["session"];
}

/** How many formulas are told in one go, before everything else has its turn. */
export const toldAtOnce = 2_000;

/** What the record holds now, for cells: ten thousand formulas are one request, and what was read is used again for ten minutes. */
export function createLookup({ api, session, ...options }: LookupOptions): Lookup {
  const batcher = createBatcher<LookupField, LookupResult>({
    clock: systemClock,
    windowMilliseconds: 100,
    maxAgeMilliseconds: 600_000,
    idsPerRequest: limits.artIdsPerLookup,
    charactersPerRequest: 500_000,
    remembered: 200_000,
    slice: toldAtOnce,
    ...options,
    session,
    request: async (artIds, fields, signal) => (await api.lookup({ artIds, fields: lookupFields.filter((field) => fields.has(field)) }, signal)).results,
  });
  return { ...batcher, lookup: (artId, fields, onWait) => batcher.ask(artId, fields, onWait) };
}
