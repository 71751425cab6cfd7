import { Caption1, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { formats } from "../../wording/formats";
import { searchWords as words } from "../../wording/paneSearch";
import { ReasonButton } from "../common/ReasonButton";
import { useStore } from "../store";
import { PatientOption } from "./PatientOption";
import type { SearchList, SearchStore } from "./searchStore";

const useStyles = makeStyles({
  list: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  end: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  nobody: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
});

interface Props {
  readonly id: string;
  readonly store: SearchStore;
  /** Opens the patient at a place of the list. */
  readonly onOpen: (index: number) => void;
}

/** The id of a row of the list, by which the search box says which one the arrow keys have come to. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** Who was found, how to see more, and what the search may not know yet. */
export function SearchResults({ id, store, onOpen }: Props): ReactElement {
  const styles = useStyles();
  const { list, active, asking } = useStore(store);
  const hits = list?.hits ?? [];
  return (
    <>
      <div role="status">
        {list !== null && asking === null && (hits.length > 0 ? <Caption1>{`${words.found(hits.length, list.next === null)} ${words.keys}`}</Caption1> : <Nobody list={list} />)}
      </div>
      {hits.length > 0 && (
        <div id={id} role="listbox" aria-label={words.list} aria-busy={asking === "first"} className={styles.list}>
          {hits.map((hit, index) => (
            <PatientOption key={hit.patient} id={optionId(id, index)} hit={hit} isActive={index === active} onOpen={() => onOpen(index)} />
          ))}
        </div>
      )}
      {list?.next != null && (
        <div className={styles.end}>
          <ReasonButton size="small" reason={asking === null ? null : words.asking} onClick={() => void store.more()}>
            {hits.length > 0 ? words.more : words.further}
          </ReasonButton>
          {hits.length > 0 && <Caption1>{words.moreOf(hits.length)}</Caption1>}
        </div>
      )}
      {list !== null && <Unknown list={list} />}
    </>
  );
}

function Nobody({ list }: { readonly list: SearchList }): ReactElement {
  const styles = useStyles();
  if (list.next !== null) return <Text>{words.notYet}</Text>;
  return (
    <div className={styles.nobody}>
      <Text weight="semibold">{words.nobody}</Text>
      <Text>{words.nobodyHelp[list.kind]}</Text>
    </div>
  );
}

/** What OpenMRS has changed lately may be missing: said only where it can matter. */
function Unknown({ list }: { readonly list: SearchList }): ReactElement | null {
  if (list.entered < 1) return <Caption1>{words.entered(Math.floor(list.entered * 100))}</Caption1>;
  return list.knownUntil === null ? null : <Caption1>{words.known(formats.moment(list.knownUntil))}</Caption1>;
}
