import { teamsHighContrastTheme, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import type { Theme } from "@fluentui/react-components";
import { useSyncExternalStore } from "react";

const dark = "(prefers-color-scheme: dark)";
const forced = "(forced-colors: active)";

function watch(query: string): { readonly subscribe: (listener: () => void) => () => void; readonly get: () => boolean } {
  const media = (): MediaQueryList | null => (typeof matchMedia === "function" ? matchMedia(query) : null);
  return {
    subscribe: (listener) => {
      const list = media();
      list?.addEventListener("change", listener);
      return () => list?.removeEventListener("change", listener);
    },
    get: () => media()?.matches ?? false,
  };
}

const darkMedia = watch(dark);
const forcedMedia = watch(forced);

/** Excel's own colours: as Office says, else as the system says; where the person forces colours, those. */
export function useTheme(officeIsDark: boolean | null): Theme {
  const prefersDark = useSyncExternalStore(darkMedia.subscribe, darkMedia.get);
  const isForced = useSyncExternalStore(forcedMedia.subscribe, forcedMedia.get);
  if (isForced) return teamsHighContrastTheme;
  return (officeIsDark ?? prefersDark) ? webDarkTheme : webLightTheme;
}
