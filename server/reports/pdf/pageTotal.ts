import { round, showText } from "./typeface";
import type { Typeface } from "./typeface";

export interface TotalLook {
  readonly face: Typeface;
  readonly size: number;
  readonly ink: string;
}

/** How many pages there are, on every page. */
export interface Total {
  readonly show: (x: number, y: number) => void;
  readonly write: (text: string) => void;
}

/**
 * How many pages there are is known when the last one was written, and the first ones have left long before. So every page shows one and the
 * same small drawing, which is written last.
 */
export function totalOf(doc: PDFKit.PDFDocument, { face, size, ink }: TotalLook): Total {
  const name = "Total";
  const drawing = doc.ref({ Type: "XObject", Subtype: "Form", BBox: [0, -10, 200, 20], Resources: { Font: { [face.font.id]: face.font.ref() } } });
  return {
    show: (x, y) => {
      Object.assign(xobjectsOf(doc.page), { [name]: drawing });
      doc.addContent(`q 1 0 0 -1 ${round(x)} ${round(y)} cm /${name} Do Q`);
    },
    write: (text) => drawing.end(Buffer.from(`${ink} g BT /${face.font.id} 1 Tf ${size} 0 0 ${size} 0 0 Tm ${showText(face, text)} ET`, "latin1")),
  };
}

function xobjectsOf(page: { readonly xobjects: unknown }): object {
  if (typeof page.xobjects !== "object" || page.xobjects === null) throw new TypeError("A page of pdfkit has a dictionary of drawings.");
  return page.xobjects;
}
