import { Caption1, Link, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { submitWords } from "../../../wording/paneSubmit";
import { sentence } from "../../../wording/sentence";
import { openIssuesOf } from "../engine/paneRow";
import type { PaneRow } from "../engine/paneRow";
import { typedText } from "../../workbook/rowMark";
import { ChangeLines } from "./ChangeLines";
import { changeLines, readLines } from "./fieldText";
import { VerdictBadge } from "./VerdictBadge";

const words = submitWords.row;
const useStyles = makeStyles({
  card: { padding: `${tokens.spacingVerticalS} 0`, borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
  head: { display: "flex", alignItems: "center", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  id: { overflowWrap: "anywhere" },
});

interface Props {
  readonly row: PaneRow;
  readonly onJump: (rowIndex: number) => void;
}

/** All about one row: what is wrong with it, and old → new of what it changes. */
export function RowCard({ row, onJump }: Props): ReactElement {
  const styles = useStyles();
  const lines = row.preview === null ? [] : changeLines(row.preview.fields);
  const open = openIssuesOf(row).filter((issue) => issue.severity !== "info");
  const artId = row.sheet.cells.artId;
  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <Link as="button" onClick={() => onJump(row.index)} aria-label={submitWords.group.goToRow(row.sheet.rowNumber)}>
          {words.label(row.sheet.rowNumber)}
        </Link>
        <Caption1 className={styles.id}>{artId === undefined ? "" : typedText(artId)}</Caption1>
        <VerdictBadge row={row} />
      </div>
      {open.map((issue) => {
        const { problem, remedy } = sentence(issue);
        return (
          <Text key={`${issue.code}/${issue.field ?? ""}`} size={200}>
            {problem} {remedy}
          </Text>
        );
      })}
      {lines.length > 0 && <ChangeLines lines={lines} />}
      {row.preview === null &&
        readLines(row).map(({ name, after }) => (
          <Text key={name} size={200}>
            {name}: {after}
          </Text>
        ))}
      {row.preview !== null && lines.length === 0 && open.length === 0 && <Text size={200}>{words.nothing}</Text>}
    </div>
  );
}
