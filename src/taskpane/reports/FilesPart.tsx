import { Badge, Button, Caption1, Link, MessageBar, MessageBarBody, ProgressBar, Spinner, Text, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowDownloadRegular } from "@fluentui/react-icons";
import { useEffect, useState } from "react";
import type { ReactElement } from "react";
import { ReportLanguage, reportFormats } from "../../contract/reportFiles";
import type { ReportFile } from "../../contract/reportFiles";
import { formats } from "../../wording/formats";
import { reportsWords } from "../../wording/paneReports";
import { reportWords } from "../../wording/reports";
import { dayWords } from "../../wording/sentence";
import { ProblemBar } from "../common/ProblemBar";
import { ReasonButton } from "../common/ReasonButton";
import { languageState } from "../language/paneLanguage";
import { useStore } from "../store";
import { isUnderWay } from "./reportFiles";
import type { ReportFiles } from "./reportFiles";
import { SchedulesPart } from "./SchedulesPart";
import type { ReportAsked } from "./sheetPort";

const words = reportsWords.files;
const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  row: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  item: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground1, padding: tokens.spacingHorizontalS, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, overflowWrap: "anywhere" },
  summary: { cursor: "pointer" },
});

interface Props {
  readonly files: ReportFiles;
  /** The report that is shown, not the rows of one of its figures; null where there is none. */
  readonly shown: ReportAsked | null;
}

/** Files of the report that is shown, made by the server meanwhile, and those that were made before. */
export function FilesPart({ files, shown }: Props): ReactElement {
  const styles = useStyles();
  const state = useStore(files);
  const { inForce } = useStore(languageState);
  useEffect(() => files.watch(), [files]);
  const { problem, opened, isBusy } = state;
  const language = ReportLanguage.parse(inForce);
  const count = state.files?.length ?? 0;
  const underWay = state.files?.some(isUnderWay) ?? false;
  // Once somebody has a file made, the list stays in sight: there the file is opened.
  const [isListShown, setListShown] = useState(underWay);
  useEffect(() => {
    if (underWay) setListShown(true);
  }, [underWay]);
  return (
    <section className={styles.part} aria-label={words.title(0)}>
      <div className={styles.row} role="group" aria-label={words.make}>
        {reportFormats.map((format) => (
          <ReasonButton
            key={format}
            size="small"
            icon={<ArrowDownloadRegular />}
            aria-label={words.makeAs(words[format])}
            reason={shown === null ? reportsWords.sheet.noReport : null}
            onClick={() => shown !== null && !isBusy && void files.make({ kind: shown.kind, step: shown.step, filters: shown.filters, format, language })}
          >
            {words[format]}
          </ReasonButton>
        ))}
      </div>
      {problem !== null && <ProblemBar problem={problem} onDismiss={files.dismiss} />}
      {opened !== null && (
        <MessageBar intent="success" layout="multiline" politeness="polite">
          <MessageBarBody>
            {opened.isOpened ? (
              words.opens(opened.name)
            ) : (
              <>
                {words.linkLead}{" "}
                <Link inline href={opened.address} target="_blank" rel="noopener noreferrer">
                  {words.link(opened.name)}
                </Link>
              </>
            )}
          </MessageBarBody>
        </MessageBar>
      )}
      <details open={isListShown} onToggle={(event) => setListShown(event.currentTarget.open)}>
        <summary className={styles.summary}>{words.title(count)}</summary>
        {state.files === null && problem === null && <Spinner size="tiny" label={words.loading} />}
        {state.files !== null && count === 0 && state.unreadable.files.length === 0 && <Caption1>{words.none}</Caption1>}
        {state.unreadable.files.map(({ uuid, at }) => (
          <Caption1 key={uuid} block>
            {words.unreadable(formats.moment(at))}
          </Caption1>
        ))}
        {count > 0 && (
          <ul className={styles.list} aria-label={words.list}>
            {state.files?.map((file) => (
              <li key={file.uuid} className={styles.item}>
                <FileLine file={file} files={files} />
              </li>
            ))}
          </ul>
        )}
      </details>
      <SchedulesPart files={files} state={state} shown={shown} language={language} />
    </section>
  );
}

function FileLine({ file, files }: { readonly file: ReportFile; readonly files: ReportFiles }): ReactElement {
  const styles = useStyles();
  const { state, fileName, kind, filters, done, total } = file;
  return (
    <>
      <Text weight="semibold" size={200}>
        {fileName}
      </Text>
      <Caption1>{words.asked(reportWords.kinds[kind], periodText(filters.from, filters.to))}</Caption1>
      <div className={styles.row}>
        <Badge appearance="tint" color={state === "ready" ? "success" : state === "failed" ? "danger" : "informative"}>
          {words.states[state]}
        </Badge>
        {file.schedule !== null && <Caption1>{words.scheduled}</Caption1>}
        {state === "making" && total > 0 && <Caption1>{words.of(done, total)}</Caption1>}
        {state === "ready" && <Caption1>{words.ready(sizeText(file.bytes ?? 0), file.expiresAt === null ? words.states.ready : formats.moment(file.expiresAt))}</Caption1>}
      </div>
      {state === "making" && <ProgressBar aria-label={words.what(words.states.making, fileName)} {...(total > 0 && { value: done, max: total })} />}
      {state === "failed" && file.problem !== null && <Text size={200}>{words.problems[file.problem]}</Text>}
      <div className={styles.row}>
        {state === "ready" && (
          <Button size="small" appearance="primary" aria-label={words.what(words.open, fileName)} onClick={() => void files.open(file)}>
            {words.open}
          </Button>
        )}
        {(state === "ready" || isUnderWay(file)) && (
          <Button size="small" aria-label={words.what(isUnderWay(file) ? words.cancel : words.remove, fileName)} onClick={() => void files.remove(file)}>
            {isUnderWay(file) ? words.cancel : words.remove}
          </Button>
        )}
      </div>
    </>
  );
}

function periodText(from: string, to: string): string {
  return from === to ? dayWords(from) : words.between(dayWords(from), dayWords(to));
}

function sizeText(bytes: number): string {
  const tenth = (value: number): string => formats.number(Math.round(value * 10) / 10);
  return bytes < 1_000_000 ? words.kilobytes(tenth(bytes / 1_000)) : words.megabytes(tenth(bytes / 1_000_000));
}
