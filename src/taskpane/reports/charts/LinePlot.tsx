import { Caption1, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { reportsWords } from "../../../wording/paneReports";
import { cellText } from "../cellText";
import type { ChartModel } from "./chartModel";

const words = reportsWords.view;
const width = 300;
const height = 120;
/** Told apart without colours: whole, dashed, dotted. */
const dashes = ["", "7 4", "2 4"];
const useStyles = makeStyles({
  figure: { margin: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
  plot: { display: "block", width: "100%", height: `${height}px`, overflow: "visible" },
  axis: { stroke: tokens.colorNeutralStroke2 },
  line: { fill: "none", stroke: tokens.colorBrandForeground1, strokeWidth: "2", vectorEffect: "non-scaling-stroke" },
  ends: { display: "flex", justifyContent: "space-between", gap: tokens.spacingHorizontalS },
  legend: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalM },
  key: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
});

/** Shares from nought to all of it, over time; the numbers are in the table below. */
export function LinePlot({ title, model }: { readonly title: string; readonly model: ChartModel }): ReactElement {
  const styles = useStyles();
  const { categories, series, kind, most } = model;
  const whole = kind === "share" ? 1 : most.piece;
  const x = (at: number): number => (categories.length < 2 ? 0 : (at / (categories.length - 1)) * width);
  const y = (value: number): number => (whole === 0 ? height : height - (value / whole) * height);
  const last = categories.at(-1);
  return (
    <figure className={styles.figure}>
      <Caption1 aria-hidden>{cellText(whole, kind)}</Caption1>
      <svg className={styles.plot} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={words.lines(title)}>
        {[0, 0.5, 1].map((part) => (
          <line key={part} className={styles.axis} x1={0} x2={width} y1={part * height} y2={part * height} vectorEffect="non-scaling-stroke" />
        ))}
        {series.map(({ id }, at) => {
          const points = categories.flatMap(({ pieces }, index) => {
            const value = pieces.find((piece) => piece.series === id)?.value;
            return value === undefined ? [] : [{ x: x(index), y: y(value) }];
          });
          // One day has no line to draw: a level from edge to edge says the same.
          const [only] = points;
          const drawn = points.length === 1 && only !== undefined ? [only, { x: width, y: only.y }] : points;
          return <polyline key={id} className={styles.line} strokeDasharray={dashes[at % dashes.length]} points={drawn.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(" ")} />;
        })}
      </svg>
      <div className={styles.ends} aria-hidden>
        <Caption1>{categories[0]?.name}</Caption1>
        {categories.length > 1 && <Caption1>{last?.name}</Caption1>}
      </div>
      <figcaption className={styles.legend}>
        {series.map(({ id, name }, at) => (
          <Caption1 key={id} className={styles.key}>
            <svg width="24" height="8" aria-hidden>
              <line className={styles.line} strokeDasharray={dashes[at % dashes.length]} x1="0" x2="24" y1="4" y2="4" />
            </svg>
            {words.part(name, last?.pieces.find((piece) => piece.series === id)?.text ?? words.none)}
          </Caption1>
        ))}
      </figcaption>
    </figure>
  );
}
