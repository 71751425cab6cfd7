import { Button, Caption1, Link, Text, makeStyles, tokens } from "@fluentui/react-components";
import { ChevronDownRegular, ChevronRightRegular } from "@fluentui/react-icons";
import { useId, useState } from "react";
import type { ReactElement } from "react";
import type { RowOutcome } from "../../contract/submissions";
import type { Issue, IssueCode } from "../../domain/types";
import { contactFields } from "../../domain/types";
import { submitWords } from "../../wording/paneSubmit";
import { groupLabel, rowStatusWords, sentence } from "../../wording/sentence";
import { Paged } from "../common/Paged";

const useStyles = makeStyles({
  group: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, padding: tokens.spacingHorizontalXS },
  row: { display: "flex", flexWrap: "wrap", alignItems: "baseline", gap: tokens.spacingHorizontalS, padding: `${tokens.spacingVerticalXXS} 0` },
  toggle: { justifyContent: "flex-start", textAlign: "left", width: "100%", minHeight: "32px" },
});

interface Props {
  readonly outcomes: readonly RowOutcome[];
  readonly onJump?: ((outcome: RowOutcome) => void) | undefined;
}

interface OutcomeGroup {
  readonly key: string;
  readonly label: string;
  readonly remedy: string;
  readonly members: readonly RowOutcome[];
}

/** Rows that were not (wholly) updated, by cause. */
export function OutcomeGroups({ outcomes, onJump }: Props): ReactElement {
  return (
    <>
      {groupOutcomes(outcomes).map((group) => (
        <Group key={group.key} group={group} onJump={onJump} />
      ))}
    </>
  );
}

function Group({ group, onJump }: { readonly group: OutcomeGroup; readonly onJump: Props["onJump"] }): ReactElement {
  const styles = useStyles();
  const [open, setOpen] = useState(group.members.length <= 10);
  const bodyId = useId();
  return (
    <div className={styles.group}>
      <Button
        appearance="transparent"
        className={styles.toggle}
        icon={open ? <ChevronDownRegular /> : <ChevronRightRegular />}
        aria-expanded={open}
        aria-controls={bodyId}
        onClick={() => setOpen(!open)}
      >
        {group.label}
      </Button>
      <div id={bodyId} hidden={!open}>
        {open && group.remedy !== "" && <Text size={200}>{group.remedy}</Text>}
        {open && (
          <Paged
            items={group.members}
            label={group.label}
            keyOf={(outcome) => outcome.ordinal}
            render={(outcome) => (
              <div className={styles.row}>
                {onJump === undefined ? (
                  <Text size={200}>{submitWords.row.label(outcome.rowNumber)}</Text>
                ) : (
                  <Link as="button" onClick={() => onJump(outcome)} aria-label={submitWords.group.goToRow(outcome.rowNumber)}>
                    {submitWords.row.label(outcome.rowNumber)}
                  </Link>
                )}
                <Caption1>{rowStatusWords(outcome.status)}</Caption1>
              </div>
            )}
          />
        )}
      </div>
    </div>
  );
}

function groupOutcomes(outcomes: readonly RowOutcome[]): readonly OutcomeGroup[] {
  const groups = new Map<string, { code: IssueCode | null; first: Issue | null; members: RowOutcome[] }>();
  for (const outcome of outcomes) {
    const issue = decisiveIssue(outcome);
    const key = issue?.code ?? outcome.status;
    const group = groups.get(key) ?? { code: issue?.code ?? null, first: issue, members: [] };
    group.members.push(outcome);
    groups.set(key, group);
  }
  return [...groups]
    .map(([key, { code, first, members }]) => ({
      key,
      label: code === null ? rowStatusWords(members[0]?.status ?? "failed") : groupLabel(code, members.length),
      remedy: first === null || members.length > 1 ? "" : sentence(first).remedy,
      members,
    }))
    .sort((a, b) => b.members.length - a.members.length);
}

/** The issue for which the row, or the first of its fields that was not changed, stayed as it was. */
function decisiveIssue({ fields, issues }: RowOutcome): Issue | null {
  for (const field of contactFields) {
    const result = fields[field];
    if (result === undefined || result.status === "changed" || result.status === "unchanged" || result.reason === null) continue;
    const { reason } = result;
    return issues.find((issue) => issue.code === reason) ?? null;
  }
  return issues.find((issue) => issue.severity === "error") ?? issues.find((issue) => issue.severity === "warning" || issue.severity === "repair") ?? null;
}
