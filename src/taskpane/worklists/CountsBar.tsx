import { Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { useId } from "react";
import type { ReactElement } from "react";
import type { WorklistCounts } from "../../contract/worklists";
import { worklistsWords } from "../../wording/paneWorklists";

const words = worklistsWords.counts;
const parts = ["done", "called", "stuck", "open"] as const;
const height = 10;

const useStyles = makeStyles({
  box: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
  bar: { display: "block", width: "100%", height: `${height}px` },
  legend: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalM },
  key: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalXS, fontVariantNumeric: "tabular-nums" },
  // Told apart without colours too: full, striped, an outline, empty; and always in this order, with the numbers beside them.
  done: { fill: tokens.colorBrandBackground },
  stripe: { stroke: tokens.colorBrandBackground, strokeWidth: "3" },
  striped: { stroke: tokens.colorBrandStroke1, strokeWidth: "1" },
  stuck: { fill: tokens.colorNeutralBackground1, stroke: tokens.colorStatusDangerForeground1, strokeWidth: "2" },
  open: { fill: tokens.colorNeutralBackground1, stroke: tokens.colorNeutralStroke1, strokeWidth: "1" },
});

/** How far the work on a worklist is: a bar for the eye, the numbers for everybody. */
export function CountsBar({ counts }: { readonly counts: WorklistCounts }): ReactElement {
  const styles = useStyles();
  const stripes = `stripes${useId().replaceAll(":", "")}`;
  const { patients } = counts;
  const fills = { done: { className: styles.done }, called: { className: styles.striped, fill: `url(#${stripes})` }, stuck: { className: styles.stuck }, open: { className: styles.open } };
  const places = parts.map((part, at) => ({ part, x: (parts.slice(0, at).reduce((sum, before) => sum + counts[before], 0) / Math.max(1, patients)) * 100, share: (counts[part] / Math.max(1, patients)) * 100 }));
  return (
    <div className={styles.box} title={words.meaning}>
      <svg className={styles.bar} aria-hidden>
        <pattern id={stripes} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line className={styles.stripe} x1="0" x2="0" y1="0" y2="6" />
        </pattern>
        {places.map(({ part, x, share }) => share > 0 && <rect key={part} {...fills[part]} x={`${x}%`} width={`${share}%`} y="1" height={height - 2} />)}
      </svg>
      <div className={styles.legend}>
        {parts.map((part) => (
          <Caption1 key={part} className={styles.key}>
            <svg width="10" height="10" aria-hidden>
              <rect {...fills[part]} x="1" y="1" width="8" height="8" />
            </svg>
            {words[part](counts[part])}
          </Caption1>
        ))}
      </div>
    </div>
  );
}
