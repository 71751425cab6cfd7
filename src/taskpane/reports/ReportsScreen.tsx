import { makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useLayoutEffect, useRef } from "react";
import type { ReactElement } from "react";
import type { PatientUuid } from "../../contract/patientSearch";
import { can } from "../../domain/roles";
import type { Role } from "../../domain/types";
import type { OpenGathering, OpenTable, Opens } from "../../reports/document";
import { focusStart } from "../common/startHere";
import { useStore } from "../store";
import { ReportPart } from "./ReportPart";
import type { ReportsDesk } from "./reportsDesk";
import { RowsView } from "./RowsView";
import { SheetActions } from "./SheetActions";

const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, minWidth: 0, "> *": { flexShrink: 0 } },
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, minWidth: 0 },
});

interface Props {
  readonly desk: ReportsDesk;
  readonly role: Role;
  readonly onPatient: (patient: PatientUuid) => void;
  readonly onSubmission: (uuid: string) => void;
  /** To a new worklist of those whom a share leaves out. */
  readonly onGather: (opens: OpenGathering) => void;
  readonly onWorklist: (uuid: string) => void;
}

/** The report that is chosen, and over it the rows of the figure that was pressed, until one goes back to where one was. */
export function ReportsScreen({ desk, role, onPatient, onSubmission, onGather, onWorklist }: Props): ReactElement {
  const styles = useStyles();
  const { report, sheets } = desk;
  const { opened, choices } = useStore(report);
  const room = useRef<HTMLDivElement>(null);
  const left = useRef<{ readonly top: number; readonly element: Element | null } | null>(null);
  useEffect(() => report.enter(), [report]);
  const isOpen = opened !== null;
  const open = (opens: Exclude<Opens, OpenTable>, title: string): void => {
    if (opens.to === "gathering") onGather(opens);
    else if (opens.to === "worklist") onWorklist(opens.uuid);
    else openRows(opens, title);
  };
  const openRows: typeof report.openRows = (rows, title) => {
    left.current = { top: room.current?.scrollTop ?? 0, element: document.activeElement };
    report.openRows(rows, title);
  };
  // The keyboard goes with the person: to the rows that were asked for, and back to the figure.
  useLayoutEffect(() => {
    if (isOpen) {
      focusStart(room.current);
      return;
    }
    const from = left.current;
    left.current = null;
    if (from === null || room.current === null) return;
    room.current.scrollTop = from.top;
    if (from.element instanceof HTMLElement) from.element.focus();
  }, [isOpen]);

  return (
    <div className={styles.screen} ref={room}>
      {opened !== null && (
        <div className={styles.part}>
          <RowsView list={opened} timeZone={choices?.timeZone ?? "UTC"} onMore={report.moreRows} onBack={report.closeRows} onPatient={onPatient} onSubmission={onSubmission} />
          {opened.total !== null && opened.total > 0 && <SheetActions sheets={sheets} shown={opened.asked} />}
        </div>
      )}
      {/* Kept as it is, only out of sight: what was folded open or scrolled to is there again afterwards. */}
      <div className={styles.part} style={isOpen ? { display: "none" } : undefined}>
        <ReportPart desk={desk} seesAll={can(role, "read-all-submissions")} onOpen={open} onPatient={onPatient} onSubmission={onSubmission} />
      </div>
    </div>
  );
}
