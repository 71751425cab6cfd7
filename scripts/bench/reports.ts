import { Command } from "commander";
import type { BenchEngine } from "./bed";
import { openReportsBed, reportsBenchKey } from "./reportsBed";
import type { Making, ReportsBed } from "./reportsBed";
import { measureFiles } from "./reportFiles";
import type { FileFigures } from "./reportFiles";
import { measureFigures } from "./reportsFigures";
import type { KindFigures } from "./reportsFigures";
import { measureHome } from "./reportsHome";
import type { HomeFigures } from "./reportsHome";
import { benchSupervisor, startBenchServer } from "./server";
import type { BenchServer } from "./server";

const options = new Command()
  .description("Times reports over three years of history: figures against their own SQL and against counting every row. The last line is JSON.")
  .option("--engines <names>", "mariadb, mysql56 or both", "mariadb,mysql56")
  .option("--outcomes <number>", "rows of the history", "2000000")
  .option("--answers <number>", "counted answers of each kind", "100")
  .option("--counts <number>", "how often the rows are counted for each kind", "3")
  .option("--parts <names>", "figures, home, files, or several", "figures,home,files")
  .option("--file-rows <number>", "rows of the files of which the times are taken", "100000")
  .option("--file-repeats <number>", "counted files of each form", "3")
  .option("--few <number>", "rows of the small file of which the memory is taken", "10000")
  .option("--many <number>", "rows of the large one", "500000")
  .parse()
  .opts<{ engines: string; outcomes: string; answers: string; counts: string; parts: string; fileRows: string; fileRepeats: string; few: string; many: string }>();

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

interface Measured {
  readonly engine: BenchEngine;
  readonly making: Making;
  readonly figures: Readonly<Record<string, KindFigures>> | null;
  readonly home: HomeFigures | null;
  readonly files: FileFigures | null;
}

const parts: readonly string[] = options.parts.split(",");

/** One engine: every part of the benchmark over the same bed. */
async function measure(engine: BenchEngine): Promise<Measured> {
  const opened = await openReportsBed(engine, Number(options.outcomes), say);
  const startServer = (): Promise<BenchServer> => startBenchServer(opened.bed, { DIGEST_KEY: reportsBenchKey }, benchSupervisor);
  const [few, many, rows] = [Number(options.few), Number(options.many), Number(options.fileRows)];
  try {
    const figures = parts.includes("figures") ? await figuresOf(opened, startServer) : null;
    const home = parts.includes("home") ? await homeOf(startServer) : null;
    const sizes = { rows, repeats: Number(options.fileRepeats), pdfRows: few, few, many };
    const files = parts.includes("files") ? await measureFiles(opened, startServer, sizes, say) : null;
    return { engine, making: opened.making, figures, home, files };
  } finally {
    await opened.bed.close();
  }
}

async function figuresOf(opened: ReportsBed, startServer: () => Promise<BenchServer>): Promise<Measured["figures"]> {
  const server = await startServer();
  try {
    return await measureFigures(opened, server, { answers: Number(options.answers), counts: Number(options.counts) }, say);
  } finally {
    await server.stop();
  }
}

async function homeOf(startServer: () => Promise<BenchServer>): Promise<HomeFigures> {
  const server = await startServer();
  try {
    return await measureHome(server, Number(options.answers), say);
  } finally {
    await server.stop();
  }
}

async function main(): Promise<void> {
  const results: Measured[] = [];
  for (const engine of options.engines.split(",")) {
    if (engine !== "mariadb" && engine !== "mysql56") throw new Error(`${engine} is not an engine of the benchmark: mariadb, mysql56.`);
    results.push(await measure(engine));
  }
  console.log(JSON.stringify({ benchmark: "reports", outcomes: Number(options.outcomes), results }));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
