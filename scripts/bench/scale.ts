import { readFileSync } from "node:fs";
import { chooseRows, openBed } from "./bed";
import type { BenchEngine, BenchRow } from "./bed";
import { startBenchServer } from "./server";
import type { BenchServer } from "./server";
import { spreadOf, timed } from "./statistics";
import type { Spread } from "./statistics";

type Say = (line: string) => void;

/** Milliseconds of a row, from the first part sent to the last outcome read. */
async function perRow(server: BenchServer, rows: readonly BenchRow[]): Promise<number> {
  const previewed = await server.client.preview(rows);
  const { seconds, result } = await timed(() => server.client.submit(previewed));
  if (result.outcomes !== rows.length) throw new Error(`${result.outcomes} outcomes for ${rows.length} rows.`);
  return (seconds * 1000) / rows.length;
}

/** The highest resident memory that a process has had, in megabytes, as the kernel counts it. */
function peakMegabytes(pid: number): number {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? Number.NaN) / 1024);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
}

/** Looks up 50 ART IDs again and again, ten times a second at most, until told to stop; gives the milliseconds of each. */
async function lookUpUntil(server: BenchServer, artIds: readonly string[], isOver: () => boolean): Promise<readonly number[]> {
  const client = await server.anotherClient();
  const milliseconds: number[] = [];
  try {
    for (let from = 0; !isOver(); from = (from + 50) % (artIds.length - 50)) {
      const { seconds } = await timed(() => client.lookUp(artIds.slice(from, from + 50)));
      milliseconds.push(seconds * 1000);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, 100 - seconds * 1000)));
    }
  } finally {
    client.close();
  }
  return milliseconds;
}

interface LongRun {
  readonly millisecondsPerRow: number;
  readonly peakMegabytes: number;
  readonly lookUps: number;
  readonly lookUpP50: number;
  readonly lookUpP99: number;
}

/** One long submission while another clerk looks patients up. */
async function runLong(server: BenchServer, rows: readonly BenchRow[], others: readonly string[]): Promise<LongRun> {
  const previewed = await server.client.preview(rows);
  let isOver = false;
  const looking = lookUpUntil(server, others, () => isOver);
  const { seconds, result } = await timed(() => server.client.submit(previewed));
  isOver = true;
  const milliseconds = await looking;
  if (result.outcomes !== rows.length) throw new Error(`${result.outcomes} outcomes for ${rows.length} rows.`);
  return {
    millisecondsPerRow: (seconds * 1000) / rows.length,
    peakMegabytes: peakMegabytes(server.pid),
    lookUps: milliseconds.length,
    lookUpP50: percentile(milliseconds, 0.5),
    lookUpP99: percentile(milliseconds, 0.99),
  };
}

async function withBed<T>(kind: BenchEngine, patients: number, work: (bed: Awaited<ReturnType<typeof openBed>>, server: BenchServer) => Promise<T>): Promise<T> {
  const bed = await openBed(kind, patients);
  try {
    const server = await startBenchServer(bed);
    try {
      return await work(bed, server);
    } finally {
      await server.stop();
    }
  } finally {
    await bed.close();
  }
}

export interface ScaleFigures {
  readonly engine: BenchEngine;
  /** Milliseconds of a row in submissions of 1,000 rows, and in one of 100,000. */
  readonly short: Spread;
  readonly long: LongRun;
  readonly growthByRows: number;
  /** Milliseconds of a row in submissions of 10,000 rows, among few patients and among many. */
  readonly few: Spread;
  readonly many: Spread;
  readonly growthByPatients: number;
}

/** What a row costs as the submission, or the record, grows; and what a long submission does to everyone else. */
export async function measureScale(
  kind: BenchEngine,
  { longRows, few, many, say }: { readonly longRows: number; readonly few: number; readonly many: number; readonly say: Say },
): Promise<ScaleFigures> {
  const rounds = 3;
  const batchRows = 10_000;
  const { short, long } = await withBed(kind, 200_000, async (bed, server) => {
    const costs: number[] = [];
    for (let round = 0; round <= 5; round += 1) {
      const cost = await perRow(server, await chooseRows(bed.root, round * 1_000, 1_000));
      if (round > 0) costs.push(cost);
    }
    say(`${kind} 1,000 rows: ${JSON.stringify(spreadOf(costs))} ms a row`);
    const others = (await chooseRows(bed.root, 10_000, 5_000)).map(({ artId }) => artId);
    const figures = await runLong(server, await chooseRows(bed.root, 20_000, longRows), others);
    say(`${kind} ${longRows} rows: ${JSON.stringify(figures)}`);
    return { short: spreadOf(costs), long: figures };
  });
  const amongPatients = (patients: number): Promise<Spread> =>
    withBed(kind, patients, async (bed, server) => {
      const costs: number[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const cost = await perRow(server, await chooseRows(bed.root, round * batchRows, batchRows));
        if (round > 0) costs.push(cost);
      }
      say(`${kind} among ${patients} patients: ${JSON.stringify(spreadOf(costs))} ms a row`);
      return spreadOf(costs);
    });
  const amongFew = await amongPatients(few);
  const amongMany = await amongPatients(many);
  const ratio = (one: number, other: number): number => Math.round((one / other) * 1000) / 1000;
  return {
    engine: kind,
    short,
    long,
    growthByRows: ratio(long.millisecondsPerRow, short.median),
    few: amongFew,
    many: amongMany,
    growthByPatients: ratio(amongMany.median, amongFew.median),
  };
}
