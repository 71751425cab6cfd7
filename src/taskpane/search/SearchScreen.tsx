import { Button, Caption1, Field, Input, Select, Spinner, Subtitle1, Switch, Text, makeStyles, tokens } from "@fluentui/react-components";
import { DismissRegular, SearchRegular } from "@fluentui/react-icons";
import { useEffect, useId, useRef } from "react";
import type { KeyboardEvent, ReactElement, ReactNode } from "react";
import { searchKinds } from "../../contract/patientSearch";
import type { PatientUuid } from "../../contract/patientSearch";
import { searchWords as words } from "../../wording/paneSearch";
import { ProblemBar } from "../common/ProblemBar";
import { startHere } from "../common/startHere";
import { useStore } from "../store";
import { SearchResults, optionId } from "./SearchResults";
import { leastCharacters } from "./searchStore";
import type { SearchState, SearchStore } from "./searchStore";

const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, "> *": { flexShrink: 0 } },
  choices: { display: "flex", flexWrap: "wrap", alignItems: "end", justifyContent: "space-between", gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly store: SearchStore;
  readonly onOpen: (patient: PatientUuid) => void;
  /** Another way to patients: the selected rows one by one. */
  readonly rows?: ReactNode;
}

/** Finding a patient while one types, by the keyboard alone, or by selecting rows of the sheet. */
export function SearchScreen({ store, onOpen, rows }: Props): ReactElement {
  const styles = useStyles();
  const state = useStore(store);
  const { text, kind, list, active, follows } = state;
  const listId = useId();
  const box = useRef<HTMLInputElement>(null);
  const hits = list?.hits ?? [];

  // Whoever comes back from a patient goes on where they were.
  useEffect(() => {
    if (store.takeOpened()) box.current?.focus();
  }, [store]);
  useEffect(() => {
    if (active >= 0) document.getElementById(optionId(listId, active))?.scrollIntoView({ block: "nearest" });
  }, [active, listId]);

  const open = (index: number): void => {
    const hit = hits[index];
    if (hit === undefined) return;
    store.moveTo(index);
    store.noteOpened();
    onOpen(hit.patient);
  };

  const clear = (): void => {
    store.clear();
    box.current?.focus();
  };

  const handleKey = (event: KeyboardEvent): void => {
    const move = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key];
    if (move !== undefined && hits.length > 0) store.moveTo(move);
    else if (event.key === "Enter" && active >= 0 && isCurrent(state)) open(active);
    else if (event.key === "Enter") void store.search();
    else if (event.key === "Escape" && text !== "") store.clear();
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.screen}>
      <Subtitle1 as="h1" {...startHere}>
        {words.title}
      </Subtitle1>
      <Field label={words.box} hint={words.hint}>
        <Input
          input={{ ref: box }}
          value={text}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          role="combobox"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-expanded={hits.length > 0}
          aria-controls={hits.length > 0 ? listId : undefined}
          aria-activedescendant={active >= 0 && active < hits.length ? optionId(listId, active) : undefined}
          contentBefore={<SearchRegular />}
          contentAfter={text === "" ? null : <Button size="small" appearance="transparent" icon={<DismissRegular />} aria-label={words.clear} onClick={clear} />}
          onChange={(_, data) => store.type(data.value)}
          onKeyDown={handleKey}
        />
      </Field>
      <div className={styles.choices}>
        <Field label={words.kind}>
          <Select value={kind} onChange={(_, data) => store.setKind(searchKinds.find((known) => known === data.value) ?? "any")}>
            {searchKinds.map((known) => (
              <option key={known} value={known}>
                {words.kinds[known]}
              </option>
            ))}
          </Select>
        </Field>
        <Switch checked={follows} label={words.follow} title={words.followTip} onChange={(_, data) => store.setFollows(data.checked)} />
      </div>
      {state.problem !== null && <ProblemBar problem={state.problem} onRetry={() => void store.search()} />}
      {state.asking === "first" && hits.length === 0 && <Spinner size="small" label={words.asking} />}
      {list === null && state.asking === null && state.problem === null && <Text>{startText(state)}</Text>}
      {follows && state.row?.lacks === null && <Caption1>{words.row.shown(state.row.rowNumber)}</Caption1>}
      {rows}
      <SearchResults id={listId} store={store} onOpen={open} />
    </div>
  );
}

/** The list answers what stands in the box: Enter must not open somebody who was found by what stood there before. */
function isCurrent({ text, kind, list, asking }: SearchState): boolean {
  return asking !== "first" && list !== null && list.text === text.trim() && list.kind === kind;
}

function startText({ follows, row, text }: SearchState): string {
  if (!follows || text.trim().length >= leastCharacters) return words.start;
  if (row === null) return words.row.waiting;
  if (row.lacks === "row") return words.row.noRow(row.rowNumber);
  if (row.lacks === "art-id") return words.row.blank(row.rowNumber);
  return words.row.noList;
}
