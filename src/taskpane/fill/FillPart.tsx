import { Button, Caption1, Checkbox, Field, MessageBar, MessageBarBody, Select, Subtitle2, Switch, Text, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect } from "react";
import type { ReactElement } from "react";
import { recordFields } from "../../domain/recordColumns";
import { fillWords } from "../../wording/paneFill";
import { submitWords } from "../../wording/paneSubmit";
import { ReasonButton } from "../common/ReasonButton";
import { useStore } from "../store";
import { placeId } from "../workbook/port";
import type { FillDesk } from "./fillDesk";
import { inScope, rowsToFill } from "./fillStore";
import type { FillState, FillTold } from "./fillStore";
import { RunProgress } from "./RunProgress";
import { usePartStyles } from "./partStyles";

const words = fillWords.fill;
const setupWords = submitWords.setup;
const useStyles = makeStyles({
  fields: { display: "flex", flexDirection: "column" },
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalM },
});

/** Which list, which fields, which rows; then one button. */
export function FillPart({ desk: { fill, turn }, whyNot }: { readonly desk: FillDesk; readonly whyNot: string | null }): ReactElement {
  const part = usePartStyles();
  const styles = useStyles();
  const state = useStore(fill);
  const { running } = useStore(turn.store);
  const { look, lacks, rows, fields, scope, includeHidden, told } = state;
  useEffect(() => {
    if (fill.get().look === null) void fill.look();
  }, [fill]);
  const meant = rowsToFill(state);
  const hidden = inScope(state).filter((row) => row.isHidden).length;
  const reason = whyNot ?? (running === null ? reasonOf(state, meant.length) : fillWords.busy);
  return (
    <section className={part.card} aria-label={words.title}>
      <Subtitle2 as="h2">{words.title}</Subtitle2>
      <Text size={200}>{fillWords.intro}</Text>
      {look !== null && (
        <div className={styles.line}>
          <Text weight="semibold" className={part.name}>
            {setupWords.sheet(look.sheetName, look.workbookName)}
          </Text>
          {rows !== null && <Caption1>{setupWords.rows(rows.length)}</Caption1>}
          <Button size="small" appearance="transparent" disabledFocusable={running !== null} onClick={() => void fill.look()}>
            {words.lookAgain}
          </Button>
        </div>
      )}
      {look !== null && look.places.length > 1 && (
        <Field label={setupWords.place} hint={setupWords.severalLists(look.places.length)}>
          <Select value={placeId(look.chosen)} onChange={(_, data) => void fill.look({ sheetId: look.sheetId, placeId: data.value })}>
            {look.places.map((place) => (
              <option key={placeId(place)} value={placeId(place)}>
                {place.kind === "table" ? setupWords.table(place.name, place.rowCount) : setupWords.cells(place.rowCount)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {lacks !== null && <Note text={words.lacks[lacks]} />}
      <div role="group" aria-label={words.fields} className={styles.fields}>
        <Text weight="semibold">{words.fields}</Text>
        {recordFields.map((field) => (
          <Checkbox key={field} label={words.field[field]} checked={fields.includes(field)} onChange={(_, data) => fill.setField(field, data.checked === true)} />
        ))}
      </div>
      <Field label={setupWords.scope}>
        <Select
          value={scope}
          onChange={(_, data) => {
            fill.setScope(data.value === "selected" ? "selected" : "all");
            if (data.value === "selected" && look !== null) void fill.look({ sheetId: look.sheetId, placeId: placeId(look.chosen) });
          }}
        >
          <option value="all">{setupWords.scopeAll}</option>
          <option value="selected">{scope === "selected" ? setupWords.scopeSelectedNumber(inScope(state).length) : setupWords.scopeSelected}</option>
        </Select>
      </Field>
      {scope === "selected" && rows !== null && inScope(state).length === 0 && <Text size={200}>{setupWords.selectFirst}</Text>}
      {hidden > 0 && (
        <div>
          <Text size={200}>{setupWords.hidden(hidden)}</Text>
          <Switch label={setupWords.hiddenSwitch} checked={includeHidden} onChange={(_, data) => fill.setIncludeHidden(data.checked)} />
        </div>
      )}
      <div>
        <ReasonButton appearance="primary" reason={reason} onClick={() => void fill.fill()}>
          {words.fill(meant.length)}
        </ReasonButton>
      </div>
      <RunProgress turn={turn} part="fill" />
      {told !== null && (
        <MessageBar intent={told === "cancelled" || told.isCancelled ? "info" : "success"} layout="multiline" politeness="polite">
          <MessageBarBody>{told === "cancelled" ? words.cancelled : <Told told={told} />}</MessageBarBody>
        </MessageBar>
      )}
    </section>
  );
}

function reasonOf({ look, lacks, rows, fields }: FillState, meant: number): string | null {
  if (look === null) return words.why.notLooked;
  if (lacks !== null) return words.lacks[lacks];
  if (look.isReadOnly) return words.why.readOnly;
  if (look.isProtected) return words.why.protected;
  if (rows === null) return words.why.notLooked;
  if (fields.length === 0) return words.why.fields;
  return meant === 0 ? words.why.rows : null;
}

function Told({ told }: { readonly told: FillTold }): ReactElement {
  const lines = [
    told.isCancelled ? words.cancelledAt(told.rows) : words.done(told.rows),
    ...(told.updated > 0 ? [words.updated(told.updated)] : []),
    ...(told.mixed > 0 ? [words.mixed(told.mixed)] : []),
    ...(told.notFound > 0 ? [words.notFound(told.notFound)] : []),
    ...(told.ambiguous > 0 ? [words.ambiguous(told.ambiguous)] : []),
    ...(told.unreadable > 0 ? [words.unreadable(told.unreadable)] : []),
    ...(told.gone > 0 ? [words.gone(told.gone)] : []),
    words.under(told.headings.join(", ")),
    fillWords.undoHint,
  ];
  return (
    <>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </>
  );
}

function Note({ text }: { readonly text: string }): ReactElement {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{text}</MessageBarBody>
    </MessageBar>
  );
}
