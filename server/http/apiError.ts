import type { ApiErrorCode, ApiProblem } from "../../src/contract/errors";
import { apiSentences } from "../../src/wording/en/api";

export interface ApiErrorExtra {
  readonly retryAfterSeconds?: number;
  readonly faults?: ApiProblem["faults"];
}

/** A request that must stop: the code is for programs, the message a sentence for the person. Never holds a value that was sent. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: ApiErrorCode,
    message?: string,
    readonly extra: ApiErrorExtra = {},
  ) {
    super(message ?? apiSentences[code]);
    this.name = "ApiError";
  }
}
