import { useEffect, useRef } from "react";
import type { RefObject } from "react";
import { focusFirst } from "../common/startHere";

/** How long a screen may take to open before nobody expects the keyboard to move any more. */
const longestMilliseconds = 10_000;

/** What a person does by which the keyboard is theirs again. */
const ownSteps = ["keydown", "pointerdown", "focusin"] as const;

/**
 * After signing in the form has gone away with the keyboard in it, which goes on at the start of the screen that opens: once that is there, and
 * again where another screen takes its place. Whoever presses a key, points, or types in a cell meanwhile is left where they are.
 */
export function useStartOfScreen(main: RefObject<HTMLElement | null>, isSignedIn: boolean): void {
  const wasSignedIn = useRef(isSignedIn);
  useEffect(() => {
    const hasSignedIn = isSignedIn && !wasSignedIn.current;
    wasSignedIn.current = isSignedIn;
    const room = main.current;
    if (!hasSignedIn || room === null) return;
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
  }, [main, isSignedIn]);
}
