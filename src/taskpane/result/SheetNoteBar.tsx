import { MessageBar, MessageBarBody, Spinner, Text } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { submissionWords } from "../../wording/paneSubmissions";
import { submitWords } from "../../wording/paneSubmit";
import { ProblemBar } from "../common/ProblemBar";
import type { SheetNote } from "../submit/submitState";

const words = submitWords.result;

/** What became of writing Status and Detail beside the rows. */
export function SheetNoteBar({ sheet, onWriteAgain }: { readonly sheet: SheetNote; readonly onWriteAgain: (() => void) | undefined }): ReactElement {
  switch (sheet.kind) {
    case "writing":
      return <Spinner size="tiny" label={words.writing} labelPosition="after" />;
    case "failed":
      return (
        <>
          <Text>{words.notWritten}</Text>
          <ProblemBar problem={sheet.problem} onRetry={onWriteAgain} />
        </>
      );
    case "elsewhere":
      return (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{submissionWords.result.notThisWorkbook(sheet.sheet, sheet.workbook)}</MessageBarBody>
        </MessageBar>
      );
    case "written": {
      const { written, gone } = sheet.result;
      return (
        <MessageBar intent={gone.length > 0 ? "warning" : "success"} layout="multiline">
          <MessageBarBody>
            {words.written(written)} {gone.length > 0 && words.gone(gone.length)} {words.ctrlZ}
          </MessageBarBody>
        </MessageBar>
      );
    }
  }
}
