import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { PatientCard } from "../../contract/patientCard";
import type { PatientMark } from "../../contract/patientSearch";
import { patientWords as words } from "../../wording/panePatient";

const useStyles = makeStyles({ bars: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS } });

const intents: Readonly<Record<PatientMark, "error" | "warning" | "info">> = {
  voided: "error",
  "ambiguous-art-id": "error",
  "no-art-id": "warning",
  dead: "warning",
  "transferred-out": "warning",
  "test-patient": "info",
};

/** What one must know before doing anything with this patient, each with what to do. */
export function MarkBars({ card: { marks, phones } }: { readonly card: PatientCard }): ReactElement | null {
  const styles = useStyles();
  if (marks.length === 0 && phones.length < 2) return null;
  return (
    <div className={styles.bars}>
      {marks.map((mark) => (
        <MessageBar key={mark} intent={intents[mark]} layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{words.marks[mark].title}</MessageBarTitle> {words.marks[mark].text}
          </MessageBarBody>
        </MessageBar>
      ))}
      {phones.length > 1 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words.severalPhones(phones.length)}</MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}
