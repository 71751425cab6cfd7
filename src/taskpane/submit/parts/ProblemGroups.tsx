import { Badge, Caption1, Field, Input, Subtitle2, Text, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowRightRegular, CheckmarkCircleRegular, ChevronDownRegular, ChevronRightRegular, ErrorCircleRegular, InfoRegular, WarningRegular, WrenchRegular } from "@fluentui/react-icons";
import { useId, useState } from "react";
import type { ReactElement } from "react";
import type { Severity } from "../../../domain/types";
import { submitWords } from "../../../wording/paneSubmit";
import { groupLabel, sentence } from "../../../wording/sentence";
import { ReasonButton } from "../../common/ReasonButton";
import { Paged } from "../../common/Paged";
import { decisionsFor } from "../engine/decide";
import type { ProblemGroup } from "../engine/groups";
import type { PaneRow } from "../engine/paneRow";
import type { SubmitStore } from "../submitStore";
import { ProblemMember } from "./ProblemMember";

const words = submitWords.group;

/** What one click mends comes first, then what stops rows, then what needs a look. */
const order: readonly Severity[] = ["repair", "error", "warning", "info"];

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  group: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground1 },
  head: { display: "grid", gridTemplateColumns: "20px 1fr auto", alignItems: "start", columnGap: tokens.spacingHorizontalS, width: "100%", padding: tokens.spacingHorizontalS, border: "none", background: "none", color: "inherit", font: "inherit", textAlign: "left", cursor: "pointer", ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  error: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  repair: { color: tokens.colorBrandForeground1 },
  info: { color: tokens.colorNeutralForeground3 },
  example: { overflowWrap: "anywhere" },
  badge: { gridColumn: 2, justifySelf: "start" },
  body: { padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingHorizontalS} ${tokens.spacingHorizontalS}`, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
});

interface Props {
  readonly groups: readonly ProblemGroup[];
  readonly rows: readonly PaneRow[];
  readonly store: SubmitStore;
  /** Why nothing can be decided now; null where it can. */
  readonly busy: string | null;
  /** The submission's reason as typed so far, for causes that ask for one. */
  readonly reason: string;
}

/** Problems by cause: what must be corrected first, then repairs, warnings and what is only good to know. */
export function ProblemGroups({ groups, rows, store, busy, reason }: Props): ReactElement {
  const styles = useStyles();
  return (
    <>
      {order.map((severity) => {
        const ofSeverity = groups.filter((group) => group.severity === severity);
        if (ofSeverity.length === 0) return null;
        return (
          <section key={severity} className={styles.section} aria-label={submitWords.severity[severity]}>
            <Subtitle2 as="h3">{submitWords.severity[severity]}</Subtitle2>
            <Caption1>{submitWords.severityMeaning[severity]}</Caption1>
            {ofSeverity.map((group) => (
              <Group key={group.key} group={group} rows={rows} store={store} busy={busy} reason={reason} />
            ))}
          </section>
        );
      })}
    </>
  );
}

function Group({ group, rows, store, busy, reason }: { readonly group: ProblemGroup } & Omit<Props, "groups">): ReactElement {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const bodyId = useId();
  const first = group.members.find((member) => !member.handled) ?? group.members[0];
  const shown = group.severity === "info" || group.open === 0 ? group.members.length : group.open;
  const label = groupLabel(group.code, shown);
  // With several rows the remedy of one would speak of that row's value.
  const remedy = first !== undefined && group.severity === "error" ? sentence(first.issue).remedy : "";
  const decisions = group.severity === "repair" ? decisionsFor(group) : [];
  const unconfirmed = group.severity === "warning" ? group.members.filter((member) => !member.handled) : [];
  const asksReason = unconfirmed.some((member) => needsReason(member, rows[member.rowIndex]));
  const unready = busy ?? (asksReason && reason.trim() === "" ? words.reasonMissing : null);
  const isDone = group.open === 0 && group.severity !== "info";
  return (
    <div className={styles.group}>
      <button type="button" className={styles.head} aria-expanded={open} aria-controls={bodyId} onClick={() => setOpen(!open)}>
        <span className={styles[group.severity]}>{isDone ? <CheckmarkCircleRegular fontSize={20} /> : <SeverityIcon severity={group.severity} />}</span>
        <Text>{label}</Text>
        {open ? <ChevronDownRegular /> : <ChevronRightRegular />}
        {group.severity !== "info" && group.open !== group.members.length && (
          <Badge className={styles.badge} appearance="tint" color={isDone ? "success" : "informative"}>
            {isDone ? words.done : words.left(group.open, group.members.length)}
          </Badge>
        )}
      </button>
      <div id={bodyId} {...((open || decisions.length > 0 || unconfirmed.length > 0) && { className: styles.body })}>
        {!open && decisions.length > 0 && first?.issue.repair !== undefined && (
          <Caption1 className={styles.example}>
            {decisions.length > 1 && `${words.example} `}
            {first.issue.repair.before} <ArrowRightRegular aria-label={words.becomes} /> <strong>{first.issue.repair.after}</strong>
          </Caption1>
        )}
        {decisions.length > 0 && (
          <div>
            <ReasonButton size="small" appearance="primary" reason={busy} aria-label={words.repairAllLabel(decisions.length)} onClick={() => void store.accept(decisions)}>
              {words.repairAll(decisions.length)}
            </ReasonButton>
          </div>
        )}
        {asksReason && (
          <Field size="small" label={words.reason} hint={words.reasonExample}>
            <Input size="small" maxLength={255} value={reason} onChange={(_, data) => store.setReason(data.value)} />
          </Field>
        )}
        {unconfirmed.length > 0 && (
          <div>
            <ReasonButton size="small" reason={unready} aria-label={words.confirmAllLabel(unconfirmed.length)} onClick={() => void store.confirm(unconfirmed, true)}>
              {words.confirmAll(unconfirmed.length)}
            </ReasonButton>
          </div>
        )}
        {open && (
          <>
            {remedy !== "" && <Text size={200}>{remedy}</Text>}
            <Paged
              items={group.members}
              label={label}
              keyOf={(member) => member.rowIndex}
              render={(member) => <ProblemMember member={member} row={rows[member.rowIndex]} store={store} busy={unready} />}
            />
          </>
        )}
      </div>
    </div>
  );
}

/** A cause that asks for a reason is content with the one that the row itself gives. */
function needsReason({ issue }: ProblemGroup["members"][number], row: PaneRow | undefined): boolean {
  return issue.params?.needsReason !== undefined && (row?.checked.reason ?? "").trim() === "";
}

function SeverityIcon({ severity }: { readonly severity: Severity }): ReactElement {
  switch (severity) {
    case "error":
      return <ErrorCircleRegular fontSize={20} />;
    case "warning":
      return <WarningRegular fontSize={20} />;
    case "repair":
      return <WrenchRegular fontSize={20} />;
    case "info":
      return <InfoRegular fontSize={20} />;
  }
}
