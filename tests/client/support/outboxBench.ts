import { createApi } from "../../../src/client/api";
import { type OutboxStore, openOutboxStore } from "../../../src/client/outboxStore";
import { type Outbox, type OutboxEvent, type OutboxItem, type OutboxOptions, createOutbox } from "../../../src/client/outbox";
import { type Session, createSession } from "../../../src/client/session";
import type { SubmissionContent } from "../../../src/client/parts";
import { type FakeServer, createFakeServer } from "./fakeServer";
import { createMemoryStorage, signInAnswer } from "./people";
import { type TestClock, createTestClock } from "./testClock";

/** One pane with its outbox, over a browser's database that other panes may share by its name. */
export interface Bench {
  readonly outbox: Outbox;
  readonly session: Session;
  readonly server: FakeServer;
  readonly clock: TestClock;
  readonly events: OutboxEvent[];
  signIn(userUuid: string, password?: string): Promise<void>;
  /** The only submission in the list. */
  only(): Promise<OutboxItem>;
  close(): Promise<void>;
}

export interface BenchOptions extends Partial<OutboxOptions> {
  readonly database?: string;
  readonly server?: FakeServer;
  readonly clock?: TestClock;
  readonly storage?: Storage;
  readonly wrapStore?: (store: OutboxStore) => OutboxStore;
  readonly fetch?: typeof fetch;
}

let databases = 0;
export const freshDatabase = (): string => `outbox-test-${++databases}`;
export const panes = new Set<Bench>();

export function createBench(options: BenchOptions = {}): Bench {
  const { database = freshDatabase(), server = createFakeServer(), clock = createTestClock(), wrapStore, ...more } = options;
  const storage = options.storage ?? createMemoryStorage();
  const session = createSession({ clock, store: storage });
  const api = createApi({ baseUrl: "", session, clock, fetch: options.fetch ?? server.fetch });
  const outbox = createOutbox({
    api,
    session,
    clock,
    kept: storage,
    openStore: async () => {
      const store = await openOutboxStore(database);
      return wrapStore === undefined ? store : wrapStore(store);
    },
    withLock: (_name, work) => work(),
    iterations: 2,
    partLimits: { rows: 2, bytes: 1_000_000 },
    random: () => 0,
    ...more,
  });
  const events: OutboxEvent[] = [];
  outbox.subscribe((event) => events.push(event));
  const bench: Bench = {
    outbox,
    session,
    server,
    clock,
    events,
    signIn: async (userUuid, password = "open sesame") => {
      session.adopt(signInAnswer(userUuid, clock.now()));
      await outbox.unlock(userUuid, password);
    },
    only: async () => {
      const [item, ...others] = await outbox.list();
      if (item === undefined || others.length > 0) throw new Error(`expected one submission, found ${item === undefined ? 0 : others.length + 1}`);
      return item;
    },
    close: async () => {
      panes.delete(bench);
      session.close();
      await outbox.close();
    },
  };
  panes.add(bench);
  return bench;
}

/** Rows as a sheet gives them: so many patients, each with a new phone. */
export function content(rowCount: number, sheet = "Line list"): SubmissionContent {
  return {
    rows: Array.from({ length: rowCount }, (_, index) => ({
      rowId: `row-${index + 1}`,
      rowNumber: index + 2,
      cells: { artId: { value: `FCT/001/${index + 1}` }, phone: { value: `0803000${String(index).padStart(4, "0")}` } },
    })),
    reading: { dateOrder: "dmy", date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false },
    source: { workbook: "November.xlsx", sheet, kind: "sheet" },
    reason: null,
  };
}
