import { makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ReactElement, ReactNode } from "react";
import { offerPlaces } from "../../domain/placeOffers";
import type { PlaceOffer } from "../../domain/placeOffers";
import { addressPartLength } from "../../domain/freeText";
import type { AddressView, Issue } from "../../domain/types";
import { placeWords as words } from "../../wording/panePlaces";
import { sentenceLine } from "../../wording/sentence";
import { useStore } from "../store";
import { PlaceCombobox } from "./PlaceCombobox";
import { AskState, NearNames, NotKnown, OfferBar, TakenOutBar } from "./PlaceBars";
import { placeChoices } from "./placeChoices";
import { namesakes, nearNames, placeIssues, placeOfWard, settle, withLga } from "./placeDraft";
import type { Changed, Lga, PlaceField, PlaceValue } from "./placeDraft";
import type { PlacesStore } from "./placesStore";
import { createStreetSearch } from "./streetSearch";

export type AddressField = keyof PlaceValue;
export const addressFields: readonly AddressField[] = ["state", "lga", "ward", "street"];

interface Props {
  readonly labels: Readonly<Record<AddressField, string>>;
  /** As typed; a blank part means no change. */
  readonly value: PlaceValue;
  /** What the record says now; null where it has no address. */
  readonly current: AddressView | null;
  readonly places: PlacesStore;
  readonly isDisabled?: boolean;
  /** The street is not asked for, e.g. because it is to be erased. */
  readonly withoutStreet?: boolean;
  /** What the form itself has found; for places the field's own finding comes first. */
  readonly issueOf?: (field: AddressField) => Issue | undefined;
  /** What the form has to say or to press below a field. */
  readonly below?: (field: AddressField) => ReactNode;
  readonly onChange: (value: PlaceValue) => void;
  readonly onLeave?: (field: AddressField) => void;
}

const useStyles = makeStyles({
  fields: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, minWidth: 0 },
});

/** State, LGA, ward and street of an address, completed from the site's own names; nothing here waits for the server at a keystroke. */
export function PlaceFields(props: Props): ReactElement {
  const { labels, value, current, places: store, isDisabled = false, withoutStreet = false, issueOf, below, onChange, onLeave } = props;
  const styles = useStyles();
  const snapshot = useStore(store);
  const { known } = snapshot;
  const [inField, setInField] = useState<AddressField | null>(null);
  /** What was taken out by the last change, and what stood there before it. */
  const [undoable, setUndoable] = useState<{ readonly before: PlaceValue; readonly changed: Changed } | null>(null);
  const inputs = useRef<Partial<Record<AddressField, HTMLInputElement | null>>>({});
  const search = useMemo(() => createStreetSearch(store), [store]);
  const streets = useStore(search);
  useEffect(() => {
    store.refresh();
    return () => search.clear();
  }, [store, search]);

  const given = known === null ? null : { current, places: known.places };
  const apply = (changed: Changed): void => {
    if (addressFields.every((field) => changed.value[field] === value[field])) return;
    setUndoable(changed.takenOut.length > 0 ? { before: value, changed } : null);
    onChange(changed.value);
  };
  const type = (field: AddressField, text: string): void => {
    setUndoable(null);
    onChange({ ...value, [field]: text });
    if (field === "street") search.type(text, streetPlace(value, current));
  };
  /** The button that did it goes away: the keyboard goes on in the field. */
  const applyAndGo = (field: PlaceField, changed: Changed): void => {
    apply(changed);
    inputs.current[field]?.focus();
  };
  const leave = (field: AddressField): void => {
    setInField(null);
    if (field === "street") search.clear();
    else if (given !== null) apply(settle(field, value, given));
    onLeave?.(field);
  };

  const offer = given === null || isDisabled ? null : offerPlaces(current, given.places);
  // It does not go away under somebody's hands: the fields would jump while one types in them.
  const isOffered = (value.lga === "" && value.state === "") || ((inField === "lga" || inField === "state") && !isTaken(offer, value));
  const asked = given === null ? [] : namesakes(value, given.places);
  const found = given === null ? [] : placeIssues(value, current, given.places);

  const problemOf = (field: AddressField): Issue | undefined => {
    // While a name is being typed it is unfinished, not wrong.
    const own = field === inField ? undefined : found.find((issue) => issue.field === field);
    return own ?? issueOf?.(field);
  };
  const field = (name: PlaceField): ReactElement => {
    const { choices, more, choose } = placeChoices(name, value, { current, known });
    const problem = problemOf(name);
    const isUnknown = problem?.code === `${name}-unknown`;
    return (
      <PlaceCombobox
        key={name}
        label={labels[name]}
        value={value[name]}
        choices={choices}
        more={more}
        none={known === null ? undefined : name === "ward" && placeOfWard(value, current).lga === null && value.ward.trim().length < 2 ? words.wardNeedsLga : words.none[name]}
        isEager
        error={problem === undefined ? undefined : sentenceLine(problem)}
        isDisabled={isDisabled}
        maxLength={addressPartLength}
        inputRef={(input) => void (inputs.current[name] = input)}
        onType={(text) => type(name, text)}
        onChoose={(key, isFirst) => {
          // Of two states with an LGA of the name that was typed, the first in the list is not the one that was meant: it is asked.
          const changed = isFirst && name === "lga" && asked.length > 0 ? null : choose(key);
          if (changed !== null) apply(changed);
        }}
        onEnter={() => setInField(name)}
        onLeave={() => leave(name)}
      >
        {name === "lga" && inField !== "lga" && asked.length > 0 && <AskState lga={value.lga} among={asked} onChoose={(one: Lga) => given !== null && applyAndGo("lga", withLga(value, one, given))} />}
        {isUnknown && given !== null && <NearNames field={name} near={nearNames(name, value, given)} onUse={(changed) => applyAndGo(name, changed)} />}
        {below?.(name)}
      </PlaceCombobox>
    );
  };
  const streetProblem = problemOf("street");
  return (
    <div className={styles.fields}>
      <NotKnown snapshot={snapshot} onRetry={store.refresh} />
      {offer !== null && isOffered && (
        <OfferBar
          offer={offer}
          lga={current?.lga ?? ""}
          onUse={(use) => {
            const lga = use.lga === null || use.lga === current?.lga ? "" : use.lga;
            const state = use.state === current?.state ? "" : use.state;
            onChange({ ...value, lga, state });
            inputs.current[lga === "" ? "state" : "lga"]?.focus();
          }}
        />
      )}
      {field("state")}
      {field("lga")}
      {field("ward")}
      {!withoutStreet && (
        <PlaceCombobox
          label={labels.street}
          hint={words.streetHint}
          value={value.street}
          choices={streets.names.map((name) => ({ key: name, name }))}
          isEager={false}
          error={streetProblem === undefined ? undefined : sentenceLine(streetProblem)}
          isDisabled={isDisabled}
          maxLength={2000}
          inputRef={(input) => void (inputs.current.street = input)}
          onType={(text) => type("street", text)}
          onChoose={(name) => {
            onChange({ ...value, street: `${streets.kept}${name}` });
            search.clear();
          }}
          onEnter={() => setInField("street")}
          onLeave={() => leave("street")}
        />
      )}
      {below?.("street")}
      <TakenOutBar
        changed={undoable?.changed ?? null}
        onPutBack={() => {
          if (undoable === null) return;
          setUndoable(null);
          onChange(undoable.before);
          inputs.current.lga?.focus();
        }}
      />
    </div>
  );
}

/** What was offered stands in the fields. */
function isTaken(offer: PlaceOffer | null, { lga, state }: PlaceValue): boolean {
  return offer !== null && offer.use.some((use) => lga === use.lga || (lga === "" && state === use.state));
}

/** Where streets are looked for; null where no LGA is known. */
function streetPlace(value: PlaceValue, current: AddressView | null): { state: string | null; lga: string; ward: string | null } | null {
  const { lga, state } = placeOfWard(value, current);
  if (lga === null || lga.length > 160) return null;
  const ward = value.ward.trim() !== "" ? value.ward : value.lga.trim() === "" ? (current?.ward ?? null) : null;
  return { state: state?.slice(0, 160) ?? null, lga, ward: ward?.slice(0, 160) ?? null };
}
