import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { submissionWords } from "../../wording/paneSubmissions";

const words = submissionWords.cancel;

interface Props {
  readonly done: number;
  readonly total: number;
  readonly onCancel: () => void;
  readonly onClose: () => void;
}

/** What cancelling does and does not do, before it is done. */
export function CancelDialog({ done, total, onCancel, onClose }: Props): ReactElement {
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogContent tabIndex={0}>
            {words.soFar(done, total)} {words.body}
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={onCancel}>
              {words.confirm}
            </Button>
            <Button onClick={onClose}>{words.keep}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
