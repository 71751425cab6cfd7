import { Button, Caption1, ProgressBar, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { fillWords } from "../../wording/paneFill";
import { ProblemBar } from "../common/ProblemBar";
import { useStore } from "../store";
import type { Turn } from "./running";

const useStyles = makeStyles({
  box: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", justifyContent: "space-between", gap: tokens.spacingHorizontalS },
});

/** How far the work of one part is, with a way to stop it, or why it could not be done. */
export function RunProgress({ turn, part }: { readonly turn: Turn; readonly part: string }): ReactElement | null {
  const styles = useStyles();
  const { running, problem, part: whose } = useStore(turn.store);
  if (whose !== part) return null;
  if (problem !== null) return <ProblemBar problem={problem} />;
  if (running === null || running.label === "") return null;
  const { label, done, total } = running;
  return (
    <div className={styles.box}>
      <ProgressBar aria-label={label} {...(total > 0 && { value: done, max: total })} />
      <div className={styles.line}>
        <Caption1 role="status">{label}</Caption1>
        {total > 0 && <Caption1>{fillWords.of(done, total)}</Caption1>}
        <Button size="small" onClick={turn.cancel}>
          {fillWords.cancel}
        </Button>
      </div>
    </div>
  );
}
