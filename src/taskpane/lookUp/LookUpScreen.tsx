import { Button, Field, Input, Spinner, Subtitle1, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { LookupResult } from "../../contract/patients";
import { paneWords } from "../../wording/pane";
import { dayWords } from "../../wording/sentence";
import { ProblemBar } from "../common/ProblemBar";
import { ReasonButton } from "../common/ReasonButton";
import { useStore } from "../store";
import type { LookUpStore } from "./lookUpStore";

const words = paneWords.lookUp;
const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, "> *": { flexShrink: 0 } },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  answer: { margin: 0, display: "grid", gridTemplateColumns: "auto 1fr", columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalXS },
  value: { margin: 0, overflowWrap: "anywhere", fontWeight: tokens.fontWeightSemibold },
});

/** What the record holds now for one ART ID: the one of the selected cell, or one that is typed. */
export function LookUpScreen({ store }: { readonly store: LookUpStore }): ReactElement {
  const styles = useStyles();
  const { artId, isAsking, problem, answer, missing } = useStore(store);
  return (
    <form
      className={styles.screen}
      aria-label={words.title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void store.search();
      }}
    >
      <Subtitle1 as="h1">{words.title}</Subtitle1>
      <Text>{words.lead}</Text>
      <Field label={words.artId} {...(missing && { validationMessage: words.missing })}>
        <Input value={artId} maxLength={50} autoComplete="off" spellCheck={false} onChange={(_, data) => store.type(data.value)} />
      </Field>
      <div className={styles.actions}>
        <ReasonButton type="submit" appearance="primary" reason={isAsking ? paneWords.shell.loading : null}>
          {words.search}
        </ReasonButton>
        <Button onClick={() => void store.useSelectedCell()}>{words.useCell}</Button>
      </div>
      {isAsking && <Spinner size="small" label={paneWords.shell.loading} />}
      {problem !== null && <ProblemBar problem={problem} />}
      <div role="status">{answer !== null && <Answer answer={answer.result} artId={answer.artId} />}</div>
    </form>
  );
}

function Answer({ answer, artId }: { readonly answer: LookupResult; readonly artId: string }): ReactElement {
  const styles = useStyles();
  if (!answer.found) return <Text>{words.notFound[answer.reason]}</Text>;
  const { address, birthdate, status } = answer;
  const addressText = [address?.street, address?.ward, address?.lga, address?.state].filter((part) => part != null && part !== "").join(", ");
  const born = birthdate?.birthdate == null ? "" : `${dayWords(birthdate.birthdate)}${birthdate.estimated ? ` (${words.estimated})` : ""}`;
  const changed = status?.lastChanged ?? null;
  return (
    <>
      <dl className={styles.answer}>
        <dt>{words.artId}</dt>
        <dd className={styles.value}>{artId}</dd>
        <dt>{words.phone}</dt>
        <dd className={styles.value}>{orNone(answer.phone)}</dd>
        <dt>{words.address}</dt>
        <dd className={styles.value}>{orNone(addressText)}</dd>
        <dt>{words.birthdate}</dt>
        <dd className={styles.value}>{orNone(born)}</dd>
        {changed !== null && <dt>{words.lastChanged}</dt>}
        {changed !== null && <dd className={styles.value}>{dayWords(changed.slice(0, 10))}</dd>}
      </dl>
      {status?.dead === true && <Text>{words.dead}</Text>}
    </>
  );
}

function orNone(text: string | null | undefined): string {
  return text == null || text === "" ? words.none : text;
}
