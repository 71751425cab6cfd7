import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, ProgressBar, Spinner, Subtitle1, Text, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ArrowLeftRegular, DocumentTableRegular } from "@fluentui/react-icons";
import { useEffect, useRef, useState } from "react";
import type { DragEvent, ReactElement } from "react";
import { fileWords, problemSentence } from "../../wording/paneFiles";
import { ProblemBar } from "../common/ProblemBar";
import { useStore } from "../store";
import { FileFound } from "./FileFound";
import type { FilesStore } from "./filesStore";
import { TemplateLinks } from "./TemplateLinks";

const words = fileWords;
const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", minHeight: 0, flexGrow: 1 },
  scroll: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, "> *": { flexShrink: 0 } },
  head: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
  choose: { display: "flex", flexDirection: "column", alignItems: "center", gap: tokens.spacingVerticalS, padding: tokens.spacingVerticalL, borderRadius: tokens.borderRadiusMedium, border: `1px dashed ${tokens.colorNeutralStrokeAccessible}`, backgroundColor: tokens.colorNeutralBackground1 },
  over: { backgroundColor: tokens.colorBrandBackground2 },
  drop: { color: tokens.colorNeutralForeground3 },
  name: { overflowWrap: "anywhere" },
  bar: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, borderTop: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1 },
  hidden: { display: "none" },
});

interface Props {
  readonly store: FilesStore;
  readonly openAddress: (address: string) => boolean;
  readonly onClose: () => void;
}

/** Brings a file into a new sheet: choose it, look at what was found in it, make the sheet. */
export function FilesScreen({ store, openAddress, onClose }: Props): ReactElement {
  const styles = useStyles();
  const { phase, fileName, choices, chosenOrder, notice } = useStore(store);
  const result = useRef<HTMLDivElement>(null);
  const isBusy = phase.name === "reading" || phase.name === "writing";

  // What came of the file is where the keyboard goes on, and what is read out.
  useEffect(() => {
    if (phase.name === "read" || phase.name === "refused") result.current?.focus();
  }, [phase.name]);

  return (
    <div className={styles.screen}>
      <div className={styles.scroll}>
        <div className={styles.head}>
          <Button appearance="subtle" icon={<ArrowLeftRegular />} aria-label={words.close} disabled={phase.name === "writing"} onClick={onClose} />
          <Subtitle1 as="h2">{words.title}</Subtitle1>
        </div>
        <Text>{words.lead}</Text>
        {!isBusy && <FileChooser isAgain={fileName !== null} onFile={(file) => void store.open(file)} />}
        {fileName !== null && <Text className={styles.name}>{words.file(fileName)}</Text>}
        {/* In the order of Tab: on the web Office.js moves the focus by itself, and leaves the pane from elements that are not. */}
        <div ref={result} tabIndex={0} role="group" aria-label={words.found}>
          {phase.name === "reading" && <Spinner size="small" label={words.reading} />}
          {phase.name === "refused" && (
            <MessageBar intent="error" layout="multiline" politeness="assertive">
              <MessageBarBody>
                <MessageBarTitle>{words.nothingChanged}</MessageBarTitle>
                {problemSentence(phase.problem)}
              </MessageBarBody>
            </MessageBar>
          )}
          {phase.name === "refused" && phase.problem.code === "encoding-differs" && (
            <MessageBar intent="info" layout="multiline">
              <MessageBarBody>{words.encodings[choices.encoding ?? "utf-8"]}</MessageBarBody>
              <MessageBarActions>
                <Button size="small" onClick={() => void store.choose({ encoding: undefined })}>
                  {words.encodingBack}
                </Button>
              </MessageBarActions>
            </MessageBar>
          )}
          {phase.name === "read" && (
            <FileFound look={phase.read.look} chosenOrder={chosenOrder} onChoose={(change) => void store.choose(change)} onDateOrder={store.setDateOrder} />
          )}
          {phase.name === "writing" && <Writing done={phase.done} total={phase.read.rowCount} onCancel={store.cancel} />}
        </div>
        {(phase.name === "choosing" || phase.name === "refused") && <TemplateLinks openAddress={openAddress} />}
      </div>
      {notice !== null && (
        <div>
          {notice.kind === "problem" ? (
            <ProblemBar problem={notice.problem} onDismiss={store.dismissNotice} />
          ) : (
            <MessageBar intent="info">
              <MessageBarBody>{words.cancelled}</MessageBarBody>
            </MessageBar>
          )}
        </div>
      )}
      {phase.name === "read" && (
        <div className={styles.bar}>
          <Button appearance="primary" onClick={() => void store.make()}>
            {words.make(phase.read.look.rowCount)}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The browser's own dialog for files, and a place to drop one. Its field is out of sight: the button says the same in the pane's own look. */
function FileChooser({ isAgain, onFile }: { readonly isAgain: boolean; readonly onFile: (file: File) => void }): ReactElement {
  const styles = useStyles();
  const field = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const dragged = (event: DragEvent, over: boolean): void => {
    event.preventDefault();
    setOver(over);
  };
  return (
    <div
      className={mergeClasses(styles.choose, isOver && styles.over)}
      onDragOver={(event) => dragged(event, true)}
      onDragLeave={(event) => dragged(event, false)}
      onDrop={(event) => {
        dragged(event, false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined) onFile(file);
      }}
    >
      <Button icon={<DocumentTableRegular />} autoFocus={!isAgain} appearance={isAgain ? "secondary" : "primary"} onClick={() => field.current?.click()}>
        {isAgain ? words.chooseOther : words.choose}
      </Button>
      <Text size={200} className={styles.drop}>
        {words.drop}
      </Text>
      <input
        ref={field}
        type="file"
        className={styles.hidden}
        aria-label={words.choose}
        accept=".csv,.txt,.tsv,.xlsx,.xlsm,.xls,.ods"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file can be chosen again after it was corrected.
          if (file !== undefined) onFile(file);
          event.target.value = "";
        }}
      />
    </div>
  );
}

function Writing({ done, total, onCancel }: { readonly done: number; readonly total: number; readonly onCancel: () => void }): ReactElement {
  return (
    <div role="status">
      <Text>{words.making(done, total)}</Text>
      <ProgressBar value={total === 0 ? 0 : done / total} aria-label={words.making(done, total)} />
      <Button size="small" onClick={onCancel}>
        {words.cancel}
      </Button>
    </div>
  );
}
