import type { RequestHandler } from "express";

/** One line of the table of the API. Paths begin below `/api`. */
export interface Route {
  readonly method: "get" | "post" | "put" | "delete";
  readonly path: string;
  readonly handler: RequestHandler;
  /** The most bytes that the body may have after decompression, e.g. `8mb`; 1 MB where it is not said. */
  readonly bodyLimit?: string;
}
