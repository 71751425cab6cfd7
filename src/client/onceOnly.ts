import { ApiFailure, isTemporary } from "./apiFailure";
import { digestBytes } from "./digest";
import type { KeyValueStore } from "./session";

/*
 * What a person asks the server to begin (taking back, carrying on) is named by a uuid made here. Where no answer came, nobody knows whether it
 * was begun: pressed again, also after a reload, the same wish goes under the same uuid, and the server does it once.
 */

export interface OnceOnly {
  /** Sends `wish` under its uuid: the one of an earlier try that had no answer, else a new one. Throws what `send` throws. */
  send<T>(wish: unknown, send: (uuid: string) => Promise<T>): Promise<T>;
}

const prefix = "patient-contacts.wish.";

/** `store`: where the uuid of an unanswered wish outlasts a reload. It holds a digest of the wish, never what is in it. */
export function createOnceOnly(store: KeyValueStore | null, newUuid: () => string = () => crypto.randomUUID()): OnceOnly {
  const unanswered = new Map<string, string>();
  return {
    send: async (wish, send) => {
      const key = prefix + (await digestBytes(new TextEncoder().encode(JSON.stringify(wish))));
      const uuid = unanswered.get(key) ?? store?.getItem(key) ?? newUuid();
      unanswered.set(key, uuid);
      store?.setItem(key, uuid);
      const forget = (): void => {
        unanswered.delete(key);
        store?.removeItem(key);
      };
      try {
        const answer = await send(uuid);
        forget();
        return answer;
      } catch (error) {
        // A refusal is an answer; what a break in the line has swallowed is not.
        if (error instanceof ApiFailure && !isTemporary(error) && error.kind !== "cancelled" && error.status !== 401) forget();
        throw error;
      }
    },
  };
}
