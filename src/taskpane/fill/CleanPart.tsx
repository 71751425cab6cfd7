import { Button, Checkbox, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, MessageBar, MessageBarBody, Subtitle2, Text } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { fillWords } from "../../wording/paneFill";
import { ReasonButton } from "../common/ReasonButton";
import { useStore } from "../store";
import type { CleanState, CleanStore } from "./cleanStore";
import type { FillDesk } from "./fillDesk";
import { usePartStyles } from "./partStyles";
import { RunProgress } from "./RunProgress";
import { columnKey, possibleKey, takenKey } from "./sheetPort";
import type { Cleaned, SheetTraces, Traces } from "./sheetPort";

const words = fillWords.clean;

/** What came from the record: first shown, then confirmed, then removed. */
export function CleanPart({ desk: { clean, turn } }: { readonly desk: FillDesk }): ReactElement {
  const part = usePartStyles();
  const state = useStore(clean);
  const { running } = useStore(turn.store);
  const { traces, isAsking, told } = state;
  const busy = running === null ? null : fillWords.busy;
  const isAny = traces !== null && amountOf(state, traces) > 0;
  return (
    <section className={part.card} aria-label={words.title}>
      <Subtitle2 as="h2">{words.title}</Subtitle2>
      <Text size={200}>{words.intro}</Text>
      <div>
        <ReasonButton reason={busy} onClick={() => void clean.look()}>
          {words.look}
        </ReasonButton>
      </div>
      <RunProgress turn={turn} part="clean" />
      {traces !== null && <Found state={state} traces={traces} clean={clean} />}
      {isAny && (
        <div>
          <ReasonButton appearance="primary" reason={busy} onClick={clean.ask}>
            {words.button}
          </ReasonButton>
        </div>
      )}
      {told !== null && (
        <MessageBar intent={told === "cancelled" ? "info" : "success"} layout="multiline" politeness="polite">
          <MessageBarBody>{told === "cancelled" ? words.cancelled : <Told told={told} />}</MessageBarBody>
        </MessageBar>
      )}
      {isAsking && traces !== null && <ConfirmClean state={state} traces={traces} clean={clean} />}
    </section>
  );
}

function amountOf({ marked, markedLocked }: CleanState, { sheets, ownSheets, settings }: Traces): number {
  return sheets.length + ownSheets.length + settings + marked.length + markedLocked.length;
}

interface Shown {
  readonly state: CleanState;
  readonly traces: Traces;
  readonly clean: CleanStore;
}

function Found({ state, traces, clean }: Shown): ReactElement {
  const part = usePartStyles();
  const { sheets, ownSheets, settings } = traces;
  return (
    <div className={part.content} role="group" aria-label={words.found}>
      <Text weight="semibold">{amountOf(state, traces) === 0 ? words.nothing : words.found}</Text>
      {sheets.map((sheet) => (
        <SheetPart key={sheet.sheetId} sheet={sheet} state={state} clean={clean} />
      ))}
      {settings + state.marked.length + state.markedLocked.length > 0 && (
        <ul className={part.list}>
          {settings > 0 && <li>{words.settings(settings)}</li>}
          {state.marked.length > 0 && <li>{words.marks(state.marked.length)}</li>}
          {state.markedLocked.map((name) => (
            <li key={name}>{words.marksLocked(name)}</li>
          ))}
        </ul>
      )}
      {ownSheets.length > 0 && (
        <div role="group" aria-label={words.ownSheets}>
          <Text weight="semibold">{words.ownSheets}</Text>
          {ownSheets.map(({ sheetId, sheetName, kind }) => (
            <div key={sheetId}>
              <Checkbox label={words.own[kind](sheetName)} checked={state.deleteSheets.includes(sheetId)} onChange={(_, data) => clean.chooseSheet(sheetId, data.checked === true)} />
            </div>
          ))}
          <Text size={200}>{words.ownSheetsHint}</Text>
        </div>
      )}
      <Text>{words.stays}</Text>
    </div>
  );
}

function SheetPart({ sheet, state, clean }: { readonly sheet: SheetTraces; readonly state: CleanState; readonly clean: CleanStore }): ReactElement {
  const part = usePartStyles();
  const { sheetId, sheetName, isProtected, columns, results, formulas, converted, taken, possible } = sheet;
  const certain = [...columns.filter(({ isMarked }) => isMarked), ...results];
  return (
    <div>
      <Text>
        {words.sheet(sheetName)}
        {isProtected && `: ${words.protected}`}
      </Text>
      <ul className={part.list}>
        {certain.map(({ heading, cells }) => (
          <li key={heading}>{words.column(heading, cells)}</li>
        ))}
        {formulas > 0 && <li>{words.formulas(formulas)}</li>}
        {converted > 0 && <li>{words.converted(converted)}</li>}
      </ul>
      {columns
        .filter(({ isMarked }) => !isMarked)
        .map(({ heading, cells }) => (
          <Checkbox
            key={heading}
            label={words.unmarked(heading, cells)}
            checked={state.chosen.has(columnKey(sheetId, heading))}
            onChange={(_, data) => clean.choose(columnKey(sheetId, heading), data.checked === true)}
          />
        ))}
      {taken > 0 && (
        <Checkbox label={words.taken(taken)} checked={state.chosen.has(takenKey(sheetId))} onChange={(_, data) => clean.choose(takenKey(sheetId), data.checked === true)} />
      )}
      {possible > 0 && (
        <Checkbox label={words.possible(possible)} checked={state.chosen.has(possibleKey(sheetId))} onChange={(_, data) => clean.choose(possibleKey(sheetId), data.checked === true)} />
      )}
    </div>
  );
}

function ConfirmClean({ state, traces, clean }: Shown): ReactElement {
  const part = usePartStyles();
  const going = traces.ownSheets.filter(({ sheetId }) => state.deleteSheets.includes(sheetId)).map(({ sheetName }) => sheetName);
  const staying = traces.ownSheets.filter(({ sheetId }) => !state.deleteSheets.includes(sheetId)).map(({ sheetName }) => sheetName);
  const locked = lockedOf(state, traces);
  const unsure = unsureOf(state, traces);
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && clean.close()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.confirmTitle}</DialogTitle>
          <DialogContent className={part.content} tabIndex={0}>
            <Text>{words.confirmCells(cellsOf(state, traces))}</Text>
            {going.length > 0 && <Text weight="semibold">{words.confirmSheets(going.join(", "))}</Text>}
            {staying.length > 0 && <Text weight="semibold">{words.confirmKept(staying.join(", "))}</Text>}
            {locked.length > 0 && <Text weight="semibold">{words.confirmProtected(locked.join(", "))}</Text>}
            {unsure > 0 && <Text weight="semibold">{words.confirmPossible(unsure)}</Text>}
            <Text>{words.confirmStays}</Text>
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={() => void clean.clean()}>
              {words.confirm}
            </Button>
            <Button onClick={clean.close}>{fillWords.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** Protected sheets that hold something of the record, or marks, and do not go as a whole. */
function lockedOf({ markedLocked, deleteSheets }: CleanState, { sheets, ownSheets }: Traces): readonly string[] {
  const going = new Set(ownSheets.filter(({ sheetId }) => deleteSheets.includes(sheetId)).map(({ sheetName }) => sheetName));
  return [...new Set([...sheets.filter(({ isProtected }) => isProtected).map(({ sheetName }) => sheetName), ...markedLocked])].filter((name) => !going.has(name));
}

/** Cells that may hold a value of the record and stay. */
function unsureOf({ chosen, deleteSheets }: CleanState, { sheets }: Traces): number {
  return sheets.filter(({ sheetId }) => !deleteSheets.includes(sheetId) && !chosen.has(possibleKey(sheetId))).reduce((sum, { possible }) => sum + possible, 0);
}

function cellsOf({ chosen, deleteSheets }: CleanState, { sheets }: Traces): number {
  return sheets
    .filter(({ isProtected, sheetId }) => !isProtected && !deleteSheets.includes(sheetId))
    .reduce((sum, { sheetId, columns, results, formulas, converted, taken, possible }) => {
      const wanted = columns.filter(({ isMarked, heading }) => isMarked || chosen.has(columnKey(sheetId, heading)));
      return sum + formulas + converted + (chosen.has(takenKey(sheetId)) ? taken : 0) + (chosen.has(possibleKey(sheetId)) ? possible : 0) + [...wanted, ...results].reduce((cells, column) => cells + column.cells, 0);
    }, 0);
}

function Told({ told }: { readonly told: Cleaned }): ReactElement {
  const lines = [
    words.done(told.cells, told.columns),
    ...(told.sheets.length > 0 ? [words.doneSheets(told.sheets.join(", "))] : []),
    ...(told.keptSheets.length > 0 ? [words.doneKept(told.keptSheets.join(", "))] : []),
    ...(told.protectedSheets.length > 0 ? [words.doneProtected(told.protectedSheets.join(", "))] : []),
    words.stays,
    fillWords.undoHint,
    words.copies,
  ];
  return (
    <>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </>
  );
}
