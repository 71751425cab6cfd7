/**
 * Put on the heading at which the keyboard goes on after a long step. It stands in the order of Tab: on the web Office.js moves the focus by
 * itself, and leaves the pane from an element that does not.
 */
export const startHere = { tabIndex: 0, "data-start": "" } as const;

/** Moves the keyboard to the heading inside `room` that is marked so; nothing where there is none. */
export function focusStart(room: HTMLElement | null): void {
  room?.querySelector<HTMLElement>("[data-start]")?.focus();
}
