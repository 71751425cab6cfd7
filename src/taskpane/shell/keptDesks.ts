/** What a screen keeps while others are in front: forgotten when another person signs in, or nobody is. */
export interface Desk {
  readonly forget: () => void;
}

export interface KeptDesks {
  /** The desk of a screen, made when the screen is first opened: so its code is loaded with the screen, not before. */
  readonly keep: <T extends Desk>(screen: string, make: () => T) => T;
  readonly forget: () => void;
}

export function createKeptDesks(): KeptDesks {
  const desks = new Map<string, Desk>();
  return {
    keep: <T extends Desk>(screen: string, make: () => T): T => {
      // Each screen asks under its own name, so what is kept there is what it made.
      const desk = (desks.get(screen) as T | undefined) ?? make();
      desks.set(screen, desk);
      return desk;
    },
    forget: () => {
      for (const desk of desks.values()) desk.forget();
    },
  };
}
