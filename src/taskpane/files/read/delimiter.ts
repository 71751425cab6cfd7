import Papa from "papaparse";
import { delimiters } from "./choices";
import type { Delimiter } from "./choices";

const rowsLookedAt = 60;
const charactersLookedAt = 200_000;

/**
 * What stands between the cells: the character that cuts the first rows into the same number of cells, the more the better. A comma in an
 * address is no delimiter, because it is not in every row as often.
 */
export function findDelimiter(text: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of delimiters) {
    const { data } = Papa.parse<string[]>(text.slice(0, charactersLookedAt), { delimiter, preview: rowsLookedAt });
    const widths = data.filter((row) => row.some((cell) => cell.trim() !== "")).map((row) => row.length);
    const score = scoreOf(widths);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** How many rows have the commonest width, as a share; wider tables win where that is equal. Nothing is cut at all: 0. */
function scoreOf(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [width = 0, rows = 0] = [...counts].sort(([wide, one], [other, two]) => two - one || other - wide)[0] ?? [];
  return widths.length === 0 ? 0 : rows / widths.length + Math.min(width, 50) / 1_000;
}
