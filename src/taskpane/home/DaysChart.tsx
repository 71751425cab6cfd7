import { Caption1, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { DayActivity } from "../../contract/dashboard";
import { formats } from "../../wording/formats";
import { homeWords } from "../../wording/paneHome";

const words = homeWords.chart;
const height = 56;
const step = 20;
const barWidth = 14;

const useStyles = makeStyles({
  chart: { display: "block", width: "100%", height: "76px" },
  good: { fill: tokens.colorBrandBackground },
  // Told apart without colours too: an outline, and always on top.
  bad: { fill: tokens.colorNeutralBackground1, stroke: tokens.colorStatusDangerForeground1, strokeWidth: "2" },
  axis: { stroke: tokens.colorNeutralStroke1 },
  day: { fill: tokens.colorNeutralForeground2, fontSize: "9px", textAnchor: "middle" },
  legend: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalM, alignItems: "center" },
  key: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
});

const bad = ({ conflict, failed, reverted }: DayActivity): number => conflict + failed + reverted;

function dayText(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return formats.day(year, month, date);
}

/** Rows of each of the last days as bars; whoever cannot see them hears the days on which something was done. */
export function DaysChart({ days }: { readonly days: readonly DayActivity[] }): ReactElement {
  const styles = useStyles();
  const most = Math.max(...days.map((day) => day.updated + bad(day)));
  if (most <= 0) return <Caption1>{words.none}</Caption1>;
  const scale = (rows: number): number => (rows === 0 ? 0 : Math.max(2, (rows / most) * height));
  const told = days.filter((day) => day.updated + bad(day) > 0).map((day) => words.one(dayText(day.day), day.updated, bad(day)));
  return (
    <figure style={{ margin: 0 }}>
      <svg className={styles.chart} viewBox={`0 0 ${days.length * step} ${height + 16}`} preserveAspectRatio="none" role="img" aria-label={`${words.title}. ${told.join(". ")}.`}>
        {days.map((day, index) => {
          const x = index * step + (step - barWidth) / 2;
          const good = scale(day.updated);
          const wrong = Math.min(scale(bad(day)), height - good < 2 ? height : height - good);
          return (
            <g key={day.day}>
              <title>{words.one(dayText(day.day), day.updated, bad(day))}</title>
              <rect className={styles.good} x={x} width={barWidth} y={height - good} height={good} />
              {wrong > 0 && <rect className={styles.bad} x={x + 1} width={barWidth - 2} y={Math.max(1, height - good - wrong)} height={Math.max(1, wrong - 1)} />}
              <text className={styles.day} x={index * step + step / 2} y={height + 12}>
                {Number(day.day.slice(8))}
              </text>
            </g>
          );
        })}
        <line className={styles.axis} x1={0} x2={days.length * step} y1={height} y2={height} />
      </svg>
      <figcaption className={styles.legend}>
        <Caption1 className={styles.key}>
          <Key shape={styles.good} /> {words.good}
        </Caption1>
        <Caption1 className={styles.key}>
          <Key shape={styles.bad} /> {words.bad}
        </Caption1>
        <Caption1>{words.most(most)}</Caption1>
      </figcaption>
    </figure>
  );
}

function Key({ shape }: { readonly shape: string }): ReactElement {
  return (
    <svg width="10" height="10" aria-hidden>
      <rect className={shape} x="1" y="1" width="8" height="8" />
    </svg>
  );
}
