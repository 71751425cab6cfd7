import { PassThrough, Writable } from "node:stream";
import { writePdf } from "../../../server/reports/pdf/writePdf";
import type { ReportRow } from "../../../src/reports/document";
import { digest, emptyDocument, listDocument, listRow, pdfReport } from "../../support/pdfDocuments";
import { writeAndRead } from "../../support/pdfReading";
import type { PdfReading } from "../../support/pdfReading";

const perBatch = 500;

interface Source {
  readonly pages: () => AsyncIterable<readonly ReportRow[]>;
  readonly read: () => number;
  readonly isClosed: () => boolean;
}

/** Rows as they come from a database: batch by batch, and closed by whoever does not want more. */
function sourceOf(rows: number, failsAfter = Infinity): Source {
  let read = 0;
  let closed = false;
  async function* pages(): AsyncGenerator<readonly ReportRow[]> {
    try {
      while (read < rows) {
        await new Promise((resolve) => setImmediate(resolve));
        if (read >= failsAfter) throw new Error("the database went away");
        const batch = Array.from({ length: Math.min(perBatch, rows - read) }, (_, at) => listRow(read + at));
        read += batch.length;
        yield batch;
      }
    } finally {
      closed = true;
    }
  }
  return { pages, read: () => read, isClosed: () => closed };
}

const document = listDocument(0);

describe("a list of 2,600 rows, read batch by batch", () => {
  const rows = 2_600;
  let pdf: PdfReading;
  let readAtDigest = 0;
  beforeAll(async () => {
    const source = sourceOf(rows);
    const dataDigest = (): string => {
      readAtDigest = source.read();
      return digest;
    };
    pdf = await writeAndRead(pdfReport(document, { pages: source.pages, dataDigest }), { isLong: true });
  }, 60_000);

  test("every row is there, in order, with all its cells", () => {
    const found = pdf.pages.flatMap((page) => [...page.matchAll(/^ *([\d,]+) +(IMO-OW-\d{6}) +(2 Nov 2026, 14:03:22) +(\S.*?) *$/gmu)].map((match) => match.slice(1, 5)));
    expect(found).toHaveLength(rows);
    expect(found[0]).toEqual(["1", "IMO-OW-000001", "2 Nov 2026, 14:03:22", "Ngozi Okafor"]);
    expect(found[1233]).toEqual(["1,234", "IMO-OW-001234", "2 Nov 2026, 14:03:22", "Ṣọlá Adébáyọ̀"]);
    expect(found.map(([, artId]) => artId)).toEqual(Array.from({ length: rows }, (_, at) => `IMO-OW-${String(at + 1).padStart(6, "0")}`));
  });

  test("its header stands once on every page with rows, and above them", () => {
    const withRows = pdf.pages.filter((page) => page.includes("IMO-OW-"));
    expect(withRows.length).toBeGreaterThan(30);
    for (const page of withRows) {
      expect(page.match(/^ *Row +ART ID +When +Person *$/gmu)).toHaveLength(1);
      expect(page.indexOf("ART ID")).toBeLessThan(page.indexOf("IMO-OW-"));
    }
  });

  test("every page says which one it is and of how many, though the first had left before the last was known", () => {
    const count = Number(pdf.info["Pages"]);
    expect(pdf.pages).toHaveLength(count);
    for (const [at, page] of pdf.pages.entries()) expect(page).toContain(`Page ${at + 1} of ${count}`);
  });

  test("the place to sign stands once, at the end, with the hash that was asked for after the last row", () => {
    const holding = pdf.pages.flatMap((page, at) => (page.includes("Prepared by") || page.includes(digest) ? [at] : []));
    expect(holding).toEqual([pdf.pages.length - 1]);
    expect(readAtDigest).toBe(rows);
  });

  test("the first 2,000 rows are told cell by cell, all others page by page", () => {
    const count = (type: string): number => pdf.elements.filter((element) => element.type === type).length;
    expect(count("Table")).toBe(1);
    expect(count("TH")).toBe(4);
    expect(count("TR")).toBe(2_001);
    expect(count("TD")).toBe(8_000);
  });

  test("nothing leaves the paper", () => {
    for (const { width, height, words } of pdf.laidOut) {
      for (const { left, right, top, bottom } of words) expect(left >= 39.5 && right <= width - 39.5 && top >= 20 && bottom <= height - 15).toBe(true);
    }
  });
});

describe("somebody reads slowly, or no more", () => {
  test("rows are read only as fast as the pages are taken", async () => {
    const source = sourceOf(60_000);
    const out = new PassThrough();
    const writing = writePdf(pdfReport(document, { pages: source.pages }), out);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const waiting = source.read();
    await new Promise((resolve) => setTimeout(resolve, 500));
    // Nobody has taken a byte: some pages are held, and no more are made.
    expect(source.read()).toBe(waiting);
    expect(waiting).toBeLessThan(20_000);
    out.destroy();
    await expect(writing).rejects.toThrow();
    expect(source.isClosed()).toBe(true);
  });

  test("a reader who goes away ends the work, and the rows are let go", async () => {
    const source = sourceOf(60_000);
    let taken = 0;
    const out = new Writable({
      write(chunk: Buffer, _encoding, done) {
        taken += chunk.length;
        done(taken > 100_000 ? new Error("the reader went away") : null);
      },
    });
    await expect(writePdf(pdfReport(document, { pages: source.pages }), out)).rejects.toThrow("the reader went away");
    expect(source.read()).toBeLessThan(60_000);
    expect(source.isClosed()).toBe(true);
  });

  test("rows that cannot be read end the file before its end, so that nobody takes a part for the whole", async () => {
    const source = sourceOf(10_000, 3_000);
    let isWhole = false;
    const out = new PassThrough().resume();
    out.on("finish", () => (isWhole = true));
    await expect(writePdf(pdfReport(document, { pages: source.pages }), out)).rejects.toThrow("the database went away");
    expect(out.destroyed).toBe(true);
    expect(isWhole).toBe(false);
  });

  test("a hash that cannot be had does so, too", async () => {
    const out = new PassThrough().resume();
    const dataDigest = (): string => {
      throw new Error("not all rows were read");
    };
    await expect(writePdf(pdfReport(document, { dataDigest }), out)).rejects.toThrow("not all rows were read");
    expect(out.destroyed).toBe(true);
  });
});

describe("lists without rows", () => {
  test("a list that turns out to have none says so", async () => {
    const pdf = await writeAndRead(pdfReport(document, { pages: sourceOf(0).pages }));
    expect(pdf.pages).toHaveLength(1);
    expect(pdf.pages[0]).toContain("There is nothing in this list.");
  });

  test("one of which that was known is read to its end before its hash is asked for", async () => {
    const source = sourceOf(0);
    const dataDigest = (): string => {
      expect(source.isClosed()).toBe(true);
      return digest;
    };
    const pdf = await writeAndRead(pdfReport({ ...document, nothing: "Nothing was done in this period." }, { pages: source.pages, dataDigest }));
    expect(pdf.pages[0]).toContain("Nothing was done in this period.");
    expect(pdf.pages[0]).toContain(digest);
  });

  test("one that has rows nevertheless is not signed away as empty", async () => {
    const report = pdfReport(emptyDocument({ tables: document.tables, nothing: "Nothing was done in this period." }), { pages: sourceOf(1).pages });
    await expect(writePdf(report, new PassThrough().resume())).rejects.toThrow("says that it has nothing");
  });
});

describe("others on the same server", () => {
  test("get their turn all the time while a long list is written", async () => {
    let turns = 0;
    let isOver = false;
    const other = (): void => {
      turns += 1;
      if (!isOver) setTimeout(other, 0);
    };
    setTimeout(other, 0);
    await writePdf(pdfReport(listDocument(5_000)), new PassThrough().resume());
    isOver = true;
    expect(turns).toBeGreaterThan(80);
  });
});
