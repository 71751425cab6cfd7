import { z } from "zod";
import { Instant, Uuid } from "./primitives";
import { WorklistCounts } from "./worklists";

/** How far one worklist is, counted for the patients within the asker's reach. */
export const WorklistProgress = z.object({
  uuid: Uuid,
  name: z.string(),
  madeBy: z.string(),
  madeAt: Instant,
  counts: WorklistCounts,
  /** Who worked on it, and of how many patients it is the last word; patients that nobody has touched stand with nobody. */
  people: z.array(z.object({ person: z.object({ uuid: z.string(), name: z.string() }), done: z.number().int(), called: z.number().int(), stuck: z.number().int() })),
});
export type WorklistProgress = z.infer<typeof WorklistProgress>;

/** Worklists that were made in the period, or are still open; newest first. Of the other filters none counts but the facility. */
export const ProgressFigures = z.object({ kind: z.literal("worklists"), lists: z.array(WorklistProgress) });
export type ProgressFigures = z.infer<typeof ProgressFigures>;
