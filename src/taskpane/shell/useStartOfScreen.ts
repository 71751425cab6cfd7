import { useEffect, useRef } from "react";
import type { RefObject } from "react";
import { focusFirst } from "../common/startHere";

/** How long a screen may take to open before nobody expects the keyboard to move any more. */
const longestMilliseconds = 10_000;

/** What a person does by which the keyboard is theirs again. */
const ownSteps = ["keydown", "pointerdown", "focusin"] as const;

/**
 * Whoever opens a screen by a button of the one before, or signs in, presses something that goes away with the keyboard on it. The keyboard
 * goes on at the start of the screen that opens, once that is there. Where something has the keyboard it is left there, and so is whoever
 * presses a key, points, or types in a cell meanwhile. `screen` names what is shown; null while nobody is signed in.
 */
export function useStartOfScreen(main: RefObject<HTMLElement | null>, screen: string | null): void {
  const before = useRef(screen);
  useEffect(() => {
    const hasOpened = screen !== null && screen !== before.current;
    before.current = screen;
    const room = main.current;
    if (!hasOpened || room === null) return;
    let isOurs = false;
    const stop = (): void => {
      seen.disconnect();
      clearTimeout(timer);
      for (const step of ownSteps) document.removeEventListener(step, byPerson, true);
    };
    const byPerson = (): void => {
      if (!isOurs) stop();
    };
    const look = (): void => {
      const isLost = document.hasFocus() && (document.activeElement === null || document.activeElement === document.body);
      if (!isLost) return;
      isOurs = true;
      focusFirst(room);
      isOurs = false;
    };
    const seen = new MutationObserver(look);
    const timer = setTimeout(stop, longestMilliseconds);
    for (const step of ownSteps) document.addEventListener(step, byPerson, true);
    seen.observe(room, { childList: true, subtree: true });
    look();
    return stop;
  }, [main, screen]);
}
