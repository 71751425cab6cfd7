import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, MessageBar, MessageBarBody, Select, Subtitle2, Switch, Text } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { fillWords } from "../../wording/paneFill";
import { ReasonButton } from "../common/ReasonButton";
import { useStore } from "../store";
import type { ConvertStore } from "./convertStore";
import type { FillDesk } from "./fillDesk";
import { usePartStyles } from "./partStyles";
import { RunProgress } from "./RunProgress";
import type { FormulasFound } from "./sheetPort";

const words = fillWords.convert;

/** Formulas become values: where, what that means in numbers, and then. */
export function ConvertPart({ desk: { convert, turn } }: { readonly desk: FillDesk }): ReactElement {
  const part = usePartStyles();
  const { where, asking, sayWhy, told } = useStore(convert);
  const { running } = useStore(turn.store);
  return (
    <section className={part.card} aria-label={words.title}>
      <Subtitle2 as="h2">{words.title}</Subtitle2>
      <Text size={200}>{words.intro}</Text>
      <Field label={words.where}>
        <Select value={where} onChange={(_, data) => convert.setWhere(data.value === "workbook" ? "workbook" : "sheet")}>
          <option value="sheet">{words.sheet}</option>
          <option value="workbook">{words.workbook}</option>
        </Select>
      </Field>
      <div>
        <ReasonButton reason={running === null ? null : fillWords.busy} onClick={() => void convert.ask()}>
          {words.button}
        </ReasonButton>
      </div>
      <RunProgress turn={turn} part="convert" />
      {told !== null && (
        <MessageBar intent={told === "cancelled" ? "info" : "success"} layout="multiline" politeness="polite">
          <MessageBarBody>{told === "cancelled" ? words.cancelled : `${words.done(told.cells)} ${fillWords.undoHint}`}</MessageBarBody>
        </MessageBar>
      )}
      {asking !== null && <ConfirmConvert convert={convert} found={asking} sayWhy={sayWhy} />}
    </section>
  );
}

function ConfirmConvert({ convert, found, sayWhy }: { readonly convert: ConvertStore; readonly found: FormulasFound; readonly sayWhy: boolean }): ReactElement {
  const part = usePartStyles();
  const cells = found.values + (sayWhy ? found.errors : 0);
  const canConvert = cells > 0;
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && convert.close()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{canConvert ? words.confirmTitle(cells) : words.nothing}</DialogTitle>
          <DialogContent className={part.content} tabIndex={0}>
            {canConvert && <Text>{words.intro}</Text>}
            {found.errors > 0 && <Text>{words.errors(found.errors)}</Text>}
            {found.errors > 0 && <Switch label={words.errorsSwitch} checked={sayWhy} onChange={(_, data) => convert.setSayWhy(data.checked)} />}
            {found.waiting > 0 && <Text>{words.waiting(found.waiting)}</Text>}
            {found.unclear > 0 && <Text>{words.unclear(found.unclear)}</Text>}
            {found.protectedSheets.length > 0 && <Text>{words.protected(found.protectedSheets.join(", "))}</Text>}
          </DialogContent>
          <DialogActions fluid>
            {canConvert && (
              <Button appearance="primary" onClick={() => void convert.convert()}>
                {words.confirm(cells)}
              </Button>
            )}
            <Button onClick={convert.close}>{canConvert ? fillWords.cancel : fillWords.close}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
