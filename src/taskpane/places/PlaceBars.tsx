import { Button, MessageBar, MessageBarActions, MessageBarBody, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { PlacesSnapshot } from "../../client/placesCache";
import type { PlaceOffer } from "../../domain/placeOffers";
import { placeWords as words } from "../../wording/panePlaces";
import type { Changed, Lga, PlaceField } from "./placeDraft";

const useStyles = makeStyles({
  group: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalXS },
  button: { minWidth: 0, overflowWrap: "anywhere" },
});

/** What the record says is not how the site spells it: its own name, by one press. */
export function OfferBar({ offer, lga, onUse }: { readonly offer: PlaceOffer; readonly lga: string; readonly onUse: (use: PlaceOffer["use"][number]) => void }): ReactElement {
  const styles = useStyles();
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        {offer.recorded === "" ? words.stateNotRecorded(lga) : words.recordedAs(offer.recorded)} {words.offer}
      </MessageBarBody>
      <MessageBarActions className={styles.group}>
        {offer.use.map((use) => (
          <Button key={`${use.lga ?? ""}/${use.state}`} size="small" className={styles.button} onClick={() => onUse(use)}>
            {words.use(use.lga === null ? use.state : `${use.lga} (${use.state})`)}
          </Button>
        ))}
      </MessageBarActions>
    </MessageBar>
  );
}

/** More than one state has an LGA of this name. */
export function AskState({ lga, among, onChoose }: { readonly lga: string; readonly among: readonly Lga[]; readonly onChoose: (one: Lga) => void }): ReactElement {
  const styles = useStyles();
  const question = words.whichState(among[0]?.lga ?? lga);
  return (
    <div role="group" aria-label={question} className={styles.group}>
      <Text size={200} role="status">
        {question}
      </Text>
      {among.map((one) => (
        <Button key={one.state} size="small" className={styles.button} onClick={() => onChoose(one)}>
          {`${one.lga} (${one.state})`}
        </Button>
      ))}
    </div>
  );
}

/** Names that an unknown one was most likely meant to be. */
export function NearNames({ field, near, onUse }: { readonly field: PlaceField; readonly near: readonly Changed[]; readonly onUse: (changed: Changed) => void }): ReactElement | null {
  const styles = useStyles();
  if (near.length === 0) return null;
  return (
    <div className={styles.group}>
      {near.map((changed) => {
        const { value } = changed;
        const name = field === "lga" && value.state !== "" ? `${value.lga} (${value.state})` : value[field];
        return (
          <Button key={name} size="small" className={styles.button} onClick={() => onUse(changed)}>
            {words.use(name)}
          </Button>
        );
      })}
    </div>
  );
}

/** What was taken out because it does not belong to the new place, and the way back. The room that says it stands there always. */
export function TakenOutBar({ changed, onPutBack }: { readonly changed: Changed | null; readonly onPutBack: () => void }): ReactElement {
  return (
    <div role="status">
      {changed !== null && (
        <MessageBar intent="warning" layout="multiline" politeness="polite">
          <MessageBarBody>{words.takenOut(changed.takenOut, changed.place)}</MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={onPutBack}>
              {words.putBack}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
    </div>
  );
}

/** Nothing is known to complete from: being read, or not to be had now. Typing goes on either way. */
export function NotKnown({ snapshot: { known, isLoading, failure }, onRetry }: { readonly snapshot: PlacesSnapshot; readonly onRetry: () => void }): ReactElement | null {
  if (known !== null) return null;
  if (isLoading) return <Text size={200}>{words.loading}</Text>;
  if (failure === null) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{words.notKnown}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onRetry}>
          {words.retry}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
