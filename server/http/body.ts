import { createHash } from "node:crypto";
import express, { type Request, type RequestHandler, type Response } from "express";
import { ApiError } from "./apiError";

/** Where no route says otherwise. */
export const defaultBodyLimit = "1mb";

const limits = new WeakMap<Response, string>();

/** Says how large the body of this request may be; called for each route of the table. */
export function rememberBodyLimit(res: Response, limit: string): void {
  limits.set(res, limit);
}

export interface JsonBody {
  readonly value: unknown;
  /** SHA-256 of the body's bytes after decompression, as hex. */
  readonly digest: string;
}

/** Reads the body of a request as JSON: called behind the gate, so that nobody unknown can make the server hold megabytes. */
export async function readJsonBody(req: Request, res: Response): Promise<JsonBody> {
  if (!hasBody(req)) throw new ApiError(400, "body-not-json");
  if (req.is("application/json") === false) throw new ApiError(415, "body-not-json");
  const hash = createHash("sha256");
  const parse: RequestHandler = express.json({
    limit: limits.get(res) ?? defaultBodyLimit,
    strict: false,
    verify: (_request, _response, bytes) => {
      hash.update(bytes);
    },
  });
  await new Promise<void>((resolve, reject) => {
    parse(req, res, (problem?: unknown) => {
      if (problem === undefined) resolve();
      else reject(asError(problem));
    });
  });
  return { value: req.body, digest: hash.digest("hex") };
}

function hasBody(req: Request): boolean {
  return req.headers["transfer-encoding"] !== undefined || Number(req.headers["content-length"] ?? 0) > 0;
}

/** The body parser's errors, by their status: its messages repeat a piece of the body. */
function asError(error: unknown): Error {
  const status = statusOf(error);
  if (status === 413) return new ApiError(413, "body-too-large");
  if (status === 415) return new ApiError(415, "body-not-json");
  if (status !== null && status >= 400 && status < 500) return new ApiError(400, "body-not-json");
  return error instanceof Error ? error : new Error("The body parser failed.");
}

/** The HTTP status that an error of Express or of its parsers carries. */
export function statusOf(error: unknown): number | null {
  if (typeof error !== "object" || error === null || !("status" in error)) return null;
  return typeof error.status === "number" ? error.status : null;
}
