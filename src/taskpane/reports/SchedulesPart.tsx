import { Button, Caption1, Field, Select, Text, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactElement } from "react";
import { reportFormats, scheduleRhythms } from "../../contract/reportFiles";
import type { ReportFormat, ReportLanguage, ScheduleRhythm } from "../../contract/reportFiles";
import { formats } from "../../wording/formats";
import { reportsWords } from "../../wording/paneReports";
import { reportWords } from "../../wording/reports";
import { dayWords } from "../../wording/sentence";
import { ReasonButton } from "../common/ReasonButton";
import type { ReportFiles, ReportFilesState } from "./reportFiles";
import type { ReportAsked } from "./sheetPort";

const words = reportsWords.schedules;
const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  line: { display: "flex", justifyContent: "space-between", alignItems: "center", gap: tokens.spacingHorizontalS },
  wide: { minWidth: 0, "> select": { minWidth: 0, width: "100%" } },
  summary: { cursor: "pointer" },
});

interface Props {
  readonly files: ReportFiles;
  readonly state: ReportFilesState;
  readonly shown: ReportAsked | null;
  readonly language: ReportLanguage;
}

/** Reports that are made by themselves, and another one of what is shown. */
export function SchedulesPart({ files, state, shown, language }: Props): ReactElement {
  const styles = useStyles();
  const [rhythm, setRhythm] = useState<ScheduleRhythm>("week");
  const [format, setFormat] = useState<ReportFormat>("pdf");
  const schedules = state.schedules ?? [];
  const unreadable = state.unreadable.schedules;
  const add = (): void => {
    if (shown === null || state.isBusy) return;
    const { facility, person, field, source, sheet } = shown.filters;
    void files.schedule({ kind: shown.kind, step: shown.step, format, language, rhythm, filters: { facility, person, field, source, sheet } });
  };
  return (
    <details>
      <summary className={styles.summary}>{words.title(schedules.length + unreadable.length)}</summary>
      <div className={styles.part}>
        <Caption1>{words.lead}</Caption1>
        {schedules.length > 0 && (
          <ul className={styles.list} aria-label={words.list}>
            {schedules.map((schedule) => {
              const name = words.line(reportWords.kinds[schedule.kind], reportsWords.files[schedule.format]);
              return (
                <li key={schedule.uuid} className={styles.line}>
                  <div>
                    <Text size={200} weight="semibold" block>
                      {name}
                    </Text>
                    <Caption1>
                      {words.rhythms[schedule.rhythm]} · {words.next(dayWords(schedule.nextDay))}
                    </Caption1>
                    {schedule.problem !== null && <Caption1 block>{reportsWords.files.problems[schedule.problem]}</Caption1>}
                  </div>
                  <Button size="small" aria-label={reportsWords.files.what(words.end, name)} onClick={() => void files.endSchedule(schedule)}>
                    {words.end}
                  </Button>
                </li>
              );
            })}
          </ul>
        )}
        {unreadable.length > 0 && (
          <ul className={styles.list} aria-label={words.unreadableList}>
            {unreadable.map(({ uuid, at }) => (
              <li key={uuid} className={styles.line}>
                <Caption1>{words.unreadable(formats.moment(at))}</Caption1>
                <Button size="small" aria-label={reportsWords.files.what(words.end, words.plannedOn(formats.moment(at)))} onClick={() => void files.endSchedule({ uuid })}>
                  {words.end}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <Field label={words.rhythm}>
          <Select className={styles.wide} value={rhythm} onChange={(_, { value }) => setRhythm(scheduleRhythms.find((known) => known === value) ?? "week")}>
            {scheduleRhythms.map((known) => (
              <option key={known} value={known}>
                {words.rhythms[known]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={words.format}>
          <Select className={styles.wide} value={format} onChange={(_, { value }) => setFormat(reportFormats.find((known) => known === value) ?? "pdf")}>
            {reportFormats.map((known) => (
              <option key={known} value={known}>
                {reportsWords.files[known]}
              </option>
            ))}
          </Select>
        </Field>
        <div>
          <ReasonButton size="small" reason={shown === null ? reportsWords.sheet.noReport : null} onClick={add}>
            {words.add}
          </ReasonButton>
        </div>
      </div>
    </details>
  );
}
