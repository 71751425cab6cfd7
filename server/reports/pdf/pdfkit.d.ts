/** What pdfkit 0.20 has and its types do not say yet. */
declare namespace PDFKit {
  interface EmbeddedFont {
    readonly id: string;
    readonly ascender: number;
    readonly descender: number;
    ref(): PDFKitReference;
    /** Glyphs as four hexadecimal digits each, and where they stand, in thousandths of the size. */
    encode(text: string): readonly [readonly string[], readonly GlyphPosition[]];
    /** Writes the letters that were used into the document; nothing may be encoded afterwards. */
    finalize(): void;
  }

  interface GlyphPosition {
    readonly xAdvance: number;
    readonly xOffset: number;
    readonly yOffset: number;
    readonly advanceWidth: number;
  }

  interface PDFStructureElement {
    readonly dictionary: { readonly data: { readonly P?: unknown } };
  }

  interface PDFDocument {
    /** The font that was chosen last. */
    readonly _font: EmbeddedFont;
  }
}

declare namespace PDFKit.Mixins {
  interface StructureElementOptions {
    scope?: "Column" | "Row";
    bbox?: readonly [left: number, top: number, right: number, bottom: number];
  }
}
