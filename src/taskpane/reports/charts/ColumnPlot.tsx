import { Caption1, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useRef, useState } from "react";
import type { KeyboardEvent, ReactElement } from "react";
import type { Opens } from "../../../reports/document";
import { formats } from "../../../wording/formats";
import { reportsWords } from "../../../wording/paneReports";
import type { Category, ChartModel } from "./chartModel";
import { Legend, useLookOf } from "./looks";

const words = reportsWords.view;
const useStyles = makeStyles({
  figure: { margin: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, minWidth: 0 },
  scroll: { overflowX: "auto", padding: "3px" },
  plot: { display: "flex", alignItems: "stretch", gap: "1px", height: "120px", borderBottom: `1px solid ${tokens.colorNeutralStroke1}` },
  column: {
    flex: "1 1 0",
    minWidth: "5px",
    maxWidth: "48px",
    padding: 0,
    border: "none",
    backgroundColor: "transparent",
    display: "flex",
    flexDirection: "column-reverse",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "0px" },
  },
  pressable: { cursor: "pointer" },
  ends: { display: "flex", justifyContent: "space-between", gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly title: string;
  readonly model: ChartModel;
  readonly onOpen: (opens: Opens, title: string) => void;
}

/**
 * Columns side by side over time. They are one stop of the Tab key, however many they are: the arrow keys lead from column to column, each
 * tells what it stands for, and Enter shows its rows.
 */
export function ColumnPlot({ title, model, onOpen }: Props): ReactElement {
  const styles = useStyles();
  const lookOf = useLookOf();
  const room = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(Math.max(0, model.categories.length - 1));
  const { categories, series, most } = model;
  const current = Math.min(at, categories.length - 1);
  const told = categories[current];
  const opensAny = categories.some(({ opens }) => opens !== null);

  const go = (event: KeyboardEvent): void => {
    const to = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: categories.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(to, 0), categories.length - 1);
    setAt(next);
    const button = room.current?.querySelectorAll("button")[next];
    button?.focus();
  };

  return (
    <figure className={styles.figure}>
      <Caption1>{words.scale(formats.number(most.total))}</Caption1>
      <div className={styles.scroll}>
        <div ref={room} className={styles.plot} role="group" aria-label={opensAny ? words.columns(title) : words.columnsOnly(title)} onKeyDown={go}>
          {categories.map((category, index) => {
            const { opens } = category;
            return (
              <button
                key={category.key}
                type="button"
                tabIndex={index === current ? 0 : -1}
                className={mergeClasses(styles.column, opens !== null && styles.pressable)}
                aria-label={told === undefined ? "" : toldOf(category)}
                title={toldOf(category)}
                onFocus={() => setAt(index)}
                onClick={() => {
                  setAt(index);
                  if (opens !== null) onOpen(opens, category.name);
                }}
              >
                {most.total > 0 &&
                  category.pieces.map(
                    (piece) =>
                      piece.value > 0 && (
                        <span
                          key={piece.series}
                          className={lookOf(series.findIndex(({ id }) => id === piece.series))}
                          style={{ display: "block", width: "100%", minHeight: "2px", height: `${(piece.value / most.total) * 100}%` }}
                        />
                      ),
                  )}
              </button>
            );
          })}
        </div>
      </div>
      <div className={styles.ends} aria-hidden>
        <Caption1>{categories[0]?.name}</Caption1>
        {categories.length > 1 && <Caption1>{categories.at(-1)?.name}</Caption1>}
      </div>
      {told !== undefined && <Caption1>{toldOf(told)}</Caption1>}
      <Legend series={series} />
    </figure>
  );
}

function toldOf({ name, pieces }: Category): string {
  const parts = pieces.filter(({ value }) => value > 0).map((piece) => words.part(piece.name, piece.text));
  return [name, ...(parts.length === 0 ? [words.none] : parts)].join(". ");
}
