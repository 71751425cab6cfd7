import type { OnWait } from "../../../src/client/batcher";

/** A question that a signal calls off while it waits. */
export function calledOffBy(signal: AbortSignal): OnWait {
  return (callOff) => signal.addEventListener("abort", callOff);
}
