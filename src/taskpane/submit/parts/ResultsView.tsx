import { Badge, Caption1, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, Button, Spinner, Subtitle1, Tab, TabList, Text, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactElement } from "react";
import { contactFields } from "../../../domain/types";
import { formats } from "../../../wording/formats";
import { paneWords } from "../../../wording/pane";
import { submitWords } from "../../../wording/paneSubmit";
import { Paged } from "../../common/Paged";
import { ProblemBar } from "../../common/ProblemBar";
import type { SelectedCell } from "../../workbook/port";
import { overviewOf } from "../engine/overview";
import type { Validated } from "../submitState";
import type { SubmitStore } from "../submitStore";
import { ProblemGroups } from "./ProblemGroups";
import { RowCard } from "./RowCard";
import { SelectedRow } from "./SelectedRow";
import { startHere } from "../../common/startHere";

const words = submitWords;
const filters = ["problems", "changes", "all"] as const;
type Filter = (typeof filters)[number];

const useStyles = makeStyles({
  box: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  tabs: { flexWrap: "wrap" },
  counts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS, marginTop: tokens.spacingVerticalXS },
});

interface Props {
  readonly validated: Validated;
  readonly cell: SelectedCell | null;
  readonly store: SubmitStore;
  readonly busy: string | null;
}

/** The validated list: not sent yet, what would change, and every problem by its cause. */
export function ResultsView({ validated, cell, store, busy }: Props): ReactElement {
  const styles = useStyles();
  const { rows, record } = validated;
  const [filter, setFilter] = useState<Filter>("problems");
  const { groups, summary, changing, troubled } = overviewOf(rows);
  const jump = (rowIndex: number): void => void store.jump(rowIndex, null);
  const verdicts = (["error", "waiting", "same", "repeated"] as const).filter((verdict) => summary.byVerdict[verdict] > 0);
  return (
    <section className={styles.box} aria-label={words.summary.title}>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{words.notSentYet}</MessageBarTitle>
          {words.notSentYetBody}
        </MessageBarBody>
      </MessageBar>
      {record.kind === "asking" && <Spinner size="tiny" label={`${words.asking} ${words.work.of(record.done, record.total)}`} />}
      {record.kind === "not-asked" && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{words.unseen}</MessageBarTitle>
            {record.why === "cancelled" ? words.unseenCancelled : words.unseenBody}
          </MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={() => void store.askRecord()}>
              {words.askAgain}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {record.kind === "not-asked" && record.why !== "cancelled" && <ProblemBar problem={record.why} intent="warning" />}

      <div>
        <Subtitle1 as="h2" {...startHere} data-heading="results">
          {words.summary.willChange(summary.sent)}
        </Subtitle1>
        <div>
          <Text size={200}>
            {contactFields
              .filter((field) => summary.byField[field] > 0)
              .map((field) => formats.labelled(paneWords.contactFields[field], formats.number(summary.byField[field])))
              .join(" · ")}
          </Text>
        </div>
        <div className={styles.counts}>
          {verdicts.map((verdict) => (
            <Badge key={verdict} appearance="outline" color={verdict === "error" ? "danger" : verdict === "waiting" ? "warning" : "informative"}>
              {words.verdict[verdict](summary.byVerdict[verdict])}
            </Badge>
          ))}
        </div>
      </div>

      {cell !== null && <SelectedRow validated={validated} cell={cell} />}

      <TabList size="small" className={styles.tabs} aria-label={words.filter.label} selectedValue={filter} onTabSelect={(_, data) => setFilter(filters.find((known) => known === data.value) ?? "problems")}>
        <Tab value="problems">{`${words.filter.problems} (${formats.number(troubled)})`}</Tab>
        <Tab value="changes">{`${words.filter.changes} (${formats.number(changing.length)})`}</Tab>
        <Tab value="all">{`${words.filter.all} (${formats.number(rows.length)})`}</Tab>
      </TabList>
      {filter === "problems" && groups.length === 0 && <Caption1>{words.filter.none.problems}</Caption1>}
      {filter === "problems" && <ProblemGroups groups={groups} rows={rows} store={store} busy={busy} reason={validated.reason} />}
      {filter === "changes" && changing.length === 0 && <Caption1>{words.filter.none.changes}</Caption1>}
      {filter !== "problems" && (
        <Paged
          key={filter}
          items={filter === "changes" ? changing : rows}
          label={words.filter[filter]}
          keyOf={(row) => row.index}
          render={(row) => <RowCard row={row} onJump={jump} />}
        />
      )}
    </section>
  );
}
