import type { Browser } from "playwright-core";
import type { CellFile, WorkbookFile } from "../../excel-host/model/workbookFile";
import type { ExcelBench, ExcelFigures, MeasureInExcel } from "./functionsFigures";
import { openFunctionsPage, serveWorkbook, sheetName, startBrowser } from "./functionsPage";
import type { FunctionsPage } from "./functionsPage";
import { spreadOf } from "./statistics";

const many = 40_000;
/** Calls of one message, as the emulated Excel sends them. */
const usualCalls = 1000;

/** One formula to an ART ID, from row 2 on. */
function listOf(artIds: readonly string[]): WorkbookFile {
  const rows = artIds.map((artId, at): CellFile[] => [{ v: artId, t: "s" }, { v: `=CONTACTS.PHONE(A${at + 2})`, t: "f" }]);
  return { name: "Benchmark.xlsx", sheets: [{ name: sheetName, cells: [["ART ID", "Phone now"], ...rows] }] };
}

interface ColdRound {
  readonly requests: number;
  readonly formulasMs: number;
  readonly lookupMs: number;
  readonly warmRequests: number;
}

/** Formulas of ART IDs that the page has not asked for, against one look-up of the same ones; then all of them again, by a row inserted and by Refresh's way. */
async function coldRound(page: FunctionsPage, artIds: readonly string[], lookupFirst: boolean): Promise<ColdRound> {
  // Uncounted: neither of the two shall be the one that brings the patients into the database's memory.
  await page.askOnce(artIds);
  const before = lookupFirst ? await page.askOnce(artIds) : null;
  await page.begin();
  await page.load(listOf(artIds));
  const cold = await page.seen();
  if (cold.calls !== artIds.length) throw new Error(`${artIds.length} formulas called the add-in ${cold.calls} times.`);
  if (!/^0\d{10}$|^$/.test(await page.text(`B${artIds.length + 1}`))) throw new Error("The last formula has no phone number.");
  const lookupMs = before ?? (await page.askOnce(artIds));
  await page.begin();
  await page.insertRow();
  await page.setDirty(`B3:B${artIds.length + 2}`);
  const warm = await page.seen();
  if (warm.calls !== 2 * artIds.length) throw new Error(`Calculated twice, ${artIds.length} formulas called the add-in ${warm.calls} times.`);
  return { requests: cold.lookups, formulasMs: cold.firstRequestToLastSettled, lookupMs, warmRequests: warm.lookups };
}

interface LargeRound {
  readonly requests: number;
  readonly cold: number;
  readonly warm: number;
  readonly workbook: number;
}

/** 40,000 formulas in a page that was just opened. */
async function largeRound(browser: Browser, workbookAddress: string, { bench, callsPerMessage }: { bench: ExcelBench; callsPerMessage: number }): Promise<LargeRound> {
  const page = await openFunctionsPage(browser, workbookAddress, bench);
  try {
    await page.callsPerMessage(callsPerMessage);
    const artIds = bench.artIds.slice(0, many);
    await page.begin();
    await page.load(listOf(artIds));
    const cold = await page.seen();
    if (cold.calls !== artIds.length) throw new Error(`${artIds.length} formulas called the add-in ${cold.calls} times.`);
    await page.begin();
    await page.setDirty(`B2:B${artIds.length + 1}`);
    const warm = await page.seen();
    return { requests: cold.lookups, cold: cold.longestBlock, warm: warm.longestBlock, workbook: cold.workbookBusy };
  } finally {
    await page.close();
  }
}

/** Custom functions in the emulated Excel: the first cold round warms everything up and is not counted. */
export const measureInExcel: MeasureInExcel = async (bench: ExcelBench): Promise<ExcelFigures> => {
  const { artIds, formulas, rounds, say } = bench;
  if (artIds.length < many || artIds.length < formulas * (rounds + 1)) throw new Error("There are fewer ART IDs than formulas.");
  const browser = await startBrowser();
  const workbook = await serveWorkbook(bench);
  try {
    const page = await openFunctionsPage(browser, workbook.address, bench);
    // The first look-up of the page shows the form of all: one formula, whose ART ID no patient has.
    await page.load(listOf(["NO/SUCH/ID"]));
    const cold: ColdRound[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const measured = await coldRound(page, artIds.slice(round * formulas, (round + 1) * formulas), round % 2 === 0);
      say(`  ${formulas} formulas, round ${round}: ${measured.requests} request(s), ${Math.round(measured.formulasMs)} ms; one look-up ${Math.round(measured.lookupMs)} ms; again: ${measured.warmRequests} requests`);
      if (round > 0) cold.push(measured);
    }
    await page.close();
    const large: LargeRound[] = [];
    const inOneMessage: LargeRound[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const measured = await largeRound(browser, workbook.address, { bench, callsPerMessage: usualCalls });
      say(`  ${many} formulas: ${measured.requests} requests, the pane stood still for ${Math.round(measured.cold)} ms at the longest, ${Math.round(measured.warm)} ms when warm; the workbook itself was busy for ${Math.round(measured.workbook)} ms`);
      large.push(measured);
      const atOnce = await largeRound(browser, workbook.address, { bench, callsPerMessage: many });
      say(`  … all calls in one message: ${atOnce.requests} requests, ${Math.round(atOnce.cold)} ms, ${Math.round(atOnce.warm)} ms when warm`);
      inOneMessage.push(atOnce);
    }
    return {
      requests: Math.max(...cold.map((round) => round.requests)),
      firstRequestToLastSettledMs: spreadOf(cold.map((round) => round.formulasMs)),
      oneLookupMs: spreadOf(cold.map((round) => round.lookupMs)),
      ratio: spreadOf(cold.map((round) => round.formulasMs / round.lookupMs)),
      warmRequests: Math.max(...cold.map((round) => round.warmRequests)),
      longestBlockMs40k: spreadOf(large.map((round) => round.cold)),
      longestBlockOneMessageMs40k: spreadOf(inOneMessage.map((round) => round.cold)),
      longestWarmBlockMs40k: spreadOf(large.map((round) => round.warm)),
      workbookBusyMs40k: spreadOf(large.map((round) => round.workbook)),
    };
  } finally {
    await browser.close();
    workbook.close();
  }
};
