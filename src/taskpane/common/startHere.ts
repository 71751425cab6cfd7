/**
 * Put on the heading at which the keyboard goes on after a long step. It stands in the order of Tab: on the web Office.js moves the focus by
 * itself, and leaves the pane from an element that does not.
 */
export const startHere = { tabIndex: 0, "data-start": "" } as const;

/** Moves the keyboard to the heading inside `room` that is marked so; nothing where there is none. */
export function focusStart(room: HTMLElement | null): void {
  room?.querySelector<HTMLElement>("[data-start]")?.focus();
}

/** Moves the keyboard to the heading marked so or, where a screen has none, to the first thing in it that takes the keyboard. */
export function focusFirst(room: HTMLElement): void {
  const start = room.querySelector<HTMLElement>("[data-start]") ?? room.querySelector<HTMLElement>("a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex='0']");
  start?.focus();
}
