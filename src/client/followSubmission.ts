import type { SubmissionStatus } from "../contract/submissions";
import type { Api } from "./api";
import { ApiFailure, isSessionOver } from "./apiFailure";
import { type Clock, pause } from "./clock";

export interface Follow {
  readonly api: Pick<Api, "readSubmission" | "watchSubmission">;
  readonly clock: Clock;
  readonly uuid: string;
  readonly signal: AbortSignal;
  readonly onStatus: (status: SubmissionStatus) => void;
}

/** A stream that says nothing for so long is taken for dead (a proxy may hold it back). */
const silenceMilliseconds = 30_000;
const firstPoll = 1_000;
const longestPoll = 5_000;

export function isFinished(status: SubmissionStatus): boolean {
  return status.state === "done" || status.state === "stopped" || status.state === "cancelled";
}

/**
 * Follows an accepted submission until it is finished: by server-sent events, and by asking again where they do not come through.
 * Throws the `ApiFailure` of a question that failed; calling again goes on.
 */
export async function followSubmission(follow: Follow): Promise<SubmissionStatus> {
  const { api, clock, uuid, signal, onStatus } = follow;
  let streaming = true;
  let wait = firstPoll;
  for (;;) {
    const status = await api.readSubmission(uuid, signal);
    onStatus(status);
    if (isFinished(status)) return status;
    const came: News = streaming ? await watch(follow) : "nothing";
    streaming = came === "news";
    if (came !== "end") {
      await pause(clock, wait, signal);
      wait = Math.min(wait * 1.5, longestPoll);
    }
    if (signal.aborted) throw new ApiFailure("cancelled");
  }
}

type News = "end" | "news" | "nothing";

/** Listens to one stream until it ends or is cut; where it brought nothing, another is not worth opening. */
async function watch({ api, clock, uuid, signal, onStatus }: Follow): Promise<News> {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  signal.addEventListener("abort", abort);
  const seen = { news: false };
  let cancelTimer = clock.later(abort, silenceMilliseconds);
  const onLife = (): void => {
    cancelTimer();
    cancelTimer = clock.later(abort, silenceMilliseconds);
  };
  try {
    const ended = await api.watchSubmission(uuid, {
      signal: stop.signal,
      onLife,
      onStatus: (status) => {
        seen.news = true;
        onStatus(status);
      },
    });
    if (ended) return "end";
    return seen.news ? "news" : "nothing";
  } catch (error) {
    // The next question finds out whether the server can be reached; a stream that fails is only slower news.
    if (!(error instanceof ApiFailure) || isSessionOver(error)) throw error;
    return "nothing";
  } finally {
    cancelTimer();
    signal.removeEventListener("abort", abort);
  }
}
