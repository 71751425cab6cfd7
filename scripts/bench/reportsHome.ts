import type { BenchServer } from "./server";
import { percentile, spreadOf } from "./statistics";
import type { Spread } from "./statistics";

/** Milliseconds over HTTPS of what the home screen asks, over the same history. */
export type HomeFigures = Readonly<Record<string, { readonly p50: number; readonly p99: number; readonly spread: Spread }>>;

const asked = { figures: "/api/dashboard", needs: "/api/dashboard/needs", recent: "/api/dashboard/recent" } as const;
const warmUp = 3;

/** The three requests by turns, as the screen sends them. */
export async function measureHome({ client }: BenchServer, answers: number, say: (line: string) => void): Promise<HomeFigures> {
  const times = new Map<string, number[]>();
  for (let turn = 0; turn < warmUp + answers; turn += 1) {
    for (const [name, path] of Object.entries(asked)) {
      const begun = performance.now();
      await client.get(path);
      if (turn >= warmUp) times.set(name, [...(times.get(name) ?? []), performance.now() - begun]);
    }
  }
  const figures = Object.fromEntries([...times].map(([name, all]) => [name, { p50: percentile(all, 0.5), p99: percentile(all, 0.99), spread: spreadOf(all) }]));
  say(`home: ${JSON.stringify(figures)}`);
  return figures;
}
