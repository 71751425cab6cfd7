import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Text, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactElement } from "react";
import { updateWords } from "../../wording/paneUpdate";
import { ReasonButton } from "../common/ReasonButton";

const words = updateWords.erase;
const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  erased: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS, color: tokens.colorStatusWarningForeground1 },
});

interface Props {
  readonly field: "phone" | "street";
  readonly isErased: boolean;
  /** Whether the record holds something to erase. */
  readonly isRecorded: boolean;
  readonly onErase: () => void;
  readonly onKeep: () => void;
}

/** Erasing instead of replacing, after a question of its own. Only for those whose role may erase. */
export function EraseButton({ field, isErased, isRecorded, onErase, onKeep }: Props): ReactElement {
  const styles = useStyles();
  const [asking, setAsking] = useState(false);
  if (isErased) {
    return (
      <div className={styles.erased}>
        <Text size={200}>{words.isErased}</Text>
        <Button size="small" onClick={onKeep}>
          {words.keep[field]}
        </Button>
      </div>
    );
  }
  return (
    <div>
      <ReasonButton size="small" appearance="subtle" reason={isRecorded ? null : words.nothing[field]} onClick={() => setAsking(true)}>
        {words[field]}
      </ReasonButton>
      {asking && (
        <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && setAsking(false)}>
          <DialogSurface>
            <DialogBody>
              <DialogTitle>{words.title[field]}</DialogTitle>
              <DialogContent className={styles.content} tabIndex={0}>
                <Text>{words.body[field]}</Text>
                <Text size={200}>{words.kept}</Text>
              </DialogContent>
              <DialogActions fluid>
                <Button
                  appearance="primary"
                  onClick={() => {
                    setAsking(false);
                    onErase();
                  }}
                >
                  {words[field]}
                </Button>
                <Button onClick={() => setAsking(false)}>{words.cancel}</Button>
              </DialogActions>
            </DialogBody>
          </DialogSurface>
        </Dialog>
      )}
    </div>
  );
}
