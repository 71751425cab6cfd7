import { Button, Caption1, Field, MessageBar, MessageBarBody, Select, Subtitle2, Switch, Text, makeStyles, tokens } from "@fluentui/react-components";
import { ChevronDownRegular, ChevronRightRegular } from "@fluentui/react-icons";
import { useId, useState } from "react";
import type { ReactElement } from "react";
import { submitWords } from "../../../wording/paneSubmit";
import { placeId } from "../../workbook/port";
import { rowsInScope } from "../engine/scope";
import type { Setup } from "../submitState";
import type { SubmitStore } from "../submitStore";
import { ColumnChoices } from "./ColumnChoices";
import { DateChoices } from "./DateChoices";

const words = submitWords.setup;

const useStyles = makeStyles({
  card: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, padding: tokens.spacingHorizontalM, borderRadius: tokens.borderRadiusMedium, border: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1 },
  title: { display: "flex", alignItems: "start", gap: tokens.spacingHorizontalS },
  change: { marginLeft: "auto", minWidth: "auto", flexShrink: 0 },
  facts: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalM },
  name: { overflowWrap: "anywhere" },
});

interface Props {
  readonly setup: Setup;
  readonly store: SubmitStore;
  /** Only a line of it: the list is validated and its problems matter now. */
  readonly isFolded: boolean;
}

/** What was found on the sheet, and everything about it that a person can put right before validating. */
export function SetupCard({ setup, store, isFolded }: Props): ReactElement {
  const styles = useStyles();
  const { look, understanding, read } = setup;
  const [unfolded, setUnfolded] = useState(false);
  return (
    <section className={styles.card} aria-label={words.found}>
      <div className={styles.title}>
        <Subtitle2 as="h2" className={styles.name}>
          {words.sheet(look.sheetName, look.workbookName)}
        </Subtitle2>
        {isFolded && (
          <Button size="small" appearance="transparent" className={styles.change} aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
            {unfolded ? words.fold : words.unfold}
          </Button>
        )}
      </div>
      <div className={styles.facts}>
        {understanding.lacks !== "headings" && <Caption1>{words.headerRow(understanding.headerRowNumber)}</Caption1>}
        {understanding.lacks === null && <Caption1>{read === null ? words.reading : words.rows(read.rows.length)}</Caption1>}
        <Caption1>{words.columnsFound(Object.keys(understanding.columns).length)}</Caption1>
      </div>
      {look.isReadOnly && <Note text={words.readOnly} />}
      {look.isProtected && !look.isReadOnly && <Note text={words.protected} />}
      {(!isFolded || unfolded) && <SetupChoices setup={setup} store={store} />}
    </section>
  );
}

function SetupChoices({ setup, store }: Pick<Props, "setup" | "store">): ReactElement {
  const { look, understanding, read, scope } = setup;
  const [open, setOpen] = useState(false);
  const columnsId = useId();
  const counts = read === null ? null : rowsInScope(read, scope, look.selectedRows);
  const showColumns = open || understanding.lacks !== null;
  return (
    <>
      {look.places.length > 1 && (
        <Field label={words.place} hint={words.severalLists(look.places.length)}>
          <Select value={placeId(look.chosen)} onChange={(_, data) => void store.choosePlace(data.value)}>
            {look.places.map((place) => (
              <option key={placeId(place)} value={placeId(place)}>
                {place.kind === "table" ? words.table(place.name, place.rowCount) : words.cells(place.rowCount)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {understanding.lacks !== null && <Note text={words.lacks[understanding.lacks]} />}

      <div>
        <Button
          appearance="transparent"
          size="small"
          icon={showColumns ? <ChevronDownRegular /> : <ChevronRightRegular />}
          aria-expanded={showColumns}
          aria-controls={columnsId}
          onClick={() => setOpen(!showColumns)}
        >
          {words.changeColumns}
        </Button>
        <div id={columnsId} hidden={!showColumns}>
          {showColumns && <ColumnChoices understanding={understanding} onChoose={(field, column) => void store.correctColumn(field, column)} />}
        </div>
      </div>

      {read !== null && counts !== null && (
        <>
          <Field label={words.scope}>
            <Select value={scope.rows} onChange={(_, data) => store.setScope({ rows: data.value === "selected" || data.value === "given" ? data.value : "all" })}>
              {scope.given !== undefined && <option value="given">{scope.rows === "given" ? words.scopeGivenNumber(counts.total) : words.scopeGiven}</option>}
              <option value="all">{words.scopeAll}</option>
              <option value="selected">{scope.rows === "selected" ? words.scopeSelectedNumber(counts.total) : words.scopeSelected}</option>
            </Select>
          </Field>
          {scope.rows === "selected" && counts.total === 0 && <Text size={200}>{words.selectFirst}</Text>}
          {counts.hidden > 0 && (
            <div>
              <Text size={200}>{words.hidden(counts.hidden)}</Text>
              <Switch label={words.hiddenSwitch} checked={scope.includeHidden} onChange={(_, data) => store.setScope({ includeHidden: data.checked })} />
            </div>
          )}
          {counts.sent > 0 && (
            <div>
              <Text size={200}>{words.sent(counts.sent)}</Text>
              <Switch label={words.sentSwitch} checked={scope.includeSent} onChange={(_, data) => store.setScope({ includeSent: data.checked })} />
            </div>
          )}
          <DateChoices dates={read.dates} chosenOrder={setup.chosenOrder} chosen1904={setup.chosen1904} onOrder={store.setDateOrder} on1904={store.setDate1904} />
        </>
      )}
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
