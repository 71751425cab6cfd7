import { Caption1, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";

/**
 * Four looks that can be told apart without colours too: full, hatched, dotted, outlined. Where the person has colours of their own, those are
 * used in the same four ways.
 */
export const useLooks = makeStyles({
  base: { forcedColorAdjust: "none", boxSizing: "border-box" },
  look0: {
    backgroundColor: tokens.colorBrandBackground,
    "@media (forced-colors: active)": { backgroundColor: "CanvasText" },
  },
  look1: {
    backgroundColor: tokens.colorPaletteTealBackground2,
    backgroundImage: `repeating-linear-gradient(45deg, ${tokens.colorPaletteTealForeground2} 0 2px, transparent 2px 6px)`,
    "@media (forced-colors: active)": { backgroundColor: "Canvas", backgroundImage: "repeating-linear-gradient(45deg, CanvasText 0 2px, transparent 2px 6px)" },
  },
  look2: {
    backgroundColor: tokens.colorPaletteMarigoldBackground2,
    backgroundImage: `radial-gradient(${tokens.colorPaletteMarigoldForeground2} 1.2px, transparent 1.6px)`,
    backgroundSize: "5px 5px",
    "@media (forced-colors: active)": { backgroundColor: "Canvas", backgroundImage: "radial-gradient(CanvasText 1.2px, transparent 1.6px)" },
  },
  look3: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `2px solid ${tokens.colorStatusDangerForeground1}`,
    "@media (forced-colors: active)": { backgroundColor: "Canvas", border: "2px solid Highlight" },
  },
});

/** The class of the look of the series at this place. */
export function useLookOf(): (at: number) => string {
  const looks = useLooks();
  return (at) => mergeClasses(looks.base, [looks.look0, looks.look1, looks.look2, looks.look3][at % 4]);
}

const useStyles = makeStyles({
  legend: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalM, margin: 0 },
  key: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
  sample: { width: "14px", height: "10px", display: "inline-block", flexShrink: 0 },
});

/** Which look is which series. */
export function Legend({ series }: { readonly series: readonly { readonly id: string; readonly name: string }[] }): ReactElement {
  const styles = useStyles();
  const lookOf = useLookOf();
  return (
    <figcaption className={styles.legend}>
      {series.map(({ id, name }, at) => (
        <Caption1 key={id} className={styles.key}>
          <span className={mergeClasses(styles.sample, lookOf(at))} aria-hidden />
          {name}
        </Caption1>
      ))}
    </figcaption>
  );
}
