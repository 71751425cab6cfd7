import { Command } from "commander";
import { createConnection } from "mysql2/promise";
import { createDemoDatabase } from "./demoDatabase";
import { generatePatients } from "./generate";
import { hasDemoMarker } from "./demoMarker";

interface CliOptions {
  url: string;
  schema: string;
  patients: string;
  seed: string;
  level: string;
}

const program = new Command()
  .description("Fills a database server with OpenMRS tables and generated patients. Touches only a schema that it made itself.")
  .requiredOption("--url <url>", "mysql://root@127.0.0.1:PORT/")
  .option("--schema <name>", "name of the schema", "openmrs")
  .option("--patients <number>", "how many patients", "5000")
  .option("--seed <number>", "the same seed gives the same patients", "7")
  .option("--level <level>", "1.11 or 2.3", "2.3");

async function main(): Promise<void> {
  const options = program.parse().opts<CliOptions>();
  if (options.level !== "1.11" && options.level !== "2.3") throw new Error("--level is 1.11 or 2.3.");
  const connection = await createConnection({ uri: options.url });
  try {
    const started = Date.now();
    if (!(await hasDemoMarker(connection, options.schema))) await createDemoDatabase({ rootUrl: options.url, schema: options.schema, level: options.level });
    const request = { schema: options.schema, patients: Number(options.patients), seed: Number(options.seed) };
    await generatePatients(connection, { ...request, say: (line) => console.log(line) });
    console.log(`Generated in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  } finally {
    await connection.end();
  }
}

main().catch((problem: unknown) => {
  console.error(problem instanceof Error ? problem.message : problem);
  process.exitCode = 1;
});
