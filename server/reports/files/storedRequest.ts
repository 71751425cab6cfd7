import type { z } from "zod";
import { textOf } from "../../database/bytes";

/** What was asked for is stored in a way that this version does not know: by another version, or damaged. It says nothing of what is stored. */
export class UnreadableRequest extends Error {
  override readonly name = "UnreadableRequest";
}

/** What somebody asked for, as it was stored (JSON). Throws `UnreadableRequest`. */
export function storedRequest<T>(schema: z.ZodType<T>, stored: Buffer): T {
  const read = schema.safeParse(jsonOf(textOf(stored)));
  if (read.success) return read.data;
  throw new UnreadableRequest("A stored request cannot be read by this version.");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Each that can be read, and those that cannot: one of them keeps nobody from the others. */
export function readEach<Stored, Read>(rows: readonly Stored[], read: (row: Stored) => Read): { readonly readable: readonly Read[]; readonly unreadable: readonly Stored[] } {
  const readable: Read[] = [];
  const unreadable: Stored[] = [];
  for (const row of rows) {
    try {
      readable.push(read(row));
    } catch (error) {
      if (!(error instanceof UnreadableRequest)) throw error;
      unreadable.push(row);
    }
  }
  return { readable, unreadable };
}
