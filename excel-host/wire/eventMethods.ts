import type { EventHub } from "./eventHub";

/** `_RegisterXEvent` and `_UnregisterXEvent` for the events that the host can fire; any other is refused by its name. */
export function registrations<T>(
  events: Readonly<Record<string, number>>,
  hubOf: (target: T) => EventHub,
  idOf: (target: T) => string,
): Record<string, (target: T) => null> {
  return Object.fromEntries(
    Object.entries(events).flatMap(([name, event]) => [
      [
        `_Register${name}Event`,
        (target: T): null => {
          hubOf(target).register(event, idOf(target));
          return null;
        },
      ],
      [
        `_Unregister${name}Event`,
        (target: T): null => {
          hubOf(target).unregister(event, idOf(target));
          return null;
        },
      ],
    ]),
  );
}
