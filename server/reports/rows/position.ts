import { z } from "zod";
import { ApiError } from "../../http/apiError";

/**
 * Where a page of a list ended, as text for the asker to give back: it names a row that stands for ever, so a list that grows meanwhile gives
 * every row that stood there once. Beside it the number of rows that the first page has counted.
 */
export function writePosition(position: object, total: number): string {
  return Buffer.from(JSON.stringify([position, total]), "utf8").toString("base64url");
}

/** Throws 400 where the text is not one that we gave. */
export function readPosition<P>(schema: z.ZodType<P>, text: string): { readonly position: P; readonly total: number } {
  const result = z.tuple([schema, z.number().int().nonnegative()]).safeParse(parsed(text));
  if (!result.success) throw new ApiError(400, "body-invalid", undefined, { faults: [{ path: "after", message: "is not the end of a page" }] });
  const [position, total] = result.data;
  return { position, total };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    // Anything else than what we gave is refused by its shape.
    return null;
  }
}
