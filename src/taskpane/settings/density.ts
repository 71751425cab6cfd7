import type { Theme } from "@fluentui/react-components";
import { createStore } from "../store";
import type { Store } from "../store";

export const densities = ["comfortable", "compact"] as const;
export type Density = (typeof densities)[number];

/*
 * How densely the pane is set, for this computer. It says nothing about anybody, so it may stay in the browser's storage.
 */
const key = "patient-contacts-density";
const store = createStore<Density>(densities.find((density) => density === read()) ?? "comfortable");
export const densityState: Pick<Store<Density>, "get" | "subscribe"> = store;

export function chooseDensity(density: Density): void {
  store.set(() => density);
  try {
    globalThis.localStorage.setItem(key, density);
  } catch {
    // A browser that refuses storage to a page in a frame: it holds until the pane is closed.
  }
}

function read(): string | null {
  try {
    return globalThis.localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** The theme with less air between things and smaller type; nothing that is pressed becomes smaller than 24 pixels. */
export function dense(theme: Theme, density: Density): Theme {
  if (density === "comfortable") return theme;
  return {
    ...theme,
    spacingVerticalXS: "2px",
    spacingVerticalSNudge: "3px",
    spacingVerticalS: "4px",
    spacingVerticalMNudge: "5px",
    spacingVerticalM: "6px",
    spacingVerticalL: "8px",
    spacingVerticalXL: "10px",
    spacingHorizontalMNudge: "6px",
    spacingHorizontalM: "8px",
    spacingHorizontalL: "10px",
    fontSizeBase300: "13px",
    lineHeightBase300: "18px",
    fontSizeBase400: "14px",
    lineHeightBase400: "20px",
    fontSizeBase500: "16px",
    lineHeightBase500: "22px",
  };
}
