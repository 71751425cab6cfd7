import type { CompareSheetPort } from "../compare/sheetPort";
import { markDifferences, updateTexts } from "./compareMarks";
import type { OwnTexts } from "./compareMarks";
import { hasMarks, removeMarks } from "./compareRemove";
import type { FillImage, Journal } from "./journal";

/** What each journal knows of marks: kept over several openings of the screen, so that undoing finds what belongs to it. */
const kept = new WeakMap<Journal, { readonly own: OwnTexts; readonly images: Map<FillImage, string> }>();

/** Marks of where a list differs from the record. Loaded with their screen: not part of the first paint. */
export function createCompareSheets(journal: Journal): CompareSheetPort {
  const { own, images } = kept.get(journal) ?? { own: new Set<string>(), images: new Map<FillImage, string>() };
  kept.set(journal, { own, images });
  return {
    mark: async (list, content, options) => {
      const { written, image } = await markDifferences(journal, own, { list, content }, options);
      images.set(image, list.sheetId);
      return written;
    },
    updateTexts: (list, rows) => updateTexts(list, rows, own),
    hasMarks,
    removeMarks: async (sheetId) => {
      await removeMarks(sheetId);
      // There is nothing left that they could take back; comparing again makes the marks anew.
      for (const [image, ofSheet] of images) {
        if (ofSheet !== sheetId) continue;
        journal.drop(image);
        images.delete(image);
      }
    },
  };
}
