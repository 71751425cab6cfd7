import { Badge, Button, Caption1, Link, MessageBar, MessageBarBody, Spinner, Subtitle2, Text, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons";
import type { ReactElement } from "react";
import type { AuditRow, UpdateRow } from "../../contract/reports";
import type { PatientUuid } from "../../contract/patientSearch";
import { causeText } from "../../reports/causeText";
import { nothingInList } from "../../reports/rowsDocument";
import { siteMoment } from "../../reports/siteMoment";
import { wordsInForce } from "../../reports/words";
import { reportsWords } from "../../wording/paneReports";
import { reportWords } from "../../wording/reports";
import { ProblemBar } from "../common/ProblemBar";
import { startHere } from "../common/startHere";
import { momentText } from "./cellText";
import type { RowList } from "./rowList";

const words = reportsWords.rows;
const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, minWidth: 0 },
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  item: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground1, padding: tokens.spacingHorizontalS, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, overflowWrap: "anywhere" },
  badges: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalXS },
  end: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly list: RowList;
  readonly timeZone: string;
  readonly onMore: () => void;
  /** Back to the figure that was pressed; null where the list is the report. */
  readonly onBack: (() => void) | null;
  readonly onPatient: (patient: PatientUuid) => void;
  readonly onSubmission: (uuid: string) => void;
}

/** Rows of a list as far as they were read, one below the other as a narrow pane shows them. */
export function RowsView({ list, timeZone, onMore, onBack, onPatient, onSubmission }: Props): ReactElement {
  const styles = useStyles();
  const { updates, events, total, next, isReading, problem, asked } = list;
  const shown = updates.length + events.length;
  const title = list.title === "" ? words.title : list.title;
  return (
    <section className={styles.part} aria-label={title}>
      {onBack !== null && (
        <>
          <div>
            <Button size="small" icon={<ArrowLeftRegular />} onClick={onBack}>
              {words.back}
            </Button>
          </div>
          <Subtitle2 as="h2" {...startHere}>
            {title}
          </Subtitle2>
        </>
      )}
      {total !== null && total > 0 && <Caption1 role="status">{words.of(shown, total)}</Caption1>}
      {total === 0 && !isReading && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{nothingInList(asked.kind === "audit" ? "audit" : "updates", wordsInForce)}</MessageBarBody>
        </MessageBar>
      )}
      {shown > 0 && (
        <ul className={styles.list} aria-label={title}>
          {updates.map((row) => (
            <li key={row.key} className={styles.item}>
              <Update row={row} moment={momentText(siteMoment(row.at, timeZone))} onPatient={onPatient} onSubmission={onSubmission} />
            </li>
          ))}
          {events.map((row) => (
            <li key={row.key} className={styles.item}>
              <Event row={row} moment={momentText(siteMoment(row.at, timeZone))} />
            </li>
          ))}
        </ul>
      )}
      {problem !== null && <ProblemBar problem={problem} onRetry={onMore} />}
      {isReading && <Spinner size="tiny" label={words.loading} />}
      {next !== null && !isReading && problem === null && (
        <div className={styles.end}>
          <Button size="small" onClick={onMore}>
            {words.more}
          </Button>
        </div>
      )}
      {shown > 0 && <Caption1>{words.noted}</Caption1>}
    </section>
  );
}

interface UpdateProps {
  readonly row: UpdateRow;
  readonly moment: string;
  readonly onPatient: Props["onPatient"];
  readonly onSubmission: Props["onSubmission"];
}

const colors = { changed: "success", unchanged: "informative", conflict: "warning", failed: "danger", undone: "subtle" } as const;

function Update({ row, moment, onPatient, onSubmission }: UpdateProps): ReactElement {
  const styles = useStyles();
  const { patient, artId, before, after, given, status, cause } = row;
  return (
    <>
      <div className={styles.badges}>
        {patient === null ? (
          <Text weight="semibold">{artId}</Text>
        ) : (
          <Link as="button" aria-label={words.patient(artId)} onClick={() => onPatient(patient)}>
            <Text weight="semibold">{artId}</Text>
          </Link>
        )}
        <Text size={200}>{reportWords.fields[row.field]}</Text>
        <Badge appearance="tint" color={colors[status]}>
          {reportWords.statuses[status]}
        </Badge>
        {row.reverted && (
          <Badge appearance="outline" color="warning">
            {words.overwritten}
          </Badge>
        )}
      </div>
      <Text size={200}>{words.change(before ?? words.empty, after ?? words.empty)}</Text>
      {given !== null && given !== after && <Text size={200}>{words.given(given)}</Text>}
      {cause !== null && <Text size={200}>{causeText(cause, 1, wordsInForce)}</Text>}
      <Caption1>{words.by(row.person, moment)}</Caption1>
      <Caption1>{[row.facility, row.sheet === "" ? reportWords.sources[row.source] : words.place(row.sheet, row.rowNumber), row.reason].filter((part) => part !== null && part !== "").join(" · ")}</Caption1>
      <div>
        <Link as="button" style={{ fontSize: tokens.fontSizeBase200 }} onClick={() => onSubmission(row.submission)}>
          {words.submission}
        </Link>
      </div>
    </>
  );
}

function Event({ row, moment }: { readonly row: AuditRow; readonly moment: string }): ReactElement {
  const styles = useStyles();
  const said: Readonly<Record<string, string>> = reportWords.auditActions;
  return (
    <>
      <div className={styles.badges}>
        <Text weight="semibold">{Object.hasOwn(said, row.action) ? said[row.action] : row.action}</Text>
        <Badge appearance="tint" color={row.result === "done" ? "informative" : "warning"}>
          {reportWords.results[row.result]}
        </Badge>
      </div>
      <Caption1>{words.by(row.person ?? row.username ?? reportWords.server, moment)}</Caption1>
      <Caption1>{[row.patients > 0 ? words.patients(row.patients) : "", row.address].filter((part) => part !== "").join(" · ")}</Caption1>
    </>
  );
}
