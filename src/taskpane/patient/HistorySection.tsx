import { Caption1, Spinner, Subtitle1, Tab, TabList, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { HistoryEntry, PatientCard } from "../../contract/patientCard";
import { patientWords } from "../../wording/panePatient";
import { Paged } from "../common/Paged";
import { ProblemBar } from "../common/ProblemBar";
import { useStore } from "../store";
import type { EarlierValue } from "../update/updateStore";
import { HistoryItem } from "./HistoryItem";
import type { PatientState, PatientStore } from "./patientStore";

const words = patientWords.history;
const filters = ["all", "phone", "address", "birthdate"] as const satisfies readonly PatientState["filter"][];
const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  head: { display: "flex", flexDirection: "column" },
  // Four words side by side need less than Fluent gives them.
  tabs: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalS})`, flexWrap: "wrap" },
});

interface Props {
  readonly store: PatientStore;
  readonly card: PatientCard;
  /** Puts a value into the form; null where there is none. */
  readonly onUse: ((card: PatientCard, value: EarlierValue) => void) | null;
  readonly onSubmission: (uuid: string) => void;
}

/** Every value that the patient ever had, newest first, with the way back for each. */
export function HistorySection({ store, card, onUse, onSubmission }: Props): ReactElement {
  const styles = useStyles();
  const { history, filter } = useStore(store);
  const entries = history.value?.entries.filter(({ field }) => filter === "all" || field === filter) ?? [];
  return (
    <section className={styles.section} aria-label={words.title}>
      <div className={styles.head}>
        <Subtitle1 as="h2">{words.title}</Subtitle1>
        <Caption1>{words.lead}</Caption1>
      </div>
      {history.problem !== null && <ProblemBar problem={history.problem} intent="warning" onRetry={() => void store.reload()} />}
      {history.isAsking && history.value === null && <Spinner size="small" label={words.loading} />}
      {history.value !== null && (
        <>
          <TabList size="small" className={styles.tabs} aria-label={words.show} selectedValue={filter} onTabSelect={(_, data) => store.setFilter(filters.find((known) => known === data.value) ?? "all")}>
            {filters.map((known) => (
              <Tab key={known} value={known}>
                {known === "all" ? words.all : words.fields[known]}
              </Tab>
            ))}
          </TabList>
          {entries.length === 0 && <Text>{words.empty}</Text>}
          <Paged
            key={filter}
            items={entries.map((entry, at) => ({ entry, at }))}
            label={words.list}
            pageSize={20}
            keyOf={({ at }) => at}
            render={({ entry }) => (
              <HistoryItem
                entry={entry}
                useReason={whyNotUse(card, onUse !== null)}
                onUse={() => {
                  const value = valueOf(entry);
                  if (value !== null) onUse?.(card, value);
                }}
                onSubmission={onSubmission}
              />
            )}
          />
        </>
      )}
    </section>
  );
}

function whyNotUse(card: PatientCard, hasForm: boolean): string | null {
  if (!hasForm || card.artId === null) return words.useNowhere;
  // What is hidden cannot be put anywhere, and nothing is replaced that one has not seen.
  return card.masked ? words.useHidden : null;
}

function valueOf(entry: HistoryEntry): EarlierValue | null {
  switch (entry.field) {
    case "phone":
      return entry.phone === null ? null : { field: "phone", phone: entry.phone };
    case "address":
      return entry.address === null ? null : { field: "address", address: entry.address };
    case "birthdate":
      return entry.birthdate.birthdate === null ? null : { field: "birthdate", birthdate: entry.birthdate.birthdate };
  }
}
