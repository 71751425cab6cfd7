import { Button, Caption1, Checkbox, Text, makeStyles, tokens } from "@fluentui/react-components";
import { WrenchRegular } from "@fluentui/react-icons";
import type { ReactElement } from "react";
import type { Issue, IssueCode } from "../../domain/types";
import { updateWords as words } from "../../wording/paneUpdate";
import { sentence, sentenceLine } from "../../wording/sentence";

const useStyles = makeStyles({
  box: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
  error: { color: tokens.colorStatusDangerForeground1 },
  info: { color: tokens.colorNeutralForeground3 },
  repairs: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
});

interface Props {
  readonly issues: readonly Issue[];
  readonly confirmed: readonly IssueCode[];
  /** The errors stand with the field itself: they are not said again here. */
  readonly withoutErrors?: boolean;
  readonly onConfirm: (code: IssueCode, isConfirmed: boolean) => void;
  /** Uses a suggestion; absent where the field has its own way. */
  readonly onRepair?: ((issue: Issue, after: string) => void) | undefined;
}

/** What there is to say about a field, as in a list: errors, suggestions to press, warnings to tick, and quietly what is good to know. */
export function FieldIssues({ issues, confirmed, withoutErrors = false, onConfirm, onRepair }: Props): ReactElement | null {
  const styles = useStyles();
  if (issues.length === 0) return null;
  return (
    <div className={styles.box} data-issues="">
      {issues.map((issue) => {
        const key = `${issue.code}/${issue.field ?? ""}`;
        switch (issue.severity) {
          case "error":
            return withoutErrors ? null : (
              <Text key={key} size={200} className={styles.error} role="alert">
                {sentenceLine(issue)}
              </Text>
            );
          case "repair":
            return (
              <div key={key} className={styles.box}>
                {!withoutErrors && <Text size={200}>{sentenceLine(issue)}</Text>}
                {onRepair !== undefined && (
                  <div className={styles.repairs}>
                    {(issue.repair?.choices ?? [issue.repair?.after ?? ""]).map((after) => (
                      <Button key={after} size="small" icon={<WrenchRegular />} onClick={() => onRepair(issue, after)}>
                        {words.repair(after)}
                      </Button>
                    ))}
                  </div>
                )}
              </div>
            );
          case "warning":
            return (
              <Checkbox
                key={key}
                label={words.confirm(sentence(issue).problem)}
                checked={confirmed.includes(issue.code)}
                onChange={(_, data) => onConfirm(issue.code, data.checked === true)}
              />
            );
          case "info":
            return (
              <Caption1 key={key} className={styles.info}>
                {sentence(issue).problem}
              </Caption1>
            );
        }
      })}
    </div>
  );
}
