import { reportWordsOf } from "../../../src/reports/reportWordsOf";
import { rowsDocument, updateCells } from "../../../src/reports/rowsDocument";
import type { UpdateRow } from "../../../src/contract/reports";
import { column, digest, emptyDocument, fullDocument, listDocument, longCause, pdfReport, rowOf } from "../../support/pdfDocuments";
import { writeAndRead } from "../../support/pdfReading";
import type { PdfReading } from "../../support/pdfReading";

const textsOf = ({ elements }: PdfReading, type: string): readonly string[] => elements.filter((element) => element.type === type).map(({ text }) => text);
/** Lines of a cell as one text. */
const oneLine = (text: string): string => text.replaceAll("\n", "");
const countOf = (text: string, part: string): number => text.split(part).length - 1;

function expectInsideThePaper({ laidOut }: PdfReading): void {
  for (const { width, height, words } of laidOut) {
    expect(words.length).toBeGreaterThan(0);
    for (const word of words) {
      expect(word.left).toBeGreaterThanOrEqual(39.5);
      expect(word.right).toBeLessThanOrEqual(width - 39.5);
      expect(word.top).toBeGreaterThanOrEqual(20);
      expect(word.bottom).toBeLessThanOrEqual(height - 15);
    }
  }
}

describe("a report with everything in it", () => {
  let pdf: PdfReading;
  beforeAll(async () => {
    pdf = await writeAndRead(pdfReport(fullDocument));
  });

  test("stands on upright A4 paper, with its title, its language and a whole structure", () => {
    expect(pdf.info).toMatchObject({ Title: "Contact updates over time", Author: "Ngozi Okafor", Tagged: "yes", "PDF version": "1.7" });
    expect(pdf.info["Page size"]).toBe("595.28 x 841.89 pts (A4)");
    expect(pdf.file).toContain("/Lang (en)");
    expect(pdf.file).toContain("/DisplayDocTitle true");
    expect(pdf.file).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(textsOf(pdf, "H1")).toEqual(["Contact updates over time"]);
    expect(textsOf(pdf, "H2")).toEqual([
      "What became of the changes",
      "Changes by day",
      "Share carried out, over time",
      "Causes, the most frequent first",
      "Day by day",
      "Causes",
      "How to read this report",
      "Signatures",
    ]);
  });

  test("tells what it was made of, and its main figures", () => {
    expect(textsOf(pdf, "Lbl")).toEqual(["Site", "Period", "Made by", "Made on", "Changes asked for", "Carried out", "Busiest"]);
    expect(textsOf(pdf, "LBody")).toEqual([
      "General Hospital, Ìkòròdú",
      "1 November 2026 to 14 November 2026",
      "Ngozi Okafor",
      "22 November 2026, 14:03",
      "4,711",
      "83.3%",
      "2 Nov 2026 (1,876)",
    ]);
  });

  test("every chart says in words what it shows", () => {
    expect(textsOf(pdf, "Figure")).toHaveLength(4);
    expect(pdf.alternatives).toEqual([
      "Chart: What became of the changes. 1 Nov 2026: Changed 1,234, Already the same 310, Failed 42; " +
        "2 Nov 2026: Changed 1,571, Already the same 288, Failed 17; 3 Nov 2026: Changed 903, Already the same 341, Failed 5.",
      "Chart: Changes by day. 1 Nov 2026: Changed 1,234; 2 Nov 2026: Changed 1,571; 3 Nov 2026: Changed 903.",
      "Chart: Share carried out, over time. 1 Nov 2026: Share carried out 97.4%; 2 Nov 2026: Share carried out 99.1%; 3 Nov 2026: Share carried out 100%.",
      `Chart: Causes, the most frequent first. ${longCause}: Number 471; The phone number has letters: Number 63; No patient has this ART ID: Number 8.`,
    ]);
  });

  test("charts bear their values, the names of their series and round values beside them", () => {
    const [stacked, columns, line, bars] = textsOf(pdf, "Figure").map(oneLine);
    for (const part of ["Changed", "Already the same", "Failed", "0", "500", "1,000", "1,500", "2,000", "1,586", "1,876", "1,249", "3 Nov 2026"]) expect(stacked).toContain(part);
    for (const part of ["1,234", "1,571", "903", "2 Nov 2026"]) expect(columns).toContain(part);
    expect(line).toContain("0%20%40%60%80%100%");
    for (const part of ["471", "63", "The phone number has letters", "100", "500"]) expect(bars).toContain(part);
  });

  test("a long name is shortened in the chart and stands whole in the table", () => {
    const bars = oneLine(textsOf(pdf, "Figure")[3] ?? "");
    expect(bars).toContain("The phone number that was typed");
    expect(bars).toContain("…");
    expect(bars).not.toContain(longCause);
    expect(textsOf(pdf, "TD").map(oneLine)).toContain(longCause);
  });

  test("every cell is there, row by row, as people write it", () => {
    expect(textsOf(pdf, "TH")).toEqual(["Day", "Changed", "Already the same", "Failed", "Share carried out", "What was wrong", "Number"]);
    expect(textsOf(pdf, "TD").map(oneLine)).toEqual([
      ...["1 Nov 2026", "1,234", "310", "42", "97.4%"],
      ...["2 Nov 2026", "1,571", "288", "17", "99.1%"],
      ...["3 Nov 2026", "903", "341", "5", "100.0%"],
      ...[longCause, "471", "The phone number has letters", "63", "No patient has this ART ID", "8"],
    ]);
    expect(textsOf(pdf, "TR")).toHaveLength(8);
  });

  test("numbers stand to the right, one under the other", () => {
    const words = pdf.laidOut.flatMap((page) => page.words);
    const rightOf = (text: string): number | undefined => words.filter((word) => word.text === text).at(-1)?.right;
    expect(rightOf("288")).toBeCloseTo(rightOf("310") ?? 0, 0);
    expect(rightOf("42")).toBeCloseTo(rightOf("5") ?? 0, 0);
  });

  test("ends with a place to sign and the hash of its data, once and on one page", () => {
    const last = pdf.pages.at(-1) ?? "";
    for (const part of ["Prepared by", "Checked by", "SHA-256 of the data", digest]) {
      expect(countOf(last, part)).toBe(1);
      expect(countOf(pdf.pages.join(""), part)).toBe(1);
    }
    for (const part of ["Signature", "Date", "Name"]) expect(last).toContain(part);
    expect(last.replace(/\s+/gu, " ")).toContain("Made again from the same data, the report bears the same number");
  });

  test("every page says which one it is, and of how many", () => {
    const count = Number(pdf.info["Pages"]);
    expect(count).toBeGreaterThan(1);
    expect(pdf.pages).toHaveLength(count);
    for (const [at, page] of pdf.pages.entries()) {
      expect(page).toContain(`Page ${at + 1} of ${count}`);
      expect(page).toContain("Contact updates over time · General Hospital, Ìkòròdú · 1 November 2026 to 14 November 2026");
    }
  });

  test("its letters are in the file, and only those that it needs", () => {
    const fonts = pdf.fonts.trim().split("\n").slice(2);
    expect(fonts).toHaveLength(2);
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+DejaVuSansCondensed(-Bold)? +CID TrueType +Identity-H +yes yes yes/u);
    expect(pdf.file.length).toBeLessThan(120_000);
  });

  test("nothing leaves the paper", () => expectInsideThePaper(pdf));
});

describe("letters", () => {
  const names = [
    "Ọ̀ṣun, Ẹ̀kọ́, Ìkòròdú, Ṣọlá Adébáyọ̀, Ọmọ́yẹmí, ń ǹ m̀ ḿ",
    "Ɗanladi, Ƙasim, Ɓala, Ƴar'adua, ɗ ƙ ɓ ƴ, Ts'afe",
    "Chukwunọ̀nso, Ụzọ̀ma, Ị́hùọma, ṅ Ṅ, Nwáǹkwọ́",
    "Ɛ ɛ́ Ɔ ɔ̀ ŋ Ŋ ǝ Ǝ ẓ Ẓ, Ə̀, Aïda Façade Œuvre",
    "→ ✓ “quoted” ‘single’ – — … ₦ 5,000 • ≥ ½ ° ©",
  ];

  test.each([...names, ...names.map((name) => name.normalize("NFD"))])("%s comes out as it went in", async (name) => {
    const pdf = await writeAndRead(pdfReport(emptyDocument({ title: name, facts: [{ id: "site", label: name, text: name }] })));
    expect(textsOf(pdf, "H1")).toEqual([name]);
    expect(textsOf(pdf, "Lbl")).toEqual([name]);
    expect(textsOf(pdf, "LBody")).toEqual([name]);
  });

  test("what no letter can be shown for is a mark, and nothing else is lost", async () => {
    const pdf = await writeAndRead(pdfReport(emptyDocument({ title: "Asked by \u{1f9ff} 王 and\u0007others" })));
    expect(textsOf(pdf, "H1")).toEqual(["Asked by � � and others"]);
  });
});

describe("reports with little in them", () => {
  test("an empty one says so, has no charts or tables, and can be signed", async () => {
    const pdf = await writeAndRead(pdfReport({ ...fullDocument, nothing: "No change was asked for in this period." }));
    expect(textsOf(pdf, "P")).toContain("No change was asked for in this period.");
    expect([...textsOf(pdf, "Figure"), ...textsOf(pdf, "Table"), ...textsOf(pdf, "TH")]).toEqual([]);
    expect(pdf.pages).toHaveLength(1);
    expect(pdf.pages[0]).toContain("Page 1 of 1");
    expect(pdf.pages[0]).toContain(digest);
    expect(pdf.pages[0]).toContain("Checked by");
  });

  test("a table without rows says that there is nothing in it", async () => {
    const pdf = await writeAndRead(pdfReport(listDocument(0)));
    expect(textsOf(pdf, "P")).toContain("There is nothing in this list.");
    expect(textsOf(pdf, "Table")).toEqual([]);
  });

  test("one row is a whole report", async () => {
    const pdf = await writeAndRead(pdfReport(listDocument(1)));
    expect(textsOf(pdf, "TD")).toEqual(["1", "IMO-OW-000001", "2 Nov 2026, 14:03:22", "Ngozi Okafor"]);
    expect(pdf.pages).toHaveLength(1);
  });

  test("charts of nothing but noughts, of one point and of days without a count can be drawn", async () => {
    const tables = [
      { id: "t", name: "Figures", columns: [column("day", "day"), column("one", "count"), column("other", "share")], rows: [rowOf("1", ["2026-11-01", 0, null]), rowOf("2", ["2026-11-02", 0, 0.5])] },
      { id: "none", name: "None", columns: [column("name", "text"), column("one", "count")], rows: [] },
    ];
    const types = ["column", "stacked", "bar", "line"] as const;
    const charts = types.flatMap((type) => [
      { id: `${type}-t`, title: `${type} of noughts`, type, table: "t", category: "day", series: ["one"] },
      { id: `${type}-gap`, title: `${type} with a gap`, type, table: "t", category: "day", series: ["other"] },
      { id: `${type}-none`, title: `${type} of none`, type, table: "none", category: "name", series: ["one"] },
    ]);
    const pdf = await writeAndRead(pdfReport(emptyDocument({ tables, charts })));
    expect(textsOf(pdf, "Figure")).toHaveLength(12);
    expectInsideThePaper(pdf);
  });
});

describe("the other language", () => {
  test("everything that the PDF says of its own is French, and numbers are written as there", async () => {
    const pdf = await writeAndRead(pdfReport(fullDocument, { language: "fr" }));
    const count = pdf.pages.length;
    expect(pdf.pages[0]).toContain(`Page 1 sur ${count}`);
    expect(pdf.file).toContain("/Lang (fr)");
    expect(textsOf(pdf, "TD")).toContain("1\u202f234");
    expect(textsOf(pdf, "TD")).toContain("1er nov. 2026");
    expect(textsOf(pdf, "LBody")[4]).toMatch(/^4\s711$/u);
    expect(textsOf(pdf, "LBody")[5]).toMatch(/^83,3\s%$/u);
    for (const part of ["Préparé par", "Vérifié par", "SHA-256 des données", "Nom", "Signature", "Date"]) expect(pdf.pages.at(-1)).toContain(part);
    for (const part of ["Prepared", "Checked", "How to read"]) expect(pdf.pages.join("")).not.toContain(part);
  });
});

describe("wide and long content", () => {
  const update: UpdateRow = {
    key: "k",
    at: "2026-11-02T13:03:22Z",
    patient: null,
    artId: "IMO-OW-000123",
    facility: "Primary Health Centre, Umuọkpọ",
    field: "address",
    status: "failed",
    reverted: true,
    cause: "phone-too-short",
    before: "17 Okigwe Road, opposite Saint Paul",
    after: "4 Wetheral Road, behind the market, Owerri",
    given: "4 wetheral rd, Owerri",
    person: "Ṣọlá Adébáyọ̀-Ògúnbíyì",
    source: "sheet",
    workbook: "Line list November.xlsx",
    sheet: "Sheet1",
    rowNumber: 1207,
    submission: "6f1ed8a2-06aa-45c1-9a3c-1f2e3d4c5b6a",
    submissionKind: "follow-up",
    reason: "Called the patient, who moved",
  };

  test("the list of updates with all its columns lies, and every cell is whole", async () => {
    const words = reportWordsOf("en");
    const context = {
      filters: { from: "2026-11-01", to: "2026-11-22", facility: null, person: null, field: null, source: null, sheet: null },
      facilityName: null,
      personName: null,
      siteName: "General Hospital",
      madeBy: "Ngozi Okafor",
      madeAt: "2026-11-22 14:03",
      timeZone: "Africa/Lagos",
      mayOpenRows: false,
      seesValues: true,
    };
    const document = rowsDocument("updates", context, words);
    const [table] = document.tables;
    if (table === undefined) throw new Error("The list of updates has no table.");
    const rows = Array.from({ length: 12 }, (_, at) => ({ ...updateCells(update, words, "2026-11-02 14:03:22"), key: String(at) }));
    const pdf = await writeAndRead(pdfReport({ ...document, tables: [{ ...table, rows }] }));
    expect(pdf.info["Page size"]).toBe("841.89 x 595.28 pts (A4)");
    const cells = textsOf(pdf, "TD").map(oneLine);
    expect(cells).toHaveLength(12 * 18);
    expect(cells.slice(18, 36)).toEqual([
      "2 Nov 2026, 14:03:22",
      "IMO-OW-000123",
      "Primary Health Centre, Umuọkpọ",
      "Address",
      "17 Okigwe Road, opposite Saint Paul",
      "4 Wetheral Road, behind the market, Owerri",
      "4 wetheral rd, Owerri",
      "Failed",
      "1 phone number is too short",
      "Yes",
      "Ṣọlá Adébáyọ̀-Ògúnbíyì",
      "Sheet",
      "Line list November.xlsx",
      "Sheet1",
      "1,207",
      "Follow-up",
      "6f1ed8a2-06aa-45c1-9a3c-1f2e3d4c5b6a",
      "Called the patient, who moved",
    ]);
    expectInsideThePaper(pdf);
  });

  test("a word that is longer than the paper is broken, wherever it stands", async () => {
    const word = "W".repeat(300);
    const document: typeof fullDocument = {
      ...emptyDocument({ title: word, facts: [{ id: "site", label: word, text: word }], notes: [word] }),
      cards: [{ id: "card", label: "Long", value: 1, kind: "count", opens: null }],
      charts: [{ id: "c", title: word, type: "bar", table: "t", category: "name", series: ["n"] }],
      tables: [{ id: "t", name: word, columns: [column("name", "text", word), column("n", "count", "Number")], rows: [rowOf("1", [word, 7])] }],
    };
    const pdf = await writeAndRead(pdfReport(document));
    for (const type of ["H1", "Lbl"]) expect(textsOf(pdf, type).map(oneLine)).toContain(word);
    expect(textsOf(pdf, "TD").map(oneLine)).toEqual([word, "7"]);
    expectInsideThePaper(pdf);
  });

  test("of many bars twenty are drawn, and a sentence says where the others are", async () => {
    const rows = Array.from({ length: 65 }, (_, at) => rowOf(String(at), [`Person ${at + 1}`, 1000 - at]));
    const tables = [{ id: "t", name: "People", columns: [column("name", "text", "Person"), column("n", "count", "Rows")], rows }];
    const pdf = await writeAndRead(pdfReport(emptyDocument({ tables, charts: [{ id: "c", title: "Rows by person", type: "bar", table: "t", category: "name", series: ["n"] }] })));
    const figure = oneLine(textsOf(pdf, "Figure")[0] ?? "");
    expect(figure).toContain("Person 20");
    expect(figure).not.toContain("Person 21");
    expect(textsOf(pdf, "P")).toContain("45 more lines stand in the table only.");
    expect(textsOf(pdf, "TR")).toHaveLength(66);
    expect(pdf.alternatives).toEqual(["Chart: Rows by person. 65 points, from Person 1 to Person 65; all of them are in the table."]);
  });

  test("three years day by day can be drawn in every way", async () => {
    const rows = Array.from({ length: 1_100 }, (_, at) => rowOf(String(at), [new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10), at % 37, at % 11]));
    const tables = [{ id: "t", name: "Days", columns: [column("day", "day"), column("a", "count"), column("b", "count")], rows }];
    const charts = (["column", "stacked", "line"] as const).map((type) => ({ id: type, title: type, type, table: "t", category: "day", series: ["a", "b"] }));
    const pdf = await writeAndRead(pdfReport(emptyDocument({ tables, charts })), { isLong: true });
    expect(textsOf(pdf, "Figure")).toHaveLength(3);
    for (const said of pdf.alternatives) expect(said).toContain("1,100 points, from 1 Jan 2024 to 4 Jan 2027");
    expect(countOf(pdf.pages.slice(0, 2).join(""), "1 Jan 2024")).toBeGreaterThanOrEqual(3);
    expectInsideThePaper(pdf);
  });
});

describe("what a list says beside its rows", () => {
  test("stands before them: nobody reads to the end to learn that it is to be kept safe", async () => {
    const pdf = await writeAndRead(pdfReport({ ...listDocument(60), notes: ["Contains values of patients."] }), { isLong: true });
    expect(pdf.pages[0]).toContain("Contains values of patients.");
    expect(pdf.pages[0]?.indexOf("Contains values")).toBeLessThan(pdf.pages[0]?.indexOf("IMO-OW-000001") ?? 0);
    expect(countOf(pdf.pages.join(""), "Contains values of patients.")).toBe(1);
  });

  test("a main figure that is long is written smaller and on several lines, and stays on its card", async () => {
    const cards = ["15 September 2026 (1,876 changes)", "1", "2", "3"].map((value) => ({ id: value, label: "Busiest", value, kind: "text" as const, opens: null }));
    const pdf = await writeAndRead(pdfReport(emptyDocument({ cards })));
    expect(textsOf(pdf, "LBody").map(oneLine)).toContain("15 September 2026 (1,876 changes)");
    const words = pdf.laidOut[0]?.words ?? [];
    const second = words.filter(({ text }) => text === "Busiest")[1]?.left ?? 0;
    expect(words.find(({ text }) => text === "changes)")?.right).toBeLessThan(second - 8);
  });
});

describe("the place to sign", () => {
  test.each([30, 32, 34, 36, 38, 40, 42, 44])("is never torn apart by the end of a page, after %i rows", async (rows) => {
    const pdf = await writeAndRead(pdfReport(listDocument(rows)));
    const holding = pdf.pages.filter((page) => page.includes("Prepared by") || page.includes("Checked by") || page.includes(digest));
    expect(holding).toHaveLength(1);
    expect(holding[0]).toContain("Prepared by");
    expect(holding[0]).toContain("Checked by");
    expect(holding[0]).toContain(digest);
  });
});
