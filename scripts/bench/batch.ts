import { Command } from "commander";
import { createConnection } from "mysql2/promise";
import { chooseRows, openBed } from "./bed";
import type { BenchEngine } from "./bed";
import { runFloor } from "./floor";
import { processorSeconds } from "./processorTime";
import { measureScale } from "./scale";
import { startBenchServer } from "./server";
import { spreadOf, timed } from "./statistics";

const options = new Command()
  .description("Times a batch of contact updates against hand-written SQL for the same changes, in the same run. The last line is JSON.")
  .option("--engines <names>", "mariadb, mysql56 or both", "mariadb,mysql56")
  .option("--patients <number>", "patients in the record", "200000")
  .option("--rows <number>", "rows of the batch", "10000")
  .option("--rounds <number>", "counted rounds, after one to warm up", "5")
  .option("--scale", "measure instead how the cost of a row grows with the submission and with the record, memory, and another clerk's look-ups")
  .option("--long <number>", "rows of the long submission of --scale", "100000")
  .option("--few <number>", "patients of the small record of --scale", "50000")
  .option("--many <number>", "patients of the large record of --scale", "1000000")
  .parse()
  .opts<{ engines: string; patients: string; rows: string; rounds: string; scale?: boolean; long: string; few: string; many: string }>();

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

interface Round {
  readonly preview: number;
  readonly submit: number;
  readonly run: number;
  readonly floor: number;
  /** Processor seconds of our server and of the database while submitting, and of the database for the floor. */
  readonly serverCpu: number;
  readonly databaseCpu: number;
  readonly floorCpu: number;
}

async function measure(kind: BenchEngine, patients: number, rows: number, rounds: number): Promise<object> {
  const bed = await openBed(kind, patients);
  const server = await startBenchServer(bed);
  const floorConnection = await createConnection({ uri: `${bed.engine.rootUrl}openmrs`, charset: "UTF8_GENERAL_CI" });
  try {
    const measured: Round[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const ours = await chooseRows(bed.root, round * 2 * rows, rows);
      const theirs = await chooseRows(bed.root, (round * 2 + 1) * rows, rows);
      const preview = await timed(() => server.client.preview(ours));
      const before = { server: processorSeconds(server.pid), database: processorSeconds(bed.engine.pid()) };
      const submit = await timed(() => server.client.submit(preview.result));
      const serverCpu = processorSeconds(server.pid) - before.server;
      const submitted = processorSeconds(bed.engine.pid());
      if (submit.result.outcomes !== rows || submit.result.counts.updated !== rows) {
        throw new Error(`Not every row was updated: ${JSON.stringify(submit.result.counts)}`);
      }
      const floor = await timed(() => runFloor(floorConnection, theirs, 3));
      const figures: Round = {
        preview: preview.seconds,
        submit: submit.seconds,
        run: submit.result.runSeconds,
        floor: floor.seconds,
        serverCpu,
        databaseCpu: submitted - before.database,
        floorCpu: processorSeconds(bed.engine.pid()) - submitted,
      };
      say(`${kind} round ${round}${round === 0 ? " (warm-up)" : ""}: ${JSON.stringify(figures)}`);
      if (round > 0) measured.push(figures);
    }
    const of = (pick: (round: Round) => number) => spreadOf(measured.map(pick));
    return {
      engine: kind,
      version: bed.engine.version,
      previewSeconds: of(({ preview }) => preview),
      submitSeconds: of(({ submit }) => submit),
      runSeconds: of(({ run }) => run),
      floorSeconds: of(({ floor }) => floor),
      previewRatio: of(({ preview, floor }) => preview / floor),
      submitRatio: of(({ submit, floor }) => submit / floor),
      runRatio: of(({ run, floor }) => run / floor),
      serverCpuSeconds: of(({ serverCpu }) => serverCpu),
      databaseCpuSeconds: of(({ databaseCpu }) => databaseCpu),
      floorCpuSeconds: of(({ floorCpu }) => floorCpu),
      serverMegabytes: Math.round(server.residentMegabytes()),
    };
  } finally {
    await floorConnection.end();
    await server.stop();
    await bed.close();
  }
}

async function main(): Promise<void> {
  const [patients, rows, rounds] = [Number(options.patients), Number(options.rows), Number(options.rounds)];
  const results: object[] = [];
  for (const name of options.engines.split(",")) {
    if (name !== "mariadb" && name !== "mysql56") throw new Error(`${name} is not an engine of the benchmark: mariadb, mysql56.`);
    const scale = { longRows: Number(options.long), few: Number(options.few), many: Number(options.many), say };
    results.push(options.scale === true ? await measureScale(name, scale) : await measure(name, patients, rows, rounds));
  }
  if (options.scale === true) {
    console.log(JSON.stringify({ benchmark: "batch-scale", longRows: Number(options.long), few: Number(options.few), many: Number(options.many), results }));
    return;
  }
  console.log(JSON.stringify({ benchmark: "batch", patients, rows, fields: 3, rounds, results }));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
