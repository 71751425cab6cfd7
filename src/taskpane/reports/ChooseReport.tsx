import { Button, Field, Input, Select, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { Named, ReportSource, ReportStep } from "../../contract/reports";
import { reportKinds, reportSources, reportSteps } from "../../contract/reports";
import { contactFields } from "../../domain/types";
import { filtersOf, hasPeriod } from "../../reports/appliedFilters";
import { reportsWords } from "../../wording/paneReports";
import { reportWords } from "../../wording/reports";
import { periodChoices } from "./periods";
import { peopleFor } from "./reportChoice";
import type { ReportsState, ReportsStore } from "./reportsStore";

const words = reportsWords.choose;
const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  pair: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(130px, 1fr))", gap: tokens.spacingHorizontalS, alignItems: "start", "> *": { minWidth: 0 } },
  // As wide as its column, however long the names are.
  wide: { minWidth: 0, "> select": { minWidth: 0, width: "100%" }, "> input": { minWidth: 0, width: "100%" } },
  summary: { cursor: "pointer" },
});

interface Props {
  readonly store: ReportsStore;
  readonly state: ReportsState;
  /** Who sees other people's work can choose a person. */
  readonly seesAll: boolean;
}

/** Which report, for which days, of what; whatever is changed is counted at once. */
export function ChooseReport({ store, state, seesAll }: Props): ReactElement {
  const styles = useStyles();
  const { choice, fault } = state;
  const isOfPeriod = hasPeriod(choice.kind);
  const latest = state.choices?.today;
  const message = fault === null ? {} : { validationMessage: reportsWords.fault[fault] };
  return (
    <section className={styles.part} aria-label={words.label}>
      <div className={styles.pair}>
        <Field label={words.kind}>
          <Select className={styles.wide} value={choice.kind} onChange={(_, { value }) => store.choose({ kind: reportKinds.find((known) => known === value) ?? "summary" })}>
            {store.kinds().map((kind) => (
              <option key={kind} value={kind}>
                {reportWords.kinds[kind]}
              </option>
            ))}
          </Select>
        </Field>
        {!isOfPeriod ? (
          <Field label={words.period} hint={words.asOfNowHint}>
            <Input className={styles.wide} readOnly value={words.asOfNow} />
          </Field>
        ) : (
          <Field label={words.period} {...(choice.period !== "own" && message)}>
            <Select className={styles.wide} value={choice.period} onChange={(_, { value }) => store.choosePeriod(periodChoices.find((known) => known === value) ?? "thisMonth")}>
              {periodChoices.map((period) => (
                <option key={period} value={period}>
                  {reportsWords.periods[period]}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </div>
      {isOfPeriod && choice.period === "own" && (
        <div className={styles.pair}>
          <Field label={words.from} {...message}>
            <Input className={styles.wide} type="date" value={choice.own.from} max={latest} onChange={(_, { value }) => store.choose({ own: { ...choice.own, from: value } })} />
          </Field>
          <Field label={words.to}>
            <Input className={styles.wide} type="date" value={choice.own.to} onChange={(_, { value }) => store.choose({ own: { ...choice.own, to: value } })} />
          </Field>
        </div>
      )}
      {choice.kind === "trend" && (
        <Field label={words.step}>
          <Select className={styles.wide} value={choice.step ?? ""} onChange={(_, { value }) => store.choose({ step: stepOf(value) })}>
            <option value="">{words.stepAuto}</option>
            {reportSteps.map((step) => (
              <option key={step} value={step}>
                {reportsWords.steps[step]}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Filters store={store} state={state} seesAll={seesAll} />
    </section>
  );
}

function Filters({ store, state, seesAll }: Props): ReactElement | null {
  const styles = useStyles();
  const { choice, choices } = state;
  const { filters } = choice;
  const names = filtersOf(choice.kind).filter((name) => name !== "person" || seesAll);
  const chosen = names.filter((name) => filters[name] !== null).length;
  if (names.length === 0) return null;
  const said = reportsWords.filters;
  return (
    <details>
      <summary className={styles.summary}>{said.title(chosen)}</summary>
      <div className={styles.part}>
        {names.includes("facility") && <NamedChoice label={said.facility} names={choices?.facilities ?? []} value={filters.facility} onChoose={(facility) => store.filter({ facility })} />}
        {names.includes("person") && <NamedChoice label={said.person} names={peopleFor(choices, choice)} value={filters.person} onChoose={(person) => store.filter({ person })} />}
        {names.includes("field") && (
          <NamedChoice
            label={said.field}
            names={contactFields.map((field) => ({ uuid: field, name: reportWords.fields[field] }))}
            value={filters.field}
            onChoose={(field) => store.filter({ field: contactFields.find((known) => known === field) ?? null })}
          />
        )}
        {names.includes("source") && (
          <NamedChoice
            label={said.source}
            names={reportSources.map((source) => ({ uuid: source, name: reportWords.sources[source] }))}
            value={filters.source}
            onChoose={(source) => store.filter({ source: sourceOf(source) })}
          />
        )}
        {names.includes("sheet") && (
          <Field label={said.sheet} hint={said.sheetHint}>
            <Input value={filters.sheet ?? ""} maxLength={255} onChange={(_, { value }) => store.typeSheet(value)} />
          </Field>
        )}
        {chosen > 0 && (
          <div>
            <Button size="small" onClick={store.clearFilters}>
              {said.clear}
            </Button>
          </div>
        )}
      </div>
    </details>
  );
}

interface NamedProps {
  readonly label: string;
  readonly names: readonly Named[];
  readonly value: string | null;
  readonly onChoose: (uuid: string | null) => void;
}

function NamedChoice({ label, names, value, onChoose }: NamedProps): ReactElement {
  const styles = useStyles();
  return (
    <Field label={label}>
      <Select className={styles.wide} value={value ?? ""} onChange={(_, data) => onChoose(data.value === "" ? null : data.value)}>
        <option value="">{reportsWords.filters.all}</option>
        {names.map(({ uuid, name }) => (
          <option key={uuid} value={uuid}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function stepOf(value: string): ReportStep | null {
  return reportSteps.find((known) => known === value) ?? null;
}

function sourceOf(value: string | null): ReportSource | null {
  return reportSources.find((known) => known === value) ?? null;
}
