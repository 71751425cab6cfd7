import { compareWords } from "../../wording/paneCompare";
import { formats } from "../../wording/formats";

/** What stands at the heading of our column: with what the list was compared, and when. */
export function sourceText(site: string, readAt: string): string {
  return compareWords.source(site, formats.moment(readAt));
}
