import { Button, Caption1, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Input, ProgressBar, Subtitle2, Text, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactElement } from "react";
import type { OutboxItem } from "../../client/outbox";
import { paneWords } from "../../wording/pane";
import { submitWords } from "../../wording/paneSubmit";
import { ProblemBar } from "../common/ProblemBar";
import { ReasonButton } from "../common/ReasonButton";
import { sourceText } from "../common/sourceText";
import { outboxProblem } from "../outboxProblem";
import type { OutboxPort } from "../ports";
import { isWaiting } from "../shell/outboxStore";
import { momentText } from "./momentText";

const words = paneWords.history;
const useStyles = makeStyles({
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  item: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, padding: tokens.spacingHorizontalS, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, overflowWrap: "anywhere" },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly items: readonly OutboxItem[];
  readonly outbox: Pick<OutboxPort, "discard" | "retry" | "drain" | "unlockEarlier">;
}

/** Submissions that are kept on this computer until the server has dealt with them. */
export function OutboxList({ items, outbox }: Props): ReactElement {
  const styles = useStyles();
  const [asked, setAsked] = useState<OutboxItem | null>(null);
  return (
    <section aria-label={words.waitingHere}>
      <Subtitle2 as="h2">{words.waitingHere}</Subtitle2>
      <ul className={styles.list} aria-label={words.waitingHere}>
        {items.map((item) => (
          <li key={item.uuid} className={styles.item}>
            <Item item={item} outbox={outbox} onTakeBack={() => setAsked(item)} />
          </li>
        ))}
      </ul>
      {asked !== null && (
        <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && setAsked(null)}>
          <DialogSurface>
            <DialogBody>
              <DialogTitle>{isWaiting(asked) ? words.takeBackTitle : words.removeTitle}</DialogTitle>
              <DialogContent>{isWaiting(asked) ? words.takeBackBody(asked.rowCount) : words.removeBody}</DialogContent>
              <DialogActions fluid>
                <Button
                  appearance="primary"
                  onClick={() => {
                    setAsked(null);
                    void outbox.discard(asked.uuid);
                  }}
                >
                  {isWaiting(asked) ? words.takeBack : words.remove}
                </Button>
                <Button onClick={() => setAsked(null)}>{words.keep}</Button>
              </DialogActions>
            </DialogBody>
          </DialogSurface>
        </Dialog>
      )}
    </section>
  );
}

function Item({ item, outbox, onTakeBack }: { readonly item: OutboxItem; readonly outbox: Props["outbox"]; readonly onTakeBack: () => void }): ReactElement {
  const styles = useStyles();
  const problem = outboxProblem(item);
  const isTooLate = (item.state === "accepting" || item.state === "accepted") && item.readable;
  return (
    <>
      <Text weight="semibold">{item.source === null ? words.rows(item.rowCount) : sourceText(item.source)}</Text>
      <Caption1>
        {momentText(item.createdAt)} · {words.rows(item.rowCount)} · {words.outboxState[item.state]}
      </Caption1>
      {item.state !== "waiting" && item.state !== "refused" && (
        <ProgressBar aria-label={words.outboxState[item.state]} value={item.progress.done} max={item.progress.total} />
      )}
      {problem !== null && <ProblemBar problem={problem} intent={item.state === "refused" ? "error" : "warning"} />}
      {!item.readable && <Earlier outbox={outbox} />}
      <div className={styles.actions}>
        {item.state === "waiting" && item.readable && (
          <Button size="small" onClick={() => void outbox.drain({ now: true })}>
            {words.sendNow}
          </Button>
        )}
        {item.state === "refused" && item.readable && (
          <Button size="small" onClick={() => void outbox.retry(item.uuid).then(() => outbox.drain({ now: true }))}>
            {words.tryAgain}
          </Button>
        )}
        <ReasonButton size="small" reason={isTooLate ? submitWords.sending.tooLate : null} onClick={onTakeBack}>
          {isWaiting(item) || isTooLate ? words.takeBack : words.remove}
        </ReasonButton>
      </div>
    </>
  );
}

/** A submission from before the person's password was changed opens with that password only. */
function Earlier({ outbox }: { readonly outbox: Props["outbox"] }): ReactElement {
  const [secret, setSecret] = useState("");
  const [failed, setFailed] = useState(false);
  async function unlock(): Promise<void> {
    setFailed(!(await outbox.unlockEarlier(secret)));
    setSecret("");
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void unlock();
      }}
    >
      <Text size={200}>{words.unreadable}</Text>
      <Field label={words.earlierPassword} {...(failed && { validationMessage: words.unlockFailed })}>
        <Input type="password" size="small" value={secret} autoComplete="off" onChange={(_, data) => setSecret(data.value)} />
      </Field>
      <Button type="submit" size="small">
        {words.unlock}
      </Button>
    </form>
  );
}
