import { Button, Caption1, Link, Text, makeStyles, tokens } from "@fluentui/react-components";
import { OpenRegular } from "@fluentui/react-icons";
import type { ReactElement } from "react";
import type { RecentEvent } from "../../contract/dashboard";
import type { PatientUuid } from "../../contract/patientSearch";
import { formats } from "../../wording/formats";
import { homeWords } from "../../wording/paneHome";

const words = homeWords.recent;
const useStyles = makeStyles({
  list: { listStyle: "none", margin: 0, padding: 0 },
  event: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS, padding: `${tokens.spacingVerticalXS} 0`, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  what: { display: "flex", flexDirection: "column", minWidth: 0, flexGrow: 1, overflowWrap: "anywhere" },
});

interface Props {
  readonly events: readonly RecentEvent[];
  readonly label: string;
  readonly onPatient: (patient: PatientUuid) => void;
  readonly onSubmission: (uuid: string) => void;
}

/** Who did what, of which patient, when. */
export function RecentList({ events, label, onPatient, onSubmission }: Props): ReactElement {
  const styles = useStyles();
  if (events.length === 0) return <Caption1>{words.nothing}</Caption1>;
  return (
    <ul className={styles.list} aria-label={label}>
      {events.map((event) => {
        const { patient, submission } = event;
        return (
          <li key={event.id} className={styles.event}>
            <div className={styles.what}>
              <Text size={200}>
                {event.isOwn ? words.you : (event.person ?? words.server)}: {words.actions[event.action]}
                {patient === null && event.patients > 0 && `, ${words.patients(event.patients)}`}
                {patient !== null && (
                  <>
                    ,{" "}
                    <Link as="button" inline aria-label={words.showPatient(patient.artId)} onClick={() => onPatient(patient.uuid)}>
                      {patient.artId}
                    </Link>
                  </>
                )}
              </Text>
              <Caption1>{formats.moment(event.at)}</Caption1>
            </div>
            {submission !== null && (
              <Button size="small" appearance="subtle" icon={<OpenRegular />} aria-label={formats.labelled(words.showSubmission, formats.moment(event.at))} title={words.showSubmission} onClick={() => onSubmission(submission)} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
