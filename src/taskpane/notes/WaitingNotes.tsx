import { Button, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { WaitingNote } from "../../client/notesQueue";
import { noteWords } from "../../wording/paneNotes";
import { noteText, waitingText } from "./noteTexts";
import type { NotesDesk } from "./notesDesk";

interface Props {
  readonly desk: NotesDesk;
  readonly waiting: readonly WaitingNote[];
}

/** What the server does not have: it waits here, or was refused after the form had gone. */
export function WaitingNotes({ desk, waiting }: Props): ReactElement {
  return (
    <>
      {waiting.map((one) => (
        <MessageBar key={one.id} intent={one.note === null || one.refusal !== null ? "warning" : "info"} layout="multiline">
          <MessageBarBody>
            {one.note !== null && <strong>{noteText(one.note)}. </strong>}
            {waitingText(one)}
          </MessageBarBody>
          {(one.note === null || one.refusal !== null) && (
            <MessageBarActions>
              <Button size="small" onClick={() => void desk.discard(one.id)}>
                {noteWords.discard}
              </Button>
            </MessageBarActions>
          )}
        </MessageBar>
      ))}
    </>
  );
}
