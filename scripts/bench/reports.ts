import { Command } from "commander";
import type { BenchEngine } from "./bed";
import { openReportsBed, reportsBenchKey } from "./reportsBed";
import type { Making } from "./reportsBed";
import { measureFigures } from "./reportsFigures";
import type { KindFigures } from "./reportsFigures";
import { benchSupervisor, startBenchServer } from "./server";

const options = new Command()
  .description("Times reports over three years of history: figures against their own SQL and against counting every row. The last line is JSON.")
  .option("--engines <names>", "mariadb, mysql56 or both", "mariadb,mysql56")
  .option("--outcomes <number>", "rows of the history", "2000000")
  .option("--answers <number>", "counted answers of each kind", "100")
  .option("--counts <number>", "how often the rows are counted for each kind", "3")
  .parse()
  .opts<{ engines: string; outcomes: string; answers: string; counts: string }>();

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

interface Measured {
  readonly engine: BenchEngine;
  readonly making: Making;
  readonly figures: Readonly<Record<string, KindFigures>>;
}

/** One engine: every part of the benchmark over the same bed and the same running server. */
async function measure(engine: BenchEngine): Promise<Measured> {
  const opened = await openReportsBed(engine, Number(options.outcomes), say);
  const server = await startBenchServer(opened.bed, { DIGEST_KEY: reportsBenchKey }, benchSupervisor);
  try {
    const figures = await measureFigures(opened, server, { answers: Number(options.answers), counts: Number(options.counts) }, say);
    return { engine, making: opened.making, figures };
  } finally {
    await server.stop();
    await opened.bed.close();
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
