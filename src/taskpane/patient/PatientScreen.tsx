import { Button, Spinner, Subtitle1, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons";
import { useEffect } from "react";
import type { ReactElement } from "react";
import type { Role } from "../../domain/types";
import { patientWords as words } from "../../wording/panePatient";
import { ProblemBar } from "../common/ProblemBar";
import { startHere } from "../common/startHere";
import { useStore } from "../store";
import type { PatientStore } from "./patientStore";

const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, "> *": { flexShrink: 0 } },
});

interface Props {
  readonly store: PatientStore;
  readonly role: Role;
  readonly onBack: () => void;
  readonly onSubmission: (uuid: string) => void;
}

/** One patient: how to reach them now, what can be done, and how the record came to say so. */
export function PatientScreen({ store, onBack }: Props): ReactElement {
  const styles = useStyles();
  const { patient, card } = useStore(store);
  useEffect(() => store.enter(), [store]);
  return (
    <div className={styles.screen} key={patient}>
      <div>
        <Button size="small" appearance="subtle" icon={<ArrowLeftRegular />} onClick={onBack}>
          {words.back}
        </Button>
      </div>
      <Subtitle1 as="h1" {...startHere}>
        {card.value?.name ?? words.title}
      </Subtitle1>
      {card.problem !== null && <ProblemBar problem={card.problem} onRetry={() => void store.reload()} />}
      {card.isAsking && <Spinner size="small" label={words.loading} />}
      {/* Card */}
      {/* Update form */}
      {/* Other numbers */}
      {/* Contact attempts */}
      {/* History */}
    </div>
  );
}
