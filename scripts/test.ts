import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureChromium } from "./chromium";
import { requireMariadb, requireMysql56 } from "./database/programs";
import { ensurePoppler } from "./poppler";
import { ensureLibreOffice } from "./libreOffice";
import { buildWhereChanged } from "./support/build";
import { countJestReport } from "./support/jestReport";
import { localPath, projectFolder } from "./support/paths";
import { runCommand } from "./support/processes";

interface Count {
  passed: number;
  failed: number;
  /** What a person needs to see of a part that failed. */
  output: string;
}

interface Part {
  name: string;
  run: () => Promise<Count>;
}

const bin = (path: string) => join(projectFolder, "node_modules", path);
const say = (line: string) => console.log(line);

/** What needs no database, one after another: each of them keeps one processor busy. */
const withoutDatabase: readonly Part[] = [
  { name: "lint", run: () => runCheck([bin("eslint/bin/eslint.js"), "--cache", "--cache-location", ".cache/eslint", ".", "--max-warnings", "0"]) },
  { name: "type check", run: async () => combine(await runCheck([bin("typescript/bin/tsc")]), await runCheck([bin("typescript/bin/tsc"), "-p", "src/domain"])) },
  { name: "unit", run: () => runJest("unit") },
  { name: "pane", run: () => runJest("pane") },
  { name: "build", run: () => runStep(() => buildWhereChanged(() => undefined)) },
  { name: "excel-host", run: () => runJest("excel-host") },
];
const withDatabase: readonly Part[] = [
  { name: "server on MariaDB", run: () => runJest("server", { engine: "mariadb" }) },
  { name: "server on MySQL 5.6.24", run: () => runJest("server", { engine: "mysql56" }) },
];
/** Browser, server and database together: they have the machine for themselves, need the build, and spend most of their time waiting. */
const withEverything: readonly Part[] = [{ name: "journey", run: () => runJest("journey", { workers: 2 }) }];
const parts: readonly Part[] = [...withoutDatabase, ...withDatabase, ...withEverything];

/** Installs what the tests need, so that a missing engine is seen at once and is a failure, never a skip. */
const requirements: readonly Part[] = [
  { name: "MariaDB", run: () => runStep(() => requireMariadb(say)) },
  { name: "MySQL 5.6.24", run: () => runStep(() => requireMysql56()) },
  { name: "Chromium", run: () => runStep(() => ensureChromium(say)) },
  { name: "LibreOffice", run: () => runStep(() => ensureLibreOffice(say)) },
  { name: "Poppler", run: () => runStep(() => ensurePoppler(say)) },
];

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const chosen = parts.filter(({ name }) => wanted.includes(name));
  const total = { passed: 0, failed: 0 };
  for (const requirement of wanted.length === 0 ? requirements : []) {
    const { failed, output } = await requirement.run();
    if (failed === 0) continue;
    total.failed += failed;
    say(`${requirement.name}: missing. ${output}`);
  }
  const runInTurn = async (row: readonly Part[]): Promise<void> => {
    for (const part of row) {
      const started = Date.now();
      const { passed, failed, output } = await part.run();
      total.passed += passed;
      total.failed += failed;
      if (failed > 0) say(output);
      say(`${part.name.padEnd(24)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${((Date.now() - started) / 1000).toFixed(1).padStart(8)} s`);
    }
  };
  if (wanted.length > 0) await runInTurn(chosen);
  else {
    await Promise.all([runInTurn(withoutDatabase), runInTurn(withDatabase)]);
    await runInTurn(withEverything);
  }
  // The last line is for programs that count: one of this form and no other.
  say(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}

/** A program that passes or fails as a whole counts as one test. */
async function runCheck(command: readonly string[]): Promise<Count> {
  const result = await runCommand(process.execPath, command, { cwd: projectFolder });
  const isGood = result.code === 0;
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, output: `${result.stdout}${result.stderr}` };
}

async function runStep(work: () => Promise<unknown>): Promise<Count> {
  try {
    await work();
    return { passed: 1, failed: 0, output: "" };
  } catch (problem) {
    return { passed: 0, failed: 1, output: problem instanceof Error ? problem.message : String(problem) };
  }
}

/** Two halves of one check: it has passed when both have. */
function combine(first: Count, second: Count): Count {
  const failed = first.failed + second.failed > 0 ? 1 : 0;
  return { passed: 1 - failed, failed, output: `${first.output}${second.output}` };
}

interface JestOptions {
  readonly engine?: "mariadb" | "mysql56";
  /** Files at a time; left out, jest leaves one processor free. */
  readonly workers?: number;
}

/** One jest project. Files that could not be run, and a project without a test, are failures. */
async function runJest(project: string, { engine, workers }: JestOptions = {}): Promise<Count> {
  const report = localPath("reports", `${project}-${engine ?? "all"}.json`);
  mkdirSync(localPath("reports"), { recursive: true });
  rmSync(report, { force: true });
  const args = [bin("jest/bin/jest.js"), "--selectProjects", project, "--json", `--outputFile=${report}`, ...(workers === undefined ? [] : [`--maxWorkers=${workers}`])];
  const env = { ...process.env, ...(engine === undefined ? {} : { TEST_DATABASE_ENGINE: engine }) };
  const result = await runCommand(process.execPath, args, { cwd: projectFolder, env });
  if (!existsSync(report)) return { passed: 0, failed: 1, output: `${result.stderr}${result.stdout}` };
  const counts = countJestReport(JSON.parse(readFileSync(report, "utf8")));
  if (counts.total === 0) return { passed: 0, failed: 1, output: `${result.stderr}The jest project ${project} has no test.` };
  // A skipped test and an exit code that the counts do not explain are failures, too.
  const unexplained = counts.failed === 0 && result.code !== 0 ? 1 : 0;
  return { passed: counts.passed, failed: counts.failed + unexplained, output: result.stderr };
}

main().catch((problem: unknown) => {
  console.error(problem);
  process.exitCode = 1;
});
