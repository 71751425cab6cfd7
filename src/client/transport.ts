import type { z } from "zod";
import { ApiProblem } from "../contract/errors";
import { ApiFailure, isSessionOver, notSignedIn } from "./apiFailure";
import { type Clock, systemClock } from "./clock";
import type { Session } from "./session";

/** What one request cost; told when it has ended. Paths hold no identifier of a patient. */
export interface RequestSeen {
  readonly method: string;
  readonly path: string;
  readonly bytesSent: number;
  /** 0 where there was no answer. */
  readonly status: number;
}

export interface ApiOptions {
  /** Origin of the server, without a closing slash; empty for the page's own. */
  readonly baseUrl: string;
  readonly session: Pick<Session, "token" | "adopt" | "renew" | "end" | "takeEndedToken" | "touch" | "heard">;
  readonly clock?: Clock;
  /** The network; a test passes its own. */
  readonly fetch?: typeof fetch;
  readonly onRequest?: (seen: RequestSeen) => void;
}

/** One request, as it goes over the network. */
export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  /** Sent as it is, as JSON. */
  readonly body?: Uint8Array<ArrayBuffer> | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly seconds: number;
  /** Not the person's doing: does not keep the session from becoming idle. */
  readonly background?: boolean;
  /** Sent without a session; an answer of 401 then ends none. */
  readonly open?: boolean;
  /** Of a session that has ended here already. */
  readonly token?: string;
  readonly accept?: string;
}

const tooLate = Symbol("no answer in time");
/** How long a request may take: an answer from memory, a reading of the record, or work on much of it. */
export const seconds = { quick: 20, read: 60, work: 180 } as const;

/** The only place that says fetch. */
export function createTransport({ baseUrl, session, clock = systemClock, fetch: network, onRequest }: ApiOptions) {
  const request = network ?? ((input: RequestInfo | URL, init?: RequestInit) => fetch(input, init));

  /** Sends, and gives the answer to `read` within the time; turns everything that can go wrong into an `ApiFailure`. */
  async function send<T>(call: Call, read: (response: Response) => Promise<T>): Promise<T> {
    const token = call.open === true ? null : (call.token ?? session.token());
    if (call.open !== true && token === null) throw notSignedIn();
    const stop = new AbortController();
    const cancelTimer = clock.later(() => stop.abort(tooLate), call.seconds * 1000);
    const giveUp = (): void => stop.abort();
    if (call.signal?.aborted === true) stop.abort();
    call.signal?.addEventListener("abort", giveUp);
    let status = 0;
    try {
      const response = await request(`${baseUrl}${call.path}`, {
        method: call.method,
        headers: headersOf(call, token),
        ...(call.body === undefined ? {} : { body: call.body }),
        signal: stop.signal,
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        referrerPolicy: "no-referrer",
      });
      status = response.status;
      if (!response.ok) throw await failureOf(response);
      session.heard();
      if (call.background !== true) session.touch();
      return await read(response);
    } catch (error) {
      if (error instanceof ApiFailure) {
        // Only the session that was refused is ended: another may have begun meanwhile.
        if (token !== null && isSessionOver(error) && session.token() === token) session.end("expired");
        throw error;
      }
      if (stop.signal.reason === tooLate) throw new ApiFailure("timed-out", { cause: error });
      if (call.signal?.aborted === true) throw new ApiFailure("cancelled", { cause: error });
      throw new ApiFailure("offline", { cause: error });
    } finally {
      cancelTimer();
      call.signal?.removeEventListener("abort", giveUp);
      onRequest?.({ method: call.method, path: call.path, bytesSent: call.body?.byteLength ?? 0, status });
    }
  }

  const ask = <T extends z.ZodType>(answer: T, call: Call): Promise<z.infer<T>> => send(call, (response) => parse(answer, response));

  return { send, ask };
}

function headersOf(call: Call, token: string | null): Record<string, string> {
  return {
    accept: call.accept ?? "application/json",
    ...(call.body === undefined ? {} : { "content-type": "application/json" }),
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const text = await response.text();
  const waiting = Number.parseInt(response.headers.get("retry-after") ?? "", 10);
  const details = { status: response.status, retryAfterSeconds: Number.isNaN(waiting) ? null : waiting };
  const problem = ApiProblem.safeParse(parseJson(text));
  return problem.success ? new ApiFailure("refused", { ...details, problem: problem.data }) : new ApiFailure("unreadable", details);
}

async function parse<T extends z.ZodType>(schema: T, response: Response): Promise<z.infer<T>> {
  return parseText(schema, await response.text(), response.status);
}

export function parseText<T extends z.ZodType>(schema: T, text: string, status: number): z.infer<T> {
  const parsed = schema.safeParse(parseJson(text));
  // The error of zod is not kept: it may quote what the answer holds.
  if (!parsed.success) throw new ApiFailure("unreadable", { status });
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
