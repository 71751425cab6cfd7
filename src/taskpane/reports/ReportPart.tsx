import { Button, Caption1, Spinner, Subtitle1, Subtitle2, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons";
import type { ReactElement } from "react";
import type { PatientUuid } from "../../contract/patientSearch";
import { filtersOf } from "../../reports/appliedFilters";
import type { OpenTable, Opens, ReportDocument } from "../../reports/document";
import { siteMoment } from "../../reports/siteMoment";
import { reportsWords as words } from "../../wording/paneReports";
import { reportWords } from "../../wording/reports";
import { ProblemBar } from "../common/ProblemBar";
import { startHere } from "../common/startHere";
import { useStore } from "../store";
import { momentText } from "./cellText";
import { ChooseReport } from "./ChooseReport";
import { FilesPart } from "./FilesPart";
import { documentOf, listDocumentOf } from "./reportDocuments";
import type { ReportsDesk } from "./reportsDesk";
import type { ReportsState } from "./reportsStore";
import { Facts, Notes, ReportView } from "./ReportView";
import { RowsView } from "./RowsView";
import { SheetActions } from "./SheetActions";

const useStyles = makeStyles({ line: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS } });

interface Props {
  readonly desk: ReportsDesk;
  /** Who sees other people's work. */
  readonly seesAll: boolean;
  readonly onOpen: (opens: Exclude<Opens, OpenTable>, title: string) => void;
  readonly onPatient: (patient: PatientUuid) => void;
  readonly onSubmission: (uuid: string) => void;
}

/** What is chosen, its figures or rows at once, and the same as a sheet or a file. */
export function ReportPart({ desk, seesAll, onOpen, onPatient, onSubmission }: Props): ReactElement {
  const styles = useStyles();
  const { report, sheets, files } = desk;
  const state = useStore(report);
  const { figures, list, choices, problem, isAsking } = state;
  const made = documentFrom(desk, state);
  const timeZone = choices?.timeZone ?? "UTC";
  const madeAt = figures?.answer.madeAt ?? list?.madeAt ?? null;
  const shown = figures?.asked ?? (list === null || list.total === null ? null : list.asked);
  return (
    <>
      <Subtitle1 as="h1" {...startHere}>
        {words.title}
      </Subtitle1>
      {/* Of the record and of worklists nobody has figures of their own. */}
      {!seesAll && filtersOf(state.choice.kind).includes("person") && <Caption1>{words.own}</Caption1>}
      <ChooseReport store={report} state={state} seesAll={seesAll} />
      <Subtitle2 as="h2">{reportWords.titles[state.choice.kind]}</Subtitle2>
      {problem !== null && <ProblemBar problem={problem} onRetry={() => void report.ask()} />}
      {isAsking && <Spinner size="tiny" label={words.state.counting} />}
      {made !== null && figures !== null && <ReportView key={made.kind} report={made} onOpen={onOpen} />}
      {list !== null && (
        <>
          {made !== null && <Facts report={made} />}
          <RowsView list={list} timeZone={timeZone} onMore={report.moreRows} onBack={null} onPatient={onPatient} onSubmission={onSubmission} />
          {made !== null && <Notes report={made} />}
        </>
      )}
      {madeAt !== null && (
        <div className={styles.line}>
          <Caption1>{words.state.asOf(momentText(siteMoment(madeAt, timeZone)))}</Caption1>
          <Button size="small" appearance="subtle" icon={<ArrowClockwiseRegular />} onClick={() => void report.ask()}>
            {words.state.again}
          </Button>
        </div>
      )}
      <Subtitle2 as="h2">{words.keep}</Subtitle2>
      <SheetActions sheets={sheets} shown={shown} />
      <FilesPart files={files} shown={shown} />
    </>
  );
}

/** The report in the words of the language that is in force. */
function documentFrom({ report }: ReportsDesk, { figures, list }: Pick<ReportsState, "figures" | "list">): ReportDocument | null {
  const maker = report.maker();
  if (maker === null) return null;
  if (figures !== null) return documentOf(maker, figures.asked, figures.answer);
  return list === null || list.madeAt === null ? null : listDocumentOf(maker, list.asked, list.madeAt);
}
