import { Body1, Button, Caption1, Checkbox, Field, MessageBar, MessageBarActions, MessageBarBody, ProgressBar, Select, Spinner, Subtitle1, Subtitle2, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect } from "react";
import type { ReactElement } from "react";
import { compareWords as words } from "../../wording/paneCompare";
import { submitWords } from "../../wording/paneSubmit";
import { ReasonButton } from "../common/ReasonButton";
import { startHere } from "../common/startHere";
import { useStore } from "../store";
import { sheetListOf } from "../submit/engine/understand";
import { placeId } from "../workbook/port";
import { CompareNoticeBar } from "./CompareNoticeBar";
import { ComparedPart } from "./ComparedPart";
import { fieldsOf } from "./comparing";
import type { CompareDesk } from "./compareDesk";
import type { CompareSetup, CompareState, Work } from "./compareState";
import { countDifferences } from "./counting";

const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, minHeight: 0, "> *": { flexShrink: 0 } },
  card: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, padding: tokens.spacingHorizontalM, borderRadius: tokens.borderRadiusMedium, border: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1 },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  name: { overflowWrap: "anywhere" },
  said: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" },
});

interface Props {
  readonly desk: CompareDesk;
  /** A submission is on its way, so that no other rows can be chosen. */
  readonly isSending: boolean;
}

/** The list in front beside the record: what differs, and what is to be done about it. */
export function CompareScreen({ desk, isSending }: Props): ReactElement {
  const styles = useStyles();
  const state = useStore(desk);
  const { setup, work, compared, notice } = state;
  useEffect(() => {
    if (desk.get().setup === null) void desk.look();
  }, [desk]);
  return (
    <div className={styles.screen}>
      <Subtitle1 as="h1" {...startHere}>
        {words.title}
      </Subtitle1>
      <Body1>{words.intro}</Body1>
      <div role="status" className={styles.said}>
        {saidOf(state)}
      </div>
      {state.isLooking && <Spinner size="small" label={words.looking} />}
      {notice !== null && <CompareNoticeBar notice={notice} onDismiss={desk.dismissNotice} onUndo={() => void desk.undo()} />}
      {setup !== null && <SetupPart state={state} setup={setup} desk={desk} />}
      {setup === null && !state.isLooking && (
        <div>
          <Button onClick={() => void desk.look()}>{words.lookAgain}</Button>
        </div>
      )}
      {work !== null && <WorkPart work={work} onCancel={desk.cancel} />}
      {compared?.olderThan != null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words.older[compared.olderThan]}</MessageBarBody>
          <MessageBarActions>
            <ReasonButton size="small" reason={work === null ? null : words.whyBusy} onClick={() => void desk.compare()}>
              {words.compareAgain}
            </ReasonButton>
          </MessageBarActions>
        </MessageBar>
      )}
      {compared !== null && <ComparedPart compared={compared} filter={state.filter} desk={desk} isBusy={work !== null} isSending={isSending} />}
    </div>
  );
}

function saidOf({ work, compared }: CompareState): string {
  if (work !== null) return words.work[work.step];
  if (compared === null) return "";
  const { rows, same } = countDifferences(compared.rows);
  return words.said(rows - same, rows);
}

function SetupPart({ state, setup, desk }: { readonly state: CompareState; readonly setup: CompareSetup; readonly desk: CompareDesk }): ReactElement {
  const styles = useStyles();
  const { look, understanding, lacks } = setup;
  const { work, compared } = state;
  const busy = work === null ? null : words.whyBusy;
  const isCompared = compared?.look.sheetId === look.sheetId;
  const fields = fieldsOf(sheetListOf(look, understanding));
  return (
    <section className={styles.card} aria-label={words.list}>
      <Subtitle2 as="h2" className={styles.name}>
        {words.sheet(look.sheetName)}
      </Subtitle2>
      {look.places.length > 1 && (
        <Field label={words.list}>
          <Select value={placeId(look.chosen)} disabled={work !== null} onChange={(_, data) => void desk.choosePlace(data.value)}>
            {look.places.map((place) => (
              <option key={placeId(place)} value={placeId(place)}>
                {place.kind === "table" ? submitWords.setup.table(place.name, place.rowCount) : submitWords.setup.cells(place.rowCount)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {fields.length > 0 && lacks === null && <Caption1>{words.columns(fields.map((field) => words.fields[field]).join(", "))}</Caption1>}
      {lacks !== null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{lacks === "values" ? words.nothingToCompare : submitWords.setup.lacks[lacks]}</MessageBarBody>
        </MessageBar>
      )}
      <Checkbox label={words.includeHidden} checked={state.includeHidden} onChange={(_, data) => desk.setIncludeHidden(data.checked === true)} />
      <div className={styles.buttons}>
        <ReasonButton appearance="primary" reason={busy ?? (lacks === null ? null : lacks === "values" ? words.nothingToCompare : submitWords.setup.lacks[lacks])} onClick={() => void desk.compare()}>
          {isCompared ? words.compareAgain : words.compare}
        </ReasonButton>
        <ReasonButton reason={busy} onClick={() => void desk.look()}>
          {words.lookAgain}
        </ReasonButton>
        <ReasonButton reason={busy} onClick={() => void desk.removeMarks()}>
          {words.removeMarks}
        </ReasonButton>
      </div>
    </section>
  );
}

function WorkPart({ work, onCancel }: { readonly work: Work; readonly onCancel: () => void }): ReactElement {
  const styles = useStyles();
  const { step, done, total } = work;
  return (
    <div className={styles.card}>
      <Field label={words.work[step]}>
        <ProgressBar {...(total > 0 && { value: done, max: total })} aria-label={words.work[step]} />
      </Field>
      {total > 0 && <Caption1>{words.of(done, total)}</Caption1>}
      {step !== "taking" && (
        <div>
          <Button size="small" onClick={onCancel}>
            {words.cancel}
          </Button>
        </div>
      )}
    </div>
  );
}
