import { Button, Text, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactElement } from "react";
import type { Opens } from "../../../reports/document";
import { formats } from "../../../wording/formats";
import { reportsWords } from "../../../wording/paneReports";
import type { Category, ChartModel, Piece } from "./chartModel";
import { Legend, useLookOf } from "./looks";

const words = reportsWords.view;
const shownAtFirst = 8;
const useStyles = makeStyles({
  figure: { margin: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  name: { display: "flex", justifyContent: "space-between", gap: tokens.spacingHorizontalS, overflowWrap: "anywhere" },
  number: { fontVariantNumeric: "tabular-nums", flexShrink: 0 },
  track: { display: "flex", height: "16px", backgroundColor: tokens.colorNeutralBackground3, borderRadius: tokens.borderRadiusSmall },
  piece: { height: "100%", padding: 0, border: "none", minWidth: "6px" },
  pressable: { cursor: "pointer", ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "2px", zIndex: 1 } },
});

interface Props {
  readonly title: string;
  readonly model: ChartModel;
  /** One bar of all series, or a bar for each. */
  readonly isStacked: boolean;
  readonly onOpen: (opens: Opens, title: string) => void;
}

/** Bars that lie, with room for long names at any width; each piece that counts rows is a button that shows them. */
export function BarList({ title, model, isStacked, onOpen }: Props): ReactElement {
  const styles = useStyles();
  const [shown, setShown] = useState(shownAtFirst);
  const { categories, series, kind, most } = model;
  const whole = kind === "share" ? 1 : isStacked ? most.total : most.piece;
  return (
    <figure className={styles.figure}>
      <ul className={styles.list} aria-label={title}>
        {categories.slice(0, shown).map((category) => (
          <li key={category.key}>
            {isStacked ? <Stack category={category} whole={whole} model={model} onOpen={onOpen} /> : <Bars category={category} whole={whole} model={model} onOpen={onOpen} />}
          </li>
        ))}
      </ul>
      {categories.length > shown && (
        <div>
          <Button size="small" onClick={() => setShown(categories.length)}>
            {words.more(categories.length - shown)}
          </Button>
        </div>
      )}
      {series.length > 1 && <Legend series={series} />}
    </figure>
  );
}

interface BarProps {
  readonly category: Category;
  readonly whole: number;
  readonly model: ChartModel;
  readonly onOpen: Props["onOpen"];
}

function Stack({ category, whole, model, onOpen }: BarProps): ReactElement {
  const styles = useStyles();
  return (
    <>
      <div className={styles.name}>
        <Text size={200}>{category.name}</Text>
        <Text size={200} className={styles.number}>
          {formats.number(category.total)}
        </Text>
      </div>
      <div className={styles.track}>
        {category.pieces.map((piece) => (
          <PieceOfBar key={piece.series} piece={piece} category={category} whole={whole} at={lookAt(model, piece)} onOpen={onOpen} />
        ))}
      </div>
    </>
  );
}

function Bars({ category, whole, model, onOpen }: BarProps): ReactElement {
  const styles = useStyles();
  const isOne = model.series.length === 1;
  return (
    <>
      <div className={styles.name}>
        <Text size={200}>{category.name}</Text>
        {isOne && (
          <Text size={200} className={styles.number}>
            {category.pieces[0]?.text ?? words.none}
          </Text>
        )}
      </div>
      {category.pieces.map((piece) => (
        <div key={piece.series}>
          {!isOne && (
            <Text size={100} block>
              {words.part(piece.name, piece.text)}
            </Text>
          )}
          <div className={styles.track}>
            <PieceOfBar piece={piece} category={category} whole={whole} at={lookAt(model, piece)} onOpen={onOpen} />
          </div>
        </div>
      ))}
    </>
  );
}

function PieceOfBar({ piece, category, whole, at, onOpen }: { readonly piece: Piece; readonly category: Category; readonly whole: number; readonly at: number; readonly onOpen: Props["onOpen"] }): ReactElement | null {
  const styles = useStyles();
  const lookOf = useLookOf();
  if (piece.value <= 0 || whole <= 0) return null;
  const what = words.part(piece.name, piece.text);
  const style = { width: `${(piece.value / whole) * 100}%` };
  const { opens } = piece;
  if (opens === null) return <div className={mergeClasses(styles.piece, lookOf(at))} style={style} title={what} role="img" aria-label={`${category.name}. ${what}`} />;
  const title = `${category.name}. ${what}`;
  return (
    <button
      type="button"
      className={mergeClasses(styles.piece, styles.pressable, lookOf(at))}
      style={style}
      title={what}
      aria-label={words.behind[opens.to](`${category.name}, ${piece.name}`, piece.text)}
      onClick={() => onOpen(opens, title)}
    />
  );
}

function lookAt(model: ChartModel, piece: Piece): number {
  return model.series.findIndex(({ id }) => id === piece.series);
}
