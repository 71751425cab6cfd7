import { createConnection } from "mysql2/promise";
import type { Connection } from "mysql2/promise";
import type { LookupAnswer, LookupField } from "../../src/contract/patients";
import { chooseRows } from "./bed";
import type { Bed } from "./bed";
import { lookUpByHand } from "./functionsSql";
import type { ByHand, HandField } from "./functionsSql";
import { processorSeconds } from "./processorTime";
import type { BenchServer } from "./server";
import { spreadOf, timed } from "./statistics";
import type { Spread } from "./statistics";

export interface FieldFigures {
  /** Milliseconds over HTTPS, from sending to the parsed answer; its audit event with as many subjects is committed by then. */
  readonly lookupMs: Spread;
  /** Milliseconds of the fastest hand-written SQL for the same values on an open connection, without any audit, and how many ART IDs a statement of it had. */
  readonly sqlMs: Spread;
  readonly artIdsPerStatement: number;
  /** Of the two, round by round. */
  readonly ratio: Spread;
  /** Processor milliseconds of one look-up in our server and in the database, and of the SQL in the database: other work on the machine shows less in them. */
  readonly processorMs: { readonly server: Spread; readonly database: Spread; readonly sql: Spread };
}

export interface LookupFigures {
  readonly phone: FieldFigures;
  readonly everything: FieldFigures;
  /** Milliseconds of the same look-up with the status of each patient besides; nobody writes that SQL by hand. */
  readonly everythingAndStatusMs: Spread;
}

const everything: readonly HandField[] = ["phone", "address", "birthdate", "name"];
const warmUps = 2;

/** Look-up and hand-written SQL by turns, each round with ART IDs of its own, so that whatever else the machine does befalls both. */
export async function measureLookups(bed: Bed, server: BenchServer, size: { readonly artIds: number; readonly rounds: number; readonly say: (line: string) => void }): Promise<LookupFigures> {
  const byHand = await createConnection({ uri: `${bed.engine.rootUrl}openmrs`, dateStrings: true, charset: "UTF8_GENERAL_CI" });
  try {
    const rounds = await artIdsOfRounds(bed, size);
    const figuresOf = (fields: readonly HandField[]): Promise<FieldFigures> => measureFields({ bed, server, byHand, fields, rounds, say: size.say });
    return { phone: await figuresOf(["phone"]), everything: await figuresOf(everything), everythingAndStatusMs: await measureStatus(server, rounds) };
  } finally {
    await byHand.end();
  }
}

interface Setting {
  readonly bed: Bed;
  readonly server: BenchServer;
  readonly byHand: Connection;
  readonly fields: readonly HandField[];
  /** ART IDs of each round, those to warm up first. */
  readonly rounds: readonly (readonly string[])[];
  readonly say: (line: string) => void;
}

async function measureFields({ bed, server, byHand, fields, rounds, say }: Setting): Promise<FieldFigures> {
  const perStatement = await fastestSize(byHand, fields, rounds[0] ?? []);
  const times: { lookup: number; sql: number; server: number; database: number; sqlDatabase: number }[] = [];
  for (const [round, artIds] of rounds.entries()) {
    const measured = { lookup: 0, sql: 0, server: 0, database: 0, sqlDatabase: 0 };
    let answer: LookupAnswer | null = null;
    let hand: ByHand = new Map();
    const ours = async (): Promise<void> => {
      const begun = { server: processorSeconds(server.pid), database: processorSeconds(bed.engine.pid()) };
      const { seconds, result } = await timed(() => lookUp(server, artIds, fields));
      measured.lookup = seconds * 1000;
      measured.server = (processorSeconds(server.pid) - begun.server) * 1000;
      measured.database = (processorSeconds(bed.engine.pid()) - begun.database) * 1000;
      answer = result;
    };
    const theirs = async (): Promise<void> => {
      const begun = processorSeconds(bed.engine.pid());
      const { seconds, result } = await timed(() => lookUpByHand(byHand, artIds, { fields, perStatement }));
      measured.sql = seconds * 1000;
      measured.sqlDatabase = (processorSeconds(bed.engine.pid()) - begun) * 1000;
      hand = result;
    };
    // Whoever comes second finds the rows in the database's memory.
    for (const work of round % 2 === 0 ? [ours, theirs] : [theirs, ours]) await work();
    requireSame(artIds, answer, hand);
    say(`${bed.engine.kind} ${fields.join(",")} round ${round - warmUps + 1}${round < warmUps ? " (warm-up)" : ""}: ${JSON.stringify(measured)}`);
    if (round >= warmUps) times.push(measured);
  }
  const of = (pick: (one: (typeof times)[number]) => number): Spread => spreadOf(times.map(pick));
  return {
    lookupMs: of(({ lookup }) => lookup),
    sqlMs: of(({ sql }) => sql),
    artIdsPerStatement: perStatement,
    ratio: of(({ lookup, sql }) => lookup / sql),
    processorMs: { server: of(({ server: used }) => used), database: of(({ database }) => database), sql: of(({ sqlDatabase }) => sqlDatabase) },
  };
}

async function measureStatus(server: BenchServer, rounds: Setting["rounds"]): Promise<Spread> {
  const milliseconds: number[] = [];
  for (const [round, artIds] of rounds.entries()) {
    const { seconds } = await timed(() => lookUp(server, artIds, [...everything, "status"]));
    if (round >= warmUps) milliseconds.push(seconds * 1000);
  }
  return spreadOf(milliseconds);
}

function lookUp({ client }: BenchServer, artIds: readonly string[], fields: readonly LookupField[]): Promise<LookupAnswer> {
  return client.post<LookupAnswer>("/api/patients/lookup", { artIds, fields });
}

async function artIdsOfRounds(bed: Bed, { artIds, rounds }: Parameters<typeof measureLookups>[2]): Promise<Setting["rounds"]> {
  const rows = await chooseRows(bed.root, 0, artIds * (rounds + warmUps));
  return Array.from({ length: rounds + warmUps }, (_, round) => shuffled(rows.slice(round * artIds, (round + 1) * artIds).map(({ artId }) => artId)));
}

/** In no order of the record, as a sheet is; the same every time. */
function shuffled(artIds: readonly string[]): readonly string[] {
  const mixed = [...artIds];
  let state = 12_345;
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const other = state % (last + 1);
    [mixed[last], mixed[other]] = [mixed[other] ?? "", mixed[last] ?? ""];
  }
  return mixed;
}

/** The best that hand-written SQL can do here: all ART IDs in one statement, or some thousands at a time. */
async function fastestSize(connection: Connection, fields: readonly HandField[], artIds: readonly string[]): Promise<number> {
  const sizes = [artIds.length, 5_000, 2_000, 900, 500];
  const best = new Map<number, number>();
  for (let turn = 0; turn < 3; turn += 1) {
    for (const perStatement of sizes) {
      const { seconds } = await timed(() => lookUpByHand(connection, artIds, { fields, perStatement }));
      if (turn > 0) best.set(perStatement, Math.min(seconds, best.get(perStatement) ?? Number.POSITIVE_INFINITY));
    }
  }
  return [...best].sort(([, one], [, other]) => one - other)[0]?.[0] ?? artIds.length;
}

/** A look-up that is quick because it finds nobody would be none. */
function requireSame(artIds: readonly string[], answer: LookupAnswer | null, hand: ByHand): void {
  const found = answer?.results.filter((result) => result.found).length ?? 0;
  if (found !== artIds.length || hand.size !== artIds.length) throw new Error(`Of ${artIds.length} patients the look-up found ${found} and the SQL ${hand.size}.`);
}
