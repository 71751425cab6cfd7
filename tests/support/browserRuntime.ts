import { runInThisContext } from "node:vm";
import "fake-indexeddb/auto";

/*
 * What a real web view has and jsdom lacks. Node's own implementations are taken from outside jest's sandbox; nothing of ours is replaced.
 */

const outside: typeof globalThis = runInThisContext("globalThis");
const missing = [
  "structuredClone",
  "TextEncoder",
  "TextDecoder",
  "ReadableStream",
  "Response",
  "Request",
  "Headers",
  "fetch",
  "BroadcastChannel",
  "Uint8Array",
  "ArrayBuffer",
] as const;

if (typeof window !== "undefined") {
  for (const name of missing) Object.defineProperty(globalThis, name, { value: outside[name], configurable: true, writable: true });
  Object.defineProperty(globalThis, "crypto", { value: outside.crypto, configurable: true });
  // jsdom has no layout: no size ever changes, nothing scrolls, no medium matches. Fluent asks all the same.
  const absent = (target: object, name: string, value: unknown): void => {
    if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true });
  };
  absent(
    globalThis,
    "ResizeObserver",
    class {
      observe = (): void => undefined;
      unobserve = (): void => undefined;
      disconnect = (): void => undefined;
    },
  );
  absent(window, "matchMedia", (media: string) => Object.assign(new EventTarget(), { matches: false, media, onchange: null }));
  absent(Element.prototype, "scrollIntoView", () => undefined);
}
