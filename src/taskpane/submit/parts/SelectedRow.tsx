import { Caption1, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { submitWords } from "../../../wording/paneSubmit";
import { sentenceLine } from "../../../wording/sentence";
import type { SelectedCell } from "../../workbook/port";
import { openIssuesOf } from "../engine/paneRow";
import type { Validated } from "../submitState";
import { ChangeLines } from "./ChangeLines";
import { changeLines } from "./fieldText";
import { VerdictBadge } from "./VerdictBadge";

const words = submitWords.row;
const useStyles = makeStyles({
  box: { padding: tokens.spacingHorizontalS, borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground3, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
  head: { display: "flex", gap: tokens.spacingHorizontalS, alignItems: "center", flexWrap: "wrap" },
});

interface Props {
  readonly validated: Validated;
  readonly cell: SelectedCell;
}

/** What is known about the row that is selected in the sheet; nothing where the selection is not in the list. */
export function SelectedRow({ validated, cell }: Props): ReactElement | null {
  const styles = useStyles();
  if (cell.sheetId !== validated.list.sheetId) return null;
  const row = validated.rows.find(({ sheet }) => sheet.rowNumber === cell.rowNumber);
  if (row === undefined) return null;
  const open = openIssuesOf(row).filter((issue) => issue.severity !== "info");
  const lines = row.preview === null ? [] : changeLines(row.preview.fields);
  return (
    <section className={styles.box} aria-label={words.selected(cell.rowNumber)}>
      <div className={styles.head}>
        <Caption1>{words.selected(cell.rowNumber)}</Caption1>
        <VerdictBadge row={row} />
      </div>
      {open.map((issue) => (
        <Text key={`${issue.code}/${issue.field ?? ""}`} size={200}>
          {sentenceLine(issue)}
        </Text>
      ))}
      {lines.length > 0 && <ChangeLines lines={lines} />}
    </section>
  );
}
