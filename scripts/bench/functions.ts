import { loadavg } from "node:os";
import { Command } from "commander";
import { chooseRows, openBed } from "./bed";
import type { Bed, BenchEngine } from "./bed";
import type { ExcelFigures, MeasureInExcel } from "./functionsFigures";
import { measureLookups } from "./functionsLookups";
import type { LookupFigures } from "./functionsLookups";
import { benchClerk, startBenchServer } from "./server";
import type { BenchServer } from "./server";

const options = new Command()
  .description("Times what formulas cost: look-ups of many ART IDs over HTTPS against hand-written SQL, and formulas in the emulated Excel against one look-up. The last line is JSON.")
  .option("--engines <names>", "mariadb, mysql56 or both", "mariadb,mysql56")
  .option("--parts <names>", "server, excel or both", "server,excel")
  .option("--patients <number>", "patients in the record", "200000")
  .option("--art-ids <number>", "different ART IDs of one look-up, and formulas of one round in the emulated Excel", "10000")
  .option("--rounds <number>", "counted rounds, after two to warm up", "9")
  .option("--excel-rounds <number>", "counted rounds in the emulated Excel", "3")
  .option("--server <folder>", "the built server, if not dist/server")
  .option("--profile <folder>", "leaves a profile of the server's processor time there")
  .parse()
  .opts<{ engines: string; parts: string; patients: string; artIds: string; rounds: string; excelRounds: string; server?: string; profile?: string }>();

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

interface Measured {
  readonly engine: BenchEngine;
  readonly version: string;
  /** How many processes waited for a processor at the end, over the last minute: the machine may be doing other things. */
  readonly loadAverage: number;
  readonly server: LookupFigures | null;
  readonly excel: ExcelFigures | null;
}

/** The preview workbook is served, and may stand on another port than the pane: so each has a process of its own. */
const workbookSettings = { PREVIEW_WORKBOOK: "true", FRAME_ANCESTORS: "'self' https://localhost:*" };

const parts: readonly string[] = options.parts.split(",");
const [artIdsPerRound, rounds, excelRounds] = [Number(options.artIds), Number(options.rounds), Number(options.excelRounds)];

async function measure(kind: BenchEngine): Promise<Measured> {
  const bed = await openBed(kind, Number(options.patients));
  const nodeOptions = options.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${options.profile}`];
  const server = await startBenchServer(bed, parts.includes("excel") ? workbookSettings : {}, benchClerk, { folder: options.server, nodeOptions });
  try {
    return {
      engine: kind,
      version: bed.engine.version,
      server: parts.includes("server") ? await measureLookups(bed, server, { artIds: artIdsPerRound, rounds, say }) : null,
      excel: parts.includes("excel") ? await measureExcel(kind, bed, server) : null,
      loadAverage: Math.round((loadavg()[0] ?? Number.NaN) * 10) / 10,
    };
  } finally {
    await server.stop();
    await bed.close();
  }
}

/** Loaded only where it is asked for: it needs a browser. */
async function measureExcel(kind: BenchEngine, bed: Bed, server: BenchServer): Promise<ExcelFigures> {
  const { measureInExcel }: { measureInExcel: MeasureInExcel } = await import("./functionsInExcel");
  const rows = await chooseRows(bed.root, 0, Math.max(artIdsPerRound * (excelRounds + 1), 40_000));
  return await measureInExcel({
    engine: kind,
    baseUrl: server.address,
    ca: server.ca,
    username: benchClerk.username,
    password: benchClerk.password,
    artIds: rows.map(({ artId }) => artId),
    formulas: artIdsPerRound,
    rounds: excelRounds,
    say,
  });
}

async function main(): Promise<void> {
  const results: Measured[] = [];
  for (const engine of options.engines.split(",")) {
    if (engine !== "mariadb" && engine !== "mysql56") throw new Error(`${engine} is not an engine of the benchmark: mariadb, mysql56.`);
    results.push(await measure(engine));
  }
  console.log(JSON.stringify({ benchmark: "functions", patients: Number(options.patients), artIds: artIdsPerRound, rounds, results }));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
