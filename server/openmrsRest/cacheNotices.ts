import type { RowDataPacket } from "mysql2/promise";
import { openmrsTable } from "../database/names";
import type { Deps } from "../deps";
import { clearAllPersons, clearPersons, requireAccount, RestRefused, RestUnavailable } from "./clearCache";
import type { Refusal } from "./clearCache";
import { createRestClient } from "./restClient";
import type { RestAccount, RestClient } from "./restClient";

/** Tells OpenMRS which patients it must read anew. */
export interface CacheNotices {
  /** Takes note at once and never fails; OpenMRS is told in the background. */
  recordChanged(personIds: readonly number[]): void;
  /** Gives up what has not been told. */
  stop(): Promise<void>;
}

export interface NoticeTiming {
  /** How long one request may take. */
  readonly timeoutMilliseconds: number;
  /** How long notes are gathered, as chunks follow each other. */
  readonly gatherMilliseconds: number;
  /** The first and the longest rest after OpenMRS could not be reached. */
  readonly restMilliseconds: number;
  readonly longestRestMilliseconds: number;
}

const usualTiming: NoticeTiming = { timeoutMilliseconds: 10_000, gatherMilliseconds: 300, restMilliseconds: 1_000, longestRestMilliseconds: 300_000 };

/** More patients than this are not told one by one: OpenMRS clears all of its hundred at once. */
const mostOneByOne = 20;

const refusals: Readonly<Record<Refusal, string>> = {
  absent: "OpenMRS's REST module is older than 2.33 and cannot clear its cache: it is not told of changes (the check afterwards goes on)",
  "account-refused": "OpenMRS refuses the account of OPENMRS_REST_USERNAME: it is not told of changes until this server starts anew",
  "not-rest": "there is no REST interface of OpenMRS at OPENMRS_REST_URL: it is not told of changes until this server starts anew",
};

type NoticeDeps = Pick<Deps, "pool" | "site" | "log">;

async function readUuids({ pool, site }: NoticeDeps, personIds: readonly number[]): Promise<readonly string[]> {
  const [rows] = await pool.query<(RowDataPacket & { uuid: string })[]>(
    `SELECT uuid FROM ${openmrsTable(site, "person")} WHERE person_id IN (?) AND uuid IS NOT NULL`,
    [personIds],
  );
  return rows.map(({ uuid }) => uuid);
}

/** Patients not yet told of: each by id while they are few, else only how many. So it stays small however long OpenMRS is away. */
class Owed {
  private readonly ids = new Set<number>();
  private more = 0;

  add(personIds: readonly number[]): void {
    if (this.more > 0) this.more += personIds.length;
    else for (const id of personIds) this.ids.add(id);
    if (this.ids.size > mostOneByOne) this.forgetWho();
  }
  /** From here on only all of OpenMRS's memory will do. */
  forgetWho(): void {
    this.more += this.ids.size;
    this.ids.clear();
  }
  get count(): number {
    return this.ids.size + this.more;
  }
  /** Takes all: the ids, or null where they are too many. */
  take(): { readonly personIds: readonly number[] | null; readonly count: number } {
    const taken = { personIds: this.more > 0 ? null : [...this.ids], count: this.count };
    this.ids.clear();
    this.more = 0;
    return taken;
  }
  giveBack(count: number): void {
    this.forgetWho();
    this.more += count;
  }
}

async function tell(deps: NoticeDeps, client: RestClient, personIds: readonly number[] | null): Promise<void> {
  const uuids = personIds === null ? null : await readUuids(deps, personIds);
  if (uuids === null) await clearAllPersons(client);
  else if (uuids.length > 0) await clearPersons(client, uuids);
}

/** Starts telling OpenMRS, in the background; looks first whether it can clear its cache. */
export function startCacheNotices(deps: NoticeDeps, account: RestAccount, timing: NoticeTiming = usualTiming): CacheNotices {
  const { log } = deps;
  const client = createRestClient(account, timing.timeoutMilliseconds);
  const owed = new Owed();
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let isRefused = false;
  let awaken: () => void = () => undefined;

  /** Ends early when the server stops, and where `canAwaken` says so when there is something to tell. */
  const pause = (milliseconds: number | null, canAwaken: boolean): Promise<void> =>
    new Promise((resolve) => {
      const timer = milliseconds === null ? undefined : setTimeout(end, milliseconds);
      timer?.unref();
      stopping.signal.addEventListener("abort", end, { once: true });
      if (canAwaken) awaken = end;
      function end(): void {
        clearTimeout(timer);
        stopping.signal.removeEventListener("abort", end);
        awaken = () => undefined;
        resolve();
      }
      if (isStopping()) end();
    });

  const turn = async (isKnown: boolean): Promise<void> => {
    const { personIds, count } = owed.take();
    try {
      if (isKnown) await tell(deps, client, personIds);
      else {
        if (account.username !== undefined) await requireAccount(client);
        await clearAllPersons(client);
      }
    } catch (error) {
      owed.giveBack(count);
      throw error;
    }
  };

  const loop = async (): Promise<void> => {
    let isKnown = false;
    let rest = 0;
    while (!isStopping()) {
      try {
        await turn(isKnown);
        if (rest > 0 || !isKnown) log.info("OpenMRS is told of changed patients");
        isKnown = true;
        rest = 0;
        if (owed.count === 0) await pause(null, true);
        await pause(timing.gatherMilliseconds, false);
      } catch (error) {
        if (isStopping()) return;
        if (error instanceof RestRefused) {
          isRefused = true;
          log.warn({ status: error.status, refusal: error.refusal }, refusals[error.refusal]);
          return;
        }
        if (rest === 0) {
          const why = error instanceof RestUnavailable ? { reason: error.reason } : { err: error };
          log.warn({ ...why, patients: owed.count }, "OpenMRS could not be told of changed patients; it is tried again");
        }
        rest = Math.min(Math.max(rest * 2, timing.restMilliseconds), timing.longestRestMilliseconds);
        await pause(rest, false);
      }
    }
  };
  const ended = loop();
  return {
    recordChanged(personIds) {
      if (isStopping() || isRefused || personIds.length === 0) return;
      owed.add(personIds);
      awaken();
    },
    async stop() {
      stopping.abort();
      client.close();
      await ended;
      if (owed.count > 0 && !isRefused) log.warn({ patients: owed.count }, "the server stops before OpenMRS was told of changed patients");
    },
  };
}
