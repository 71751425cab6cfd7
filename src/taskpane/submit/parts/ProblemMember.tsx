import { Badge, Checkbox, Link, Select, Text, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowRightRegular } from "@fluentui/react-icons";
import { useState } from "react";
import type { ReactElement } from "react";
import { repairCodes } from "../../../domain/types";
import type { RepairCode } from "../../../domain/types";
import { paneWords } from "../../../wording/pane";
import { noteWords } from "../../../wording/paneNotes";
import { submitWords } from "../../../wording/paneSubmit";
import { sentence } from "../../../wording/sentence";
import { ReasonButton } from "../../common/ReasonButton";
import { typedText } from "../../workbook/rowMark";
import type { GroupMember } from "../engine/groups";
import type { PaneRow } from "../engine/paneRow";
import type { SubmitStore } from "../submitStore";

const words = submitWords.group;

const useStyles = makeStyles({
  member: { display: "grid", gridTemplateColumns: "auto minmax(0, 1fr) auto", alignItems: "center", columnGap: tokens.spacingHorizontalS, rowGap: tokens.spacingVerticalXXS, padding: `${tokens.spacingVerticalXXS} 0`, borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  content: { display: "inline-flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalXS, overflowWrap: "anywhere", minWidth: 0 },
  end: { display: "inline-flex", flexWrap: "wrap", alignItems: "center", justifyContent: "flex-end", gap: tokens.spacingHorizontalXS },
  button: { minWidth: "auto" },
  choice: { maxWidth: "160px" },
});

interface Props {
  readonly member: GroupMember;
  readonly row: PaneRow | undefined;
  readonly store: SubmitStore;
  readonly busy: string | null;
}

/** One row of a cause: where it is, what stands there, and the decision about it. */
export function ProblemMember({ member, row, store, busy }: Props): ReactElement | null {
  const styles = useStyles();
  const { issue, handled, rowIndex } = member;
  const choices = issue.repair?.choices ?? [];
  const [choice, setChoice] = useState(issue.repair?.after ?? "");
  const [keepsOthers, setKeepsOthers] = useState(false);
  if (row === undefined) return null;
  const { rowNumber } = row.sheet;
  const cell = issue.field === null ? undefined : row.sheet.cells[issue.field];
  const fieldName = paneWords.fields[issue.field ?? "artId"];
  const code = repairCode(issue.code);
  const { field } = issue;
  return (
    <div className={styles.member}>
      <Link as="button" aria-label={words.goToLabel(rowNumber, fieldName)} onClick={() => void store.jump(rowIndex, field)}>
        {words.goTo(rowNumber)}
      </Link>
      <span className={styles.content}>
        {issue.repair === undefined ? (
          <Text size={200}>{cell === undefined ? sentence(issue).problem : (cell.text ?? typedText(cell))}</Text>
        ) : (
          <>
            <Text size={200}>{issue.repair.before}</Text>
            {choices.length < 2 && (
              <>
                <ArrowRightRegular aria-label={words.becomes} />
                <Text size={200} weight="semibold">
                  {issue.repair.after}
                </Text>
              </>
            )}
          </>
        )}
      </span>
      {handled ? (
        <span className={styles.end}>
          <Badge appearance="tint" color="success">
            {issue.severity === "repair" ? words.repaired : words.confirmed}
          </Badge>
          <ReasonButton
            size="small"
            appearance="transparent"
            className={styles.button}
            reason={busy}
            aria-label={words.takeBackRow(rowNumber)}
            onClick={() => {
              if (issue.severity === "warning") void store.confirm([member], false);
              else if (code !== null && field !== null) void store.withdraw([{ rowIndex, field, code }]);
            }}
          >
            {words.takeBackOne}
          </ReasonButton>
        </span>
      ) : (
        <>
          {issue.severity === "repair" && code !== null && field !== null && (
            <span className={styles.end}>
              {choices.length > 1 && (
                <Select size="small" className={styles.choice} aria-label={words.chooseFor(rowNumber)} value={choice} onChange={(_, data) => setChoice(data.value)}>
                  {choices.map((value) => (
                    <option key={value}>{value}</option>
                  ))}
                </Select>
              )}
              {code === "two-numbers" && choices.length > 1 && (
                <Checkbox
                  label={noteWords.keepOthers(choices.filter((value) => value !== choice))}
                  checked={keepsOthers}
                  onChange={(_, data) => setKeepsOthers(data.checked === true)}
                />
              )}
              <ReasonButton size="small" className={styles.button} reason={busy} aria-label={words.repairRow(rowNumber)} onClick={() => void store.accept([{ rowIndex, field, code, after: choice, ...(keepsOthers && code === "two-numbers" && { keepOthers: true }) }])}>
                {words.repairOne}
              </ReasonButton>
            </span>
          )}
          {issue.severity === "warning" && (
            <ReasonButton size="small" className={styles.button} reason={busy} aria-label={words.confirmRow(rowNumber)} onClick={() => void store.confirm([member], true)}>
              {words.confirmOne}
            </ReasonButton>
          )}
        </>
      )}
    </div>
  );
}

function repairCode(code: string): RepairCode | null {
  return repairCodes.find((known) => known === code) ?? null;
}
