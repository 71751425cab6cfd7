import { createRequire } from "node:module";
import type { Writable } from "node:stream";
import PDFDocument from "pdfkit";
import type { ReportLanguage } from "../../../src/contract/reportFiles";
import { totalOf } from "./pageTotal";
import type { Total } from "./pageTotal";
import { pdfWordsOf } from "./pdfWords";
import type { PdfWords } from "./pdfWords";
import { readBy } from "./reading";
import { round, shortened, showText, typefaceOf, widthOf } from "./typeface";
import type { Typeface } from "./typeface";

/** Greys of text and lines; colours are for charts. */
export const ink = { text: "0.1", quiet: "0.35", line: "0.7", band: "0.955", head: "0.88" } as const;
export type Ink = (typeof ink)[keyof typeof ink];

export interface Line {
  readonly text: string;
  readonly x: number;
  /** Of the line's foot, from the top of the page. */
  readonly y: number;
  readonly size: number;
  readonly bold?: boolean;
  readonly ink?: Ink;
}

export type Element = PDFKit.PDFStructureElement;

/** What stands at the foot of every page. */
export interface PaperOptions {
  readonly title: string;
  readonly foot: string;
  readonly author: string;
  readonly language: ReportLanguage;
}

export interface Paper {
  readonly doc: PDFKit.PDFDocument;
  readonly words: PdfWords;
  readonly regular: Typeface;
  readonly bold: Typeface;
  readonly left: number;
  width: number;
  bottom: number;
  readonly top: number;
  /** The element that holds the whole document. */
  readonly root: Element;
  /** Where the next thing begins, from the top of the page. */
  y: number;
  /** Has all pages lie; only before the first one. */
  readonly lie: () => void;
  /** Begins a page, once whoever reads has taken the ones before; throws where nobody reads any more. */
  readonly turn: () => Promise<void>;
  /** Begins a page where there is no room of that height on this one; says whether it did. */
  readonly need: (height: number) => Promise<boolean>;
  readonly finish: () => Promise<void>;
  /** Ends the stream before its end, so that nobody takes a part for the whole. */
  readonly drop: (problem: Error) => Promise<void>;
}

const margin = { side: 40, top: 44, bottom: 52 } as const;
const a4 = { short: 595.28, long: 841.89 } as const;
const footSize = 7.5;

/** A4 paper that is written page by page into a stream, with page numbers and a whole structure for programs that read aloud. */
export async function openPaper(options: PaperOptions, out: Writable): Promise<Paper> {
  const words = pdfWordsOf(options.language);
  const doc = new PDFDocument({
    autoFirstPage: false,
    size: "A4",
    margin: 0,
    pdfVersion: "1.7",
    tagged: true,
    lang: options.language,
    displayTitle: true,
    font: fontFile("DejaVuSansCondensed.ttf"),
    fontLayoutCache: false,
    info: { Title: plain(options.title), Author: plain(options.author), Creator: words.product, Producer: "PDFKit" },
  });
  // PDF/UA-1: tagged throughout, with title and language. pdfkit's own switch would also refuse its standard fonts, which are not used here.
  doc.appendXML('<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>');
  const regular = typefaceOf(doc._font);
  const reading = readBy(doc, out);
  await reading.keepUp();
  const bold = typefaceOf(doc.font(fontFile("DejaVuSansCondensed-Bold.ttf"))._font);
  const total = totalOf(doc, { face: regular, size: footSize, ink: ink.quiet });
  const root = doc.struct("Document");
  doc.addStructure(root);
  let page = 0;
  let layout: "portrait" | "landscape" = "portrait";

  const begin = (): void => {
    const before = page === 0 ? null : doc.page;
    doc.addPage({ size: "A4", layout, margin: 0 });
    if (before !== null) forget(before);
    page += 1;
    paper.y = paper.top;
    drawFoot(paper, { options, page, total });
  };
  const paper: Paper = {
    doc,
    words,
    regular,
    bold,
    root,
    left: margin.side,
    top: margin.top,
    width: a4.short - 2 * margin.side,
    bottom: a4.long - margin.bottom,
    y: 0,
    lie: () => {
      layout = "landscape";
      paper.width = a4.long - 2 * margin.side;
      paper.bottom = a4.short - margin.bottom;
    },
    turn: async () => {
      begin();
      await reading.keepUp();
    },
    need: async (height) => {
      if (page > 0 && paper.y + height <= paper.bottom) return false;
      await paper.turn();
      return true;
    },
    finish: async () => {
      root.end();
      total.write(words.ofPages(page));
      // Each takes as long as many pages do.
      for (const { font } of [regular, bold]) {
        font.finalize();
        await reading.keepUp();
      }
      doc.end();
      await reading.finished;
    },
    drop: async (problem) => {
      doc.destroy(problem);
      // Ends in nothing but the problem, which its finder throws.
      await reading.finished.catch(() => undefined);
    },
  };
  return paper;
}

interface FootOptions {
  readonly options: PaperOptions;
  readonly page: number;
  readonly total: Total;
}

function drawFoot(paper: Paper, { options, page, total }: FootOptions): void {
  const { doc, regular, left, width } = paper;
  const y = paper.bottom + 26;
  const number = paper.words.page(page);
  const foot = shortened(regular, footSize, { text: options.foot, width: width - 130 });
  doc.markContent("Artifact", { type: "Pagination" });
  drawRule(paper, y - 11);
  drawLine(paper, { text: number, x: left, y, size: footSize, ink: ink.quiet });
  total.show(left + widthOf(regular, footSize, `${number} `), y);
  drawLine(paper, { text: foot, x: left + width - widthOf(regular, footSize, foot), y, size: footSize, ink: ink.quiet });
  doc.endMarkedContent();
}

const nothing: object = Object.freeze({});

/** pdfkit keeps every page for the list of pages at the end, where only its number is needed: of 10,000 pages what has been written is dropped. */
function forget({ dictionary }: PDFKit.PDFPage): void {
  Object.assign(dictionary, { data: nothing });
}

function fontsOf(page: { readonly fonts: unknown }): object {
  if (typeof page.fonts !== "object" || page.fonts === null) throw new TypeError("A page of pdfkit has a dictionary of fonts.");
  return page.fonts;
}

/** Operators of a line of text, for `put`. */
export function lineOf(paper: Paper, { text, x, y, size, bold = false, ink: grey = ink.text }: Line): string {
  if (text === "") return "";
  const face = bold ? paper.bold : paper.regular;
  bringFace(paper, face);
  return `${grey} g BT /${face.font.id} 1 Tf ${size} 0 0 ${-size} ${round(x)} ${round(y)} Tm ${showText(face, text)} ET\n`;
}

/** Makes a face known to the page in front. */
export function bringFace({ doc }: Paper, face: Typeface): void {
  const fonts = fontsOf(doc.page);
  if (!(face.font.id in fonts)) Object.assign(fonts, { [face.font.id]: face.font.ref() });
}

/** Writes operators onto the page. */
export function put({ doc }: Paper, operators: string): void {
  if (operators !== "") doc.addContent(Buffer.from(operators, "latin1"));
}

export function drawLine(paper: Paper, line: Line): void {
  put(paper, lineOf(paper, line));
}

/** A thin line across the page. */
export function drawRule(paper: Paper, y: number): void {
  put(paper, `q ${ink.line} G 0.5 w ${round(paper.left)} ${round(y)} m ${round(paper.left + paper.width)} ${round(y)} l S Q\n`);
}

export interface Tag {
  readonly type: string;
  readonly options?: PDFKit.Mixins.StructureElementOptions;
}

/** Draws something that a program reading aloud finds as one element of `parent`. */
export function drawTagged(paper: Paper, parent: Element, { type, options = {} }: Tag, draw: () => void): void {
  const content = paper.doc.markStructureContent(type);
  draw();
  paper.doc.endMarkedContent();
  const element = paper.doc.struct(type, options, [content]);
  parent.add(element);
  // It has been written; its holder asks no more than whether it has one.
  Object.assign(element.dictionary, { data: { P: element.dictionary.data.P } });
}

/** Draws something that is only there for the eye. */
export function drawArtifact({ doc }: Paper, draw: () => void): void {
  doc.markContent("Artifact", { type: "Layout" });
  draw();
  doc.endMarkedContent();
}

/** An element that holds others; the caller ends it. */
export function holderIn(paper: Paper, parent: Element, type: string): Element {
  const element = paper.doc.struct(type);
  parent.add(element);
  return element;
}

/** pdfkit writes these into XML as they are. */
function plain(text: string): string {
  return text.replace(/[<>&]/gu, " ").trim();
}

/** The licence of DejaVu allows to embed it; it has the letters of every Nigerian language with their marks, which fonts of PDF itself have not. */
function fontFile(name: string): string {
  return createRequire(__filename).resolve(`dejavu-fonts-ttf/ttf/${name}`);
}
