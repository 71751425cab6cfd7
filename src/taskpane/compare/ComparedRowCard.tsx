import { Button, Caption1, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { compareWords as words } from "../../wording/paneCompare";
import { ReasonButton } from "../common/ReasonButton";
import type { ComparedRow } from "./compareState";
import { reasonOf } from "./comparing";
import { isSubmittable } from "./counting";
import type { DifferingCell } from "./counting";

const useStyles = makeStyles({
  card: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, padding: tokens.spacingHorizontalS, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium },
  title: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalS, alignItems: "baseline" },
  cell: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
  values: { margin: 0, display: "grid", gridTemplateColumns: "max-content 1fr", columnGap: tokens.spacingHorizontalS, fontSize: tokens.fontSizeBase200 },
  term: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: "anywhere" },
  none: { margin: 0, fontStyle: "italic", color: tokens.colorNeutralForeground3 },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
});

interface Props {
  readonly row: ComparedRow;
  readonly cells: readonly DifferingCell[];
  /** Why nothing can be done now; null where it can. */
  readonly cannotTake: string | null;
  readonly cannotSubmit: string | null;
  readonly onJump: (field: DifferingCell["field"] | null) => void;
  readonly onTake: (cell: DifferingCell) => void;
  readonly onSubmit: (cell: DifferingCell) => void;
}

/** A row that differs: for each cell what the sheet and what the record says. */
export function ComparedRowCard({ row, cells, cannotTake, cannotSubmit, onJump, onTake, onSubmit }: Props): ReactElement {
  const styles = useStyles();
  const { rowNumber } = row.sheet;
  return (
    <div className={styles.card}>
      <div className={styles.title}>
        <Text weight="semibold">{words.row(rowNumber)}</Text>
        {row.artId !== null && <Caption1>{row.artId}</Caption1>}
      </div>
      {row.noPatient !== null && (
        <>
          <Text size={200}>{words.noPatient[reasonOf(row.noPatient)]}</Text>
          <div>
            <Button size="small" aria-label={words.jumpTo(words.fields.artId, rowNumber)} onClick={() => onJump(null)}>
              {words.jump}
            </Button>
          </div>
        </>
      )}
      {cells.map((differing) => {
        const { field, cell } = differing;
        const name = words.fields[field];
        return (
          <div key={field} className={styles.cell}>
            <Text size={200} weight="semibold">{`${name} ${words.marks.differences[cell.verdict === "same" ? "differs" : cell.verdict]}`}</Text>
            <dl className={styles.values}>
              <dt className={styles.term}>{words.inSheet}</dt>
              <Value text={cell.sheet} />
              <dt className={styles.term}>{words.inRecord}</dt>
              <Value text={cell.record === null ? "" : cell.isEstimated ? words.estimated(cell.record) : cell.record} />
            </dl>
            <div className={styles.buttons}>
              <Button size="small" aria-label={words.jumpTo(name, rowNumber)} onClick={() => onJump(field)}>
                {words.jump}
              </Button>
              <ReasonButton size="small" aria-label={words.takeNamed(name, rowNumber)} reason={cannotTake ?? whyNotTake(differing)} onClick={() => onTake(differing)}>
                {words.take}
              </ReasonButton>
              <ReasonButton size="small" aria-label={words.submitNamed(name, rowNumber)} reason={cannotSubmit ?? whyNotSubmit(differing)} onClick={() => onSubmit(differing)}>
                {words.submit}
              </ReasonButton>
            </div>
          </div>
        );
      })}
    </div>
  );
}

function Value({ text }: { readonly text: string }): ReactElement {
  const styles = useStyles();
  return <dd className={text === "" ? styles.none : styles.value}>{text === "" ? words.blank : text}</dd>;
}

function whyNotTake({ row, field, cell }: DifferingCell): string | null {
  if (field === "name" || field === "knownBirthdate") return words.why.identity;
  if (row.sheet.cells[field]?.isFormula === true) return words.why.formula;
  return cell.replacement === null ? words.why.noRecord : null;
}

function whyNotSubmit(differing: DifferingCell): string | null {
  if (differing.field === "name" || differing.field === "knownBirthdate") return words.why.identity;
  return isSubmittable(differing) ? null : words.why.blankCell;
}
